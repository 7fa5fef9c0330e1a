//! An answer that was a success.

use std::{fmt, pin::Pin};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::{Error, ErrorKind, Operation, TransportBody, TransportError};

/// How much room is made at once for a body, in bytes, however long it claims to be.
const MAX_ROOM: u64 = 4 << 20;

/// A success: status, headers and the body, whole or as it arrives.
pub struct Response {
    /// The status, always a success.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// What was asked.
    pub operation: &'static Operation,
    pub(crate) client_request_id: HeaderValue,
    pub(crate) body: TransportBody,
}

impl Response {
    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The number this client sent with the request.
    pub fn client_request_id(&self) -> &str {
        self.client_request_id.to_str().unwrap_or_default()
    }

    /// The collected body; empty for a streamed answer.
    pub fn body(&self) -> Bytes {
        match &self.body {
            TransportBody::Bytes(bytes) => bytes.clone(),
            TransportBody::Stream(..) => Bytes::new(),
        }
    }

    pub(crate) fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::new(kind, message)
            .with_body(self.status, self.headers.clone(), self.body())
            .with_call(self.operation.name, self.client_request_id())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// Reads a body to its end.
pub(crate) async fn collect(body: TransportBody) -> Result<Bytes, TransportError> {
    match body {
        TransportBody::Bytes(bytes) => Ok(bytes),
        TransportBody::Stream(length, mut stream) => join(length, stream.as_mut()).await,
    }
}

/// Puts the pieces of a body together, whose length may be known. A single one is not copied.
pub(crate) async fn join<E>(
    length: Option<u64>,
    mut pieces: Pin<&mut (impl Stream<Item = Result<Bytes, E>> + ?Sized)>,
) -> Result<Bytes, E> {
    let Some(first) = next(pieces.as_mut()).await else {
        return Ok(Bytes::new());
    };
    let first = first?;
    let Some(second) = next(pieces.as_mut()).await else {
        return Ok(first);
    };
    let room = length.unwrap_or_default().min(MAX_ROOM) as usize;
    let mut all = BytesMut::with_capacity(room.max(first.len()));
    all.extend_from_slice(&first);
    all.extend_from_slice(&second?);
    while let Some(piece) = next(pieces.as_mut()).await {
        all.extend_from_slice(&piece?);
    }
    Ok(all.freeze())
}

/// The next piece of a stream.
pub(crate) async fn next<S: Stream + ?Sized>(mut stream: Pin<&mut S>) -> Option<S::Item> {
    std::future::poll_fn(|cx| stream.as_mut().poll_next(cx)).await
}
