//! Types, enumerations, and the table of base types.

use super::{Deprecated, Path};
use crate::names::RustName;

/// A type with its members, those of its base types among them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Struct {
    /// The qualified name in `@odata.type`.
    pub(crate) wire_name: String,
    /// The name.
    pub(crate) name: RustName,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
    /// Whether it should not be used.
    pub(crate) deprecated: Option<Deprecated>,
    /// Attributes that the caller adds.
    pub(crate) attributes: Vec<String>,
    /// Its members, those of the farthest base type first.
    pub(crate) fields: Vec<Field>,
}

/// One member of a type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// The name in JSON.
    pub(crate) wire_name: String,
    /// The name.
    pub(crate) name: RustName,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
    /// Whether it should not be used.
    pub(crate) deprecated: Option<Deprecated>,
    /// Its type.
    pub(crate) ty: FieldType,
    /// Whether only the service sets it.
    pub(crate) read_only: bool,
    /// What a filter can say about it.
    pub(crate) operators: Operators,
}

/// What a filter can say about a member.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operators {
    /// Everything: the documentation does not say.
    Any,
    /// These operators, by the names of the constants in the runtime; none where filters cannot name the member.
    Only(Vec<&'static str>),
}

/// The type of a member.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldType {
    /// The type of a single value.
    pub(crate) value: Value,
    /// Whether there is a list of them.
    pub(crate) list: bool,
    /// Whether a single object stands behind a pointer.
    pub(crate) boxed: bool,
}

/// The type of a single value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// `String`.
    String,
    /// `bool`.
    Bool,
    /// A type of Rust's for numbers: `i32`.
    Number(&'static str),
    /// A type of the runtime's whose JSON is a string: `Date`.
    Text(&'static str),
    /// A type of the runtime's whose JSON is anything: `Decimal`, `Json`.
    Json(&'static str),
    /// A generated type.
    Object(Path),
    /// A generated enumeration.
    Enum(Path),
    /// A set of members of a generated enumeration.
    Flags(Path),
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Enum {
    /// The name.
    pub(crate) name: RustName,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
    /// Whether it should not be used.
    pub(crate) deprecated: Option<Deprecated>,
    /// Attributes that the caller adds.
    pub(crate) attributes: Vec<String>,
    /// Its members.
    pub(crate) variants: Vec<Variant>,
}

/// One member of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    /// The text in JSON.
    pub(crate) wire_name: String,
    /// The name.
    pub(crate) name: RustName,
    /// Its documentation.
    pub(crate) docs: Vec<String>,
}

/// Every type that has a base type, with it, by qualified name and sorted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bases(pub(crate) Vec<(String, String)>);
