//! A Graph in memory for the tests of programs: says what it was asked, answers what it was told.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use msgraph_runtime::http::{Call, Client, Method, Operation, Path, Request, mock::Mock};
//!
//! let mock = Mock::new().on(Method::GET, "/v1.0/me", 200, r#"{"displayName": "Anna"}"#);
//! let client = Client::builder().transport(mock.clone()).build()?;
//! let request = Request::new(Method::GET, Path::new("/me"), &Operation::UNDOCUMENTED);
//! let me = Call::<serde_json::Value>::new(&client, request).send().await?;
//! assert_eq!(me["displayName"], "Anna");
//! assert_eq!(mock.seen()[0].path_and_query, "/v1.0/me");
//! # Ok::<(), msgraph_runtime::http::Error>(()) }).unwrap();
//! ```
//!
//! It can also hold a program to the documentation. An [`Exchange`] is an example as a page shows it, and a request must be as that one is:
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use msgraph_runtime::http::{Call, Client, Method, Operation, Path, Request, mock::{Exchange, Mock}};
//! use serde_json::{Value, json};
//!
//! let example = r#"
//! POST https://graph.microsoft.com/v1.0/users/{id}/contacts
//! Content-Type: application/json
//!
//! { "givenName": "{name}" }
//!
//! HTTP/1.1 201 Created
//!
//! { "id": "1", "givenName": "Pavel" }"#;
//! let mock = Mock::new().exchange(example.parse::<Exchange>().unwrap());
//! let client = Client::builder().transport(mock.clone()).build()?;
//!
//! let path = Path::new("/users").id("anna@contoso.com").literal("/contacts");
//! let request = Request::new(Method::POST, path, &Operation::UNDOCUMENTED).json(&json!({ "givenName": "Pavel" }));
//! let contact = Call::<Value>::new(&client, request).send().await?;
//! assert_eq!(contact["id"], "1");
//! mock.verify().unwrap();
//! # Ok::<(), msgraph_runtime::http::Error>(()) }).unwrap();
//! ```

mod exchange;
mod list;

use std::{
    error, fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;

pub use self::exchange::Exchange;
use self::{exchange::Answer, list::List};
use super::{
    BoxFuture, Transport, TransportBody, TransportError, TransportRequest, TransportResponse,
    response::collect,
};

/// A transport that answers from memory; clones share what they were told and asked.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    exchanges: Vec<Exchange>,
    lists: Vec<List>,
    // Which exchange was told last.
    last: usize,
    throttled: (u32, u32),
    seen: Vec<Seen>,
    faults: Vec<String>,
}

/// A request the mock was asked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Seen {
    /// What to do.
    pub method: Method,
    /// The path with the version, and the query, both encoded.
    pub path_and_query: String,
    /// All headers; `Debug` of a token in them shows nothing.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

/// What a program asked that the mock was not told of, or did not ask although it was.
#[derive(Clone, PartialEq, Eq)]
pub struct Unexpected(Vec<String>);

impl Mock {
    /// A mock that answers 404 to everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a method and path (with version, without query) so, whatever else is sent; several answers to one are given in turn, the last
    /// again and again.
    ///
    /// # Panics
    ///
    /// If the status is no number of a status.
    #[must_use]
    pub fn on(self, method: Method, path: &str, status: u16, body: impl Into<Bytes>) -> Self {
        let mut state = self.state();
        let is_same = |it: &Exchange| !it.is_strict && it.method == method && it.path == path;
        let known = state.exchanges.iter().position(is_same);
        let at = known.unwrap_or(state.exchanges.len());
        if known.is_none() {
            state.exchanges.push(Exchange::lenient(method, path));
        }
        state.exchanges[at].push(status, body.into());
        state.last = at;
        drop(state);
        self
    }

    /// Answers a request as the example does, if it is as the example shows it. A request that is not is answered with 400, and told by
    /// [`verify`](Self::verify).
    #[must_use]
    pub fn exchange(self, exchange: Exchange) -> Self {
        let mut state = self.state();
        state.last = state.exchanges.len();
        state.exchanges.push(exchange);
        drop(state);
        self
    }

    /// Answers a `GET` of a path (with version, without query) with these items, so many to a page; each page but the last links to the next.
    /// `$top` asks for smaller pages, `$count` for the number of all.
    #[must_use]
    pub fn list(self, path: &str, items: impl IntoIterator<Item = Value>, per_page: usize) -> Self {
        let list = List {
            path: path.to_owned(),
            items: items.into_iter().collect(),
            per_page,
            asked: false,
        };
        self.state().lists.push(list);
        self
    }

    /// Answers the next requests, whatever they are, with 429 and `Retry-After` in seconds.
    pub fn throttle(&self, requests: u32, retry_after: u32) {
        self.state().throttled = (requests, retry_after);
    }

    /// Gives the answer told last a header, such as `retry-after`.
    ///
    /// # Panics
    ///
    /// If there is no answer yet, or the header cannot be sent.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("the name of a header");
        let value = HeaderValue::try_from(value).expect("the value of a header");
        let mut state = self.state();
        let last = state.last;
        let answer = state
            .exchanges
            .get_mut(last)
            .and_then(|it| it.answers.back_mut());
        answer
            .expect("an answer to add the header to")
            .headers
            .insert(name, value);
        drop(state);
        self
    }

    /// What was asked so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    /// Whether everything asked was expected, and everything expected was asked.
    ///
    /// # Errors
    ///
    /// One line for each request that was not, and for each exchange and list that was never asked for.
    pub fn verify(&self) -> Result<(), Unexpected> {
        let state = self.state();
        let exchanges = state.exchanges.iter().filter(|it| !it.asked);
        let lists = state.lists.iter().filter(|it| !it.asked);
        let unasked = exchanges
            .map(|it| format!("never asked: {it}"))
            .chain(lists.map(|it| format!("never asked: GET {}", it.path)));
        let lines: Vec<_> = state.faults.iter().cloned().chain(unasked).collect();
        if lines.is_empty() {
            Ok(())
        } else {
            Err(Unexpected(lines))
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn answer(&mut self, asked: &Seen, base: &str) -> Answer {
        if let (left @ 1.., wait) = self.throttled {
            self.throttled.0 = left - 1;
            let error = failure("tooManyRequests", "the mock was told to throttle");
            return Answer::new(429, error).with("retry-after", &wait.to_string());
        }
        let path = asked.path_and_query.split('?').next().unwrap_or_default();
        let mut fault = None;
        for exchange in &mut self.exchanges {
            if !exchange.is_at(&asked.method, path) {
                continue;
            }
            match exchange.difference(asked) {
                None => return exchange.take(),
                Some(it) => fault = fault.or(Some(format!("{exchange}: {it}"))),
            }
        }
        let list = self
            .lists
            .iter_mut()
            .find(|it| asked.method == Method::GET && it.path == path);
        if let Some(list) = list {
            return list.answer(asked, base);
        }
        self.refuse(asked, path, fault)
    }

    /// Says what is wrong with a request, now and at the end.
    fn refuse(&mut self, asked: &Seen, path: &str, fault: Option<String>) -> Answer {
        let (status, code, message) = match fault {
            Some(it) => (400, "mockUnexpected", it),
            None => {
                let message = format!("the mock has no answer to {} {path}", asked.method);
                (404, "mockNotFound", message)
            }
        };
        self.faults.push(message.clone());
        Answer::new(status, failure(code, &message))
    }
}

/// The body of an error of the service's.
fn failure(code: &str, message: &str) -> Bytes {
    let error = serde_json::json!({ "error": { "code": code, "message": message } });
    error.to_string().into()
}

impl Transport for Mock {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        Box::pin(async move {
            let query = request
                .url
                .query()
                .map(|it| format!("?{it}"))
                .unwrap_or_default();
            let asked = Seen {
                path_and_query: format!("{}{query}", request.url.path()),
                method: request.method,
                headers: request.headers,
                body: collect(request.body).await?,
            };
            let mut state = self.state();
            let answer = state.answer(&asked, &request.url.origin().ascii_serialization());
            state.seen.push(asked);
            drop(state);
            Ok(TransportResponse {
                status: answer.status,
                headers: answer.headers,
                body: TransportBody::Bytes(answer.body),
            })
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock")
            .field("seen", &self.state().seen.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// As it reads, because a test that fails prints this.
impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl error::Error for Unexpected {}
