//! All users the first time, and only what changed the next, from the link that was saved in between.
//!
//! `cargo run -p msgraph-runtime --features mock --example delta`

use msgraph_runtime::http::{
    Call, Change, Client, Delta, Error, Method, Operation, Page, Path, Request, mock::Mock,
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    display_name: String,
}

/// A Graph in memory: two users at first, then a new one and one that left.
fn graph() -> Mock {
    let link = "https://graph.microsoft.com/v1.0/users/delta()?$deltatoken=";
    let first =
        r#""value": [{"id": "1", "displayName": "Anna"}, {"id": "2", "displayName": "Ben"}]"#;
    let then = r#""value": [{"id": "3", "displayName": "Cleo"}, {"id": "2", "@removed": {"reason": "deleted"}}]"#;
    let page = |link, items| format!(r#"{{{items}, "@odata.deltaLink": "{link}"}}"#);
    let path = "/v1.0/users/delta()";
    Mock::new()
        .on(Method::GET, path, 200, page(format!("{link}monday"), first))
        .on(Method::GET, path, 200, page(format!("{link}tuesday"), then))
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;

    let path = Path::new("/users").function("delta", []);
    let request = Request::new(Method::GET, path, &Operation::UNDOCUMENTED);
    let call: Call<Page<User>> = Call::new(&client, request);
    let monday = follow(call.changes()).await?;
    assert_eq!(monday.seen, ["+Anna", "+Ben"]);

    let tuesday = follow(Delta::resume(&client, &monday.link)?).await?;
    assert_eq!(tuesday.seen, ["+Cleo", "-2"]);
    assert!(tuesday.link.ends_with("$deltatoken=tuesday"));
    assert!(
        graph.seen()[1]
            .path_and_query
            .ends_with("$deltatoken=monday")
    );
    Ok(())
}

/// What a program keeps of one round.
struct Round {
    seen: Vec<String>,
    /// To be saved for the next round.
    link: String,
}

async fn follow(mut delta: Delta<User>) -> Result<Round, Error> {
    let mut seen = Vec::new();
    while let Some(change) = delta.next().await {
        match change? {
            Change::Changed(user) => seen.push(format!("+{}", user.display_name)),
            Change::Removed(user) => seen.push(format!("-{}", user.id)),
            // The service forgot the link: all items follow again.
            Change::Restarted => seen.clear(),
        }
    }
    println!("{seen:?}");
    let link = delta.link().expect("a stream that ended has a link");
    Ok(Round {
        seen,
        link: link.to_owned(),
    })
}
