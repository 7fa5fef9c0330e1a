//! Work that goes on after its answer.

use msgraph_runtime::http::{
    Accepted, Call, Client, Error, ErrorKind, Method, Monitor, Operation, Path, Progress, Request,
};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

fn running() -> Reply {
    Reply::json(
        202,
        json!({"status": "inProgress", "percentageComplete": 40.5}),
    )
    .with("retry-after", 0)
}

fn accepted(location: impl ToString) -> Reply {
    Reply::status(202)
        .with("location", location)
        .with("retry-after", 0)
}

async fn start<T>(client: &Client) -> Result<Accepted<T>, Error> {
    let post = Request::new(
        Method::POST,
        Path::new("/teams/7/clone"),
        &Operation::UNDOCUMENTED,
    )
    .json(&json!({}));
    Call::<Accepted<T>>::new(client, post).send().await
}

#[tokio::test]
async fn accepted_work_is_asked_for_until_its_result_is_there() {
    let done = json!({"status": "succeeded", "targetResourceLocation": "/teams('8')"});
    let made = Reply::json(200, json!({"id": "8"}));
    let server = Server::replies([
        accepted("/teams('8')/operations('9')"),
        running(),
        Reply::status(503),
        Reply::json(200, done),
        made,
    ])
    .await;
    let team: Value = start(&server.client()).await.unwrap().wait().await.unwrap();
    assert_eq!(team["id"], "8");
    let targets: Vec<_> = server.log().into_iter().map(|it| it.target).collect();
    let operation = "/v1.0/teams('8')/operations('9')";
    assert_eq!(
        targets,
        [
            "/v1.0/teams/7/clone",
            operation,
            operation,
            operation,
            "/v1.0/teams('8')"
        ]
    );
}

#[tokio::test]
async fn progress_is_told() {
    let server = Server::replies([accepted("/operations/9"), running()]).await;
    let mut monitor = start::<()>(&server.client())
        .await
        .unwrap()
        .monitor()
        .unwrap();
    let Progress::Running { status, percent } = monitor.poll().await.unwrap() else {
        panic!("still running")
    };
    assert_eq!((status.as_str(), percent), ("inProgress", Some(40.5)));
}

#[tokio::test]
async fn failed_work_is_an_error_with_the_services_words() {
    let failed =
        json!({"status": "failed", "error": {"code": "nameAlreadyExists", "message": "taken"}});
    let server = Server::replies([accepted("/operations/9"), Reply::json(200, failed)]).await;
    let error = start::<()>(&server.client())
        .await
        .unwrap()
        .wait()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (ErrorKind::Service, Some("nameAlreadyExists"), "taken")
    );
}

#[tokio::test]
async fn a_monitor_outside_the_cloud_is_asked_without_the_token() {
    let files =
        Server::replies([
            Reply::json(200, json!({"status": "completed", "resourceId": "01A"}))
                .with("retry-after", 0),
        ])
        .await;
    let server = Server::replies([accepted(format!("{}/monitor/1", files.foreign_url()))]).await;
    let copy: Value = start(&server.client()).await.unwrap().wait().await.unwrap();
    assert_eq!(copy["resourceId"], "01A");
    assert_eq!(files.log()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_result_outside_the_cloud_is_not_fetched() {
    let done = json!({"status": "succeeded", "resourceLocation": "https://evil.example/x"});
    let server = Server::replies([accepted("/operations/9"), Reply::json(200, done)]).await;
    let error = start::<Value>(&server.client())
        .await
        .unwrap()
        .wait()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignHost);
}

#[tokio::test]
async fn work_that_was_done_at_once_is_answered() {
    let server = Server::replies([Reply::json(201, json!({"id": "8"}))]).await;
    let team: Value = start(&server.client()).await.unwrap().wait().await.unwrap();
    assert_eq!(team["id"], "8");
}

#[tokio::test]
async fn a_monitor_goes_on_from_its_saved_address() {
    let server = Server::replies([
        accepted("/operations/9"),
        Reply::json(200, json!({"status": "succeeded"})),
    ])
    .await;
    let client = server.client();
    let url = start::<()>(&client)
        .await
        .unwrap()
        .monitor()
        .unwrap()
        .url()
        .to_string();
    let Progress::Done(()) = Monitor::resume(&client, &url)
        .unwrap()
        .poll()
        .await
        .unwrap()
    else {
        panic!("done")
    };
}

#[tokio::test]
async fn other_address_headers_are_understood() {
    for name in ["operation-location", "content-location"] {
        let server = Server::replies([Reply::status(202).with(name, "/operations/9")]).await;
        assert!(
            start::<()>(&server.client())
                .await
                .unwrap()
                .monitor()
                .is_some(),
            "{name}"
        );
    }
}
