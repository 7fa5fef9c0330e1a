//! Work that goes on after its answer: wait for its result, or ask for its progress, now or in another run of the program.
//!
//! `cargo run -p msgraph-runtime --features mock --example long_running`

use msgraph_runtime::http::{
    Accepted, Call, Client, Error, Method, Monitor, Operation, Path, Progress, Request, mock::Mock,
};
use serde_json::{Value, json};

const CLONE: &str = "/v1.0/teams/7/clone";
const OPERATION: &str = "/v1.0/teams('8')/operations('9')";

/// A Graph in memory that clones a team in three steps.
fn graph() -> Mock {
    let running = json!({"status": "inProgress", "percentageComplete": 40.0});
    let done = json!({"status": "succeeded", "targetResourceLocation": "/teams('8')"});
    Mock::new()
        .on(Method::POST, CLONE, 202, "")
        .header("location", "/teams('8')/operations('9')")
        .header("retry-after", "0")
        .on(Method::GET, OPERATION, 200, running.to_string())
        .header("retry-after", "0")
        .on(Method::GET, OPERATION, 200, done.to_string())
        .on(
            Method::GET,
            "/v1.0/teams('8')",
            200,
            r#"{"displayName": "Copy"}"#,
        )
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let client = Client::builder().transport(graph()).build()?;
    let path = Path::new("/teams").id("7").literal("/clone");
    let request = Request::new(Method::POST, path, &Operation::UNDOCUMENTED)
        .json(&json!({"displayName": "Copy", "partsToClone": "apps,tabs"}));
    let call: Call<Accepted<Value>> = Call::new(&client, request);

    let monitor = call
        .send()
        .await?
        .monitor()
        .expect("cloning a team takes a while");
    let saved = monitor.url().to_string();

    // Another run of the program: ask once, then wait politely for the result.
    let mut monitor = Monitor::<Value>::resume(&client, &saved)?;
    if let Progress::Running { status, percent } = monitor.poll().await? {
        println!("{status}, {percent:?} percent");
        assert_eq!((status.as_str(), percent), ("inProgress", Some(40.0)));
    }
    let team = monitor.wait().await?;
    println!("made {}", team["displayName"]);
    assert_eq!(team["displayName"], "Copy");
    Ok(())
}
