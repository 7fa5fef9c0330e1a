//! The transport that ships: reqwest with its redirects and retries off.

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body;
use std::{
    pin::{Pin, pin},
    task::{Context, Poll, ready},
    time::Duration,
};

use super::{
    BoxFuture, Error, ErrorKind, Transport, TransportBody, TransportError, TransportRequest,
    TransportResponse, response::join,
};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(20);

/// Sends requests with reqwest; clones share one pool of connections.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Makes a pool with redirects and reqwest's own retries off.
    pub fn new() -> Result<Self, Error> {
        let builder = Self::builder().build();
        builder.map(Self).map_err(|it| {
            Error::new(ErrorKind::Transport, "no http client could be made").with_source(it)
        })
    }

    /// The settings of [`ReqwestTransport::new`], to which a proxy or a certificate can be added.
    pub fn builder() -> reqwest::ClientBuilder {
        // Without the limit reqwest copies each request for a retry that is never made.
        let never = reqwest::retry::never().max_retries_per_request(0);
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(never)
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
    }

    /// Uses a client of one's own, which must have been made with [`ReqwestTransport::builder`]: one that follows redirects would take the
    /// token along.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let streamed = request.streamed;
        let pending = self.0.execute(to_reqwest(request));
        Box::pin(async move {
            let answer = pending.await.map_err(failed)?;
            from_reqwest(answer, streamed).await.map_err(failed)
        })
    }
}

fn to_reqwest(request: TransportRequest) -> reqwest::Request {
    let mut out = reqwest::Request::new(request.method, request.url);
    *out.headers_mut() = request.headers;
    match request.body {
        TransportBody::Bytes(bytes) if bytes.is_empty() => {}
        TransportBody::Bytes(bytes) => *out.body_mut() = Some(bytes.into()),
        TransportBody::Stream(length, stream) => {
            if let Some(length) = length {
                out.headers_mut()
                    .insert(http::header::CONTENT_LENGTH, length.into());
            }
            *out.body_mut() = Some(reqwest::Body::wrap_stream(SyncStream(stream)));
        }
    }
    out
}

/// A success is collected here if it may be; a failure's body must not hide its status, so that is left to the client.
async fn from_reqwest(
    mut response: reqwest::Response,
    streamed: bool,
) -> reqwest::Result<TransportResponse> {
    let headers = std::mem::take(response.headers_mut());
    let status = response.status();
    let body = if streamed || !status.is_success() {
        let length = response.content_length();
        let frames = Frames(http::Response::from(response).into_body());
        TransportBody::Stream(length, Box::pin(frames))
    } else {
        let length = response.content_length();
        TransportBody::Bytes(join(length, pin!(response.bytes_stream())).await?)
    };
    Ok(TransportResponse {
        status,
        headers,
        body,
    })
}

/// The address is taken out: it may hold a pre-authenticated query.
fn failed(error: reqwest::Error) -> TransportError {
    TransportError {
        unsent: error.is_connect(),
        source: Box::new(error.without_url()),
    }
}

struct SyncStream(super::BoxStream<Result<Bytes, TransportError>>);

impl Stream for SyncStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

/// The pieces of a body; trailers, which Graph does not send, are passed over.
struct Frames(reqwest::Body);

impl Stream for Frames {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}
