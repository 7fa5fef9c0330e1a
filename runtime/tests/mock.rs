//! The mock for the tests of programs.

use std::time::Duration;

use msgraph_runtime::http::{
    Call, Client, Error, Method, Operation, Path, Request, RetryPolicy, mock::Mock,
};
use serde_json::{Value, json};

async fn send(client: &Client, method: Method, path: &str) -> Result<Value, Error> {
    let request =
        Request::new(method, Path::new(path), &Operation::UNDOCUMENTED).json(&json!({"a": 1}));
    Call::<Value>::new(client, request)
        .query("$top", "1")
        .send()
        .await
}

#[tokio::test]
async fn a_mock_answers_in_turn_and_says_what_it_was_asked() {
    let mock = Mock::new()
        .on(Method::POST, "/v1.0/users", 429, "")
        .header("retry-after", "0")
        .on(Method::POST, "/v1.0/users", 201, r#"{"id": "1"}"#);
    let retry = RetryPolicy {
        first_wait: Duration::ZERO,
        ..RetryPolicy::default()
    };
    let client = Client::builder()
        .transport(mock.clone())
        .retry(retry)
        .build()
        .unwrap();
    for _ in 0..2 {
        assert_eq!(
            send(&client, Method::POST, "/users").await.unwrap()["id"],
            "1"
        );
    }
    let seen = mock.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(
        (seen[0].path_and_query.as_str(), &seen[2].body[..]),
        ("/v1.0/users?$top=1", &br#"{"a":1}"#[..])
    );
}

#[tokio::test]
async fn what_a_mock_was_not_told_is_not_found() {
    let client = Client::builder().transport(Mock::new()).build().unwrap();
    let error = send(&client, Method::GET, "/me").await.unwrap_err();
    assert_eq!(
        (error.is_not_found(), error.code()),
        (true, Some("mockNotFound"))
    );
}
