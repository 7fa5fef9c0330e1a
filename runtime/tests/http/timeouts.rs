//! No call waits for ever. A paused clock measures the limits; one test has a real server that stays silent.

use std::time::Duration;

use msgraph_runtime::http::{
    Call, Client, Error, ErrorKind, Method, Operation, Path, Request, Timeouts,
};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    scripted::{Script, Scripted},
    server::{Reply, Server, quick},
};

/// Longer than any test runs.
const NEVER: Duration = Duration::from_secs(3600);

const TIMEOUTS: Timeouts = Timeouts {
    per_try: Duration::from_secs(10),
    total: Duration::from_secs(35),
};

fn success() -> Script {
    Script::Answer(200, Vec::new(), "{}")
}

async fn send(client: &Client, method: Method) -> Result<Value, Error> {
    let request = Request::new(method, Path::new("/me"), &Operation::UNDOCUMENTED).json(&json!({}));
    Call::<Value>::new(client, request).send().await
}

#[tokio::test(start_paused = true)]
async fn a_slow_try_is_given_up_and_repeated() {
    let service = Scripted::new([Script::Silent, Script::Silent, success()]);
    let client = service.builder().timeouts(TIMEOUTS).retry(quick(5)).build();
    send(&client.unwrap(), Method::GET).await.unwrap();
    assert_eq!(service.waits(), [10, 10]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_try_of_a_post_is_an_error_at_once() {
    let service = Scripted::new([Script::Silent]);
    let client = service.builder().timeouts(TIMEOUTS).retry(quick(5)).build();
    let error = send(&client.unwrap(), Method::POST).await.unwrap_err();
    assert_eq!((error.kind(), service.seen()), (ErrorKind::Timeout, 1));
}

#[tokio::test(start_paused = true)]
async fn all_tries_together_end_at_the_total() {
    let service = Scripted::new([const { Script::Silent }; 4]);
    let client = service.builder().timeouts(TIMEOUTS).retry(quick(9)).build();
    let start = Instant::now();
    let error = send(&client.unwrap(), Method::GET).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!((start.elapsed().as_secs(), service.seen()), (35, 4));
}

#[tokio::test]
async fn a_server_that_stays_silent_holds_no_call() {
    let slow = Reply::Slow(NEVER, Box::new(Reply::ok()));
    let server = Server::replies([slow, Reply::Silent("{".into()), Reply::ok()]).await;
    let timeouts = Timeouts {
        per_try: Duration::from_millis(300),
        total: NEVER,
    };
    let client = server.builder().timeouts(timeouts).retry(quick(1000));
    send(&client.build().unwrap(), Method::GET).await.unwrap();
    // On a busy machine a try may end before the server has seen it, so there may be more.
    assert!(server.seen() >= 3, "{}", server.seen());
}
