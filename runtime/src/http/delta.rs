//! What changed since last time: a stream of changes with a link at its end that is kept for the next time.
//!
//! ```json
//! { "value": [ { "id": "1", "subject": "new" }, { "id": "2", "@removed": { "reason": "deleted" } } ], "@odata.deltaLink": "https://…" }
//! ```

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use http::Method;
use serde_core::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Map, Value};
use url::Url;

use super::{Call, Client, Error, Operation, Page, Pages, Request};

/// The query options that hold the state of a delta query.
const STATE: [&str; 5] = [
    "$deltatoken",
    "$skiptoken",
    "token",
    "$deltaToken",
    "$skipToken",
];

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// The item is new or has these new properties.
    Changed(T),
    /// The item is gone.
    Removed(Removed),
    /// The service has forgotten what it told before: all items follow again, and what does not follow is gone.
    Restarted,
}

/// An item that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its id.
    pub id: String,
    /// Why, such as `deleted` or `changed` (it left the collection but exists).
    pub reason: Option<String>,
    /// Everything the service said about it.
    pub properties: Map<String, Value>,
}

/// A stream of changes; at its end [`Delta::link`] is what to save.
pub struct Delta<T> {
    client: Client,
    pages: Pages<Change<T>>,
    ready: vec::IntoIter<Change<T>>,
    // The link of the page whose changes are being handed out.
    current: Option<String>,
    operation: &'static Operation,
    start: Option<Url>,
    restarted: bool,
}

impl<T: DeserializeOwned + 'static, O> Call<Page<T>, O> {
    /// Follows a delta function: all items the first time, and at the end the link for the next.
    #[must_use]
    pub fn changes(self) -> Delta<T> {
        let client = self.client().clone();
        Delta::new(client, self.into_request())
    }

    /// Asks for no items, only for the link from which on changes are told; read the stream to its end and save [`Delta::link`].
    #[must_use]
    pub fn latest(self) -> Delta<T> {
        self.query("$deltatoken", "latest").changes()
    }
}

impl<T> Delta<T> {
    fn new(client: Client, request: Request) -> Self {
        let start = request.url(&client.0.root).ok().map(without_state);
        let operation = request.operation;
        let current = None;
        let pages = Pages::new(client.clone(), request);
        Self {
            client,
            pages,
            ready: Vec::new().into_iter(),
            current,
            operation,
            start,
            restarted: false,
        }
    }

    /// Goes on at a saved link; it must lead to the client's cloud.
    pub fn resume(client: &Client, link: &str) -> Result<Self, Error> {
        let url = client.own_url(link)?;
        Ok(Self::new(
            client.clone(),
            Request::to_url(Method::GET, url, &Operation::UNDOCUMENTED),
        ))
    }

    /// The link to save: at the end the one for the next time; before that one that repeats some changes rather than losing any, or `None`
    /// on the first page.
    pub fn link(&self) -> Option<&str> {
        match self.ready.len() {
            0 => self.pages.delta_link().or(self.pages.link()),
            _ => self.current.as_deref(),
        }
    }

    /// Whether the stream came to its end, so that the link is the one for the next time.
    pub fn is_complete(&self) -> bool {
        self.pages.delta_link().is_some() && self.ready.len() == 0
    }

    /// Starts over where the service says, or at the first request; `None` if that was tried already.
    fn restart(&mut self, error: &Error) -> Option<Request> {
        if self.restarted || !error.is_gone() {
            return None;
        }
        self.restarted = true;
        let told = error
            .headers()
            .get(http::header::LOCATION)
            .and_then(|it| it.to_str().ok());
        let told = told.and_then(|it| self.client.own_url(it).ok());
        let mut request = Request::to_url(
            Method::GET,
            told.or_else(|| self.start.clone())?,
            self.operation,
        );
        request.headers = self.pages.headers().clone();
        Some(request)
    }
}

impl<T: DeserializeOwned + 'static> Delta<T> {
    /// The next change; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Change<T>, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

// Changes are moved out of a buffer, never pinned.
impl<T> Unpin for Delta<T> {}

impl<T: DeserializeOwned + 'static> Stream for Delta<T> {
    type Item = Result<Change<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(change) = self.ready.next() {
                return Poll::Ready(Some(Ok(change)));
            }
            let link = self.pages.link().map(str::to_owned);
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => {
                    self.current = link;
                    self.ready = page.items.into_iter();
                }
                Some(Err(error)) => {
                    let Some(request) = self.restart(&error) else {
                        return Poll::Ready(Some(Err(error)));
                    };
                    self.pages = Pages::new(self.client.clone(), request);
                    return Poll::Ready(Some(Ok(Change::Restarted)));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let properties = Map::deserialize(deserializer)?;
        let Some(removed) = properties.get("@removed") else {
            return serde_json::from_value(Value::Object(properties))
                .map(Self::Changed)
                .map_err(D::Error::custom);
        };
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let reason = text(removed.get("reason"));
        let id = text(properties.get("id")).unwrap_or_default();
        Ok(Self::Removed(Removed {
            id,
            reason,
            properties,
        }))
    }
}

impl<T> fmt::Debug for Delta<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delta")
            .field("pages", &self.pages)
            .field("ready", &self.ready.len())
            .finish_non_exhaustive()
    }
}

/// The address of the first request, as far as a later one still shows it.
fn without_state(mut url: Url) -> Url {
    let kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|it| !is_state(it))
        .collect();
    let kept = kept.join("&");
    url.set_query(Some(kept.as_str()).filter(|it| !it.is_empty()));
    url
}

fn is_state(option: &str) -> bool {
    let name = option
        .split('=')
        .next()
        .unwrap_or_default()
        .replace("%24", "$");
    STATE.contains(&name.as_str())
}
