//! The mock for the tests of programs.

use std::time::Duration;

use msgraph_runtime::http::{
    Call, Client, Error, Method, Operation, Page, Path, Request, RetryPolicy,
    mock::{Exchange, Mock},
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

/// A small program: greets everybody in a group who has a mailbox, and says how many there were.
async fn greet(client: &Client, group: &str) -> Result<usize, Error> {
    let path = Path::new("/groups").id(group).literal("/members");
    let request = Request::new(Method::GET, path, &Operation::UNDOCUMENTED);
    let members = Call::<Page<Value>>::new(client, request).query("$select", "id,mail");
    let mut members = members.stream();
    let mut greeted = 0;
    while let Some(member) = members.next().await {
        let member = member?;
        let Some(mail) = member["mail"].as_str() else {
            continue;
        };
        let path = Path::new("/me/sendMail");
        let message = json!({ "subject": "Hello", "toRecipients": [{ "emailAddress": { "address": mail } }] });
        let request = Request::new(Method::POST, path, &Operation::UNDOCUMENTED)
            .json(&json!({ "message": message, "saveToSentItems": false }));
        Call::<()>::new(client, request).send().await?;
        greeted += 1;
    }
    Ok(greeted)
}

const SEND_MAIL: &str = r#"
POST https://graph.microsoft.com/v1.0/me/sendMail
Content-Type: application/json

{
  "message": {
    "subject": "{subject}",
    "toRecipients": [ { "emailAddress": { "address": "{address}" } } ]
  },
  "saveToSentItems": false
}

HTTP/1.1 202 Accepted
"#;

fn members() -> impl Iterator<Item = Value> {
    let people = [Some("anna@contoso.com"), None, Some("pavel@contoso.com")];
    people
        .into_iter()
        .enumerate()
        .map(|(at, mail)| json!({ "id": at.to_string(), "mail": mail }))
}

fn client(mock: &Mock) -> Client {
    let retry = RetryPolicy {
        first_wait: Duration::ZERO,
        ..RetryPolicy::default()
    };
    Client::builder()
        .transport(mock.clone())
        .retry(retry)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_program_is_held_to_the_documented_exchanges() {
    let mock = Mock::new()
        .list("/v1.0/groups/7/members", members(), 2)
        .exchange(SEND_MAIL.parse().unwrap());
    mock.throttle(1, 0);
    assert_eq!(greet(&client(&mock), "7").await.unwrap(), 2);
    mock.verify().unwrap();
    let asked: Vec<_> = mock
        .seen()
        .into_iter()
        .map(|it| it.path_and_query)
        .collect();
    assert_eq!(
        asked,
        [
            "/v1.0/groups/7/members?$select=id,mail", // throttled
            "/v1.0/groups/7/members?$select=id,mail",
            "/v1.0/me/sendMail",
            "/v1.0/groups/7/members?$select=id,mail&$skiptoken=2",
            "/v1.0/me/sendMail",
        ]
    );
}

#[tokio::test]
async fn what_is_not_as_documented_fails_and_says_why() {
    let other = SEND_MAIL.replace("saveToSentItems", "saveToDrafts");
    let mock = Mock::new()
        .list("/v1.0/groups/7/members", members(), 2)
        .exchange(other.parse().unwrap());
    let error = greet(&client(&mock), "7").await.unwrap_err();
    assert_eq!(error.code(), Some("mockUnexpected"));
    assert_eq!(
        mock.verify().unwrap_err().to_string(),
        "POST /v1.0/me/sendMail: $.saveToSentItems in the body is not documented\n\
         never asked: POST /v1.0/me/sendMail"
    );
}

#[tokio::test]
async fn query_headers_and_body_are_compared() {
    let exchange = || {
        Exchange::new(Method::POST, "/v1.0/x/{id}?$top={n}&$expand=y")
            .header("Prefer", "a")
            .body(r#"{"n": 1.0}"#)
            .answer(200, "{}")
    };
    let cases = [
        ("?$top=5&$expand=y", "a", r#"{"n": 1}"#, None),
        (
            "?$top=5",
            "a",
            "{}",
            Some("query option `$expand` is missing"),
        ),
        (
            "?$top=5&$expand=z",
            "a",
            "{}",
            Some("query option `$expand` is `z`, expected `y`"),
        ),
        (
            "?$top=5&$expand=y&$skip=1",
            "a",
            "{}",
            Some("query option `$skip` is not documented"),
        ),
        (
            "?$top=5&$expand=y",
            "b",
            "{}",
            Some("header `prefer` is \"b\", expected \"a\""),
        ),
        (
            "?$top=5&$expand=y",
            "a",
            "{}",
            Some("$.n in the body is missing"),
        ),
        (
            "?$top=5&$expand=y",
            "a",
            r#"{"n": 2}"#,
            Some("$.n in the body is 2, expected 1.0"),
        ),
        (
            "?$top=5&$expand=y",
            "a",
            "n",
            Some("the body is no json: expected ident at line 1 column 2"),
        ),
    ];
    for (query, prefer, body, expected) in cases {
        let mock = Mock::new().exchange(exchange());
        let path = Path::new("/x").id("1").literal(query);
        let request = Request::new(Method::POST, path, &Operation::UNDOCUMENTED)
            .header("Prefer", prefer)
            .bytes("application/json", body);
        let answered = Call::<Value>::new(&client(&mock), request).send().await;
        let expected = expected.map(|it| format!("POST /v1.0/x/{{id}}: {it}"));
        assert_eq!(
            answered
                .err()
                .and_then(|it| it.graph().map(|it| it.message.clone())),
            expected
        );
    }
}
