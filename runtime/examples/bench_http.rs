//! Requests per second and allocations per request over loopback, against bare reqwest and serde_json in the same run.
//!
//! `cargo run -p msgraph-runtime --release --example bench_http`
//!
//! Three sides decode the same page of 20 messages from the same server: reqwest with nothing but the token, reqwest with a timeout and the
//! same headers as ours (user agent and request number), and we. They take turns in short rounds, so that a busy machine slows all; what is
//! printed is the median of the rounds. The server runs in the same process: its allocations are measured
//! with a bare request as well and stand on both sides.

use std::{
    alloc::System,
    time::{Duration, Instant},
};

use hyper::{Response, service::service_fn};
use hyper_util::rt::TokioIo;
use msgraph_runtime::http::{
    Bytes, Call, Client, Cloud, Method, Operation, Page, Path, Request, credentials::StaticToken,
};
use serde::Deserialize;
use serde_json::json;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::net::TcpListener;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What Graph asks every caller to send.
const ID: &str = "7d1f9bcb-5d5b-4c5e-9f5d-3f1a2b4c5d6e";

const ROUNDS: usize = 41;
const REQUESTS: usize = 500;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    id: String,
    subject: String,
    is_read: bool,
}

#[derive(Deserialize)]
struct BarePage {
    value: Vec<Message>,
}

/// Seconds and allocations of one round.
type Cost = (f64, f64);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let base = serve().await;
    let cloud = Cloud::custom(&base, &base);
    let client = Client::builder()
        .cloud(cloud)
        .credential(StaticToken::new("token"))
        .build();
    let client = client.expect("a loopback client can be made");
    let bare = reqwest::Client::builder()
        .tcp_nodelay(true)
        .build()
        .expect("a client can be made");
    let timed = reqwest::Client::builder()
        .tcp_nodelay(true)
        .timeout(Duration::from_secs(100))
        .user_agent("msgraph-rust/0.1.0")
        .build();
    let timed = timed.expect("a client can be made");
    let url = format!("{base}/v1.0/me/messages?$select=id,subject,isRead&$top=20");
    let (mut ours, mut theirs, mut safer) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(round(async || through_us(&client).await).await);
        theirs.push(round(async || through_reqwest(&bare, &url, false).await).await);
        safer.push(round(async || through_reqwest(&timed, &url, true).await).await);
    }
    let (ours, theirs, safer) = (median(ours), median(theirs), median(safer));
    let rate = |cost: Cost| REQUESTS as f64 / cost.0;
    for (name, cost) in [
        ("bare reqwest + serde_json", theirs),
        ("the same bytes, a timeout", safer),
        ("msgraph", ours),
    ] {
        println!(
            "{name:26} {:7.0} requests/s, {:5.1} allocations/request",
            rate(cost),
            cost.1
        );
    }
    println!(
        "ratio: {:.3} to bare, {:.3} with the same bytes sent",
        rate(ours) / rate(theirs),
        rate(ours) / rate(safer)
    );
}

async fn through_us(client: &Client) -> usize {
    let request = Request::new(
        Method::GET,
        Path::new("/me/messages"),
        &Operation::UNDOCUMENTED,
    );
    let call: Call<Page<Message>, msgraph_runtime::http::options::Any> = Call::new(client, request);
    let page = call
        .select(["id", "subject", "isRead"])
        .top(20)
        .send()
        .await;
    weigh(&page.expect("the server answers").items)
}

async fn through_reqwest(client: &reqwest::Client, url: &str, numbered: bool) -> usize {
    let request = client
        .get(url)
        .bearer_auth("token")
        .header("accept", "application/json");
    let request = if numbered {
        request.header("client-request-id", ID)
    } else {
        request
    };
    let response = request
        .send()
        .await
        .and_then(reqwest::Response::error_for_status);
    let body = response
        .expect("the server answers")
        .bytes()
        .await
        .expect("the body is whole");
    let page: BarePage = serde_json::from_slice(&body).expect("the body fits");
    weigh(&page.value)
}

/// Uses every field, so that none is optimised away.
fn weigh(messages: &[Message]) -> usize {
    messages
        .iter()
        .map(|it| it.id.len() + it.subject.len() + usize::from(it.is_read))
        .sum()
}

async fn round(one: impl AsyncFn() -> usize) -> Cost {
    one().await;
    let region = Region::new(ALLOCATOR);
    let start = Instant::now();
    for _ in 0..REQUESTS {
        std::hint::black_box(one().await);
    }
    let (seconds, change) = (start.elapsed().as_secs_f64(), region.change());
    (
        seconds,
        (change.allocations + change.reallocations) as f64 / REQUESTS as f64,
    )
}

fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    costs[costs.len() / 2]
}

async fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let messages: Vec<_> = (0..20)
        .map(|it| json!({"id": format!("AAMk{it}"), "subject": "Minutes of the meeting", "isRead": it % 2 == 0}))
        .collect();
    let body = Bytes::from(json!({"@odata.context": "c", "value": messages}).to_string());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let body = body.clone();
            let service = service_fn(move |_| {
                let answer = Response::builder().header("content-type", "application/json");
                std::future::ready(answer.body(http_body_util::Full::new(body.clone())))
            });
            let served = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(socket), service);
            tokio::spawn(served);
        }
    });
    format!("http://{address}")
}
