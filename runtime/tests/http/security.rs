//! A token goes to the chosen cloud and nowhere else, and nothing prints a secret.

use msgraph_runtime::http::{
    Call, Cloud, ErrorKind, Media, Method, Operation, Page, Path, Request, Secret, Token,
    TransportBody, TransportRequest, Url,
    credentials::{ClientSecret, StaticToken},
};
use serde_json::{Value, json};

use crate::server::{Reply, Server, TOKEN};

fn get(path: &str) -> Request {
    Request::new(Method::GET, Path::new(path), &Operation::UNDOCUMENTED)
}

#[track_caller]
fn allows(cloud: &Cloud, url: &str, expected: bool) {
    assert_eq!(cloud.allows(&Url::parse(url).unwrap()), expected, "{url}");
}

#[test]
fn a_token_goes_only_to_hosts_of_the_cloud_and_only_over_tls() {
    for (cloud, own) in [
        (Cloud::GLOBAL, "graph.microsoft.com"),
        (Cloud::US_GOV_L4, "graph.microsoft.us"),
        (Cloud::US_GOV_L5, "dod-graph.microsoft.us"),
        (Cloud::CHINA, "microsoftgraph.chinacloudapi.cn"),
    ] {
        allows(&cloud, &format!("https://{own}/v1.0/me"), true);
        allows(&cloud, &format!("https://{own}:443/v1.0/me"), true);
        allows(
            &cloud,
            &format!("https://{}/v1.0/me", own.to_uppercase()),
            true,
        );
        allows(&cloud, &format!("http://{own}/v1.0/me"), false);
        allows(&cloud, &format!("https://{own}:8443/v1.0/me"), false);
        allows(
            &cloud,
            &format!("https://{own}.evil.example/v1.0/me"),
            false,
        );
        allows(&cloud, &format!("https://evil-{own}/v1.0/me"), false);
        allows(
            &cloud,
            &format!("https://{own}@evil.example/v1.0/me"),
            false,
        );
        allows(&cloud, "https://evil.example/v1.0/me", false);
        allows(&cloud, "https://127.0.0.1/me", false);
    }
    allows(&Cloud::GLOBAL, "https://graph.microsoft.us/v1.0/me", false);
}

#[test]
fn a_cloud_of_ones_own_is_exactly_its_origin() {
    let loopback = Cloud::custom("http://127.0.0.1:9", "http://127.0.0.1:9");
    allows(&loopback, "http://127.0.0.1:9/v1.0/me", true);
    allows(&loopback, "http://127.0.0.1:10/v1.0/me", false);
    allows(&loopback, "http://localhost:9/v1.0/me", false);
    allows(&loopback, "http://127.0.0.1:9@evil.example/", false);
    allows(&loopback, "https://graph.microsoft.com/v1.0/me", false);
    allows(
        &Cloud::custom("http://proxy.example", ""),
        "http://proxy.example/v1.0/me",
        false,
    );
    allows(
        &Cloud::custom("https://proxy.example/", ""),
        "https://proxy.example/v1.0/me",
        true,
    );
}

#[tokio::test]
async fn a_redirect_to_another_host_is_followed_without_the_token() {
    let files = Server::replies([Reply::Answer(200, vec![], "content".into())]).await;
    let server = Server::replies([
        Reply::status(302).with("location", format!("{}/f?sig=1", files.foreign_url()))
    ])
    .await;
    let call: Call<Media> = Call::new(&server.client(), get("/me/drive/items/1/content"));
    let media = call
        .header("range", "bytes=0-9")
        .header("prefer", "x")
        .send()
        .await
        .unwrap();
    assert_eq!(&media.bytes().await.unwrap()[..], b"content");
    let (own, foreign) = (&server.log()[0], &files.log()[0]);
    assert_eq!(
        own.header("authorization"),
        Some("Bearer very-secret-token")
    );
    for name in ["authorization", "client-request-id", "prefer"] {
        assert_eq!(foreign.header(name), None, "{name}");
    }
    assert_eq!(foreign.header("range"), Some("bytes=0-9"));
}

#[tokio::test]
async fn a_redirect_that_leads_back_into_the_cloud_brings_no_token() {
    let server = Server::start(|request, _| match request.header("host") {
        Some(host) if host.starts_with("localhost") => Reply::status(302).with(
            "location",
            format!(
                "http://{}/v1.0/secret",
                host.replace("localhost", "127.0.0.1")
            ),
        ),
        Some(host) if request.target == "/v1.0/start" => Reply::status(302).with(
            "location",
            format!(
                "http://{}/elsewhere",
                host.replace("127.0.0.1", "localhost")
            ),
        ),
        _ => Reply::ok(),
    })
    .await;
    Call::<Value>::new(&server.client(), get("/start"))
        .send()
        .await
        .unwrap();
    let tokens: Vec<_> = server
        .log()
        .iter()
        .map(|it| it.header("authorization").is_some())
        .collect();
    assert_eq!(tokens, [true, false, false]);
}

#[tokio::test]
async fn a_redirect_inside_the_cloud_takes_the_token_along() {
    let server = Server::replies([
        Reply::status(302).with("location", "/v1.0/elsewhere"),
        Reply::ok(),
    ])
    .await;
    Call::<Value>::new(&server.client(), get("/me"))
        .send()
        .await
        .unwrap();
    let log = server.log();
    assert_eq!(log[1].target, "/v1.0/elsewhere");
    assert_eq!(
        log[1].header("authorization"),
        Some("Bearer very-secret-token")
    );
}

#[tokio::test]
async fn a_redirect_of_a_writing_request_is_an_error() {
    let server = Server::replies([Reply::status(307).with("location", "/v1.0/elsewhere")]).await;
    let post =
        Request::new(Method::POST, Path::new("/x"), &Operation::UNDOCUMENTED).json(&json!({}));
    let error = Call::<Value>::new(&server.client(), post)
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.seen()), (307, 1));
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let server = Server::replies([Reply::status(302).with("location", "/v1.0/me")]).await;
    Call::<Value>::new(&server.client(), get("/me"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(server.seen(), 6);
}

#[tokio::test]
async fn a_redirect_into_the_clear_is_refused() {
    let server =
        Server::replies([Reply::status(302).with("location", "http://files.example/f")]).await;
    let error = Call::<Value>::new(&server.client(), get("/me"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignHost);
}

#[tokio::test]
async fn a_next_link_to_another_host_is_refused() {
    let other = Server::replies([Reply::json(200, json!({"value": [3]}))]).await;
    let page =
        json!({"value": [1, 2], "@odata.nextLink": format!("{}/v1.0/x", other.foreign_url())});
    let server = Server::replies([Reply::json(200, page)]).await;
    let mut items = Call::<Page<i32>>::new(&server.client(), get("/x")).stream();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(
        items.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::ForeignHost
    );
    assert!(items.next().await.is_none());
    assert_eq!(other.seen(), 0);
}

#[tokio::test]
async fn a_saved_link_to_another_host_is_refused() {
    let server = Server::replies([Reply::ok()]).await;
    let error = server
        .client()
        .pages::<Value>("https://evil.example/v1.0/x")
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignHost);
}

#[tokio::test]
async fn a_request_to_a_foreign_address_carries_no_token() {
    let server = Server::replies([Reply::ok()]).await;
    let url = Url::parse(&format!("{}/upload", server.foreign_url())).unwrap();
    let request = Request::to_url(Method::PUT, url, &Operation::UNDOCUMENTED);
    Call::<Value>::new(&server.client(), request)
        .send()
        .await
        .unwrap();
    assert_eq!(server.log()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_caller_cannot_set_the_authorization_header() {
    let server = Server::replies([Reply::ok()]).await;
    let call =
        Call::<Value>::new(&server.client(), get("/me")).header("Authorization", "Bearer mine");
    assert_eq!(call.send().await.unwrap_err().kind(), ErrorKind::Request);
    assert_eq!(server.seen(), 0);
}

#[tokio::test]
async fn nothing_prints_a_secret() {
    let server = Server::replies([Reply::status(401)]).await;
    let client = server.client();
    let error = Call::<Value>::new(&client, get("/me"))
        .send()
        .await
        .unwrap_err();
    let mut headers = msgraph_runtime::http::HeaderMap::new();
    headers.insert("authorization", format!("Bearer {TOKEN}").parse().unwrap());
    let request = TransportRequest {
        method: Method::GET,
        url: Url::parse(&format!("https://files.example/x?sig={TOKEN}")).unwrap(),
        headers,
        body: TransportBody::Bytes("x".into()),
        streamed: false,
    };
    let token = Token {
        secret: Secret::from(TOKEN),
        expires_on: None,
        refresh_on: None,
    };
    let printed = format!(
        "{client:?} {error:?} {error} {request:?} {token:?} {:?} {:?}",
        StaticToken::new(TOKEN),
        ClientSecret::new("t", "c", TOKEN),
    );
    assert!(!printed.contains(TOKEN), "{printed}");
}
