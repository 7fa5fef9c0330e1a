//! Many requests in few.

use std::sync::{Arc, Mutex};

use msgraph_runtime::http::{
    Batch, Call, Client, ErrorKind, Media, Method, Operation, Path, Request, StreamBody, Ticket,
};
use serde_json::{Value, json};

use crate::server::{Received, Reply, Server};

fn get(client: &Client, path: &str) -> Call<Value> {
    Call::new(
        client,
        Request::new(Method::GET, Path::new(path), &Operation::UNDOCUMENTED),
    )
}

fn post(client: &Client, path: &str) -> Call<Value> {
    let request = Request::new(Method::POST, Path::new(path), &Operation::UNDOCUMENTED)
        .json(&json!({"a": 1}));
    Call::new(client, request)
}

fn requests(request: &Received) -> Vec<Value> {
    assert_eq!(
        (request.method.clone(), request.target.as_str()),
        (Method::POST, "/v1.0/$batch")
    );
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    body["requests"].as_array().unwrap().clone()
}

/// Answers every item with what the closure says, in reverse order.
async fn serve(answer: impl Fn(&Value) -> Value + Send + Sync + 'static) -> Server {
    Server::start(move |request, _| {
        let answers: Vec<_> = requests(request)
            .iter()
            .rev()
            .map(|it| {
                let mut out = answer(it);
                out["id"] = it["id"].clone();
                out
            })
            .collect();
        Reply::json(200, json!({ "responses": answers }))
    })
    .await
}

fn echo(item: &Value) -> Value {
    json!({"status": 200, "headers": {"Content-Type": "application/json"}, "body": {"url": item["url"]}})
}

#[tokio::test]
async fn requests_are_split_at_twenty_and_keep_their_order() {
    let server = serve(echo).await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let tickets: Vec<Ticket<Value>> = (0..45)
        .map(|it| batch.add(get(&client, &format!("/users/{it}"))))
        .collect();
    let mut results = batch.send().await;
    for (at, ticket) in tickets.into_iter().enumerate() {
        assert_eq!(results.take(ticket).unwrap()["url"], format!("/users/{at}"));
    }
    let sizes: Vec<_> = server.log().iter().map(|it| requests(it).len()).collect();
    assert_eq!(sizes, [20, 20, 5]);
}

#[tokio::test]
async fn each_result_has_its_own_type_and_a_failure_harms_no_other() {
    let server = serve(|it| match it["url"].as_str().unwrap() {
        "/photo" => {
            json!({"status": 200, "headers": {"Content-Type": "image/png"}, "body": "iVBO"})
        }
        "/gone" => json!({"status": 404, "body": {"error": {"code": "NotFound", "message": "no"}}}),
        "/delete" => json!({"status": 204}),
        _ => echo(it),
    })
    .await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let request = |path| Request::new(Method::GET, Path::new(path), &Operation::UNDOCUMENTED);
    let photo = batch.add(Call::<Media>::new(&client, request("/photo")));
    let gone = batch.add(get(&client, "/gone"));
    let nothing = batch.add(Call::<()>::new(&client, request("/delete")));
    let user = batch.add(get(&client, "/user").query("$count", "true"));
    let mut results = batch.send().await;
    assert_eq!(
        results.take(photo).unwrap().bytes().await.unwrap(),
        [0x89, b'P', b'N'].as_slice()
    );
    assert_eq!(results.take(gone).unwrap_err().code(), Some("NotFound"));
    results.take(nothing).unwrap();
    assert_eq!(results.take(user).unwrap()["url"], "/user?$count=true");
    let sent = requests(&server.log()[0]);
    assert_eq!(sent[3]["headers"]["consistencylevel"], "eventual");
    assert!(
        sent.iter()
            .all(|it| it["headers"].get("authorization").is_none())
    );
}

#[tokio::test]
async fn only_the_throttled_item_is_sent_again() {
    let throttled = Arc::new(Mutex::new(2));
    let left = throttled.clone();
    let server = serve(move |it| {
        let mut left = left.lock().unwrap();
        if it["url"] == "/busy" && *left > 0 {
            *left -= 1;
            return json!({"status": 429, "headers": {"Retry-After": "0"}});
        }
        echo(it)
    })
    .await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let first = batch.add(post(&client, "/first"));
    let busy = batch.add(post(&client, "/busy"));
    let mut results = batch.send().await;
    assert_eq!(results.take(first).unwrap()["url"], "/first");
    assert_eq!(results.take(busy).unwrap()["url"], "/busy");
    let urls: Vec<Vec<_>> = server
        .log()
        .iter()
        .map(|it| requests(it).iter().map(|it| it["url"].clone()).collect())
        .collect();
    assert_eq!(
        json!(urls),
        json!([["/first", "/busy"], ["/busy"], ["/busy"]])
    );
}

#[tokio::test]
async fn what_cannot_help_is_not_sent_again() {
    let server = serve(|_| json!({"status": 503})).await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let mail = batch.add(post(&client, "/sendMail"));
    assert_eq!(
        batch
            .send()
            .await
            .take(mail)
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        503
    );
    assert_eq!(
        server.seen(),
        1,
        "a post that was not throttled may have been done"
    );
}

#[tokio::test]
async fn a_dependent_item_waits_for_the_throttled_one_it_depends_on() {
    let tries = Arc::new(Mutex::new(0));
    let seen = tries.clone();
    let server = serve(move |it| {
        let mut seen = seen.lock().unwrap();
        *seen += 1;
        match it["url"].as_str().unwrap() {
            "/parent" if *seen <= 2 => json!({"status": 429, "headers": {"Retry-After": "0"}}),
            "/child" if *seen <= 2 => json!({"status": 424}),
            _ => echo(it),
        }
    })
    .await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let parent = batch.add(post(&client, "/parent"));
    let child = batch.add_after(post(&client, "/child"), &parent);
    let mut results = batch.send().await;
    results.take(parent).unwrap();
    results.take(child).unwrap();
    for request in server.log() {
        assert_eq!(requests(&request)[1]["dependsOn"], json!(["0"]));
    }
}

#[tokio::test]
async fn a_dependency_in_an_earlier_batch_is_waited_for_or_fails_its_item() {
    let server = serve(|it| {
        if it["url"] == "/bad" {
            json!({"status": 400})
        } else {
            echo(it)
        }
    })
    .await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let good = batch.add(get(&client, "/good"));
    let bad = batch.add(get(&client, "/bad"));
    let fill: Vec<_> = (0..18).map(|_| batch.add(get(&client, "/fill"))).collect();
    let late = batch.add_after(get(&client, "/late"), &good);
    let hopeless = batch.add_after(get(&client, "/hopeless"), &bad);
    let mut results = batch.send().await;
    assert_eq!(
        fill.into_iter()
            .filter_map(|it| results.take(it).ok())
            .count(),
        18
    );
    results.take(late).unwrap();
    assert_eq!(
        results
            .take(hopeless)
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        424
    );
    let second = requests(&server.log()[1]);
    assert_eq!((second.len(), second[0].get("dependsOn")), (1, None));
}

#[tokio::test]
async fn a_batch_that_fails_whole_fails_each_item() {
    let server = Server::replies([Reply::json(
        403,
        r#"{"error":{"code":"Denied","message":"m"}}"#,
    )])
    .await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let (a, b) = (batch.add(get(&client, "/a")), batch.add(get(&client, "/b")));
    let mut results = batch.send().await;
    assert_eq!(results.take(a).unwrap_err().code(), Some("Denied"));
    assert_eq!(results.take(b).unwrap_err().code(), Some("Denied"));
}

#[tokio::test]
async fn an_item_without_an_answer_is_an_error() {
    let server = Server::replies([Reply::json(200, json!({"responses": []}))]).await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let lost = batch.add(post(&client, "/a"));
    assert_eq!(
        batch.send().await.take(lost).unwrap_err().kind(),
        ErrorKind::Transport
    );
}

#[tokio::test]
async fn a_dropped_connection_repeats_a_reading_batch_and_no_writing_one() {
    let server = Server::replies([
        Reply::Drop,
        Reply::json(
            200,
            json!({"responses": [{"id": "0", "status": 200, "body": {}}]}),
        ),
    ])
    .await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let read = batch.add(get(&client, "/a"));
    batch.send().await.take(read).unwrap();
    let server = Server::replies([Reply::Drop]).await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let write = batch.add(post(&client, "/a"));
    batch.send().await.take(write).unwrap_err();
    assert_eq!(server.seen(), 1);
}

#[tokio::test]
async fn what_cannot_be_in_a_batch_fails_alone() {
    let server = serve(echo).await;
    let client = server.client();
    let mut batch = Batch::new(&client);
    let empty = batch.add(Call::<Value>::new(
        &client,
        Request::new(
            Method::GET,
            Path::new("/users").id(""),
            &Operation::UNDOCUMENTED,
        ),
    ));
    let body = StreamBody::new(Box::pin(Never), None);
    let stream =
        Request::new(Method::PUT, Path::new("/x"), &Operation::UNDOCUMENTED).stream("a/b", body);
    let stream = batch.add(Call::<Value>::new(&client, stream));
    let good = batch.add(get(&client, "/good"));
    let mut results = batch.send().await;
    assert_eq!(results.take(empty).unwrap_err().kind(), ErrorKind::Request);
    assert_eq!(results.take(stream).unwrap_err().kind(), ErrorKind::Request);
    results.take(good).unwrap();
}

struct Never;

impl futures_core::Stream for Never {
    type Item = Result<msgraph_runtime::http::Bytes, msgraph_runtime::http::TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}
