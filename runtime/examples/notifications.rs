//! An axum server that Graph calls: handshake, notifications, and what somebody else sends.
//!
//! `cargo run -p msgraph-runtime --example notifications`
//!
//! It listens on loopback and plays Graph's part itself, with reqwest.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use msgraph_runtime::http::{
    Secret,
    notifications::{self, Notification},
};
use serde_json::json;

/// Where notifications go; a real program hands them to a queue.
type Inbox = Arc<Mutex<Vec<Notification>>>;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let inbox = Inbox::default();
    let router = Router::new()
        .route("/hook", post(hook))
        .with_state(inbox.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/hook", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });

    play_graph(&url).await?;

    let inbox = inbox.lock().expect("nobody panics");
    let changes: Vec<_> = inbox
        .iter()
        .map(|it| (&*it.resource, it.change_type.as_deref()))
        .collect();
    println!("{changes:?}");
    assert_eq!(
        changes,
        [
            ("users/1/messages/2", Some("created")),
            ("users/1/messages/2", None)
        ]
    );
    Ok(())
}

/// Answers at once and leaves the work for later: the service repeats what is not answered in seconds.
async fn hook(State(inbox): State<Inbox>, RawQuery(query): RawQuery, body: Bytes) -> Response {
    if let Some(token) = notifications::handshake(&query.unwrap_or_default()) {
        // A text is sent as `text/plain`, which is what the service wants to see.
        return token.into_response();
    }
    match notifications::read(&body, state_of) {
        Ok(read) => {
            inbox.lock().expect("nobody panics").extend(read.items);
            StatusCode::ACCEPTED.into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}

/// The client state that each subscription was made with.
fn state_of(subscription: &str) -> Option<Secret> {
    (subscription == "s1").then(|| Secret::from("only we and Graph know"))
}

async fn play_graph(url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let client = reqwest::Client::new();
    let handshake = client
        .post(format!("{url}?validationToken=say%20this"))
        .send()
        .await?;
    assert_eq!(
        handshake.headers()["content-type"],
        "text/plain; charset=utf-8"
    );
    assert_eq!(handshake.text().await?, "say this");

    let item = |state, what: &str, word| json!({"subscriptionId": "s1", "clientState": state, "resource": "users/1/messages/2", what: word});
    let body = json!({"value": [
        item("only we and Graph know", "changeType", "created"),
        item("a guess", "changeType", "deleted"),
        item("only we and Graph know", "lifecycleEvent", "missed"),
    ]});
    let answer = client.post(url).body(body.to_string()).send().await?;
    assert_eq!(answer.status(), 202);
    let answer = client.post(url).body("no notification").send().await?;
    assert_eq!(answer.status(), 400);
    Ok(())
}
