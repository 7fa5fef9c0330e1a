//! `$search` and `$count`, which the service answers only with `ConsistencyLevel: eventual`; the header is sent by itself.
//!
//! `cargo run -p msgraph-runtime --features mock --example advanced_queries`

use msgraph_runtime::{
    Property,
    filter::{Only, operators},
    http::{Call, Client, Error, Method, Operation, Page, Path, Request, mock::Mock, options::Any},
};
use serde_json::Value;

/// What generated code declares: the property with the operators that its documentation lists.
struct User;
const DISPLAY_NAME: Property<User, Only<{ operators::EQ | operators::STARTS_WITH }>> =
    Property::new("displayName");
const ACCOUNT_ENABLED: Property<User, Only<{ operators::EQ }>> = Property::new("accountEnabled");

/// A Graph in memory with 4,711 users.
fn graph() -> Mock {
    let page = r#"{"@odata.count": 4711, "value": [{"displayName": "Anna"}]}"#;
    Mock::new().on(Method::GET, "/v1.0/users", 200, page).on(
        Method::GET,
        "/v1.0/users/$count",
        200,
        "4711",
    )
}

fn get<T>(client: &Client, path: &str) -> Call<T, Any> {
    let request = Request::new(Method::GET, Path::new(path), &Operation::UNDOCUMENTED);
    Call::new(client, request)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;

    let found: Page<Value> = get(&client, "/users")
        .search("\"displayName:ann\"")
        .filter(DISPLAY_NAME.starts_with("A") & ACCOUNT_ENABLED.eq(true))
        .order_by(["displayName desc"])
        .select([DISPLAY_NAME])
        .count()
        .send()
        .await?;
    let all: i64 = get(&client, "/users/$count").send().await?;
    println!("{:?} of {all}", found.items);
    assert_eq!((found.count, all), (Some(4711), 4711));

    let seen = graph.seen();
    assert_eq!(
        seen[0].path_and_query,
        "/v1.0/users?$search=%22displayName:ann%22&$filter=startswith(displayName,%27A%27)%20and%20accountEnabled%20eq%20true\
         &$orderby=displayName%20desc&$select=displayName&$count=true"
    );
    assert!(
        seen.iter()
            .all(|it| it.headers["consistencylevel"] == "eventual")
    );
    Ok(())
}
