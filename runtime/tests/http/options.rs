//! Query options: encoded, joined, and with the headers they need.

use msgraph_runtime::http::{Call, Client, Method, Operation, Page, Path, Request, options::Any};
use msgraph_runtime::{
    Property,
    filter::{Only, operators},
};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

fn call(client: &Client) -> Call<Page<Value>, Any> {
    Call::new(
        client,
        Request::new(Method::GET, Path::new("/users"), &Operation::UNDOCUMENTED),
    )
}

fn client() -> Client {
    Client::builder().build().unwrap()
}

#[track_caller]
fn check(call: Call<Page<Value>, Any>, expected: &str) {
    assert_eq!(
        call.request().path_and_query(),
        format!("/users?{expected}")
    );
}

/// A type with generated property names.
struct User;

const MAIL: Property<User, Only<{ operators::EQ | operators::NE }>> = Property::new("mail");
const JOB_TITLE: Property<User, Only<{ operators::EQ }>> = Property::new("jobTitle");

#[test]
fn options_are_written_as_odata_wants_them() {
    let client = client();
    check(
        call(&client).select(["id"]).select((MAIL, JOB_TITLE)),
        "$select=id,mail,jobTitle",
    );
    check(
        call(&client).expand(["manager($select=id)"]),
        "$expand=manager($select=id)",
    );
    check(
        call(&client).filter("mail eq 'a+b@x.org' and x ne '#&'"),
        "$filter=mail%20eq%20'a%2Bb@x.org'%20and%20x%20ne%20'%23%26'",
    );
    check(call(&client).filter("a").filter("b"), "$filter=b");
    check(
        call(&client)
            .filter(MAIL.ne("o'x") & JOB_TITLE.eq("y"))
            .order_by(MAIL),
        "$filter=mail%20ne%20'o''x'%20and%20jobTitle%20eq%20'y'&$orderby=mail",
    );
    check(
        call(&client).order_by(["name desc", "id"]).top(5).skip(10),
        "$orderby=name%20desc,id&$top=5&$skip=10",
    );
    check(
        call(&client).count().search("\"displayName:wa\""),
        "$count=true&$search=%22displayName:wa%22",
    );
    check(
        call(&client).skip_token("a=b").format("text/csv"),
        "$skiptoken=a=b&$format=text/csv",
    );
    check(
        call(&client).query("startDateTime", "2026-01-01T00:00:00+01:00"),
        "startDateTime=2026-01-01T00:00:00%2B01:00",
    );
    assert_eq!(
        call(&client).select([""; 0]).request().path_and_query(),
        "/users"
    );
}

#[tokio::test]
async fn advanced_queries_send_their_consistency_level_by_themselves() {
    let server = Server::replies([Reply::json(200, json!({"value": []}))]).await;
    let client = server.client();
    call(&client).top(1).send().await.unwrap();
    call(&client).count().send().await.unwrap();
    call(&client).search("\"a\"").send().await.unwrap();
    call(&client)
        .count()
        .header("ConsistencyLevel", "session")
        .send()
        .await
        .unwrap();
    let sent: Vec<_> = server
        .log()
        .iter()
        .map(|it| it.header("consistencylevel").map(str::to_owned))
        .collect();
    let expected = [None, Some("eventual"), Some("eventual"), Some("session")];
    assert_eq!(sent, expected.map(|it| it.map(str::to_owned)));
}

#[tokio::test]
async fn each_request_says_who_sends_it_and_what_it_takes() {
    let server = Server::replies([Reply::json(200, json!({"value": []}))]).await;
    call(
        &server
            .builder()
            .application("inventory/1.2")
            .version("beta")
            .build()
            .unwrap(),
    )
    .send()
    .await
    .unwrap();
    let log = server.log();
    assert_eq!(log[0].target, "/beta/users");
    assert!(
        log[0]
            .header("user-agent")
            .unwrap()
            .starts_with("inventory/1.2 msgraph-rust/")
    );
    assert_eq!(
        (log[0].header("accept"), log[0].header("accept-encoding")),
        (Some("application/json"), Some("gzip"))
    );
}

#[tokio::test]
async fn what_a_request_says_replaces_what_the_client_says() {
    let server = Server::replies([Reply::json(200, json!({"value": []}))]).await;
    let path = Path::new("/users");
    let mut request = Request::new(Method::GET, path, &Operation::UNDOCUMENTED)
        .header("accept", "text/csv")
        .header("user-agent", "mine");
    for preference in ["odata.maxpagesize=2", "return=minimal"] {
        request
            .headers
            .append("prefer", preference.parse().unwrap());
    }
    server.client().execute(request).await.unwrap();
    let headers = server.log().remove(0).headers;
    let sent = |name: &str| headers.get_all(name).iter().cloned().collect::<Vec<_>>();
    assert_eq!(sent("accept"), ["text/csv"]);
    assert_eq!(sent("user-agent"), ["mine"]);
    assert_eq!(sent("prefer"), ["odata.maxpagesize=2", "return=minimal"]);
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_an_error() {
    let error = call(&client())
        .header("x", "a\r\nb: c")
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), msgraph_runtime::http::ErrorKind::Request);
}
