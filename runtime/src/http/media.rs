//! A body as it arrives: photos, files, reports.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::time::{Sleep, sleep};

use super::{Client, Error, ErrorKind, FromResponse, Response, TransportBody};

/// A streamed answer; also a [`Stream`] of its pieces.
///
/// A stream that breaks off ends with an error, and so does one that stays silent for longer than a try may take.
pub struct Media {
    /// The answer without its body.
    pub response: Response,
    body: TransportBody,
    silence: Duration,
    alarm: Pin<Box<Sleep>>,
}

impl Media {
    /// The media type.
    pub fn content_type(&self) -> Option<&str> {
        self.response.header("content-type")
    }

    /// The length in bytes, if the service said it and did not compress the body.
    pub fn content_length(&self) -> Option<u64> {
        match &self.body {
            TransportBody::Bytes(bytes) => Some(bytes.len() as u64),
            TransportBody::Stream(length, _) => *length,
        }
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Reads to the end.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }

    fn end(&mut self) {
        self.body = TransportBody::Bytes(Bytes::new());
    }
}

impl FromResponse for Media {
    const STREAMED: bool = true;

    fn from_response(mut response: Response, client: &Client) -> Result<Self, Error> {
        let body = std::mem::replace(&mut response.body, TransportBody::Bytes(Bytes::new()));
        let silence = client.0.timeouts.per_try;
        Ok(Self {
            response,
            body,
            silence,
            alarm: Box::pin(sleep(silence)),
        })
    }
}

impl Stream for Media {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let media = &mut *self;
        let stream = match &mut media.body {
            TransportBody::Bytes(bytes) if bytes.is_empty() => return Poll::Ready(None),
            TransportBody::Bytes(bytes) => return Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            TransportBody::Stream(_, stream) => stream,
        };
        let piece = match stream.as_mut().poll_next(cx) {
            Poll::Ready(Some(piece)) => piece.map_err(Error::from),
            Poll::Ready(None) => {
                media.end();
                return Poll::Ready(None);
            }
            Poll::Pending if media.alarm.as_mut().poll(cx).is_pending() => return Poll::Pending,
            Poll::Pending => Err(Error::new(
                ErrorKind::Timeout,
                format!("no piece of the body for {:?}", media.silence),
            )),
        };
        let next = tokio::time::Instant::now() + media.silence;
        media.alarm.as_mut().reset(next);
        let operation = media.response.operation.name;
        let piece = piece.map_err(|it| it.with_call(operation, media.response.client_request_id()));
        if piece.is_err() {
            media.end();
        }
        Poll::Ready(Some(piece))
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Media")
            .field("status", &self.response.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
