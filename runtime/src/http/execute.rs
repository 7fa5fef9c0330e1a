//! One call from request to answer: tries, token, redirects, waits. The only code that awaits the network for operations.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::sync::{Arc, PoisonError};
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

use super::{
    Body, Client, Error, ErrorKind, Request, Response, Timeouts, TransportBody, TransportError,
    TransportRequest, TransportResponse, challenge, client::Inner, redirect, response::collect,
    retry, trace,
};

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
const RETRY_ATTEMPT: HeaderName = HeaderName::from_static("retry-attempt");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// How many headers a request usually has with those of the transport, so that the map need not grow.
const HEADERS: usize = 6;

struct Run {
    client: Arc<Inner>,
    request: Box<Request>,
    id: HeaderValue,
    deadline: Instant,
    tries: u32,
    reauthorized: bool,
}

/// What to do after a failed try.
enum Then {
    Fail,
    Now,
    Wait(std::time::Duration),
}

/// Everything that needs no waiting is done before the future is made, which keeps the future small.
pub(crate) fn run(
    client: Client,
    request: Box<Request>,
) -> impl Future<Output = Result<Response, Error>> + Send {
    let mut run = Run::new(client, request);
    async move {
        match &mut run {
            Ok(run) => run.tries().await,
            Err(error) => Err(std::mem::replace(error, Error::new(ErrorKind::Request, ""))),
        }
    }
}

impl Run {
    fn new(client: Client, request: Box<Request>) -> Result<Self, Error> {
        let operation = request.operation.name;
        request.check().map_err(|it| it.with_call(operation, ""))?;
        let id = request_id(&request);
        let deadline = Instant::now() + client.0.timeouts.total;
        Ok(Self {
            client: client.0,
            request,
            id,
            deadline,
            tries: 0,
            reauthorized: false,
        })
    }

    async fn tries(&mut self) -> Result<Response, Error> {
        loop {
            // One timer is enough for both limits: no wait begins that would outlast the total.
            let per_try = Instant::now() + self.client.timeouts.per_try;
            let is_last = self.deadline <= per_try;
            let answer = timeout_at(self.deadline.min(per_try), self.follow()).await;
            let error = match answer {
                Ok(Ok(response)) => return Ok(response),
                Ok(Err(error)) => error,
                Err(_) => self.too_late(is_last),
            };
            self.tries += 1;
            match self.then(&error) {
                Then::Fail => {
                    return Err(error.with_call(self.request.operation.name, text(&self.id)));
                }
                Then::Now => {}
                Then::Wait(wait) => {
                    trace::retry(&error, self.tries, wait);
                    sleep(wait).await;
                }
            }
        }
    }

    fn then(&mut self, error: &Error) -> Then {
        if error.is_unauthorized()
            && !self.reauthorized
            && self.request.body.is_replayable()
            && self.is_authorized()
        {
            self.reauthorized = true;
            return Then::Now;
        }
        if !retry::may_repeat(&self.request, error) {
            return Then::Fail;
        }
        match self.client.retry.wait(self.tries, error.retry_after()) {
            Some(wait) if Instant::now() + wait < self.deadline => Then::Wait(wait),
            _ => Then::Fail,
        }
    }

    fn too_late(&self, is_last: bool) -> Error {
        let Timeouts { per_try, total } = self.client.timeouts;
        let message = if is_last {
            format!("no success within {total:?}")
        } else {
            format!("no answer within {per_try:?}")
        };
        Error::new(ErrorKind::Timeout, message)
    }

    /// Sends, and follows redirects to the answer. What is rare is boxed, which keeps the future small.
    async fn follow(&self) -> Result<Response, Error> {
        let mut redirected = None;
        let mut home = true;
        for _ in 0..=redirect::MAX {
            let url = self.place(redirected.as_ref())?;
            // Whoever led us out of the cloud cannot lead us back with the token.
            home &= self.client.cloud.allows(&url);
            let token = match &self.client.tokens {
                Some(tokens) if home && self.request.authorized => match tokens.fresh() {
                    None => Some(Box::pin(tokens.header(self.client.token_request())).await?),
                    fresh => fresh,
                },
                _ => None,
            };
            let request = self.transport_request(url, home, token.clone());
            let sent = self.client.transport.send(request).await;
            let answer = sent.map_err(Error::from)?;
            if let Some(location) =
                redirect::location(&self.request.method, answer.status, &answer.headers)
            {
                let from = self.place(redirected.as_ref())?;
                redirected = Some(redirect::resolve(&from, location)?);
            } else if self.is_done(&answer) {
                return Ok(self.response(answer));
            } else {
                return Box::pin(self.finish(answer, token)).await;
            }
        }
        Err(Error::new(
            ErrorKind::Service,
            format!("more than {} redirects", redirect::MAX),
        ))
    }

    /// Where the next request goes. Made anew each time, because a transport takes the address away.
    fn place(&self, redirected: Option<&Url>) -> Result<Url, Error> {
        match redirected {
            Some(url) => Ok(url.clone()),
            None => self.request.url(&self.client.root),
        }
    }

    /// What is sent; `home` says that nothing led out of the cloud, so that our headers may go along.
    fn transport_request(
        &self,
        url: Url,
        home: bool,
        token: Option<HeaderValue>,
    ) -> TransportRequest {
        let mut headers = self.headers(home);
        if let Some(token) = token {
            headers.insert(header::AUTHORIZATION, token);
        }
        let body = self.body(&mut headers);
        TransportRequest {
            method: self.request.method.clone(),
            url,
            headers,
            body,
            streamed: self.request.streamed,
        }
    }

    fn is_authorized(&self) -> bool {
        let Self {
            client, request, ..
        } = self;
        let is_home = || {
            request
                .url(&client.root)
                .is_ok_and(|it| client.cloud.allows(&it))
        };
        request.authorized && client.tokens.is_some() && is_home()
    }

    /// What the request itself says comes later, so that it replaces what we would say.
    fn headers(&self, home: bool) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(HEADERS);
        headers.insert(header::USER_AGENT, self.client.user_agent.clone());
        if !self.request.streamed {
            let wanted = if self.request.is_count() { TEXT } else { JSON };
            headers.insert(header::ACCEPT, wanted);
        }
        if home {
            self.own_headers(&mut headers);
        }
        if !self.request.headers.is_empty() {
            headers.extend(match home {
                true => self.request.headers.clone(),
                false => redirect::foreign_headers(&self.request.headers),
            });
        }
        if home && self.tries > 0 {
            headers.insert(RETRY_ATTEMPT, self.tries.into());
        }
        headers
    }

    /// What only Graph itself is told.
    fn own_headers(&self, headers: &mut HeaderMap) {
        headers.insert(CLIENT_REQUEST_ID, self.id.clone());
        if self.request.is_advanced() {
            headers.insert(CONSISTENCY_LEVEL, HeaderValue::from_static("eventual"));
        }
    }

    fn body(&self, headers: &mut HeaderMap) -> TransportBody {
        let (content_type, body) = match &self.request.body {
            Body::Empty => return TransportBody::Bytes(Bytes::new()),
            Body::Bytes(content_type, bytes) => (content_type, TransportBody::Bytes(bytes.clone())),
            Body::Stream(content_type, stream) => {
                let taken = stream
                    .stream
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .take();
                let body = taken.map_or(TransportBody::Bytes(Bytes::new()), |it| {
                    TransportBody::Stream(stream.length, it)
                });
                (content_type, body)
            }
        };
        headers.insert(header::CONTENT_TYPE, content_type.clone());
        body
    }

    /// Whether nothing more has to be read.
    fn is_done(&self, answer: &TransportResponse) -> bool {
        let is_whole = matches!(answer.body, TransportBody::Bytes(_));
        answer.status.is_success() && (is_whole || self.request.streamed)
    }

    fn response(&self, answer: TransportResponse) -> Response {
        trace::answer(answer.status, &answer.headers, self.tries);
        Response {
            status: answer.status,
            headers: answer.headers,
            operation: self.request.operation,
            client_request_id: self.id.clone(),
            body: answer.body,
        }
    }

    /// Reads what is left of an answer.
    async fn finish(
        &self,
        mut answer: TransportResponse,
        token: Option<HeaderValue>,
    ) -> Result<Response, Error> {
        let body = collect(answer.body).await;
        if answer.status.is_success() {
            answer.body = TransportBody::Bytes(body.map_err(Error::from)?);
            return Ok(self.response(answer));
        }
        trace::answer(answer.status, &answer.headers, self.tries);
        self.reject(answer.status, &answer.headers, token);
        // A broken error body must not hide the status.
        let body = body.unwrap_or_default();
        Err(Error::service(answer.status, answer.headers, body))
    }

    /// A refused token is not offered again.
    fn reject(&self, status: StatusCode, headers: &HeaderMap, token: Option<HeaderValue>) {
        if let (StatusCode::UNAUTHORIZED, Some(token), Some(tokens)) =
            (status, token, &self.client.tokens)
        {
            tokens.reject(&token, challenge::claims(headers));
        }
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let unsent = error.unsent;
        let out = Self::new(ErrorKind::Transport, format!("no complete answer: {error}"))
            .with_source(error.source);
        if unsent { out.into_unsent() } else { out }
    }
}

/// The number the caller chose, or a random GUID.
fn request_id(request: &Request) -> HeaderValue {
    match request.headers.get(CLIENT_REQUEST_ID) {
        Some(id) => id.clone(),
        None => guid(),
    }
}

fn guid() -> HeaderValue {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    const PAIRS: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
    let mut text = *b"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (at, byte) in PAIRS.into_iter().zip(fastrand::u128(..).to_ne_bytes()) {
        text[at] = HEX[usize::from(byte >> 4)];
        text[at + 1] = HEX[usize::from(byte & 15)];
    }
    // Version and variant of a random one.
    (text[14], text[19]) = (b'4', b'8');
    // Owned like this, its copies need no memory of their own.
    HeaderValue::from_maybe_shared(Bytes::from_owner(text))
        .unwrap_or_else(|_| HeaderValue::from_static("0"))
}

fn text(value: &HeaderValue) -> &str {
    value.to_str().unwrap_or_default()
}
