//! From an answer to a value: JSON types, wrapped values, nothing.

use std::{any::TypeId, fmt, marker::PhantomData};

use serde_core::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor},
};

use super::{Client, Error, ErrorKind, Response};

mod json_path;

/// What a call can give: every JSON type, [`Page`](super::Page), [`Value`], `()`, [`Media`](super::Media), [`Accepted`](super::Accepted).
pub trait FromResponse: Sized {
    /// Whether the body is handed over as it arrives.
    const STREAMED: bool = false;

    /// Reads the answer; the client is for what goes on asking.
    fn from_response(response: Response, client: &Client) -> Result<Self, Error>;
}

impl<T: DeserializeOwned + 'static> FromResponse for T {
    fn from_response(response: Response, _: &Client) -> Result<Self, Error> {
        decode(&response)
    }
}

/// Reads the body as JSON; an empty one, and any one where nothing is expected, counts as `null`.
pub(crate) fn decode<T: DeserializeOwned + 'static>(response: &Response) -> Result<T, Error> {
    let body = response.body();
    let nothing = TypeId::of::<T>() == TypeId::of::<()>();
    let json: &[u8] = if nothing || body.is_empty() {
        b"null"
    } else {
        // The service puts a byte order mark before a bare number.
        body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&body)
    };
    // To check a whole text once is cheaper than each string in it.
    match std::str::from_utf8(json) {
        Ok(text) => serde_json::from_str(text).map_err(|it| misfit(response, json, it)),
        Err(_) => Err(no_text(response, json)),
    }
}

/// Reads what is no text once more, for the place where it stops being one.
fn no_text(response: &Response, json: &[u8]) -> Error {
    match serde_json::from_slice::<serde_json::Value>(json) {
        Err(error) => misfit(response, json, error),
        Ok(_) => response.error(ErrorKind::Decode, "the body is no text"),
    }
}

/// Not generic, so that a type costs its own decoding and no more.
fn misfit(response: &Response, json: &[u8], error: serde_json::Error) -> Error {
    let path = json_path::at(json, error.line(), error.column());
    let message = match json {
        b"null" if response.body().is_empty() => "the body is empty, expected json".to_owned(),
        _ => format!("the body does not fit: {error}"),
    };
    response
        .error(ErrorKind::Decode, message)
        .with_json_path(path)
        .with_source(error)
}

/// A value that Graph wraps: `{ "@odata.context": "…", "value": … }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value<T>(
    /// What stood under `value`.
    pub T,
);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Value<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Unwrap(PhantomData)).map(Self)
    }
}

struct Unwrap<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Unwrap<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a property `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut value = None;
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            match name.as_ref() {
                "value" => value = Some(map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        value.ok_or_else(|| A::Error::missing_field("value"))
    }
}
