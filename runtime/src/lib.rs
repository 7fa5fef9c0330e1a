//! What the generated Microsoft Graph code calls: values, HTTP and OData.

#[cfg(feature = "http")]
pub mod http;
