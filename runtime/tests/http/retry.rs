//! When a try is repeated, after how long, and when not.

use std::time::{Duration, SystemTime};

use msgraph_runtime::http::{
    Bytes, Call, Client, Error, Method, Operation, Path, Request, RetryPolicy, StreamBody,
    Timeouts, TransportError,
};
use serde_json::{Value, json};

use crate::{
    scripted::{Script, Scripted},
    server::{Reply, Server, quick},
};

const PATIENT: RetryPolicy = RetryPolicy {
    max_retries: 3,
    first_wait: Duration::from_secs(8),
    max_wait: Duration::from_secs(100),
};

fn get() -> Request {
    Request::new(Method::GET, Path::new("/me"), &Operation::UNDOCUMENTED)
}

fn post() -> Request {
    Request::new(
        Method::POST,
        Path::new("/me/sendMail"),
        &Operation::UNDOCUMENTED,
    )
    .json(&json!({}))
}

async fn send(client: &Client, request: Request) -> Result<Value, Error> {
    Call::<Value>::new(client, request).send().await
}

fn throttled(status: u16, after: impl ToString) -> Script {
    Script::Answer(status, vec![("retry-after", after.to_string())], "")
}

fn status(status: u16) -> Script {
    Script::Answer(status, Vec::new(), "")
}

fn success() -> Script {
    Script::Answer(200, Vec::new(), "{}")
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_seconds_is_waited_for() {
    let service = Scripted::new([
        throttled(429, 17),
        throttled(503, 3),
        throttled(504, 5),
        success(),
    ]);
    send(&service.client(PATIENT), get()).await.unwrap();
    assert_eq!(service.waits(), [17, 3, 5]);
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_waited_for() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(60));
    let service = Scripted::new([throttled(429, date), success()]);
    send(&service.client(PATIENT), get()).await.unwrap();
    // A date has whole seconds, and some of them pass before it is read.
    assert!(
        (50..=60).contains(&service.waits()[0]),
        "{:?}",
        service.waits()
    );
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_in_the_past_means_now() {
    let service = Scripted::new([throttled(429, "Sun, 06 Nov 1994 08:49:37 GMT"), success()]);
    send(&service.client(PATIENT), get()).await.unwrap();
    assert_eq!(service.waits(), [0]);
}

#[tokio::test(start_paused = true)]
async fn without_retry_after_the_wait_doubles_with_jitter() {
    let service = Scripted::new([status(503), status(504), status(429), success()]);
    send(&service.client(PATIENT), get()).await.unwrap();
    let waits = service.waits();
    for (wait, range) in waits.iter().zip([4..=8, 8..=16, 16..=32]) {
        assert!(range.contains(wait), "{waits:?}");
    }
}

#[test]
fn a_wait_is_never_longer_than_allowed() {
    let policy = RetryPolicy {
        max_retries: 40,
        ..PATIENT
    };
    assert!((1..=40).all(|tries| policy.wait(tries, None).unwrap() <= policy.max_wait));
    assert_eq!(policy.wait(1, Some(Duration::from_secs(101))), None);
}

#[tokio::test(start_paused = true)]
async fn the_count_of_tries_is_capped() {
    let service = Scripted::new((0..4).map(|_| status(503)));
    let error = send(&service.client(PATIENT), get()).await.unwrap_err();
    assert_eq!((service.seen(), error.status().unwrap().as_u16()), (4, 503));
}

#[tokio::test(start_paused = true)]
async fn a_longer_wait_than_allowed_is_an_error_with_the_advice() {
    let service = Scripted::new([throttled(429, 3600)]);
    let error = send(&service.client(PATIENT), get()).await.unwrap_err();
    assert!(error.is_throttled() && error.is_transient());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
}

#[tokio::test]
async fn a_wait_that_ends_after_the_deadline_is_not_begun() {
    let server = Server::replies([Reply::status(429).with("retry-after", 4)]).await;
    let timeouts = Timeouts {
        total: Duration::from_secs(3),
        ..Timeouts::default()
    };
    let error = send(&server.builder().timeouts(timeouts).build().unwrap(), get())
        .await
        .unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.seen()), (429, 1));
}

#[tokio::test]
async fn a_repeated_try_says_its_number_and_keeps_its_id() {
    let server = Server::replies([Reply::status(503), Reply::Drop, Reply::ok()]).await;
    send(&server.client(), get()).await.unwrap();
    let log = server.log();
    let numbers: Vec<_> = log.iter().map(|it| it.header("retry-attempt")).collect();
    assert_eq!(numbers, [None, Some("1"), Some("2")]);
    assert!(
        log.iter()
            .all(|it| it.header("client-request-id") == log[0].header("client-request-id"))
    );
    assert!(
        log[0]
            .header("client-request-id")
            .is_some_and(|it| it.len() == 36)
    );
}

#[track_caller]
fn check(request: fn() -> Request, script: Script, repeated: bool) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    let name = match &script {
        Script::Answer(status, headers, _) => format!("{status} {headers:?}"),
        Script::Unsent => "never connected".to_owned(),
        Script::Lost => "connection lost".to_owned(),
        Script::Silent => "no answer in time".to_owned(),
    };
    let service = Scripted::new([script, success()]);
    let answer = runtime.block_on(send(&service.client(PATIENT), request()));
    assert_eq!(
        (answer.is_ok(), service.seen()),
        (repeated, if repeated { 2 } else { 1 }),
        "{name}"
    );
}

#[test]
fn an_idempotent_request_is_repeated_whenever_that_may_help() {
    for script in [
        status(429),
        status(503),
        status(504),
        throttled(503, 1),
        Script::Lost,
        Script::Unsent,
        Script::Silent,
    ] {
        check(get, script, true);
    }
    for other in [400, 401, 403, 404, 409, 412, 500, 501, 502] {
        check(get, status(other), false);
    }
}

#[test]
fn another_request_is_repeated_only_when_throttled_or_never_sent() {
    for script in [
        status(429),
        throttled(429, 1),
        throttled(503, 1),
        Script::Unsent,
    ] {
        check(post, script, true);
    }
    for script in [
        status(503),
        status(504),
        throttled(504, 1),
        Script::Lost,
        Script::Silent,
    ] {
        check(post, script, false);
    }
}

#[test]
fn a_post_that_is_known_to_only_read_is_repeated_like_a_get() {
    let query = || {
        let mut request = post();
        request.idempotent = Some(true);
        request
    };
    for script in [status(503), status(504), Script::Lost, Script::Silent] {
        check(query, script, true);
    }
}

#[test]
fn a_body_that_cannot_be_replayed_is_never_sent_twice() {
    let put = || {
        let body = StreamBody::new(Box::pin(Once(Some(Bytes::from_static(b"abc")))), Some(3));
        Request::new(
            Method::PUT,
            Path::new("/me/photo/$value"),
            &Operation::UNDOCUMENTED,
        )
        .stream("image/png", body)
    };
    for script in [status(429), throttled(503, 1), Script::Lost, Script::Unsent] {
        check(put, script, false);
    }
}

#[tokio::test]
async fn a_stream_arrives_whole_with_its_length() {
    let server = Server::replies([Reply::ok()]).await;
    let body = StreamBody::new(Box::pin(Once(Some(Bytes::from_static(b"abc")))), Some(3));
    let put = Request::new(Method::PUT, Path::new("/x"), &Operation::UNDOCUMENTED)
        .stream("image/png", body);
    send(&server.client(), put).await.unwrap();
    let log = server.log();
    assert_eq!(log[0].method, Method::PUT);
    assert_eq!(
        (
            log[0].header("content-length"),
            log[0].header("content-type"),
            &log[0].body[..]
        ),
        (Some("3"), Some("image/png"), &b"abc"[..])
    );
}

#[tokio::test]
async fn a_connection_dropped_half_way_through_the_answer_is_retried() {
    let server = Server::replies([
        Reply::HalfWay(Bytes::from_static(b"{\"ok\":")),
        Reply::Drop,
        Reply::ok(),
    ])
    .await;
    assert_eq!(
        send(&server.client(), get()).await.unwrap(),
        json!({"ok": true})
    );
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn a_mail_is_not_sent_twice_when_the_connection_drops() {
    let server = Server::replies([Reply::Drop, Reply::ok()]).await;
    // The first request warms the connection, so that the drop is not taken for a stale one.
    let error = send(&server.builder().retry(quick(5)).build().unwrap(), post())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), server.seen()),
        (msgraph_runtime::http::ErrorKind::Transport, 1)
    );
}

struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}
