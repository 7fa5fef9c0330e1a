//! A file: a range of it, and all of it with its hash checked. The storage it is redirected to never sees the token.
//!
//! `cargo run -p msgraph-runtime --features mock --example download`

use msgraph_runtime::http::{
    Call, Client, Error, Media, Method, Operation, Path, Request, credentials::StaticToken,
    mock::Mock,
};

const CONTENT: &str = "/v1.0/me/drive/items/1/content";

/// A Graph in memory that sends its callers to a storage, once for a range and once for all.
fn graph() -> Mock {
    let storage = "https://contoso.sharepoint.com/storage/1?tempauth=secret";
    Mock::new()
        .on(Method::GET, CONTENT, 302, "")
        .header("location", storage)
        .on(Method::GET, "/storage/1", 206, "a small")
        .header("content-range", "bytes 0-6/12")
        .on(Method::GET, "/storage/1", 200, "a small file")
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder()
        .credential(StaticToken::new("token"))
        .transport(graph.clone())
        .build()?;
    let content = || -> Call<Media> {
        let path = Path::new("/me/drive/items").id("1").literal("/content");
        Call::new(
            &client,
            Request::new(Method::GET, path, &Operation::UNDOCUMENTED),
        )
    };

    let mut start = Vec::new();
    content()
        .download()
        .range(0, Some(6))
        .write_to(&mut start)
        .await?;
    assert_eq!(start, b"a small");

    let mut whole = Vec::new();
    let hash = "YQDBHNoQBjawAQRmRAMbygAAAAA="; // the item's `quickXorHash`
    content()
        .download()
        .expect_quick_xor(hash)
        .write_to(&mut whole)
        .await?;
    println!("{} bytes", whole.len());
    assert_eq!(whole, b"a small file");

    let with_token =
        |it: &msgraph_runtime::http::mock::Seen| it.headers.contains_key("authorization");
    let seen = graph.seen();
    assert_eq!(
        seen.iter().map(with_token).collect::<Vec<_>>(),
        [true, false, true, false]
    );
    Ok(())
}
