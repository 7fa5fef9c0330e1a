//! What an example gives to a call.

use std::{borrow::Cow, cell::Cell, str::FromStr};

use msgraph_runtime::{
    Deserialize, Enumeration, Json,
    http::{Bytes, Call, Path, Place, Request},
};

/// The parts of an example request. Everything is as it travels, but not percent-encoded.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// The values for the placeholders of the path in their order, those between parentheses apart.
    pub ids: Vec<String>,
    /// The values between parentheses, without quotes.
    pub arguments: Vec<(String, String)>,
    /// The query options.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How many of the ids are used.
    pub used: Cell<usize>,
}

impl Example {
    pub(crate) fn id(&self) -> Result<&str, String> {
        let at = self.used.get();
        self.used.set(at + 1);
        self.ids
            .get(at)
            .map(String::as_str)
            .ok_or_else(|| format!("the example has {at} ids, expected more"))
    }

    pub(crate) fn argument(&self, name: &str) -> Result<&str, String> {
        find(&self.arguments, name).ok_or_else(|| format!("no argument `{name}`"))
    }

    pub(crate) fn parsed<T: FromStr>(&self, name: &str) -> Result<T, String> {
        let text = self.argument(name)?;
        text.parse()
            .map_err(|_| format!("argument `{name}` cannot be `{text}`"))
    }

    pub(crate) fn member<E: Enumeration>(&self, name: &str) -> Result<E, String> {
        self.argument(name).map(E::parse)
    }

    pub(crate) fn json_argument(&self, name: &str) -> Result<Json, String> {
        let text = self.argument(name)?;
        Ok(serde_json::from_str(text).unwrap_or_else(|_| text.into()))
    }

    /// A header that a page requires and its example forgets can be anything.
    pub(crate) fn header(&self, name: &str) -> Result<&str, String> {
        Ok(find(&self.headers, name).unwrap_or("*"))
    }

    pub(crate) fn query(&self, name: &str) -> Result<&str, String> {
        find(&self.query, name).ok_or_else(|| format!("no query option `{name}`"))
    }

    pub(crate) fn body<T: for<'de> Deserialize<'de>>(&self) -> Result<T, String> {
        serde_json::from_slice(&self.body).map_err(|it| format!("the body does not fit: {it}"))
    }

    pub(crate) fn wrapped<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Result<T, String> {
        if name.is_empty() {
            return self.body();
        }
        let value = self.json()?.get_mut(name).map(Json::take);
        let value = value.ok_or_else(|| format!("the body has no member `{name}`"))?;
        serde_json::from_value(value)
            .map_err(|it| format!("`{name}` in the body does not fit: {it}"))
    }

    pub(crate) fn json(&self) -> Result<Json, String> {
        self.body()
    }

    pub(crate) fn bytes(&self) -> Bytes {
        self.body.clone().into()
    }

    pub(crate) fn content_type(&self) -> &str {
        find(&self.headers, "content-type").unwrap_or("application/octet-stream")
    }

    /// The place that `@odata.id` in the body names, below the version of the client.
    pub(crate) fn reference(&self, root: &Place) -> Result<Place, String> {
        let body = self.json()?;
        let address = body
            .get("@odata.id")
            .and_then(Json::as_str)
            .ok_or("the body has no member `@odata.id`")?;
        let (_, below) = address
            .split_once("graph.microsoft.com/")
            .ok_or("`@odata.id` is no address of Graph")?;
        let path = below.find('/').map_or("", |at| &below[at..]);
        Ok(Place::new(root.client(), Path::new(path)))
    }

    /// Adds what the call itself does not take: query options and headers.
    pub(crate) fn finish<T, O>(&self, mut call: Call<T, O>) -> Result<Request, String> {
        for (name, value) in &self.query {
            // What the call takes as an argument it spells as its page does.
            let is_same = |it: (&str, &str)| it.0.eq_ignore_ascii_case(name);
            let is_taken = call.request().query.iter().any(is_same);
            if !is_taken {
                call = call.query(Cow::Owned(name.clone()), value.clone());
            }
        }
        for (name, value) in self.headers.iter().filter(|it| !is_transport(&it.0)) {
            call = call.header(name, value);
        }
        let left = self.ids.len().checked_sub(self.used.get());
        match left {
            Some(0) => Ok(call.into_request()),
            _ => Err(format!(
                "the call takes {} ids, the example has {}",
                self.used.get(),
                self.ids.len()
            )),
        }
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|it| it.0.eq_ignore_ascii_case(name))
        .map(|it| it.1.as_str())
}

/// Whether a header is the client's own business.
fn is_transport(name: &str) -> bool {
    const OWN: [&str; 4] = ["authorization", "content-length", "content-type", "host"];
    OWN.iter().any(|it| it.eq_ignore_ascii_case(name))
}
