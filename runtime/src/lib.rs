//! What the generated Microsoft Graph code calls: values, HTTP and OData.
//!
//! Values: [`Field`] for every member, [`Extra`] for what a type does not declare, [`Flags`] and [`Enumeration`], the primitive types of
//! [`edm`], typed property names and filters in [`filter`]. The tables that generated types are made of are in [`mod@object`].
//!
//! Calls: everything about HTTP is in the module `http`; its guide shows it in the order a program meets it.
//!
//! | feature | gives |
//! |---|---|
//! | `http` (default) | requests, tokens, retry, paging, batches, files, notifications, without a socket |
//! | `reqwest` (default) | the transport that ships, without TLS |
//! | `rustls`, `rustls-no-provider`, `native-tls` | TLS for it; choose one |
//! | `certificate` | signing an application in with a certificate |
//! | `azure` | any `azure_core` credential as a token provider |
//! | `encrypted-notifications` | change notifications with encrypted content |
//! | `mock` | a Graph in memory for the tests of programs |
//! | `tracing` | a span per call, an event per try |

pub mod edm;
mod enumeration;
mod extra;
mod field;
pub mod filter;
#[cfg(feature = "http")]
pub mod http;
pub mod object;

pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::Value as Json;

pub use self::{
    edm::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay},
    enumeration::{Enumeration, Flags},
    extra::Extra,
    field::Field,
    filter::{Filter, Property},
    object::{Misfit, Object, Ref, Resource, Shape, Slot, TypeTable, Writable},
};
