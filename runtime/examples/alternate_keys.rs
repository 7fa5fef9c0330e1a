//! An application by its unique name instead of its id, made if it is not there; whatever the name holds, it stays inside its quotes.
//!
//! `cargo run -p msgraph-runtime --features mock --example alternate_keys`

use msgraph_runtime::http::{Call, Client, Error, Method, Operation, Path, Request, mock::Mock};
use serde_json::{Value, json};

const KEYED: &str = "/v1.0/applications(uniqueName='anna%27%27s%2Fapp')";

/// A Graph in memory that makes the application and then knows it.
fn graph() -> Mock {
    Mock::new()
        .on(Method::PATCH, KEYED, 201, r#"{"id": "a"}"#)
        .on(Method::GET, KEYED, 200, r#"{"id": "a"}"#)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;
    let keyed = |method| {
        let path = Path::new("/applications").key("uniqueName", "anna's/app");
        Request::new(method, path, &Operation::UNDOCUMENTED)
    };

    let upsert = keyed(Method::PATCH)
        .header("Prefer", "create-if-missing")
        .json(&json!({"displayName": "Anna's app"}));
    let made = Call::<Value>::new(&client, upsert).send().await?;
    let read = Call::<Value>::new(&client, keyed(Method::GET))
        .send()
        .await?;
    println!("made {} and read {}", made["id"], read["id"]);
    assert_eq!(made, read);
    assert_eq!(graph.seen()[0].headers["prefer"], "create-if-missing");
    Ok(())
}
