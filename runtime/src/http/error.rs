//! The one error type: what failed, what Graph said, and the numbers support asks for.
//!
//! ```text
//! user-get: 404 Not Found: Request_ResourceNotFound: no such user (request-id 1f…, client-request-id 2e…)
//! ```

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::service::{GraphError, InnerError};

mod service;

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Graph answered with a status that is no success.
    Service,
    /// No complete answer came: refused, reset, closed half-way.
    Transport,
    /// A try or the whole call took longer than allowed.
    Timeout,
    /// The answer came but its body did not fit the type.
    Decode,
    /// No token could be had.
    Credential,
    /// An address outside the chosen cloud was refused.
    ForeignHost,
    /// The request cannot be sent as it is, for example with an empty id in its path.
    Request,
}

/// Why a call failed.
pub struct Error(Box<Inner>);

#[derive(Default)]
struct Inner {
    kind: Option<ErrorKind>,
    operation: &'static str,
    message: String,
    status: Option<StatusCode>,
    graph: Option<GraphError>,
    headers: HeaderMap,
    body: Bytes,
    json_path: Option<String>,
    client_request_id: Option<String>,
    unsent: bool,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// Makes an error of a kind with a message: what was found and what was expected.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind: Some(kind),
            message: message.into(),
            ..Inner::default()
        }))
    }

    /// Makes the error a service's answer stands for; reads Graph's and the sign-in service's error bodies.
    pub fn service(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let graph = GraphError::parse(&body);
        let mut error = Self::new(ErrorKind::Service, "");
        error.0.status = Some(status);
        error.0.headers = headers;
        error.0.graph = graph;
        error.0.body = body;
        error
    }

    /// Adds the error underneath.
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_body(mut self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        self.0.status = Some(status);
        self.0.headers = headers;
        self.0.body = body;
        self
    }

    pub(crate) fn with_graph(mut self, graph: GraphError) -> Self {
        self.0.graph = Some(graph);
        self
    }

    pub(crate) fn with_json_path(mut self, path: String) -> Self {
        self.0.json_path = Some(path);
        self
    }

    pub(crate) fn with_call(mut self, operation: &'static str, client_request_id: &str) -> Self {
        if self.0.operation.is_empty() {
            self.0.operation = operation;
        }
        if !client_request_id.is_empty() {
            self.0
                .client_request_id
                .get_or_insert_with(|| client_request_id.to_owned());
        }
        self
    }

    /// The same failure for another request; its source stays with the first.
    pub(crate) fn duplicate(&self) -> Self {
        let it = &self.0;
        Self(Box::new(Inner {
            kind: it.kind,
            operation: it.operation,
            message: it.message.clone(),
            status: it.status,
            graph: it.graph.clone(),
            headers: it.headers.clone(),
            body: it.body.clone(),
            json_path: it.json_path.clone(),
            client_request_id: it.client_request_id.clone(),
            unsent: it.unsent,
            source: None,
        }))
    }

    /// The same failure seen as "no token", so that a refused sign-in is never taken for a refused call.
    pub(crate) fn into_credential(mut self) -> Self {
        self.0.kind = Some(ErrorKind::Credential);
        self
    }

    pub(crate) fn into_unsent(mut self) -> Self {
        self.0.unsent = true;
        self
    }

    pub(crate) fn is_unsent(&self) -> bool {
        self.0.unsent
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.unwrap_or(ErrorKind::Service)
    }

    /// The documented operation's name, empty if the call had none.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Graph's own account of the failure, if the body held one.
    pub fn graph(&self) -> Option<&GraphError> {
        self.0.graph.as_ref()
    }

    /// Graph's error code, such as `Request_ResourceNotFound`.
    pub fn code(&self) -> Option<&str> {
        self.graph()
            .map(|it| it.code.as_str())
            .filter(|it| !it.is_empty())
    }

    /// The message: Graph's if it sent one, ours otherwise.
    pub fn message(&self) -> &str {
        match self.graph() {
            Some(graph) if !graph.message.is_empty() => &graph.message,
            _ => &self.0.message,
        }
    }

    /// The service's number of the request, from the body or the header.
    pub fn request_id(&self) -> Option<&str> {
        let inner = self
            .graph()
            .and_then(|it| it.inner.as_ref())
            .and_then(|it| it.request_id.as_deref());
        inner.or_else(|| self.header("request-id"))
    }

    /// The number this client sent with the request.
    pub fn client_request_id(&self) -> Option<&str> {
        self.0.client_request_id.as_deref()
    }

    /// The headers of the answer, empty if none came.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body of the answer as it came, empty if none came.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// Where in the body the value stands that did not fit, such as `value[3].subject`.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// How long the service asks to wait before another try.
    pub fn retry_after(&self) -> Option<Duration> {
        super::retry::retry_after(&self.0.headers)
    }

    /// Whether the service said "too many requests".
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
            || (self.has_status(StatusCode::SERVICE_UNAVAILABLE) && self.retry_after().is_some())
    }

    /// Whether the resource does not exist.
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Whether the token was missing, stale or refused.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Whether a permission or licence is missing.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Whether the resource exists already or changed in between.
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT) || self.has_status(StatusCode::PRECONDITION_FAILED)
    }

    /// Whether a saved delta or page link is too old to be used.
    pub fn is_gone(&self) -> bool {
        self.has_status(StatusCode::GONE)
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the same call may succeed later without being changed.
    pub fn is_transient(&self) -> bool {
        let status = self.0.status.is_some_and(super::retry::is_transient);
        matches!(self.kind(), ErrorKind::Transport | ErrorKind::Timeout)
            || (self.kind() == ErrorKind::Service && status)
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.kind() == ErrorKind::Service && self.0.status == Some(status)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name).and_then(|it| it.to_str().ok())
    }

    fn parts(&self) -> Vec<String> {
        let mut parts = Vec::new();
        parts.extend((!self.0.operation.is_empty()).then(|| self.0.operation.to_owned()));
        parts.extend(self.0.status.map(|it| it.to_string()));
        parts.extend(self.code().map(str::to_owned));
        parts.extend((!self.message().is_empty()).then(|| self.message().to_owned()));
        parts.extend(self.0.json_path.as_ref().map(|it| format!("at {it}")));
        let inner = self
            .graph()
            .and_then(|it| it.inner.as_ref())
            .and_then(|it| it.code.as_ref());
        parts.extend(inner.map(|it| format!("inner error {it}")));
        parts
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().join(": "))?;
        let ids = [
            ("request-id", self.request_id()),
            ("client-request-id", self.client_request_id()),
        ];
        let ids: Vec<_> = ids
            .iter()
            .filter_map(|(name, id)| id.map(|id| format!("{name} {id}")))
            .collect();
        if ids.is_empty() {
            Ok(())
        } else {
            write!(f, " ({})", ids.join(", "))
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.kind())
            .field("text", &self.to_string());
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|it| it.as_ref() as _)
    }
}
