//! Cloud PC images, end to end: list, create, look for sources, upload again, delete.
//!
//! Without more it speaks to a Graph in memory. With `GRAPH_TENANT`, `GRAPH_CLIENT_ID` and `GRAPH_CLIENT_SECRET` it speaks to the real one,
//! and only reads:
//!
//! ```text
//! cargo run -p msgraph --example cloud_pc --features beta-device-management-virtual-endpoint,mock
//! ```

use std::{env, error::Error};

use msgraph::{
    beta::{CloudPcDeviceImage, Graph},
    runtime::http::{Method, credentials::ClientSecret, mock::Mock},
};

const IMAGES: &str = "/beta/deviceManagement/virtualEndpoint/deviceImages";

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<(), Box<dyn Error>> {
    let variable = |name| env::var(name).ok();
    match (variable("GRAPH_TENANT"), variable("GRAPH_CLIENT_ID"), variable("GRAPH_CLIENT_SECRET")) {
        (Some(tenant), Some(id), Some(secret)) => {
            let credential = ClientSecret::new(&tenant, &id, secret);
            look(&Graph::builder().credential(credential).build()?).await
        }
        _ => rehearse().await,
    }
}

/// Lists the images and their sources.
async fn look(graph: &Graph) -> Result<(), Box<dyn Error>> {
    let images = graph.device_management().virtual_endpoint().device_images();
    let mut all = images.list().stream();
    while let Some(image) = all.next().await {
        let image = image?;
        println!("{} {:?}", image.display_name.as_deref().unwrap_or_default(), image.status);
    }
    let sources = images.get_source_images().send().await?;
    println!("{} source images", sources.items.len());
    Ok(())
}

/// All calls against a Graph in memory.
async fn rehearse() -> Result<(), Box<dyn Error>> {
    let mock = in_memory();
    let graph: Graph = Graph::builder().transport(mock.clone()).build()?;
    look(&graph).await?;

    let images = graph.device_management().virtual_endpoint().device_images();
    let ready = images
        .list()
        .select((CloudPcDeviceImage::DISPLAY_NAME, CloudPcDeviceImage::STATUS))
        .filter("status eq 'ready'")
        .send()
        .await?;
    assert_eq!(ready.items.len(), 1);

    let golden = CloudPcDeviceImage {
        // Only the service sets an id: it is not sent.
        id: "mine".into(),
        display_name: "Golden".into(),
        version: "1.0".into(),
        ..Default::default()
    };
    let made = images.create(&golden).send().await?;
    let id = made.id.as_deref().expect("what was made has an id");
    images.id(id).reupload().send().await?;
    images.id(id).delete().send().await?;

    let seen = mock.seen();
    let sent = &seen[3].body;
    assert_eq!(sent, r#"{"displayName":"Golden","version":"1.0"}"#);
    let asked = "?$select=displayName,status&$filter=status%20eq%20%27ready%27";
    assert_eq!(seen[2].path_and_query, format!("{IMAGES}{asked}"));
    println!("{} calls", seen.len());
    Ok(())
}

fn in_memory() -> Mock {
    let image = r#"{"id": "eda7ed64", "displayName": "Golden", "version": "1.0", "status": "ready"}"#;
    let list = format!(r#"{{"value": [{image}]}}"#);
    let one = format!("{IMAGES}/eda7ed64");
    Mock::new()
        .on(Method::GET, IMAGES, 200, list)
        .on(Method::GET, &format!("{IMAGES}/getSourceImages"), 200, r#"{"value": []}"#)
        .on(Method::POST, IMAGES, 201, image)
        .on(Method::POST, &format!("{one}/reupload"), 204, "")
        .on(Method::DELETE, &one, 204, "")
}
