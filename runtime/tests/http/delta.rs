//! What changed since last time.

use std::sync::{Arc, OnceLock};

use msgraph_runtime::http::{
    Call, Change, Client, Delta, ErrorKind, Method, Operation, Page, Path, Request,
};
use serde::Deserialize;
use serde_json::json;

use crate::server::{Reply, Server};

#[derive(Debug, Deserialize, PartialEq)]
struct Item {
    id: String,
}

fn call(client: &Client) -> Call<Page<Item>> {
    let path = Path::new("/users").function("delta", []);
    Call::new(
        client,
        Request::new(Method::GET, path, &Operation::UNDOCUMENTED),
    )
    .query("$select", "id")
}

/// A server whose replies may name its own address.
async fn serve(reply: impl Fn(&str, usize) -> Reply + Send + Sync + 'static) -> Server {
    let here = Arc::new(OnceLock::<String>::new());
    let base = here.clone();
    let server = Server::start(move |_, at| reply(base.get().unwrap(), at)).await;
    here.set(server.url()).unwrap();
    server
}

fn id(text: &str) -> Item {
    Item {
        id: text.to_owned(),
    }
}

#[tokio::test]
async fn changes_come_typed_with_removals_as_data_and_a_link_at_the_end() {
    let server = serve(|base, at| match at {
        0 => Reply::json(200, json!({"value": [{"id": "1"}], "@odata.nextLink": format!("{base}/v1.0/users/delta()?$skiptoken=s")})),
        1 => Reply::json(200, json!({"value": [{"id": "2", "@removed": {"reason": "deleted"}}], "@odata.deltaLink": format!("{base}/v1.0/users/delta()?$deltatoken=d")})),
        _ => Reply::json(200, json!({"value": [{"id": "3"}], "@odata.deltaLink": format!("{base}/v1.0/users/delta()?$deltatoken=e")})),
    })
    .await;
    let client = server.client();
    let mut delta = call(&client).changes();
    assert_eq!(
        delta.next().await.unwrap().unwrap(),
        Change::Changed(id("1"))
    );
    assert!(delta.link().unwrap().ends_with("$skiptoken=s") && !delta.is_complete());
    let Change::Removed(removed) = delta.next().await.unwrap().unwrap() else {
        panic!("removed")
    };
    assert_eq!(
        (removed.id.as_str(), removed.reason.as_deref()),
        ("2", Some("deleted"))
    );
    assert!(delta.next().await.is_none() && delta.is_complete());
    let link = delta.link().unwrap().to_owned();
    assert!(link.ends_with("$deltatoken=d"));

    let mut later = Delta::<Item>::resume(&client, &link).unwrap();
    assert_eq!(
        later.next().await.unwrap().unwrap(),
        Change::Changed(id("3"))
    );
    assert!(later.next().await.is_none() && later.link().unwrap().ends_with("$deltatoken=e"));
}

#[tokio::test]
async fn a_link_saved_in_the_middle_of_a_page_loses_nothing() {
    let server = serve(|base, at| match at {
        0 => Reply::json(200, json!({"value": [{"id": "1"}, {"id": "2"}], "@odata.nextLink": format!("{base}/v1.0/2")})),
        _ => Reply::json(200, json!({"value": [{"id": "3"}, {"id": "4"}], "@odata.nextLink": format!("{base}/v1.0/3")})),
    })
    .await;
    let mut delta = call(&server.client()).changes();
    delta.next().await.unwrap().unwrap();
    assert_eq!(delta.link(), None);
    delta.next().await.unwrap().unwrap();
    assert!(delta.link().unwrap().ends_with("/2"));
    delta.next().await.unwrap().unwrap();
    assert!(
        delta.link().unwrap().ends_with("/2"),
        "4 was not handed out yet"
    );
}

#[tokio::test]
async fn a_forgotten_link_starts_over_and_says_so() {
    let server = serve(|base, at| match at {
        0 => Reply::json(
            410,
            json!({"error": {"code": "syncStateNotFound", "message": "old"}}),
        ),
        _ => Reply::json(
            200,
            json!({"value": [{"id": "1"}], "@odata.deltaLink": format!("{base}/v1.0/d")}),
        ),
    })
    .await;
    let link = format!(
        "{}/v1.0/users/delta()?$select=id&$deltatoken=old",
        server.url()
    );
    let mut delta = Delta::<Item>::resume(&server.client(), &link).unwrap();
    assert_eq!(delta.next().await.unwrap().unwrap(), Change::Restarted);
    assert_eq!(
        delta.next().await.unwrap().unwrap(),
        Change::Changed(id("1"))
    );
    assert!(delta.next().await.is_none());
    assert_eq!(server.log()[1].target, "/v1.0/users/delta()?$select=id");
}

#[tokio::test]
async fn a_forgotten_link_starts_over_where_the_service_says_but_never_elsewhere() {
    for (location, expected) in [
        ("{base}/v1.0/fresh", "/v1.0/fresh"),
        ("https://evil.example/x", "/v1.0/users/delta()?$select=id"),
    ] {
        let server = serve(move |base, at| match at {
            0 => Reply::status(410).with("location", location.replace("{base}", base)),
            _ => Reply::json(200, json!({"value": []})),
        })
        .await;
        let mut delta = call(&server.client()).changes();
        assert_eq!(delta.next().await.unwrap().unwrap(), Change::Restarted);
        assert!(delta.next().await.is_none());
        assert_eq!(server.log()[1].target, expected);
    }
}

#[tokio::test]
async fn a_service_that_forgets_again_is_an_error() {
    let server = serve(|_, _| Reply::status(410)).await;
    let mut delta = call(&server.client()).changes();
    assert_eq!(delta.next().await.unwrap().unwrap(), Change::Restarted);
    assert!(delta.next().await.unwrap().unwrap_err().is_gone());
    assert!(delta.next().await.is_none());
}

#[tokio::test]
async fn the_latest_link_can_be_had_without_the_items() {
    let server = serve(|base, _| {
        Reply::json(
            200,
            json!({"value": [], "@odata.deltaLink": format!("{base}/v1.0/d")}),
        )
    })
    .await;
    let mut delta = call(&server.client()).latest();
    assert!(delta.next().await.is_none() && delta.is_complete());
    assert_eq!(
        server.log()[0].target,
        "/v1.0/users/delta()?$select=id&$deltatoken=latest"
    );
}

#[tokio::test]
async fn a_saved_link_to_another_host_is_refused() {
    let server = serve(|_, _| Reply::ok()).await;
    let error = Delta::<Item>::resume(&server.client(), "https://evil.example/v1.0/x").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignHost);
}
