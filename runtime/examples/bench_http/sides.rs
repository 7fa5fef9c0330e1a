//! The same page of 20 messages, read by bare reqwest and by us from a server in the same process.

use std::time::Duration;

use hyper::{Response, service::service_fn};
use hyper_util::rt::TokioIo;
use msgraph_runtime::http::{
    Bytes, Call, Client, Cloud, Method, Operation, Page, Path, Request, credentials::StaticToken,
    options::Any,
};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;

/// What Graph asks every caller to send.
const ID: &str = "7d1f9bcb-5d5b-4c5e-9f5d-3f1a2b4c5d6e";

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

/// Everyone who reads.
pub(crate) struct Sides {
    url: String,
    ours: Client,
    bare: reqwest::Client,
    timed: reqwest::Client,
}

impl Sides {
    /// Starts the server, and makes a client for each side.
    pub(crate) async fn start() -> Self {
        let base = serve().await;
        let ours = Client::builder()
            .cloud(Cloud::custom(&base, &base))
            .credential(StaticToken::new("token"))
            .build();
        let bare = reqwest::Client::builder().tcp_nodelay(true);
        let timed = reqwest::Client::builder()
            .tcp_nodelay(true)
            .timeout(Duration::from_secs(100))
            .user_agent("msgraph-rust/0.1.0");
        Self {
            url: format!("{base}/v1.0/me/messages?$select=id,subject,isRead&$top=20"),
            ours: ours.expect("a loopback client can be made"),
            bare: bare.build().expect("a client can be made"),
            timed: timed.build().expect("a client can be made"),
        }
    }

    /// What a careful user of reqwest writes: token, check of the status, decoding.
    pub(crate) async fn bare(&self) -> usize {
        through_reqwest(&self.bare, &self.url, false).await
    }

    /// The same with a timeout and the headers that Graph asks for: user agent, number of the request.
    pub(crate) async fn timed(&self) -> usize {
        through_reqwest(&self.timed, &self.url, true).await
    }

    /// We.
    pub(crate) async fn ours(&self) -> usize {
        through_us(&self.ours).await
    }
}

async fn through_us(client: &Client) -> usize {
    let request = Request::new(
        Method::GET,
        Path::new("/me/messages"),
        &Operation::UNDOCUMENTED,
    );
    let call: Call<Page<Message>, Any> = Call::new(client, request);
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
