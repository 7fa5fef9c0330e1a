//! A transport without a network: answers from a list, so that a paused clock measures waits exactly.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use msgraph_runtime::http::{
    BoxFuture, Builder, Bytes, Client, HeaderMap, HeaderName, HeaderValue, RetryPolicy, StatusCode,
    Transport, TransportBody, TransportError, TransportRequest, TransportResponse,
};
use tokio::time::Instant;

/// One answer: a status with headers and a body, no connection, or nothing at all.
pub(crate) enum Script {
    Answer(u16, Vec<(&'static str, String)>, &'static str),
    Unsent,
    Lost,
    Silent,
}

pub(crate) struct Scripted {
    script: Mutex<VecDeque<Script>>,
    /// When each request came.
    pub(crate) times: Mutex<Vec<Instant>>,
}

impl Scripted {
    pub(crate) fn new(script: impl IntoIterator<Item = Script>) -> Arc<Self> {
        Arc::new(Self {
            script: Mutex::new(script.into_iter().collect()),
            times: Mutex::default(),
        })
    }

    pub(crate) fn builder(self: &Arc<Self>) -> Builder {
        Client::builder().transport(Shared(self.clone()))
    }

    pub(crate) fn client(self: &Arc<Self>, retry: RetryPolicy) -> Client {
        self.builder().retry(retry).build().unwrap()
    }

    /// The whole seconds between one request and the next.
    pub(crate) fn waits(&self) -> Vec<u64> {
        let times = self.times.lock().unwrap();
        times
            .windows(2)
            .map(|it| (it[1] - it[0]).as_secs())
            .collect()
    }

    pub(crate) fn seen(&self) -> usize {
        self.times.lock().unwrap().len()
    }
}

struct Shared(Arc<Scripted>);

impl Transport for Shared {
    fn send(
        &self,
        _: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        self.0.times.lock().unwrap().push(Instant::now());
        let next = self
            .0
            .script
            .lock()
            .unwrap()
            .pop_front()
            .expect("one more request than the script has answers");
        if matches!(next, Script::Silent) {
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(match next {
            Script::Answer(status, headers, body) => Ok(answer(status, headers, body)),
            Script::Unsent => Err(TransportError {
                unsent: true,
                source: "refused".into(),
            }),
            Script::Lost => Err(TransportError::new("reset")),
            Script::Silent => unreachable!("answered above"),
        }))
    }
}

fn answer(
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: &'static str,
) -> TransportResponse {
    let headers: HeaderMap = headers
        .into_iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::try_from(value).unwrap(),
            )
        })
        .collect();
    let status = StatusCode::from_u16(status).unwrap();
    TransportResponse {
        status,
        headers,
        body: TransportBody::Bytes(Bytes::from_static(body.as_bytes())),
    }
}
