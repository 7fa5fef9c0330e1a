//! The special segments of OData, each once end to end: `$count`, `$ref`, `$value`, keys, casts, functions with aliased arguments.

use msgraph_runtime::http::{
    Call, Client, FromResponse, Media, Method, Operation, Path, Request, Value,
};
use serde_json::json;

use crate::server::{Received, Reply, Server};

async fn send<T: FromResponse>(client: &Client, request: Request) -> T {
    Call::<T>::new(client, request).send().await.unwrap()
}

fn get(path: Path) -> Request {
    Request::new(Method::GET, path, &Operation::UNDOCUMENTED)
}

fn last(server: &Server) -> Received {
    server.log().pop().unwrap()
}

#[tokio::test]
async fn a_count_is_a_bare_number() {
    for body in ["42", "\u{feff}42"] {
        let server = Server::replies([Reply::Answer(
            200,
            vec![("content-type", "text/plain".to_owned())],
            body.into(),
        )])
        .await;
        let count: i64 = send(&server.client(), get(Path::new("/users/$count"))).await;
        assert_eq!(count, 42);
        let request = last(&server);
        assert_eq!(
            (request.header("consistencylevel"), request.header("accept")),
            (Some("eventual"), Some("text/plain"))
        );
    }
}

#[tokio::test]
async fn a_reference_is_added_and_removed() {
    let server = Server::replies([Reply::status(204)]).await;
    let client = server.client();
    let members = Path::new("/groups").id("g").literal("/members");
    let body = client
        .reference(&Path::new("/directoryObjects").id("u/1"))
        .unwrap();
    let add = Request::new(
        Method::POST,
        members.clone().literal("/$ref"),
        &Operation::UNDOCUMENTED,
    )
    .json(&body);
    send::<()>(&client, add).await;
    assert_eq!(
        last(&server).body,
        json!({"@odata.id": format!("{}/v1.0/directoryObjects/u%2F1", server.url())}).to_string()
    );
    let remove = Request::new(
        Method::DELETE,
        members.id("u/1").literal("/$ref"),
        &Operation::UNDOCUMENTED,
    );
    send::<()>(&client, remove).await;
    assert_eq!(last(&server).target, "/v1.0/groups/g/members/u%2F1/$ref");
    client
        .reference(&Path::new("/directoryObjects").id(""))
        .unwrap_err();
}

#[tokio::test]
async fn media_are_read_and_written() {
    let server = Server::replies([Reply::Answer(
        200,
        vec![("content-type", "image/jpeg".to_owned())],
        "jpeg".into(),
    )])
    .await;
    let client = server.client();
    let photo: Media = send(&client, get(Path::new("/me/photo/$value"))).await;
    assert_eq!(photo.bytes().await.unwrap(), "jpeg");
    let put = Request::new(
        Method::PUT,
        Path::new("/me/photo/$value"),
        &Operation::UNDOCUMENTED,
    )
    .bytes("image/jpeg", "new");
    send::<()>(&client, put).await;
    assert_eq!(
        (
            last(&server).header("content-type"),
            &last(&server).body[..]
        ),
        (Some("image/jpeg"), &b"new"[..])
    );
}

#[tokio::test]
async fn keys_casts_and_functions_reach_the_service_as_written() {
    let server = Server::replies([Reply::json(200, json!({"value": ["a"]}))]).await;
    let client = server.client();
    for (path, expected) in [
        (
            Path::new("/applications").key("uniqueName", "it's"),
            "/applications(uniqueName='it%27%27s')",
        ),
        (
            Path::new("/users")
                .id("u")
                .literal("/memberOf/microsoft.graph.group"),
            "/users/u/memberOf/microsoft.graph.group",
        ),
        (
            Path::new("/me/drive/root")
                .file("a b/c")
                .literal("/children"),
            "/me/drive/root:/a%20b/c:/children",
        ),
        (
            Path::new("/x").function("f", [("ids", json!([1]).into()), ("n", 2.into())]),
            "/x/f(ids=@ids,n=2)?@ids=[1]",
        ),
    ] {
        let values: Value<Vec<String>> = send(&client, get(path)).await;
        assert_eq!(
            (values.0[0].as_str(), last(&server).target),
            ("a", format!("/v1.0{expected}"))
        );
    }
}
