//! The images of Cloud PCs, from pages that this crate holds.

/// The client and its types.
pub mod beta {
    include!(concat!(env!("OUT_DIR"), "/beta.rs"));
}

#[cfg(test)]
mod tests {
    use msgraph_runtime::http::{Error, Method, mock::Mock};

    use super::beta::{CloudPcDeviceImage, Graph};

    const PATH: &str = "/beta/deviceManagement/virtualEndpoint/deviceImages";

    #[tokio::test]
    async fn images_are_made_and_listed() -> Result<(), Error> {
        let mock = Mock::new()
            .on(
                Method::POST,
                PATH,
                201,
                r#"{"id":"7","displayName":"Golden"}"#,
            )
            .on(Method::GET, PATH, 200, r#"{"value":[{"id":"7"}]}"#);
        let graph = Graph::builder().transport(mock.clone()).build()?;
        let images = graph.device_management().virtual_endpoint().device_images();
        let image = CloudPcDeviceImage {
            id: "not sent".to_owned().into(),
            display_name: "Golden".to_owned().into(),
            ..CloudPcDeviceImage::default()
        };
        let made = images.create(&image).send().await?;
        assert_eq!(made.id.as_deref(), Some("7"));
        let page = images.list().send().await?;
        assert_eq!(page.items.len(), 1);
        let sent = mock.seen();
        assert_eq!(&sent[0].body[..], br#"{"displayName":"Golden"}"#);
        Ok(())
    }
}
