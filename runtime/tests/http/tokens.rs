//! Tokens are fetched rarely, early, one at a time, and replaced when refused.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use msgraph_runtime::http::{
    Call, Client, Error, ErrorKind, Method, Operation, Path, Request, Secret, Token,
    credentials::from_fn,
};
use serde_json::Value;

use crate::server::{Received, Reply, Server};

type Fetch = Arc<dyn Fn(usize, Option<String>) -> Result<Token, Error> + Send + Sync>;

/// A client whose provider counts and gives what the closure says, after letting others run.
fn client(
    server: &Server,
    fetch: impl Fn(usize, Option<String>) -> Result<Token, Error> + Send + Sync + 'static,
) -> (Client, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let (counter, fetch): (_, Fetch) = (count.clone(), Arc::new(fetch));
    let provider = from_fn(move |_, claims| {
        let (at, fetch) = (counter.fetch_add(1, Ordering::SeqCst), fetch.clone());
        async move {
            tokio::task::yield_now().await;
            fetch(at, claims)
        }
    });
    (
        server.builder().credential(provider).build().unwrap(),
        count,
    )
}

fn token(at: usize, life: u64) -> Token {
    Token::new(
        format!("token-{at}"),
        SystemTime::now() + Duration::from_secs(life),
    )
}

/// A token that is good for an hour but should be replaced already.
fn stale(at: usize) -> Token {
    Token {
        refresh_on: Some(SystemTime::UNIX_EPOCH),
        ..token(at, 3600)
    }
}

async fn get(client: &Client) -> Result<Value, Error> {
    let request = Request::new(Method::GET, Path::new("/me"), &Operation::UNDOCUMENTED);
    Call::<Value>::new(client, request).send().await
}

fn sent(log: &[Received]) -> Vec<&str> {
    log.iter()
        .map(|it| it.header("authorization").unwrap_or_default())
        .collect()
}

#[tokio::test]
async fn a_token_is_fetched_once_and_kept() {
    let server = Server::replies([Reply::ok()]).await;
    let (client, count) = client(&server, |at, _| Ok(token(at, 3600)));
    for _ in 0..10 {
        get(&client.clone()).await.unwrap();
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(sent(&server.log()), ["Bearer token-0"; 10]);
}

#[tokio::test]
async fn calls_at_the_same_time_share_one_fetch() {
    let server = Server::replies([Reply::ok()]).await;
    let (client, count) = client(&server, |at, _| Ok(token(at, 3600)));
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { get(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_token_near_its_end_is_replaced_early() {
    let server = Server::replies([Reply::ok()]).await;
    let (client, _) = client(&server, |at, _| {
        Ok(if at == 0 { stale(0) } else { token(at, 3600) })
    });
    for _ in 0..3 {
        get(&client).await.unwrap();
    }
    assert_eq!(
        sent(&server.log()),
        ["Bearer token-0", "Bearer token-1", "Bearer token-1"]
    );
}

#[tokio::test]
async fn a_good_token_is_kept_when_its_early_replacement_fails() {
    let server = Server::replies([Reply::ok()]).await;
    let (client, count) = client(&server, |at, _| {
        if at == 0 {
            Ok(stale(0))
        } else {
            Err(Error::new(
                ErrorKind::Credential,
                "the sign-in service is down",
            ))
        }
    });
    for _ in 0..5 {
        get(&client).await.unwrap();
    }
    assert_eq!(sent(&server.log()), ["Bearer token-0"; 5]);
    assert_eq!(
        count.load(Ordering::SeqCst),
        2,
        "after a failure there is a pause"
    );
}

#[tokio::test]
async fn an_expired_token_is_never_sent() {
    let server = Server::replies([Reply::ok()]).await;
    let (client, _) = client(&server, |at, _| Ok(token(at, 0)));
    get(&client).await.unwrap();
    get(&client).await.unwrap();
    assert_eq!(sent(&server.log()), ["Bearer token-0", "Bearer token-1"]);
}

#[tokio::test]
async fn a_token_refused_in_mid_run_is_replaced_once() {
    let server = Server::replies([Reply::ok(), Reply::status(401), Reply::ok()]).await;
    let (client, count) = client(&server, |at, _| Ok(token(at, 3600)));
    get(&client).await.unwrap();
    get(&client).await.unwrap();
    assert_eq!(
        sent(&server.log()),
        ["Bearer token-0", "Bearer token-0", "Bearer token-1"]
    );
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_second_refusal_is_an_error() {
    let server = Server::replies([Reply::status(401)]).await;
    let (client, _) = client(&server, |at, _| Ok(token(at, 3600)));
    assert!(get(&client).await.unwrap_err().is_unauthorized());
    assert_eq!(server.seen(), 2);
}

#[tokio::test]
async fn the_claims_of_a_challenge_reach_the_provider() {
    let challenge =
        r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#;
    let server = Server::replies([
        Reply::status(401).with("www-authenticate", challenge),
        Reply::ok(),
    ])
    .await;
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = asked.clone();
    let (client, _) = client(&server, move |at, claims| {
        seen.lock().unwrap().push(claims);
        Ok(token(at, 3600))
    });
    get(&client).await.unwrap();
    assert_eq!(
        *asked.lock().unwrap(),
        [None, Some(r#"{"access_token":{}}"#.to_owned())]
    );
}

#[tokio::test]
async fn no_token_no_request() {
    let server = Server::replies([Reply::ok()]).await;
    let (client, _) = client(&server, |_, _| {
        Err(Error::new(ErrorKind::Credential, "no token: locked out"))
    });
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.kind(), server.seen()), (ErrorKind::Credential, 0));
}

#[tokio::test]
async fn a_token_no_header_can_carry_is_an_error_that_does_not_show_it() {
    let server = Server::replies([Reply::ok()]).await;
    let (client, _) = client(&server, |_, _| {
        Ok(Token {
            secret: Secret::from("hush\n"),
            ..token(0, 9)
        })
    });
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(!format!("{error} {error:?}").contains("hush"));
}
