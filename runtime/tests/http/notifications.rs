//! What Graph sends to a web server.

use msgraph_runtime::http::{
    ErrorKind, Secret,
    notifications::{Lifecycle, handshake, read},
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize, PartialEq)]
struct Message {
    id: String,
}

fn state_of(subscription: &str) -> Option<Secret> {
    (subscription == "s1").then(|| Secret::from("our state"))
}

fn item(subscription: &str, state: Value) -> Value {
    json!({
        "subscriptionId": subscription, "clientState": state, "changeType": "created", "tenantId": "t",
        "subscriptionExpirationDateTime": "2030-01-01T00:00:00Z", "resource": "users/1/messages/2",
        "resourceData": {"@odata.type": "#Microsoft.Graph.Message", "id": "2"},
    })
}

#[test]
fn the_handshake_is_answered_with_the_decoded_token() {
    assert_eq!(
        handshake("validationToken=a%3Ab+c%26&x=1").as_deref(),
        Some("a:b c&")
    );
    assert_eq!(handshake("x=1"), None);
    assert_eq!(handshake(""), None);
}

#[test]
fn notifications_are_typed() {
    let body =
        json!({"value": [item("s1", json!("our state"))], "validationTokens": ["jwt"]}).to_string();
    let notifications = read(body.as_bytes(), state_of).unwrap();
    assert_eq!(
        (
            notifications.rejected,
            notifications.validation_tokens.as_slice()
        ),
        (0, &["jwt".to_owned()][..])
    );
    let first = &notifications.items[0];
    assert_eq!(
        (first.change_type.as_deref(), first.resource.as_str()),
        (Some("created"), "users/1/messages/2")
    );
    assert_eq!(
        first.data::<Message>().unwrap(),
        Message { id: "2".to_owned() }
    );
}

#[test]
fn what_has_not_our_client_state_is_thrown_away() {
    for (subscription, state) in [
        ("s1", json!("other state")),
        ("s1", json!("our stat")),
        ("s1", json!("")),
        ("s1", Value::Null),
        ("s2", json!("our state")),
    ] {
        let body = json!({"value": [item(subscription, state), item("s1", json!("our state"))]})
            .to_string();
        let notifications = read(body.as_bytes(), state_of).unwrap();
        assert_eq!((notifications.items.len(), notifications.rejected), (1, 1));
    }
}

#[test]
fn lifecycle_events_are_told_apart() {
    for (word, event) in [
        (
            "reauthorizationRequired",
            Lifecycle::ReauthorizationRequired,
        ),
        ("subscriptionRemoved", Lifecycle::SubscriptionRemoved),
        ("missed", Lifecycle::Missed),
        ("new", Lifecycle::Other("new".to_owned())),
    ] {
        assert_eq!(event.to_string(), word);
        let mut item = item("s1", json!("our state"));
        item["lifecycleEvent"] = json!(word);
        let notifications =
            read(json!({ "value": [item] }).to_string().as_bytes(), state_of).unwrap();
        assert_eq!(
            (
                notifications.items[0].lifecycle.as_ref(),
                notifications.items[0].change_type.as_ref()
            ),
            (Some(&event), None)
        );
    }
}

#[test]
fn what_is_no_notification_is_an_error() {
    for body in ["", "{}", "[]", "<html>", r#"{"value": 1}"#] {
        assert_eq!(
            read(body.as_bytes(), state_of).unwrap_err().kind(),
            ErrorKind::Decode,
            "{body}"
        );
    }
}

#[cfg(feature = "encrypted-notifications")]
mod encrypted {
    use msgraph_runtime::http::{
        Secret,
        notifications::{DecryptionKey, EncryptedContent, read},
    };
    use serde_json::{Value, json};

    use super::{item, state_of};

    fn key() -> DecryptionKey {
        DecryptionKey::from_pem(&Secret::from(include_str!("fixtures/key.pem"))).unwrap()
    }

    fn content() -> EncryptedContent {
        let mut item = item("s1", json!("our state"));
        item["encryptedContent"] =
            serde_json::from_str(include_str!("fixtures/encrypted.json")).unwrap();
        let notifications =
            read(json!({ "value": [item] }).to_string().as_bytes(), state_of).unwrap();
        notifications.items[0].encrypted.clone().unwrap()
    }

    #[test]
    fn content_that_openssl_encrypted_is_read() {
        let content = content();
        assert_eq!(content.certificate_id, "mine");
        let message: Value = content.decrypt(&key()).unwrap();
        assert_eq!(message["subject"], "Encrypted for the test");
    }

    #[test]
    fn content_that_was_changed_is_refused() {
        let change = |text: &str| match text.strip_prefix('A') {
            Some(rest) => format!("B{rest}"),
            None => format!("A{}", &text[1..]),
        };
        let good = content();
        let changed = [
            EncryptedContent {
                data: change(&good.data),
                ..good.clone()
            },
            EncryptedContent {
                data_signature: change(&good.data_signature),
                ..good.clone()
            },
            EncryptedContent {
                data_key: change(&good.data_key),
                ..good.clone()
            },
            EncryptedContent {
                data_signature: String::new(),
                ..good.clone()
            },
            EncryptedContent {
                data: "?".to_owned(),
                ..good
            },
        ];
        for content in changed {
            let error = content.decrypt::<Value>(&key()).unwrap_err();
            assert!(
                error
                    .message()
                    .starts_with("the encrypted content cannot be read"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_key_that_is_none_is_an_error_that_does_not_show_it() {
        let error = DecryptionKey::from_pem(&Secret::from("-----BEGIN PRIVATE KEY-----\nhush"))
            .unwrap_err();
        assert!(!format!("{error:?}").contains("hush"));
        assert!(!format!("{:?}", key()).contains("MII"));
    }
}
