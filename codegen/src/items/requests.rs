//! Request builders: what can be called at a place, and where one can go on from there.

use std::{collections::BTreeSet, sync::Arc};

use super::{Deprecated, FieldType, Path};
use crate::names::RustName;

/// The features of the crate with any of which something is compiled.
pub(crate) type Features = BTreeSet<Arc<str>>;

/// A request builder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Requests {
    /// Its name.
    pub(crate) name: RustName,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
    /// Whether it is the client itself, which is made with a version of Graph.
    pub(crate) version: Option<&'static str>,
    /// The ways from it to others; all routes share them.
    pub(crate) ways: Vec<Arc<Way>>,
    /// The calls that can be made; all routes share them.
    pub(crate) calls: Vec<Arc<Call>>,
}

/// A method that leads to another request builder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    /// Its name.
    pub(crate) name: RustName,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
    /// The features that have it; nothing where all do that have its builder.
    pub(crate) features: Option<Features>,
    /// What it adds to the path.
    pub(crate) piece: Piece,
    /// The request builder it leads to.
    pub(crate) to: Path,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// Fixed text with its own slash: `/messages`.
    Literal(String),
    /// An id given by the caller.
    Id(RustName),
    /// A path of folders given by the caller.
    File(RustName),
    /// A key with names.
    Key(Vec<Argument>),
    /// A function with its arguments.
    Function(String, Vec<Argument>),
}

/// An argument of a function or key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Argument {
    /// The name that travels.
    pub(crate) wire_name: String,
    /// The name of the parameter.
    pub(crate) name: RustName,
    /// The type of the parameter.
    pub(crate) ty: Scalar,
}

/// The type of a parameter that becomes part of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    /// `&str`, in quotes.
    Text,
    /// `&str`, as it is.
    Raw,
    /// A type of Rust's or of the runtime's as it prints: `i32`, `rt::Date`.
    Plain(&'static str),
    /// The same in quotes.
    Quoted(&'static str),
    /// A generated enumeration, in quotes.
    Enum(Path),
    /// Any JSON.
    Json,
}

/// A call of a documented operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// Its name.
    pub(crate) name: RustName,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
    /// Whether it should not be used.
    pub(crate) deprecated: Option<Deprecated>,
    /// The features that have it; nothing where all do that have its builder.
    pub(crate) features: Option<Features>,
    /// The HTTP method in the runtime's spelling: `get`.
    pub(crate) method: &'static str,
    /// What it adds to the path.
    pub(crate) pieces: Vec<Piece>,
    /// What it sends.
    pub(crate) body: Body,
    /// Headers and query options that the call fails without.
    pub(crate) required: Vec<Required>,
    /// What it gives.
    pub(crate) answer: Answer,
    /// The set of query options that it takes.
    pub(crate) options: Option<Path>,
    /// What the documentation says about it.
    pub(crate) operation: Operation,
}

/// What a call sends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    /// Nothing.
    None,
    /// An object, without what only the service sets.
    Object(RustName, Path),
    /// Anything else that has a type, under a name where it is wrapped.
    Value(RustName, FieldType, String),
    /// The address of another place.
    Reference,
    /// Bytes of this media type; of one that the caller names where there is none.
    Bytes(String),
    /// Any JSON.
    Json,
}

/// A header or query option that the call fails without.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Required {
    /// Where it goes.
    pub(crate) place: Place,
    /// The name that travels.
    pub(crate) wire_name: String,
    /// What it is.
    pub(crate) value: RequiredValue,
}

/// Where a required value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Into a header.
    Header,
    /// Into the query.
    Query,
}

/// The value of something that is required.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RequiredValue {
    /// Always the same.
    Fixed(String),
    /// Given by the caller under this name.
    Given(RustName),
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// Nothing.
    None,
    /// An object.
    Object(Path),
    /// An object, or nothing.
    Perhaps(Path),
    /// A page of a list.
    Page(FieldType),
    /// A value that travels under the name `value`.
    Wrapped(FieldType),
    /// The number of values.
    Count,
    /// Bytes as they arrive.
    Media,
    /// What may go on after the answer, and gives this at last.
    Accepted(Box<Answer>),
    /// Any JSON.
    Json,
}

/// What the documentation says about an operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Operation {
    /// The name of its page.
    pub(crate) name: String,
    /// The address of its page; empty where it has none.
    pub(crate) page: String,
    /// The permissions for people with work accounts, people with personal accounts, and applications, the least privileged first.
    pub(crate) permissions: [Vec<String>; 3],
}

/// A set of query options.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OptionSet {
    /// Its name.
    pub(crate) name: RustName,
    /// The options by the names of the traits in the runtime.
    pub(crate) options: Vec<&'static str>,
}
