//! Large files that survive dropped connections.

use msgraph_runtime::http::{
    Bytes, Call, Download, ErrorKind, Media, Method, Operation, Path, Request,
};

use crate::server::{Received, Reply, Server};

const CONTENT: &[u8] = b"0123456789abcdefghij";

/// The hash of the content, computed with the definition of the service.
const HASH: &str = "8YTmTCVaVxrY4AY43EEYxDAGMpQ=";

fn start(server: &Server) -> Download {
    let request = Request::new(
        Method::GET,
        Path::new("/items/1/content"),
        &Operation::UNDOCUMENTED,
    );
    Call::<Media>::new(&server.client(), request).download()
}

/// Answers a range with the bytes it asks for.
fn serve(request: &Received) -> Reply {
    let tagged = |status, body: &'static [u8]| {
        Reply::Answer(
            status,
            vec![("etag", "\"1\"".to_owned())],
            Bytes::from_static(body),
        )
    };
    let Some(range) = request.header("range") else {
        return tagged(200, CONTENT);
    };
    let (from, to) = range
        .strip_prefix("bytes=")
        .unwrap()
        .split_once('-')
        .unwrap();
    let (from, to): (usize, usize) = (
        from.parse().unwrap(),
        to.parse().unwrap_or(CONTENT.len() - 1),
    );
    tagged(206, &CONTENT[from..=to]).with(
        "content-range",
        format!("bytes {from}-{to}/{}", CONTENT.len()),
    )
}

/// Breaks off after five bytes, as often as said, but goes on where it was asked to.
async fn breaking(times: usize) -> Server {
    Server::start(move |request, at| match serve(request) {
        Reply::Answer(status, headers, body) if at < times => {
            Reply::Break(status, headers, body.slice(..5))
        }
        whole => whole,
    })
    .await
}

async fn all(download: Download) -> Result<Vec<u8>, msgraph_runtime::http::Error> {
    let mut bytes = Vec::new();
    download.write_to(&mut bytes).await?;
    Ok(bytes)
}

#[tokio::test]
async fn a_broken_download_goes_on_where_it_broke() {
    let server = breaking(3).await;
    assert_eq!(all(start(&server)).await.unwrap(), CONTENT);
    let ranges: Vec<_> = server
        .log()
        .iter()
        .map(|it| it.header("range").map(str::to_owned))
        .collect();
    assert_eq!(
        ranges,
        [
            None,
            Some("bytes=5-".to_owned()),
            Some("bytes=10-".to_owned()),
            Some("bytes=15-".to_owned())
        ]
    );
    assert!(
        server
            .log()
            .iter()
            .all(|it| it.header("accept-encoding") == Some("identity"))
    );
}

#[tokio::test]
async fn a_range_is_all_that_is_asked_for() {
    let server = breaking(1).await;
    assert_eq!(
        all(start(&server).range(3, Some(12))).await.unwrap(),
        &CONTENT[3..=12]
    );
    assert_eq!(server.log()[1].header("range"), Some("bytes=8-12"));
}

#[tokio::test]
async fn a_file_that_changed_in_between_is_never_joined() {
    let server = Server::start(|request, at| match serve(request) {
        Reply::Answer(status, headers, body) if at == 0 => {
            Reply::Break(status, headers, body.slice(..5))
        }
        Reply::Answer(status, mut headers, body) => {
            headers[0].1 = "\"2\"".to_owned();
            Reply::Answer(status, headers, body)
        }
        other => other,
    })
    .await;
    assert_eq!(
        all(start(&server)).await.unwrap_err().kind(),
        ErrorKind::Service
    );
}

#[tokio::test]
async fn a_service_that_ignores_the_range_is_never_joined() {
    let server = Server::start(|_, at| {
        let tag = vec![("etag", "\"1\"".to_owned())];
        match at {
            0 => Reply::Break(200, tag, Bytes::from_static(&CONTENT[..5])),
            _ => Reply::Answer(200, tag, Bytes::from_static(CONTENT)),
        }
    })
    .await;
    assert_eq!(
        all(start(&server)).await.unwrap_err().kind(),
        ErrorKind::Service
    );
}

#[tokio::test]
async fn a_hash_is_checked() {
    let server = breaking(2).await;
    assert_eq!(
        all(start(&server).expect_quick_xor(HASH)).await.unwrap(),
        CONTENT
    );
    let error = all(start(&server).expect_quick_xor("AAAA"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains(HASH), "{error}");
}

#[tokio::test]
async fn a_download_that_keeps_breaking_without_a_byte_is_an_error() {
    let server =
        Server::start(|_, _| Reply::Break(200, vec![("etag", "\"1\"".to_owned())], Bytes::new()))
            .await;
    assert_eq!(
        all(start(&server)).await.unwrap_err().kind(),
        ErrorKind::Transport
    );
}
