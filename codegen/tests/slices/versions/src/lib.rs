//! A user as both versions of Graph describe one.

/// In production.
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/v1.rs"));
}

/// What may change.
pub mod beta {
    include!(concat!(env!("OUT_DIR"), "/beta.rs"));
}

#[cfg(test)]
mod tests {
    use super::{beta, v1};

    #[test]
    fn each_version_knows_its_own_members() {
        let text = r#"{"displayName":"Ann","nickname":"A","drive":{"id":"1"}}"#;
        let beta: beta::User = serde_json::from_str(text).unwrap();
        let v1: v1::User = serde_json::from_str(text).unwrap();
        assert_eq!(beta.nickname.as_deref(), Some("A"));
        assert_eq!(
            v1.extra.get("nickname").and_then(|it| it.as_str()),
            Some("A")
        );
        // A drive is one step too far, so it is whatever it is.
        assert_eq!(v1.drive.as_option().map(|it| it["id"] == "1"), Some(true));
        assert_eq!(serde_json::to_string(&beta).unwrap().len(), text.len());
    }
}
