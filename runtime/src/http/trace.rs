//! What `tracing` is told with the feature of that name: operation, status, tries, numbers of requests; never a path, query, header or token.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::{Error, Operation};

#[cfg(feature = "tracing")]
pub(crate) fn call<F: Future>(
    operation: &'static Operation,
    call: F,
) -> tracing::instrument::Instrumented<F> {
    let span = tracing::debug_span!("msgraph.call", operation = operation.name);
    tracing::Instrument::instrument(call, span)
}

#[cfg(feature = "tracing")]
pub(crate) fn answer(status: StatusCode, headers: &HeaderMap, tries: u32) {
    let id = headers
        .get("request-id")
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    tracing::debug!(status = status.as_u16(), tries, request_id = id, "answer");
}

#[cfg(feature = "tracing")]
pub(crate) fn retry(error: &Error, tries: u32, wait: Duration) {
    let status = error.status().map(|it| it.as_u16());
    tracing::debug!(?status, kind = ?error.kind(), tries, wait_ms = wait.as_millis() as u64, "another try");
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn call<F: Future>(_: &'static Operation, call: F) -> F {
    call
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn answer(_: StatusCode, _: &HeaderMap, _: u32) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn retry(_: &Error, _: u32, _: Duration) {}
