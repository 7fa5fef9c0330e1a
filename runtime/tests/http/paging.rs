//! Lists as streams: all pages, in order, resumable.

use std::sync::Arc;

use msgraph_runtime::http::{Call, Client, Method, Operation, Page, Path, Request};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

fn list(client: &Client) -> Call<Page<i64>> {
    Call::new(
        client,
        Request::new(Method::GET, Path::new("/numbers"), &Operation::UNDOCUMENTED),
    )
}

/// Pages of three numbers, whose links lead from one to the next.
async fn three_pages() -> Server {
    let here = Arc::new(std::sync::OnceLock::<String>::new());
    let base = here.clone();
    let server = Server::start(move |request, _| {
        let page: i64 = request.target.split("page=").nth(1).map_or(0, |it| it.parse().unwrap());
        let mut body = json!({"@odata.context": "c", "@odata.count": 9, "value": [page * 3, page * 3 + 1, page * 3 + 2]});
        match page {
            2 => body["@odata.deltaLink"] = json!("delta"),
            _ => body["@odata.nextLink"] = json!(format!("{}/v1.0/numbers?$skiptoken=a%20b&page={}", base.get().unwrap(), page + 1)),
        }
        Reply::json(200, body)
    })
    .await;
    here.set(server.url()).unwrap();
    server
}

#[tokio::test]
async fn items_come_from_all_pages_in_order() {
    let server = three_pages().await;
    let items = list(&server.client()).stream().all().await.unwrap();
    assert_eq!(items, (0..9).collect::<Vec<_>>());
    assert_eq!(
        server.log()[1].target,
        "/v1.0/numbers?$skiptoken=a%20b&page=1"
    );
}

#[tokio::test]
async fn a_page_is_fetched_only_when_asked_for() {
    let server = three_pages().await;
    let mut items = list(&server.client()).stream();
    assert_eq!(server.seen(), 0);
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
    }
    assert_eq!(server.seen(), 1);
}

#[test]
fn an_answer_that_is_no_list_is_kept() {
    let read = |json| serde_json::from_value::<Page<i64>>(json).unwrap();
    for value in [
        json!({"id": "1"}),
        json!("a"),
        json!(null),
        json!(1.5),
        json!(true),
    ] {
        let page = read(json!({"@odata.context": "c", "value": value}));
        assert!(page.items.is_empty());
        assert_eq!(page.annotations["value"], value);
    }
    let page = read(json!({"id": "1", "name": null}));
    assert_eq!(page.annotations["id"], "1");
    assert!(page.annotations["name"].is_null());
}

#[tokio::test]
async fn pages_keep_their_count_links_and_annotations() {
    let server = three_pages().await;
    let mut pages = list(&server.client()).pages();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (first.count, first.annotations["@odata.context"].as_str()),
        (Some(9), Some("c"))
    );
    assert_eq!(first.next_link.as_deref(), pages.link());
    pages.next().await.unwrap().unwrap();
    let last = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (last.delta_link.as_deref(), pages.delta_link()),
        (Some("delta"), Some("delta"))
    );
    assert!(pages.link().is_none() && pages.next().await.is_none() && pages.next().await.is_none());
}

#[tokio::test]
async fn a_stream_goes_on_at_a_saved_link() {
    let server = three_pages().await;
    let mut pages = list(&server.client()).pages();
    pages.next().await.unwrap().unwrap();
    let link = pages.link().unwrap().to_owned();
    drop(pages);
    let rest = server
        .client()
        .pages::<i64>(&link)
        .unwrap()
        .items()
        .all()
        .await
        .unwrap();
    assert_eq!(rest, (3..9).collect::<Vec<_>>());
}

#[tokio::test]
async fn headers_of_the_first_page_go_with_every_page() {
    let server = three_pages().await;
    list(&server.client())
        .header("prefer", "odata.maxpagesize=3")
        .stream()
        .all()
        .await
        .unwrap();
    assert!(
        server
            .log()
            .iter()
            .all(|it| it.header("prefer") == Some("odata.maxpagesize=3"))
    );
}

#[tokio::test]
async fn a_next_link_to_its_own_page_is_an_error_and_no_endless_loop() {
    let here = Arc::new(std::sync::OnceLock::<String>::new());
    let base = here.clone();
    let server = Server::start(move |_, _| {
        Reply::json(200, json!({"value": [1], "@odata.nextLink": format!("{}/v1.0/numbers?same", base.get().unwrap())}))
    })
    .await;
    here.set(server.url()).unwrap();
    list(&server.client()).stream().all().await.unwrap_err();
    assert_eq!(server.seen(), 2);
}

#[tokio::test]
async fn after_a_failed_page_the_link_still_says_where_to_go_on() {
    let here = Arc::new(std::sync::OnceLock::<String>::new());
    let base = here.clone();
    let server = Server::start(move |_, at| match at {
        0 => Reply::json(
            200,
            json!({"value": [1], "@odata.nextLink": format!("{}/v1.0/2", base.get().unwrap())}),
        ),
        1 => Reply::status(403),
        _ => Reply::json(200, json!({"value": [2]})),
    })
    .await;
    here.set(server.url()).unwrap();
    let mut items = list(&server.client()).stream();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert!(items.next().await.unwrap().unwrap_err().is_forbidden());
    assert!(items.next().await.is_none());
    let rest = server.client().pages::<i64>(items.link().unwrap()).unwrap();
    assert_eq!(rest.items().all().await.unwrap(), [2]);
}

#[tokio::test]
async fn a_huge_page_arrives_whole() {
    let users: Vec<_> = (0..100_000)
        .map(|it| json!({"id": it, "displayName": "x".repeat(100)}))
        .collect();
    let server = Server::replies([Reply::json(200, json!({"value": users}))]).await;
    let call = Call::<Page<Value>>::new(
        &server.client(),
        Request::new(Method::GET, Path::new("/users"), &Operation::UNDOCUMENTED),
    );
    let page = call.send().await.unwrap();
    assert_eq!(
        (page.items.len(), &page.items[99_999]["id"]),
        (100_000, &json!(99_999))
    );
}

#[tokio::test]
async fn an_empty_page_in_the_middle_does_not_end_the_stream() {
    let here = Arc::new(std::sync::OnceLock::<String>::new());
    let base = here.clone();
    let server = Server::start(move |_, at| match at {
        0 | 1 => Reply::json(
            200,
            json!({"value": [], "@odata.nextLink": format!("{}/v1.0/{at}", base.get().unwrap())}),
        ),
        _ => Reply::json(200, json!({"value": [7]})),
    })
    .await;
    here.set(server.url()).unwrap();
    assert_eq!(list(&server.client()).stream().all().await.unwrap(), [7]);
}
