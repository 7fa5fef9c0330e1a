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

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::{
    BoxFuture, Transport, TransportBody, TransportError, TransportRequest, TransportResponse,
    response::collect,
};

/// A transport that answers from memory; clones share what they were told and asked.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: Vec<Prepared>,
    // Which of them was told last.
    last: usize,
    seen: Vec<Seen>,
}

struct Prepared {
    method: Method,
    path: String,
    answers: VecDeque<Answer>,
}

#[derive(Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
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

impl Mock {
    /// A mock that answers 404 to everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a method and path (with version, without query) so; several answers to one are given in turn, the last again and again.
    ///
    /// # Panics
    ///
    /// If the status is no number of a status.
    #[must_use]
    pub fn on(self, method: Method, path: &str, status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).expect("the number of a status");
        let answer = Answer {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
        };
        self.state().prepare(method, path, answer);
        self
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
            .answers
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

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn prepare(&mut self, method: Method, path: &str, answer: Answer) {
        let known = self
            .answers
            .iter()
            .position(|it| it.method == method && it.path == path);
        self.last = known.unwrap_or(self.answers.len());
        match self.answers.get_mut(self.last) {
            Some(prepared) => prepared.answers.push_back(answer),
            None => self.answers.push(Prepared {
                method,
                path: path.to_owned(),
                answers: VecDeque::from([answer]),
            }),
        }
    }

    fn answer(&mut self, method: &Method, path: &str) -> Answer {
        let prepared = self
            .answers
            .iter_mut()
            .find(|it| it.method == *method && it.path == path);
        let answer = prepared.and_then(|it| match it.answers.len() {
            1 => it.answers.front().cloned(),
            _ => it.answers.pop_front(),
        });
        answer.unwrap_or_else(|| {
            let body = format!(r#"{{"error":{{"code":"mockNotFound","message":"the mock has no answer to {method} {path}"}}}}"#);
            Answer { status: StatusCode::NOT_FOUND, headers: HeaderMap::new(), body: body.into() }
        })
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        Box::pin(async move {
            let TransportRequest {
                method,
                url,
                headers,
                body,
                ..
            } = request;
            let body = collect(body).await?;
            let query = url.query().map(|it| format!("?{it}")).unwrap_or_default();
            let path_and_query = format!("{}{query}", url.path());
            let mut state = self.state();
            let Answer {
                status,
                headers: answered,
                body: answer,
            } = state.answer(&method, url.path());
            state.seen.push(Seen {
                method,
                path_and_query,
                headers,
                body,
            });
            Ok(TransportResponse {
                status,
                headers: answered,
                body: TransportBody::Bytes(answer),
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
