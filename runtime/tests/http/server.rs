//! A loopback server that answers as it is told, or fails to.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use http_body_util::{BodyExt, StreamBody};
use hyper::{Request, Response, body::Frame, body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use msgraph_runtime::http::{
    Builder, Bytes, Client, Cloud, HeaderMap, Method, RetryPolicy, credentials::StaticToken,
};
use tokio::net::TcpListener;

/// The token every test client sends.
pub(crate) const TOKEN: &str = "very-secret-token";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    /// Path and query as they stood on the wire.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|it| it.to_str().unwrap())
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Answers with status, headers and body.
    Answer(u16, Vec<(&'static str, String)>, Bytes),
    /// Closes the connection without a word.
    Drop,
    /// Says it sends so many bytes, sends these and closes the connection.
    HalfWay(Bytes),
    /// Sends status, headers and these bytes of a longer body, then closes the connection.
    Break(u16, Vec<(&'static str, String)>, Bytes),
    /// Sends headers and these bytes, then stays silent for a long time.
    Silent(Bytes),
    /// Waits before it does something.
    Slow(Duration, Box<Reply>),
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), Bytes::new())
    }

    pub(crate) fn json(status: u16, json: impl ToString) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self::Answer(status, headers, json.to_string().into())
    }

    pub(crate) fn ok() -> Self {
        Self::json(200, r#"{"ok":true}"#)
    }

    pub(crate) fn with(self, name: &'static str, value: impl ToString) -> Self {
        let Self::Answer(status, mut headers, body) = self else {
            panic!("only an answer has headers")
        };
        headers.push((name, value.to_string()));
        Self::Answer(status, headers, body)
    }
}

type Handler = Arc<dyn Fn(&Received, usize) -> Reply + Send + Sync>;

/// A running server; it ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct Server {
    port: u16,
    log: Arc<Mutex<Vec<Received>>>,
    seen: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
    accepted: Arc<AtomicUsize>,
}

impl Server {
    /// Answers each request in turn; the last reply is repeated.
    pub(crate) async fn replies(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<_> = replies.into_iter().collect();
        Self::start(move |_, at| replies[at.min(replies.len() - 1)].clone()).await
    }

    /// Answers by request and its number, from 0.
    pub(crate) async fn start(
        handler: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::run(Arc::new(handler), true).await
    }

    /// Keeps no log, for runs of many requests.
    pub(crate) async fn start_quiet(
        handler: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::run(Arc::new(handler), false).await
    }

    async fn run(handler: Handler, logs: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            log: Arc::default(),
            seen: Arc::default(),
            open: Arc::default(),
            accepted: Arc::default(),
        };
        let shared = server.clone();
        tokio::spawn(async move {
            loop {
                let Ok((socket, _)) = listener.accept().await else {
                    return;
                };
                socket.set_nodelay(true).unwrap();
                let (shared, handler) = (shared.clone(), handler.clone());
                tokio::spawn(async move { shared.serve(socket, handler, logs).await });
            }
        });
        server
    }

    async fn serve(&self, socket: tokio::net::TcpStream, handler: Handler, logs: bool) {
        self.open.fetch_add(1, Ordering::SeqCst);
        self.accepted.fetch_add(1, Ordering::SeqCst);
        let service = service_fn(|request| self.answer(request, &handler, logs));
        // A connection that breaks is what many of these tests are about.
        let _ = hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(socket), service)
            .await;
        self.open.fetch_sub(1, Ordering::SeqCst);
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
        handler: &Handler,
        logs: bool,
    ) -> Result<Response<Answer>, std::io::Error> {
        let (parts, body) = request.into_parts();
        let body = body
            .collect()
            .await
            .map_err(std::io::Error::other)?
            .to_bytes();
        let target = parts.uri.path_and_query().unwrap().to_string();
        let received = Received {
            method: parts.method,
            target,
            headers: parts.headers,
            body,
        };
        let at = self.seen.fetch_add(1, Ordering::SeqCst);
        let reply = handler(&received, at);
        if logs {
            self.log.lock().unwrap().push(received);
        }
        perform(reply).await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The same server under another name, which no cloud of the tests lists.
    pub(crate) fn foreign_url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// What arrived so far.
    pub(crate) fn log(&self) -> Vec<Received> {
        self.log.lock().unwrap().clone()
    }

    /// How many requests arrived.
    pub(crate) fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }

    /// How many connections are open now.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    /// How many connections there have been.
    pub(crate) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }

    pub(crate) fn cloud(&self) -> Cloud {
        Cloud::custom(self.url(), self.url())
    }

    /// A client of this server with a fixed token and hardly any waits.
    pub(crate) fn builder(&self) -> Builder {
        Client::builder()
            .cloud(self.cloud())
            .credential(StaticToken::new(TOKEN))
            .retry(quick(3))
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

/// So many more tries, a millisecond apart.
pub(crate) fn quick(max_retries: u32) -> RetryPolicy {
    RetryPolicy {
        max_retries,
        first_wait: Duration::from_millis(1),
        max_wait: Duration::from_secs(5),
    }
}

async fn perform(mut reply: Reply) -> Result<Response<Answer>, std::io::Error> {
    while let Reply::Slow(wait, then) = reply {
        tokio::time::sleep(wait).await;
        reply = *then;
    }
    let frame = |bytes: Bytes| Ok(Frame::data(bytes));
    let body = |first: Option<Next>, last: Option<Next>| {
        let pause = last.is_some().then_some(Next::Pause);
        StreamBody::new(Pieces([last, pause, first].into_iter().flatten().collect()))
    };
    let mut builder = Response::builder();
    let body = match reply {
        Reply::Answer(status, headers, bytes) => {
            builder = builder
                .status(status)
                .header("request-id", "server-request-id");
            for (name, value) in headers {
                builder = builder.header(name, value);
            }
            builder = builder.header("content-length", bytes.len());
            body((!bytes.is_empty()).then(|| Next::Frame(frame(bytes))), None)
        }
        Reply::Break(status, headers, bytes) => {
            builder = builder
                .status(status)
                .header("content-length", bytes.len() + 1);
            for (name, value) in headers {
                builder = builder.header(name, value);
            }
            let broken = Err(std::io::Error::other("half-way"));
            body(Some(Next::Frame(frame(bytes))), Some(Next::Frame(broken)))
        }
        Reply::HalfWay(bytes) => {
            builder = builder.header("content-length", bytes.len() * 2 + 1);
            let broken = Err(std::io::Error::other("half-way"));
            body(Some(Next::Frame(frame(bytes))), Some(Next::Frame(broken)))
        }
        Reply::Silent(bytes) => body(Some(Next::Frame(frame(bytes))), Some(Next::Never)),
        Reply::Drop => return Err(std::io::Error::other("dropped")),
        Reply::Slow(..) => unreachable!("unwrapped above"),
    };
    Ok(builder.body(body).unwrap())
}

type Answer = StreamBody<Pieces>;

enum Next {
    Frame(Result<Frame<Bytes>, std::io::Error>),
    /// Lets the server send what it has.
    Pause,
    Never,
}

/// Pieces of a body, the next one last.
pub(crate) struct Pieces(Vec<Next>);

impl futures_core::Stream for Pieces {
    type Item = Result<Frame<Bytes>, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.pop() {
            Some(Next::Frame(frame)) => Poll::Ready(Some(frame)),
            Some(Next::Pause) => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Some(Next::Never) => {
                self.0.push(Next::Never);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}
