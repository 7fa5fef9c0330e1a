//! A photo is read piece by piece and replaced.
//!
//! `cargo run -p msgraph-runtime --features mock --example media`

use msgraph_runtime::http::{
    Call, Client, Error, Media, Method, Operation, Path, Request, mock::Mock,
};

const PHOTO: &str = "/v1.0/me/photo/$value";

/// A Graph in memory with one photo.
fn graph() -> Mock {
    Mock::new()
        .on(Method::GET, PHOTO, 200, "the old photo")
        .header("content-type", "image/jpeg")
        .on(Method::PUT, PHOTO, 204, "")
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Error> {
    let graph = graph();
    let client = Client::builder().transport(graph.clone()).build()?;
    let photo = |method| {
        Request::new(
            method,
            Path::new("/me/photo/$value"),
            &Operation::UNDOCUMENTED,
        )
    };

    let mut media = Call::<Media>::new(&client, photo(Method::GET))
        .send()
        .await?;
    println!(
        "{:?} of {:?} bytes",
        media.content_type(),
        media.content_length()
    );
    assert_eq!(media.content_type(), Some("image/jpeg"));
    let mut bytes = Vec::new();
    while let Some(piece) = media.next().await {
        bytes.extend_from_slice(&piece?);
    }
    assert_eq!(bytes, b"the old photo");

    let replace = photo(Method::PUT).bytes("image/png", "the new photo");
    Call::<()>::new(&client, replace).send().await?;
    let sent = &graph.seen()[1];
    assert_eq!(
        (&sent.headers["content-type"], &sent.body[..]),
        (
            &"image/png".parse().expect("it is one"),
            &b"the new photo"[..]
        )
    );
    Ok(())
}
