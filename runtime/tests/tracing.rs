//! What tracing is told, and what it is not. Alone in its binary: whether a span is wanted is remembered for all threads at once.

use std::{
    fmt::{Debug, Write},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use msgraph_runtime::http::{
    BoxFuture, Bytes, Call, Client, HeaderMap, HeaderValue, Method, Operation, Path, Request,
    RetryPolicy, StatusCode, Transport, TransportBody, TransportError, TransportRequest,
    TransportResponse, credentials::StaticToken, options::Any,
};
use serde_json::Value;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

const TOKEN: &str = "very-secret-token";

/// Is busy once and then answers.
#[derive(Default)]
struct Busy(AtomicBool);

impl Transport for Busy {
    fn send(
        &self,
        _: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let was_busy = self.0.swap(true, Ordering::SeqCst);
        let status = if was_busy {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        };
        let headers = HeaderMap::from_iter([(
            "request-id".parse().unwrap(),
            HeaderValue::from_static("server-request-id"),
        )]);
        let body = TransportBody::Bytes(Bytes::from_static(b"{}"));
        Box::pin(std::future::ready(Ok(TransportResponse {
            status,
            headers,
            body,
        })))
    }
}

/// Writes everything it is told into one text.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("msgraph")
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        self.0.lock().unwrap().push_str(span.metadata().name());
        span.record(&mut self.clone());
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn tracing_is_told_what_happened_and_no_secret() {
    static GET: Operation = Operation {
        name: "user-get",
        ..Operation::UNDOCUMENTED
    };
    let retry = RetryPolicy {
        first_wait: Duration::from_millis(1),
        ..RetryPolicy::default()
    };
    let client = Client::builder()
        .transport(Busy::default())
        .credential(StaticToken::new(TOKEN))
        .retry(retry)
        .build()
        .unwrap();
    let recorder = Recorder::default();
    let guard = tracing::subscriber::set_default(recorder.clone());
    let request = Request::new(Method::GET, Path::new("/users").id("anna@x.org"), &GET)
        .header("prefer", "hidden-header");
    Call::<Value, Any>::new(&client, request)
        .filter("hidden eq 1")
        .send()
        .await
        .unwrap();
    drop(guard);
    let text = recorder.0.lock().unwrap().clone();
    for told in [
        "msgraph.call",
        "user-get",
        "status=503",
        "status=200",
        "server-request-id",
        "tries=1",
    ] {
        assert!(text.contains(told), "{told} in {text}");
    }
    for secret in [TOKEN, "hidden", "anna"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
