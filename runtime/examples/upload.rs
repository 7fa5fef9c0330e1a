//! A large file in pieces, with progress; the service loses one, and the upload goes on from where it says.
//!
//! `cargo run -p msgraph-runtime --features mock --example upload`

use std::{
    io::Cursor,
    sync::{Arc, Mutex},
};

use msgraph_runtime::http::{
    Bytes, Call, Client, Error, Method, Operation, Path, Request, Upload, mock::Mock,
};
use serde_json::Value;

const UNIT: usize = 320 * 1024;
const SESSION: &str = "/v1.0/me/drive/root:/plan.bin:/createUploadSession";

/// A Graph in memory: its first piece arrives, the second is lost on the way, and then the session says where it stands.
fn graph() -> Mock {
    let session =
        r#"{"uploadUrl": "https://contoso.sharepoint.com/up/1", "nextExpectedRanges": ["0-"]}"#;
    let stands_at = format!(r#"{{"nextExpectedRanges": ["{UNIT}-"]}}"#);
    Mock::new()
        .on(Method::POST, SESSION, 200, session)
        .on(Method::PUT, "/up/1", 202, stands_at.clone())
        .on(Method::PUT, "/up/1", 500, "")
        .header("retry-after", "0")
        .on(Method::PUT, "/up/1", 201, r#"{"id": "01ABC"}"#)
        .on(Method::GET, "/up/1", 200, stands_at)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;
    let path = Path::new("/me/drive/root")
        .file("plan.bin")
        .literal("/createUploadSession");
    let session: Call<Value> = Call::new(
        &client,
        Request::new(Method::POST, path, &Operation::UNDOCUMENTED),
    );

    // A file of tokio, or anything else that reads and seeks, does as well.
    let source = Cursor::new(Bytes::from(vec![7; 2 * UNIT]));
    let told = Arc::new(Mutex::new(Vec::new()));
    let telling = told.clone();
    let mut upload = Upload::create(session, source)
        .await?
        .pieces_of(1)
        .on_progress(move |sent, all| telling.lock().expect("nobody panics").push((sent, all)));
    let item: Value = upload.send().await?;

    let told = told.lock().expect("nobody panics").clone();
    println!("{} after {told:?}", item["id"]);
    let all = 2 * UNIT as u64;
    assert_eq!(told, [(all / 2, all), (all, all)]);
    let ranges = graph
        .seen()
        .into_iter()
        .filter_map(|it| it.headers.get("content-range").cloned());
    assert_eq!(
        ranges.collect::<Vec<_>>(),
        [
            "bytes 0-327679/655360",
            "bytes 327680-655359/655360",
            "bytes 327680-655359/655360"
        ]
    );
    Ok(())
}
