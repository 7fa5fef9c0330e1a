//! Answers into what a call gives, and back into JSON.

use msgraph_runtime::{
    Deserialize, Json, Object, Ref, Resource, Serialize,
    http::{Page, Value},
};

/// Reads a body.
pub type Decode = fn(&[u8]) -> Result<Decoded, String>;

/// A body that was read as what a call gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// What was read, written back; nothing where the call gives no JSON.
    pub json: Option<Json>,
    /// Where members are that no type declares, annotations apart: `$.value[0].nickname`.
    pub unknown: Vec<String>,
    /// Where members are whose values do not fit their types.
    pub misfits: Vec<String>,
}

pub(crate) fn object<T: Resource + Serialize + for<'de> Deserialize<'de>>(
    body: &[u8],
) -> Result<Decoded, String> {
    let object: T = read(body)?;
    let mut decoded = Decoded {
        json: Some(write(&object)?),
        ..Decoded::default()
    };
    decoded.inspect(&object, "$");
    Ok(decoded)
}

pub(crate) fn objects<T: Resource + Serialize + for<'de> Deserialize<'de>>(
    body: &[u8],
) -> Result<Decoded, String> {
    let page: Page<T> = read(body)?;
    let mut decoded = Decoded {
        json: Some(write_page(&page)?),
        ..Decoded::default()
    };
    for (at, item) in page.items.iter().enumerate() {
        decoded.inspect(item, &format!("$.value[{at}]"));
    }
    decoded.inspect_page(&page);
    Ok(decoded)
}

pub(crate) fn values<T: Serialize + for<'de> Deserialize<'de>>(
    body: &[u8],
) -> Result<Decoded, String> {
    let page: Page<T> = read(body)?;
    let mut decoded = Decoded {
        json: Some(write_page(&page)?),
        ..Decoded::default()
    };
    decoded.inspect_page(&page);
    Ok(decoded)
}

/// What stands beside the value is told only by the type of a page.
pub(crate) fn wrapped<T: Serialize + for<'de> Deserialize<'de>>(
    body: &[u8],
) -> Result<Decoded, String> {
    let mut json: Json = read(body)?;
    let Value(value) = read::<Value<T>>(body)?;
    json["value"] = write(&value)?;
    Ok(Decoded {
        json: Some(json),
        ..Decoded::default()
    })
}

pub(crate) fn json(body: &[u8]) -> Result<Decoded, String> {
    Ok(Decoded {
        json: Some(read(body)?),
        ..Decoded::default()
    })
}

pub(crate) fn count(body: &[u8]) -> Result<Decoded, String> {
    Ok(Decoded {
        json: Some(read::<i64>(body)?.into()),
        ..Decoded::default()
    })
}

/// Bytes are given as they come, whatever they are.
#[expect(
    clippy::unnecessary_wraps,
    reason = "every way of reading has one type"
)]
pub(crate) fn media(body: &[u8]) -> Result<Decoded, String> {
    Ok(Decoded {
        json: read(body).ok(),
        ..Decoded::default()
    })
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every way of reading has one type"
)]
pub(crate) fn nothing(_: &[u8]) -> Result<Decoded, String> {
    Ok(Decoded::default())
}

fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|it| it.to_string())
}

fn write<T: Serialize>(value: &T) -> Result<Json, String> {
    serde_json::to_value(value).map_err(|it| it.to_string())
}

fn write_page<T: Serialize>(page: &Page<T>) -> Result<Json, String> {
    let mut json = page.annotations.clone();
    if is_list(page) {
        json.insert("value".to_owned(), write(&page.items)?);
    }
    let links = [
        ("@odata.nextLink", &page.next_link),
        ("@odata.deltaLink", &page.delta_link),
    ];
    for (name, link) in links {
        json.extend(link.iter().map(|it| (name.to_owned(), it.clone().into())));
    }
    json.extend(
        page.count
            .iter()
            .map(|it| ("@odata.count".to_owned(), (*it).into())),
    );
    Ok(json.into())
}

/// Whether an answer was a list, or has nothing to show that it was something else.
fn is_list<T>(page: &Page<T>) -> bool {
    !page.items.is_empty() || page.annotations.keys().all(|it| it.contains('@'))
}

impl Decoded {
    /// Lists what a page holds that is neither its items nor an annotation: an answer that is no list, which the page keeps as it came.
    fn inspect_page<T>(&mut self, page: &Page<T>) {
        for name in page.annotations.keys().filter(|it| !it.contains('@')) {
            let list = if name == "value" { &mut self.misfits } else { &mut self.unknown };
            list.push(format!("$.{name}"));
        }
    }

    /// Lists what an object and those in it hold beside what their types declare.
    fn inspect(&mut self, object: &dyn Object, path: &str) {
        let shape = object.shape();
        for (name, value) in shape.names.iter().zip(object.members()) {
            match value {
                Ref::Object(field) => {
                    if let Some(inner) = field.state().into_option() {
                        self.inspect(inner, &format!("{path}.{name}"));
                    }
                }
                Ref::Objects(field) => {
                    for at in 0..field.state().unwrap_or(0) {
                        self.inspect(field.object(at), &format!("{path}.{name}[{at}]"));
                    }
                }
                _ => {}
            }
        }
        for (name, _) in object.extra().iter().filter(|it| !it.0.contains('@')) {
            let known = shape.names.contains(&name);
            let list = if known {
                &mut self.misfits
            } else {
                &mut self.unknown
            };
            list.push(format!("{path}.{name}"));
        }
    }
}
