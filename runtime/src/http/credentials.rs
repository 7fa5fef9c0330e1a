//! Who gives tokens: applications with a secret, people at a device, machines with an identity, and whatever else a closure can do.
//!
//! None of these keeps an access token; the client does.

#[cfg(feature = "azure")]
mod azure;
#[cfg(feature = "certificate")]
mod certificate;
mod client_secret;
mod device_code;
mod managed_identity;
mod oauth;
mod simple;

#[cfg(feature = "azure")]
pub use self::azure::AzureCredential;
#[cfg(feature = "certificate")]
pub use self::certificate::ClientCertificate;
pub use self::{
    client_secret::ClientSecret,
    device_code::{DeviceCode, DevicePrompt},
    managed_identity::ManagedIdentity,
    simple::{FromFn, StaticToken, from_fn},
};
