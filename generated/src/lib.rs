//! Typed Microsoft Graph: every documented type and operation.
//!
//! | feature | gives |
//! |---|---|
//! | `v1-me`, `v1-users` and one for every other first word of a path | the calls of one area of Microsoft Graph v1.0, for production, and their types |
//! | `v1` | all of it |
//! | `beta-me`, …, `beta` | the same of what may change |
//! | `beta-device-management-virtual-endpoint`, … | the calls of one part of a very large area: the first two words of a path |
//! | `rustls` (default), `native-tls`, `rustls-no-provider` | the transport, with TLS |
//! | `azure`, `certificate`, `encrypted-notifications`, `mock`, `tracing` | as in the [runtime] |
//!
//! ```text
//! let graph = msgraph::v1::Graph::builder().credential(…).build()?;
//! let page = graph.me().messages().list().select([Message::SUBJECT]).top(10).send().await?;
//! ```
//!
//! Every member of a type is a [`Field`](runtime::Field): absent, null or a value. What no page declares is kept in `extra`.

pub use msgraph_runtime as runtime;

#[cfg(feature = "beta-client")]
pub mod beta;
#[cfg(feature = "v1-client")]
pub mod v1;
