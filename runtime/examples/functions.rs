//! Functions: plain arguments in their parentheses, lists and objects under an alias in the query.
//!
//! `cargo run -p msgraph-runtime --features mock --example functions`

use msgraph_runtime::{
    Date,
    http::{Call, Client, Method, Operation, Path, Request, Value, mock::Mock},
};
use serde_json::json;

/// A Graph in memory that counts days and checks groups.
fn graph() -> Mock {
    let report = "/v1.0/reports/signIns(from=2026-01-01,top=5,app='it%27%27s')";
    let check = "/v1.0/me/checkMemberGroups(groupIds=@groupIds)";
    Mock::new()
        .on(Method::GET, report, 200, r#"{"value": 42}"#)
        .on(Method::GET, check, 200, r#"{"value": ["g/1"]}"#)
}

fn call<T>(client: &Client, path: Path) -> Call<T> {
    Call::new(
        client,
        Request::new(Method::GET, path, &Operation::UNDOCUMENTED),
    )
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;

    let from: Date = "2026-01-01".parse()?;
    let path = Path::new("/reports").function(
        "signIns",
        [
            ("from", from.into()),
            ("top", 5.into()),
            ("app", "it's".into()),
        ],
    );
    let Value(days): Value<i64> = call(&client, path).send().await?;

    let groups = json!(["g/1", "g&2"]);
    let path = Path::new("/me").function("checkMemberGroups", [("groupIds", groups.into())]);
    let Value(member_of): Value<Vec<String>> = call(&client, path).send().await?;

    println!("{days} sign-ins, a member of {member_of:?}");
    assert_eq!((days, member_of), (42, vec!["g/1".to_owned()]));
    assert_eq!(
        graph.seen()[1].path_and_query,
        "/v1.0/me/checkMemberGroups(groupIds=@groupIds)?@groupIds=[%22g/1%22,%22g%262%22]"
    );
    Ok(())
}
