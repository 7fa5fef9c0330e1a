//! Many requests with every fault mixed in: none is lost, nothing leaks.
//!
//! `cargo test -p msgraph-runtime --release --test http -- --ignored soak` runs 100,000; the plain test runs 4,000.

use std::time::Duration;

use msgraph_runtime::http::{Call, Client, Method, Operation, Path, Request, Timeouts};
use serde::Deserialize;
use serde_json::json;

use crate::server::{Received, Reply, Server, quick};

const WORKERS: usize = 50;

#[derive(Deserialize)]
struct Echo {
    id: String,
}

#[tokio::test]
async fn soak_of_4_000_requests_loses_none() {
    soak(4_000).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute; run in release"]
async fn soak_of_100_000_requests_loses_none_and_leaks_nothing() {
    soak(10_000).await;
    let before = resident_kib();
    soak(100_000).await;
    let grown = resident_kib().saturating_sub(before);
    assert!(grown < 20 * 1024, "memory grew by {grown} KiB");
}

async fn soak(requests: usize) {
    let server = Server::start_quiet(misbehave).await;
    let timeouts = Timeouts {
        per_try: Duration::from_millis(500),
        total: Duration::from_secs(120),
    };
    let client = server
        .builder()
        .retry(quick(30))
        .timeouts(timeouts)
        .build()
        .unwrap();
    let workers: Vec<_> = (0..WORKERS)
        .map(|it| {
            tokio::spawn(work(
                client.clone(),
                it * requests / WORKERS,
                (it + 1) * requests / WORKERS,
            ))
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    assert!(
        server.seen() > requests + requests / 5,
        "the faults were there: {}",
        server.seen()
    );
    assert!(
        server.open() <= WORKERS * 2,
        "{} connections open",
        server.open()
    );
    drop(client);
    let closed = async {
        while server.open() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), closed)
        .await
        .expect("connections leak");
    assert!(server.accepted() < requests, "connections are used again");
}

async fn work(client: Client, from: usize, to: usize) {
    for id in from..to {
        let request = Request::new(
            Method::GET,
            Path::new("/echo").id(&id.to_string()),
            &Operation::UNDOCUMENTED,
        );
        let echo = Call::<Echo>::new(&client, request).send().await.unwrap();
        assert_eq!(echo.id, id.to_string());
    }
}

/// Of a hundred requests, five each meet one of six faults.
fn misbehave(request: &Received, at: usize) -> Reply {
    let id = request.target.rsplit('/').next().unwrap();
    let echo = Reply::json(200, json!({ "id": id }));
    // A multiplier without a common divisor spreads the faults over the requests.
    match at * 37 % 100 {
        0..5 => Reply::status(429).with("retry-after", 0),
        5..10 => Reply::status(503).with("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
        10..15 => Reply::Drop,
        15..20 => Reply::HalfWay("{\"id\":".into()),
        // Refused twice in a row would rightly be an error.
        20..25 if request.header("retry-attempt").is_none() => Reply::status(401),
        25..30 => Reply::status(302).with("location", format!("/v1.0/echo/{id}")),
        30..35 if at % 500 < 25 => Reply::Slow(Duration::from_secs(2), Box::new(echo)),
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
