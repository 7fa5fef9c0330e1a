//! What the generated Microsoft Graph code calls: values, HTTP and OData.
//!
//! Values: [`Field`] for every member, [`Extra`] for what a type does not declare, [`Flags`] and [`Enumeration`], the primitive types of
//! [`edm`], typed property names and filters in [`filter`]. The tables that generated types are made of are in [`object`].

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
