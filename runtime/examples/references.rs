//! A member is added to a group by its address and removed again, and a group is made with its owner bound to it.
//!
//! `cargo run -p msgraph-runtime --features mock --example references`

use msgraph_runtime::http::{Call, Client, Error, Method, Operation, Path, Request, mock::Mock};
use serde_json::{Value, json};

/// A Graph in memory with one group.
fn graph() -> Mock {
    Mock::new()
        .on(Method::POST, "/v1.0/groups/g/members/$ref", 204, "")
        .on(Method::DELETE, "/v1.0/groups/g/members/u/$ref", 204, "")
        .on(Method::POST, "/v1.0/groups", 201, r#"{"id": "h"}"#)
}

fn to(method: Method, path: Path) -> Request {
    Request::new(method, path, &Operation::UNDOCUMENTED)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;
    let members = || Path::new("/groups").id("g").literal("/members");
    let user = client.reference(&Path::new("/directoryObjects").id("u"))?;

    let add = to(Method::POST, members().literal("/$ref")).json(&user);
    Call::<()>::new(&client, add).send().await?;
    let remove = to(Method::DELETE, members().id("u").literal("/$ref"));
    Call::<()>::new(&client, remove).send().await?;

    let group = json!({"displayName": "Sales", "owners@odata.bind": [user["@odata.id"]]});
    let create = to(Method::POST, Path::new("/groups")).json(&group);
    let made = Call::<Value>::new(&client, create).send().await?;
    println!("made group {}", made["id"]);

    let seen = graph.seen();
    let body = |at: usize| serde_json::from_slice::<Value>(&seen[at].body).unwrap_or_default();
    let address = "https://graph.microsoft.com/v1.0/directoryObjects/u";
    assert_eq!(body(0), json!({"@odata.id": address}));
    assert_eq!(body(2)["owners@odata.bind"], json!([address]));
    Ok(())
}
