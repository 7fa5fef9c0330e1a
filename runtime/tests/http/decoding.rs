//! What a call can give, and what it says when the answer does not fit.

use msgraph_runtime::http::{
    Bytes, Call, Error, ErrorKind, FromResponse, Method, Operation, Page, Path, Request, Value,
};
use serde::Deserialize;
use serde_json::json;

use crate::server::{Reply, Server};

#[derive(Debug, Deserialize, PartialEq)]
struct Message {
    subject: Option<String>,
}

async fn get<T: FromResponse>(reply: Reply) -> Result<T, Error> {
    let server = Server::replies([reply]).await;
    let request = Request::new(Method::GET, Path::new("/x"), &Operation::UNDOCUMENTED);
    Call::<T>::new(&server.client(), request).send().await
}

#[tokio::test]
async fn nothing_is_read_from_any_success() {
    get::<()>(Reply::status(204)).await.unwrap();
    get::<()>(Reply::status(202)).await.unwrap();
    get::<()>(Reply::ok()).await.unwrap();
    get::<()>(Reply::Answer(200, vec![], "not json".into()))
        .await
        .unwrap();
}

#[tokio::test]
async fn json_wrapped_values_and_absence_are_read() {
    let message = Message {
        subject: Some("a".to_owned()),
    };
    assert_eq!(
        get::<Message>(Reply::json(200, json!({"subject": "a", "new": 1})))
            .await
            .unwrap(),
        message
    );
    assert_eq!(
        get::<Value<Message>>(Reply::json(
            200,
            json!({"@odata.context": "c", "value": {"subject": "a"}})
        ))
        .await
        .unwrap()
        .0,
        message
    );
    assert!(
        !get::<Value<bool>>(Reply::json(200, json!({"value": false})))
            .await
            .unwrap()
            .0
    );
    assert_eq!(
        get::<Option<Message>>(Reply::status(204)).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn a_body_that_does_not_fit_says_where_and_is_kept() {
    let body = r#"{"value": [{"subject": "a"}, {"subject": 7}]}"#;
    let error = get::<Page<Message>>(Reply::json(200, body))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.json_path(), &error.body()[..]),
        (ErrorKind::Decode, Some("value[1].subject"), body.as_bytes())
    );
    assert!(error.to_string().contains("at value[1].subject"), "{error}");
}

#[tokio::test]
async fn bad_json_is_an_error_and_not_repeated() {
    for body in ["", "<html>", "{\"value\": [", "[]"] {
        let server = Server::replies([Reply::json(200, body)]).await;
        let request = Request::new(Method::GET, Path::new("/x"), &Operation::UNDOCUMENTED);
        let error = Call::<Page<Message>>::new(&server.client(), request)
            .send()
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), server.seen()),
            (ErrorKind::Decode, 1),
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_answer_can_be_had_undecoded() {
    let server = Server::replies([Reply::Answer(
        200,
        vec![("etag", "W/1".to_owned())],
        "raw".into(),
    )])
    .await;
    let request = Request::new(Method::GET, Path::new("/x"), &Operation::UNDOCUMENTED);
    let response = Call::<()>::new(&server.client(), request)
        .send_raw()
        .await
        .unwrap();
    assert_eq!(
        (response.header("etag"), response.body()),
        (Some("W/1"), Bytes::from_static(b"raw"))
    );
}

#[tokio::test]
async fn a_body_that_is_no_text_is_an_error_with_its_place() {
    let body: &[u8] = b"{\"subject\":\"\xFF\"}";
    let error = get::<Message>(Reply::Answer(200, vec![], Bytes::from_static(body))).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.json_path(), Some("subject"));
}
