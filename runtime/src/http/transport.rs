//! The one door to the network: one request out, one answer in, nothing decided.
//!
//! A transport must not follow redirects, retry, or add a token; the client does all three with the promises it makes about them.

use std::{error, fmt};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::{BoxFuture, BoxStream};

/// Sends one request and gives the answer; the door for tests and for other HTTP libraries.
pub trait Transport: Send + Sync {
    /// Sends the request; the answer's body may still be on its way.
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>>;
}

/// One HTTP request.
pub struct TransportRequest {
    /// What to do.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// All headers but those HTTP itself needs, such as `content-length`.
    pub headers: HeaderMap,
    /// What to send.
    pub body: TransportBody,
    /// Whether the answer's body is wanted as it arrives; otherwise it may as well be given whole, which costs less.
    pub streamed: bool,
}

/// One HTTP answer.
#[derive(Debug)]
pub struct TransportResponse {
    /// The status line's number.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body, without transfer or content encoding.
    pub body: TransportBody,
}

/// A body, whole or as it arrives.
pub enum TransportBody {
    /// All of it; may be empty.
    Bytes(Bytes),
    /// A stream, whose length in bytes may be known.
    Stream(Option<u64>, BoxStream<Result<Bytes, TransportError>>),
}

/// No complete answer came.
#[derive(Debug)]
pub struct TransportError {
    /// Whether the connection was never made, so the service saw nothing of the request.
    pub unsent: bool,
    /// What happened, without the address, which may hold secrets.
    pub source: Box<dyn error::Error + Send + Sync>,
}

impl TransportError {
    /// Wraps a failure after which the service may have seen the request.
    pub fn new(source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self {
            unsent: false,
            source: source.into(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        let mut inner = self.source.source();
        while let Some(it) = inner {
            write!(f, ": {it}")?;
            inner = it.source();
        }
        Ok(())
    }
}

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}

impl fmt::Debug for TransportRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query may hold a token, and the authorization header does.
        let names: Vec<_> = self.headers.keys().collect();
        f.debug_struct("TransportRequest")
            .field("method", &self.method)
            .field("host", &self.url.host_str())
            .field("path", &self.url.path())
            .field("headers", &names)
            .field("body", &self.body)
            .finish()
    }
}

impl fmt::Debug for TransportBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Stream(Some(length), _) => write!(f, "a stream of {length} bytes"),
            Self::Stream(None, _) => f.write_str("a stream"),
        }
    }
}
