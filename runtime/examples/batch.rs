//! Three calls of different types in one request; the throttled one is sent again alone, the failed one harms no other.
//!
//! `cargo run -p msgraph-runtime --features mock --example batch`

use msgraph_runtime::http::{
    Batch, Call, Client, Error, Method, Operation, Page, Path, Request, mock::Mock,
};
use serde_json::{Value, json};

/// A Graph in memory: in the first round one item is told to come back, and one fails.
fn graph() -> Mock {
    let first = json!({"responses": [
        {"id": "2", "status": 404, "body": {"error": {"code": "itemNotFound", "message": "no such team"}}},
        {"id": "1", "status": 429, "headers": {"Retry-After": "0"}},
        {"id": "0", "status": 200, "body": {"displayName": "Anna"}}
    ]});
    let second = json!({"responses": [
        {"id": "1", "status": 200, "body": {"value": [{"subject": "Minutes"}, {"subject": "Lunch"}]}}
    ]});
    Mock::new()
        .on(Method::POST, "/v1.0/$batch", 200, first.to_string())
        .on(Method::POST, "/v1.0/$batch", 200, second.to_string())
}

fn get<T>(client: &Client, path: &str) -> Call<T> {
    let request = Request::new(Method::GET, Path::new(path), &Operation::UNDOCUMENTED);
    Call::new(client, request)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;

    let mut batch = Batch::new(&client);
    let me = batch.add(get::<Value>(&client, "/me"));
    // Only after the first, and only if that succeeds.
    let mail = batch.add_after(get::<Page<Value>>(&client, "/me/messages"), &me);
    let team = batch.add(get::<Value>(&client, "/teams/none"));
    let mut results = batch.send().await;

    let (me, mail) = (results.take(me)?, results.take(mail)?);
    println!("{} has {} messages", me["displayName"], mail.items.len());
    assert_eq!((&me["displayName"], mail.items.len()), (&json!("Anna"), 2));

    let error = results.take(team).expect_err("there is no such team");
    println!("the team: {error}");
    assert!(error.is_not_found());
    assert_eq!(
        graph.seen().len(),
        2,
        "one batch, and one for the throttled item"
    );
    Ok(())
}
