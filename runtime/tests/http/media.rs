//! Bodies as they arrive.

use std::time::Duration;

use msgraph_runtime::http::{
    Call, Client, ErrorKind, Media, Method, Operation, Path, Request, Timeouts,
};

use crate::server::{Reply, Server, quick};

fn photo(client: &Client) -> Call<Media> {
    Call::new(
        client,
        Request::new(
            Method::GET,
            Path::new("/me/photo/$value"),
            &Operation::UNDOCUMENTED,
        ),
    )
}

#[tokio::test]
async fn media_arrive_with_type_and_length() {
    let content = "x".repeat(300_000);
    let server = Server::replies([Reply::Answer(
        200,
        vec![("content-type", "image/png".to_owned())],
        content.clone().into(),
    )])
    .await;
    let media = photo(&server.client()).send().await.unwrap();
    assert_eq!(
        (media.content_type(), media.content_length()),
        (Some("image/png"), Some(300_000))
    );
    assert_eq!(media.bytes().await.unwrap(), content);
    assert_eq!(server.log()[0].header("accept"), Some("*/*"));
}

#[tokio::test]
async fn media_that_break_off_are_never_taken_for_whole() {
    let server = Server::replies([Reply::HalfWay("half".into())]).await;
    let mut media = photo(&server.client()).send().await.unwrap();
    assert_eq!(media.next().await.unwrap().unwrap(), "half");
    assert_eq!(
        media.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Transport
    );
    assert!(media.next().await.is_none());
}

#[tokio::test]
async fn media_that_fall_silent_are_an_error() {
    let server = Server::replies([Reply::Silent("half".into())]).await;
    let timeouts = Timeouts {
        per_try: Duration::from_millis(300),
        total: Duration::from_secs(3600),
    };
    // On a busy machine even the first bytes may take more than one try.
    let builder = server.builder().timeouts(timeouts).retry(quick(1000));
    let client = builder.build().unwrap();
    let error = photo(&client)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_failed_download_has_its_error_body() {
    let server = Server::replies([Reply::json(
        404,
        r#"{"error":{"code":"ImageNotFound","message":"none"}}"#,
    )])
    .await;
    let error = photo(&server.client()).send().await.unwrap_err();
    assert_eq!(error.code(), Some("ImageNotFound"));
}
