//! What Rust will say, as plain data: no Graph in it beyond the names that travel.
//!
//! ```text
//! Module v1::user
//!   Struct User { fields: [Field { id: String, read-only }, …] }
//! Module v1
//!   Bases [("microsoft.graph.user", "microsoft.graph.directoryObject"), …]
//! ```

mod requests;
mod routes;
mod types;

pub(crate) use self::{
    requests::{
        Answer, Argument, Body, Call, Features, Operation, OptionSet, Piece, Place, Requests,
        Required, RequiredValue, Scalar, Way,
    },
    routes::{Route, RouteWay, Routes},
    types::{Bases, Enum, Field, FieldType, Operators, Struct, Value, Variant},
};
use crate::names::RustName;

/// One module; in most layouts, one file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Module {
    /// Its place below the outermost module; empty for that one.
    pub(crate) path: Vec<RustName>,
    /// What can be reached of it from outside.
    pub(crate) access: Access,
    /// What it is made from, for its first line; empty where that is no single page.
    pub(crate) source: String,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
    /// The features with any of which it is compiled; nothing where it always is.
    pub(crate) features: Option<Features>,
    /// What it holds.
    pub(crate) items: Vec<Item>,
}

/// What can be reached of a module from outside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Access {
    /// Everything, through the module.
    Public,
    /// These items, through the module around it.
    Exports(Vec<RustName>),
}

/// A path below the outermost module: `call_records::Session`.
pub(crate) type Path = Vec<RustName>;

/// One thing in a module.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    /// A type.
    Struct(Struct),
    /// An enumeration.
    Enum(Enum),
    /// Every type with its base.
    Bases(Bases),
    /// A request builder.
    Requests(Requests),
    /// A set of query options.
    OptionSet(OptionSet),
    /// How every path is reached.
    Routes(Routes),
    /// Something that is compiled with fewer features than its module.
    Gated(Features, Box<Item>),
}

/// That something should not be used any more, with the reason where one is given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Deprecated {
    /// The reason; empty where none is given.
    pub(crate) note: String,
}
