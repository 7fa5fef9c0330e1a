//! One error type that says everything support asks for.

use msgraph_runtime::http::{Call, Error, ErrorKind, Method, Operation, Path, Request};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

static GET_USER: Operation = Operation {
    name: "user-get",
    ..Operation::UNDOCUMENTED
};

async fn fail(reply: Reply) -> Error {
    let server = Server::replies([reply]).await;
    let request = Request::new(Method::GET, Path::new("/users/7"), &GET_USER)
        .header("client-request-id", "mine");
    Call::<Value>::new(&server.client(), request)
        .send()
        .await
        .unwrap_err()
}

#[tokio::test]
async fn display_holds_status_code_message_inner_error_and_both_ids() {
    let body = json!({"error": {
        "code": "Request_ResourceNotFound", "message": "Resource 'x' does not exist.", "target": "id",
        "details": [{"code": "d", "message": "m"}],
        "innerError": {"code": "deeper", "date": "2026-01-01", "request-id": "r-1", "client-request-id": "c-1", "innerError": {"code": "deepest"}},
    }});
    let error = fail(Reply::json(404, &body)).await;
    assert_eq!(
        error.to_string(),
        "user-get: 404 Not Found: Request_ResourceNotFound: Resource 'x' does not exist.: inner error deeper \
         (request-id r-1, client-request-id mine)"
    );
    assert!(error.is_not_found() && !error.is_transient() && !error.is_throttled());
    let graph = error.graph().unwrap();
    assert_eq!(
        (graph.target.as_deref(), graph.details[0].code.as_str()),
        (Some("id"), "d")
    );
    let inner = graph.inner.as_ref().unwrap();
    assert_eq!(
        (
            inner.client_request_id.as_deref(),
            inner.inner.as_ref().unwrap().code.as_deref()
        ),
        (Some("c-1"), Some("deepest"))
    );
    assert_eq!(
        serde_json::from_slice::<Value>(error.body()).unwrap(),
        body,
        "the raw body is kept"
    );
}

#[tokio::test]
async fn an_error_without_graphs_body_still_has_its_status_and_id() {
    let error = fail(Reply::Answer(500, vec![], "<html>".into())).await;
    assert_eq!(
        error.to_string(),
        "user-get: 500 Internal Server Error (request-id server-request-id, client-request-id mine)"
    );
    assert_eq!((&error.body()[..], error.code()), (&b"<html>"[..], None));
}

#[tokio::test]
async fn a_status_has_its_question() {
    for (status, question) in [
        (401, Error::is_unauthorized as fn(&Error) -> bool),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (412, Error::is_conflict),
        (410, Error::is_gone),
        (429, Error::is_throttled),
        (503, Error::is_transient),
    ] {
        let error = fail(Reply::status(status)).await;
        assert!(question(&error), "{error}");
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Service, status)
        );
    }
}

#[tokio::test]
async fn a_connection_that_cannot_be_made_is_a_transport_error_with_its_cause() {
    let server = Server::replies([Reply::Drop]).await;
    let request = Request::new(Method::GET, Path::new("/users/7"), &GET_USER);
    let error = Call::<Value>::new(&server.client(), request)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error.is_transient() && std::error::Error::source(&error).is_some(),
        "{error}"
    );
}

#[test]
fn an_error_is_small_and_can_be_boxed() {
    fn boxable<T: std::error::Error + Send + Sync + 'static>() {}
    boxable::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
