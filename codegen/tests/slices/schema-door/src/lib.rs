//! A type of a schema that no page says.

/// What the schema says.
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/v1.rs"));
}

#[cfg(test)]
mod tests {
    use super::v1::Ticket;

    #[test]
    fn it_is_a_type_like_any_other() {
        let ticket: Ticket = serde_json::from_str(r#"{"title":"a"}"#).unwrap();
        assert_eq!(ticket.title.as_deref(), Some("a"));
    }
}
