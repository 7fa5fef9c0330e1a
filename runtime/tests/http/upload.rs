//! Large files in pieces, whatever happens to the pieces.

use std::{
    io::Cursor,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use msgraph_runtime::http::{
    Bytes, Call, Client, Error, ErrorKind, Method, Operation, Path, Request, Upload, UploadBytes,
};
use serde_json::{Value, json};

use crate::server::{Received, Reply, Server, quick};

const UNIT: usize = 320 * 1024;

/// What happens to a piece.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// The connection drops before the piece is kept.
    Lost,
    /// The piece is kept, but the answer is lost.
    Unanswered,
    /// Only the first unit of the piece is kept.
    Partly,
    /// The service is busy.
    Busy,
    /// The service fails.
    Broken,
}

/// An upload service that keeps a file and checks that every piece fits.
struct Service {
    file: Mutex<Vec<u8>>,
    faults: Mutex<Vec<Fault>>,
    /// Whether the last byte came, after which there is no session any more.
    done: AtomicBool,
}

impl Service {
    fn answer(&self, request: &Received) -> Reply {
        assert_eq!(
            request.header("authorization"),
            None,
            "an upload address takes no token"
        );
        let mut file = self.file.lock().unwrap();
        match request.method {
            Method::GET if self.done.load(Ordering::SeqCst) => Reply::status(404),
            Method::GET => Reply::json(200, expects(file.len())),
            Method::DELETE => Reply::status(204),
            _ => self.put(request, &mut file),
        }
    }

    fn put(&self, request: &Received, file: &mut Vec<u8>) -> Reply {
        let range = request
            .header("content-range")
            .unwrap()
            .strip_prefix("bytes ")
            .unwrap();
        let (range, total) = range.split_once('/').unwrap();
        let (start, end) = range.split_once('-').unwrap();
        let (start, end, total): (usize, usize, usize) = (
            start.parse().unwrap(),
            end.parse().unwrap(),
            total.parse().unwrap(),
        );
        assert_eq!(end - start + 1, request.body.len());
        assert!(
            end + 1 == total || request.body.len().is_multiple_of(UNIT),
            "pieces are multiples of 320 KiB"
        );
        let fault = self.faults.lock().unwrap().pop().unwrap_or(Fault::None);
        if start != file.len() {
            return Reply::json(416, r#"{"error":{"code":"invalidRange","message":"m"}}"#);
        }
        match fault {
            Fault::Lost => return Reply::Drop,
            Fault::Busy => return Reply::status(429).with("retry-after", 0),
            Fault::Broken => return Reply::status(500),
            Fault::Partly => file.extend_from_slice(&request.body[..UNIT]),
            _ => file.extend_from_slice(&request.body),
        }
        self.done.store(file.len() == total, Ordering::SeqCst);
        match fault {
            Fault::Unanswered => Reply::Drop,
            _ if file.len() == total => Reply::json(201, json!({"id": "made"})),
            _ => Reply::json(202, expects(file.len())),
        }
    }
}

fn expects(from: usize) -> Value {
    json!({"expirationDateTime": "2030-01-01T00:00:00Z", "nextExpectedRanges": [format!("{from}-")]})
}

/// A server with a session at another address, whose first pieces meet these faults.
async fn serve(faults: &[Fault]) -> (Server, Arc<Service>) {
    let faults = Mutex::new(faults.iter().rev().copied().collect());
    let service = Arc::new(Service {
        file: Mutex::default(),
        done: AtomicBool::new(false),
        faults,
    });
    let shared = service.clone();
    let url = Arc::new(std::sync::OnceLock::<String>::new());
    let base = url.clone();
    let server = Server::start(move |request, _| match request.target.as_str() {
        "/v1.0/createUploadSession" => {
            let mut session = expects(0);
            session["uploadUrl"] = json!(format!("{}/up?secret", base.get().unwrap()));
            Reply::json(200, session)
        }
        _ => shared.answer(request),
    })
    .await;
    url.set(server.foreign_url()).unwrap();
    (server, service)
}

fn content(units: f64) -> Bytes {
    (0..(units * UNIT as f64) as u32)
        .map(|it| (it * 7 % 251) as u8)
        .collect()
}

async fn create(client: &Client, content: &Bytes) -> Upload<UploadBytes> {
    let request = Request::new(
        Method::POST,
        Path::new("/createUploadSession"),
        &Operation::UNDOCUMENTED,
    )
    .json(&json!({}));
    let call = Call::<Value>::new(client, request);
    Upload::create(call, Cursor::new(content.clone()))
        .await
        .unwrap()
        .pieces_of(2)
}

async fn upload(faults: &[Fault]) -> (Result<Value, Error>, bool, Server) {
    let (server, service) = serve(faults).await;
    let content = content(7.5);
    let result = create(&server.client(), &content).await.send().await;
    let whole = *service.file.lock().unwrap() == content;
    (result, whole, server)
}

#[tokio::test]
async fn a_file_arrives_in_pieces_and_gives_its_item() {
    let (item, whole, server) = upload(&[]).await;
    assert_eq!((item.unwrap()["id"].as_str(), whole), (Some("made"), true));
    let sizes: Vec<_> = server
        .log()
        .iter()
        .skip(1)
        .map(|it| it.body.len())
        .collect();
    assert_eq!(sizes, [2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT * 3 / 2]);
}

#[tokio::test]
async fn a_file_arrives_whole_whatever_happens_to_its_pieces() {
    for fault in [
        Fault::Lost,
        Fault::Unanswered,
        Fault::Partly,
        Fault::Busy,
        Fault::Broken,
    ] {
        for faults in [
            vec![fault],
            vec![Fault::None, fault],
            vec![fault, Fault::None, fault],
        ] {
            let (item, whole, _) = upload(&faults).await;
            assert_eq!((item.unwrap()["id"].as_str(), whole), (Some("made"), true));
        }
    }
}

#[tokio::test]
async fn mixed_faults_end_in_the_whole_file() {
    use Fault::{Broken, Busy, Lost, None, Partly, Unanswered};
    let (item, whole, _) =
        upload(&[Partly, Lost, Unanswered, Busy, Partly, Broken, None, Lost]).await;
    assert_eq!((item.is_ok(), whole), (true, true));
}

#[tokio::test]
async fn a_service_that_keeps_failing_is_an_error() {
    let (result, _, _) = upload(&[Fault::Broken; 20]).await;
    assert_eq!(result.unwrap_err().status().unwrap().as_u16(), 500);
}

#[tokio::test]
async fn a_lost_answer_to_the_last_piece_is_an_error_and_nothing_is_sent_again() {
    let (result, whole, server) =
        upload(&[Fault::None, Fault::None, Fault::None, Fault::Unanswered]).await;
    assert_eq!((result.unwrap_err().is_not_found(), whole), (true, true));
    let puts = server
        .log()
        .iter()
        .filter(|it| it.method == Method::PUT)
        .count();
    assert_eq!(puts, 4);
}

#[tokio::test]
async fn an_upload_is_taken_up_where_the_service_stands() {
    let (server, service) = serve(&[]).await;
    let content = content(5.0);
    service
        .file
        .lock()
        .unwrap()
        .extend_from_slice(&content[..3 * UNIT]);
    let url = format!("{}/up", server.foreign_url());
    let mut upload = Upload::resume(&server.client(), &url, Cursor::new(content.clone()))
        .await
        .unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let progress = seen.clone();
    upload = upload
        .pieces_of(1)
        .on_progress(move |sent, of| progress.lock().unwrap().push((sent, of)));
    upload.send::<Value>().await.unwrap();
    assert_eq!(*service.file.lock().unwrap(), content);
    let of = 5 * UNIT as u64;
    assert_eq!(*seen.lock().unwrap(), [(4 * UNIT as u64, of), (of, of)]);
}

#[tokio::test]
async fn cancelling_deletes_the_session() {
    let (server, _) = serve(&[]).await;
    create(&server.client(), &content(1.0))
        .await
        .cancel()
        .await
        .unwrap();
    let log = server.log();
    assert_eq!(
        (log[1].method.clone(), log[1].target.as_str()),
        (Method::DELETE, "/up?secret")
    );
}

#[tokio::test]
async fn a_position_outside_the_file_is_refused() {
    let server = Server::replies([Reply::json(200, expects(UNIT))]).await;
    let url = format!("{}/up", server.url());
    let client = server.builder().retry(quick(0)).build().unwrap();
    let mut upload = Upload::resume(&client, &url, Cursor::new(content(1.0)))
        .await
        .unwrap();
    assert_eq!(
        upload.send::<Value>().await.unwrap_err().kind(),
        ErrorKind::Service
    );
}

#[tokio::test]
async fn a_service_that_stands_still_is_an_error() {
    let server = Server::start(|request, _| {
        Reply::json(
            if request.method == Method::GET {
                200
            } else {
                202
            },
            expects(0),
        )
    })
    .await;
    let url = format!("{}/up", server.url());
    let mut upload = Upload::resume(&server.client(), &url, Cursor::new(content(2.0)))
        .await
        .unwrap();
    assert_eq!(
        upload.send::<Value>().await.unwrap_err().kind(),
        ErrorKind::Service
    );
}

#[tokio::test]
async fn nothing_and_an_unencrypted_address_are_refused() {
    let (server, _) = serve(&[]).await;
    let client = server.client();
    let empty = Upload::resume(&client, &server.url(), Cursor::new(Bytes::new()))
        .await
        .unwrap_err();
    let clear = Upload::resume(
        &client,
        "http://files.example/up",
        Cursor::new(content(1.0)),
    )
    .await
    .unwrap_err();
    assert_eq!(
        (empty.kind(), clear.kind()),
        (ErrorKind::Request, ErrorKind::ForeignHost)
    );
}
