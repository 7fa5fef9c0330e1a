//! No call waits for ever.

use std::time::Duration;

use msgraph_runtime::http::{Call, Client, ErrorKind, Method, Operation, Path, Request, Timeouts};
use serde_json::{Value, json};

use crate::server::{Reply, Server, quick};

/// Longer than any test runs.
const NEVER: Duration = Duration::from_secs(3600);

fn slow() -> Reply {
    Reply::Slow(NEVER, Box::new(Reply::ok()))
}

fn client(server: &Server, per_try: u64, total: u64) -> Client {
    let timeouts = Timeouts {
        per_try: Duration::from_millis(per_try),
        total: Duration::from_millis(total),
    };
    server
        .builder()
        .timeouts(timeouts)
        .retry(quick(100))
        .build()
        .unwrap()
}

fn get(client: &Client) -> Call<Value> {
    Call::new(
        client,
        Request::new(Method::GET, Path::new("/me"), &Operation::UNDOCUMENTED),
    )
}

#[tokio::test]
async fn a_slow_try_is_given_up_and_repeated() {
    let server = Server::replies([slow(), Reply::Silent("{".into()), Reply::ok()]).await;
    get(&client(&server, 200, 60_000)).send().await.unwrap();
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn a_slow_try_of_a_post_is_an_error_at_once() {
    let server = Server::replies([slow()]).await;
    let post =
        Request::new(Method::POST, Path::new("/me"), &Operation::UNDOCUMENTED).json(&json!({}));
    let error = Call::<Value>::new(&client(&server, 200, 60_000), post)
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), server.seen()), (ErrorKind::Timeout, 1));
}

#[tokio::test]
async fn all_tries_together_end_at_the_total() {
    let server = Server::replies([slow()]).await;
    let error = get(&client(&server, 100, 450)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!((2..=6).contains(&server.seen()), "{}", server.seen());
}
