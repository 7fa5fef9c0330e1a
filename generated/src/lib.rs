//! Typed Microsoft Graph: every documented type and operation.
//!
//! | feature | gives |
//! |---|---|
//! | `v1` (default) | [`v1`]: Microsoft Graph v1.0, for production |
//! | `beta` | `beta`: what may change |
//!
//! Every member of a type is a [`Field`](runtime::Field): absent, null or a value. What no page declares is kept in `extra`.

pub use msgraph_runtime as runtime;

#[cfg(feature = "beta")]
pub mod beta;
#[cfg(feature = "v1")]
pub mod v1;
