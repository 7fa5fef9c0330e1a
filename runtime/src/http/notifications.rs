//! Change notifications: what a web server that Graph calls does with what comes in, whatever framework it is made of.
//!
//! ```text
//! POST /hook?validationToken=abc -> 200 text/plain: abc                     handshake
//! POST /hook { "value": [ { "subscriptionId": …, "clientState": … } ] }     read
//! ```
//!
//! Answer a notification with 202 at once and work on it afterwards; the service repeats what is not answered in seconds.

use std::fmt;

use serde_core::de::DeserializeOwned;
use serde_json::Value;
use url::form_urlencoded;

use super::{Error, ErrorKind, Secret};

#[cfg(feature = "encrypted-notifications")]
mod decrypt;

#[cfg(feature = "encrypted-notifications")]
pub use self::decrypt::DecryptionKey;

/// The notifications of one call.
#[derive(Debug, Default)]
pub struct Notifications {
    /// Those whose client state is right, in the service's order.
    pub items: Vec<Notification>,
    /// How many had no or a wrong client state; somebody other than Graph may have sent them.
    pub rejected: usize,
    /// Signed tokens (JWT) that come with encrypted content. They are not checked here.
    pub validation_tokens: Vec<String>,
}

/// One notification.
#[derive(Clone, Debug, Default)]
pub struct Notification {
    /// The subscription it belongs to.
    pub subscription_id: String,
    /// What happened to the resource: `created`, `updated` or `deleted`; `None` for a lifecycle event.
    pub change_type: Option<String>,
    /// What happened to the subscription itself.
    pub lifecycle: Option<Lifecycle>,
    /// The path of the resource below the version.
    pub resource: String,
    /// The tenant.
    pub tenant_id: Option<String>,
    /// When the subscription ends, as the service writes it.
    pub subscription_expires: Option<String>,
    /// The resource's id and type, or the resource; see [`Notification::data`].
    pub resource_data: Option<Value>,
    /// The resource, encrypted for the subscription's certificate.
    pub encrypted: Option<EncryptedContent>,
}

/// What happened to a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lifecycle {
    /// Its authorization ends soon: reauthorize or renew it.
    ReauthorizationRequired,
    /// The service removed it: make it again.
    SubscriptionRemoved,
    /// Notifications were lost: read the resource anew.
    Missed,
    /// A word that came after this was written.
    Other(String),
}

/// A resource that only the owner of a private key can read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncryptedContent {
    /// The resource, in base64.
    pub data: String,
    /// The signature of the data, in base64.
    pub data_signature: String,
    /// The key of the data, encrypted for the certificate, in base64.
    pub data_key: String,
    /// The id that was given to the certificate when the subscription was made.
    pub certificate_id: String,
    /// The certificate's thumbprint.
    pub certificate_thumbprint: String,
}

/// The text to answer with, as `text/plain` and status 200, if the query is the handshake of a new subscription.
pub fn handshake(query: &str) -> Option<String> {
    let mut options = form_urlencoded::parse(query.as_bytes());
    options
        .find(|it| it.0 == "validationToken")
        .map(|it| it.1.into_owned())
}

/// Reads the body of a call; `state_of` gives the client state that a subscription was made with, `None` if there is no such subscription.
///
/// What does not have the right state is counted and thrown away. A body that is none of Graph's is an error.
pub fn read(
    body: &[u8],
    state_of: impl Fn(&str) -> Option<Secret>,
) -> Result<Notifications, Error> {
    let misfit = |what: String| {
        Error::new(
            ErrorKind::Decode,
            format!("this is no list of notifications: {what}"),
        )
    };
    let body: Value = serde_json::from_slice(body).map_err(|it| misfit(it.to_string()))?;
    let items = body
        .get("value")
        .and_then(Value::as_array)
        .ok_or_else(|| misfit("no array `value`".to_owned()))?;
    let tokens = body
        .get("validationTokens")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let validation_tokens = tokens
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    let mut out = Notifications {
        validation_tokens,
        ..Notifications::default()
    };
    for item in items {
        match is_ours(item, &state_of) {
            true => out.items.push(notification(item)),
            false => out.rejected += 1,
        }
    }
    Ok(out)
}

impl Notification {
    /// The data that came unencrypted, as a type.
    pub fn data<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let missing = || Error::new(ErrorKind::Decode, "the notification has no `resourceData`");
        let data = self.resource_data.clone().ok_or_else(missing)?;
        serde_json::from_value(data).map_err(|it| {
            Error::new(
                ErrorKind::Decode,
                format!("the resource data does not fit: {it}"),
            )
        })
    }
}

impl From<&str> for Lifecycle {
    fn from(word: &str) -> Self {
        match word {
            "reauthorizationRequired" => Self::ReauthorizationRequired,
            "subscriptionRemoved" => Self::SubscriptionRemoved,
            "missed" => Self::Missed,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for Lifecycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReauthorizationRequired => "reauthorizationRequired",
            Self::SubscriptionRemoved => "subscriptionRemoved",
            Self::Missed => "missed",
            Self::Other(word) => word,
        })
    }
}

fn is_ours(item: &Value, state_of: &impl Fn(&str) -> Option<Secret>) -> bool {
    let Some(expected) = text(item, "subscriptionId").and_then(|it| state_of(&it)) else {
        return false;
    };
    let found = text(item, "clientState").unwrap_or_default();
    is_same(found.as_bytes(), expected.expose().as_bytes())
}

/// Takes the same time wherever the first difference is.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn notification(item: &Value) -> Notification {
    Notification {
        subscription_id: text(item, "subscriptionId").unwrap_or_default(),
        change_type: text(item, "changeType").filter(|_| item.get("lifecycleEvent").is_none()),
        lifecycle: item
            .get("lifecycleEvent")
            .and_then(Value::as_str)
            .map(Lifecycle::from),
        resource: text(item, "resource").unwrap_or_default(),
        tenant_id: text(item, "tenantId"),
        subscription_expires: text(item, "subscriptionExpirationDateTime"),
        resource_data: item.get("resourceData").filter(|it| !it.is_null()).cloned(),
        encrypted: item
            .get("encryptedContent")
            .filter(|it| it.is_object())
            .map(encrypted),
    }
}

fn encrypted(content: &Value) -> EncryptedContent {
    let text = |name| text(content, name).unwrap_or_default();
    EncryptedContent {
        data: text("data"),
        data_signature: text("dataSignature"),
        data_key: text("dataKey"),
        certificate_id: text("encryptionCertificateId"),
        certificate_thumbprint: text("encryptionCertificateThumbprint"),
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}
