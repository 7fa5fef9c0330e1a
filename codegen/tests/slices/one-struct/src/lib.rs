//! One type of Graph, from pages that this crate holds.

/// What the page says.
pub mod beta {
    include!(concat!(env!("OUT_DIR"), "/beta.rs"));
}

#[cfg(test)]
mod tests {
    use super::beta::{CloudPcDeviceImage, CloudPcDeviceImageStatus};

    #[test]
    fn json_comes_out_as_it_went_in() {
        let text = r#"{"id":"7","displayName":null,"status":"ready","later":[1]}"#;
        let image: CloudPcDeviceImage = serde_json::from_str(text).unwrap();
        assert_eq!(
            image.status.as_option(),
            Some(&CloudPcDeviceImageStatus::Ready)
        );
        assert!(image.display_name.is_null() && image.version.is_absent());
        assert_eq!(serde_json::to_string(&image).unwrap(), text);
    }

    #[test]
    fn nothing_else_is_generated() {
        let text = include_str!(concat!(env!("OUT_DIR"), "/beta.rs"));
        let types = text.lines().map(str::trim_start);
        let types: Vec<_> = types.filter(|it| it.starts_with("pub struct ")).collect();
        // What all entities have in common comes along.
        let expected = ["pub struct CloudPcDeviceImage {", "pub struct Entity {"];
        assert_eq!(types, expected);
    }
}
