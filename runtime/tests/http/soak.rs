//! Many requests with every fault mixed in: none is lost, nothing leaks.
//!
//! `cargo test -p msgraph-runtime --release --test http -- --ignored soak` runs 100,000; the plain test runs 2,000.
//!
//! Of a hundred requests, five each are throttled, told to come back, dropped, broken off half-way, refused, redirected, answered never,
//! answered with bad JSON, with a foreign next link and with a huge page. Nothing here depends on the speed of the machine: a try that is
//! slow for want of a processor is repeated like one that is slow by design.

use std::time::{Duration, Instant};

use msgraph_runtime::http::{
    Call, Client, ErrorKind, Method, Operation, Page, Path, Request, RetryPolicy, Timeouts,
};
use serde::Deserialize;
use serde_json::json;

use crate::server::{Received, Reply, Server, quick};

const WORKERS: usize = 100;

/// How long a state may take to come about that needs milliseconds.
const PATIENCE: Duration = Duration::from_secs(600);

/// Longer than any soak.
const NEVER: Duration = Duration::from_secs(86_400);

const HUGE: usize = 256 << 10;

#[derive(Debug, Deserialize)]
struct Echo {
    id: String,
}

#[tokio::test]
async fn soak_of_2_000_requests_loses_none() {
    soak(2_000).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes; run in release"]
async fn soak_of_100_000_requests_loses_none_and_leaks_nothing() {
    soak(10_000).await;
    let before = resident_kib();
    soak(100_000).await;
    let grown = resident_kib().saturating_sub(before);
    println!("memory grew by {grown} KiB");
    assert!(grown < 20 * 1024, "memory grew by {grown} KiB");
}

async fn soak(requests: usize) {
    let server = Server::start_quiet(misbehave).await;
    let client = client(&server);
    let range = |worker| worker * requests / WORKERS..(worker + 1) * requests / WORKERS;
    let workers: Vec<_> = (0..WORKERS)
        .map(|it| tokio::spawn(work(client.clone(), range(it))))
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    let faults = server.seen() - requests;
    assert!(faults > requests / 5, "only {faults} requests met a fault");
    let connections = server.accepted();
    println!("{requests} requests met {faults} faults over {connections} connections");
    assert!(connections < requests, "connections are used again");
    wait_for("dropped tries close their connections", || {
        server.open() <= WORKERS
    })
    .await;
    drop(client);
    wait_for("a dropped client closes all", || server.open() == 0).await;
}

fn client(server: &Server) -> Client {
    let timeouts = Timeouts {
        per_try: Duration::from_secs(3),
        total: NEVER,
    };
    let retry = RetryPolicy {
        max_wait: Duration::from_millis(100),
        ..quick(u32::MAX)
    };
    let builder = server.builder().retry(retry).timeouts(timeouts);
    builder.build().unwrap()
}

async fn wait_for(what: &str, state: impl Fn() -> bool) {
    let start = Instant::now();
    while !state() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn work(client: Client, ids: std::ops::Range<usize>) {
    for id in ids {
        while !is_read(&client, id).await {}
    }
}

/// Reads one list. Bad JSON is told and not repeated by the client, so it is for the caller to ask again.
async fn is_read(client: &Client, id: usize) -> bool {
    let path = Path::new("/echo").id(&id.to_string());
    let request = Request::new(Method::GET, path, &Operation::UNDOCUMENTED);
    let mut pages = Call::<Page<Echo>>::new(client, request).pages();
    match pages.next().await.unwrap() {
        Ok(page) => assert_eq!(page.items[0].id, id.to_string()),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
            return false;
        }
    }
    if let Some(foreign) = pages.next().await {
        assert_eq!(foreign.unwrap_err().kind(), ErrorKind::ForeignHost);
    }
    true
}

fn misbehave(request: &Received, at: usize) -> Reply {
    let id = request.target.rsplit('/').next().unwrap();
    let echo = Reply::json(200, json!({"value": [{"id": id}]}));
    // A multiplier without a common divisor spreads the faults over the requests.
    match at * 37 % 100 {
        0..5 => Reply::status(429).with("retry-after", 0),
        5..10 => Reply::status(503).with("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
        10..15 => Reply::Drop,
        15..20 => Reply::HalfWay("{\"value\":".into()),
        // Refused twice in a row would rightly be an error.
        20..25 if request.header("retry-attempt").is_none() => Reply::status(401),
        25..30 => Reply::status(302).with("location", format!("/v1.0/echo/{id}")),
        30..35 => Reply::Slow(NEVER, Box::new(echo)),
        35..40 => Reply::json(200, "{\"value\": [{"),
        40..45 => Reply::json(
            200,
            json!({"value": [{"id": id}], "@odata.nextLink": "https://evil.example/"}),
        ),
        45..50 => Reply::json(200, json!({"value": [{"id": id}], "x": "x".repeat(HUGE)})),
        _ => echo,
    }
}

fn resident_kib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|it| it.starts_with("VmRSS:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or_default()
}
