//! Types, their properties and relationships, and enumerations.

use std::{borrow::Borrow, fmt};

use serde::{Deserialize, Serialize};

use super::{Location, OperationName, PropertyName, names};

/// A fully qualified name of a type or enumeration: `microsoft.graph.callRecords.session`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeName(pub String);
names!(TypeName);

impl TypeName {
    /// The part before the last dot: `microsoft.graph.callRecords`.
    pub fn namespace(&self) -> &str {
        self.0.rsplit_once('.').map_or("", |it| it.0)
    }

    /// The part behind the last dot: `session`.
    pub fn short(&self) -> &str {
        self.0.rsplit_once('.').map_or(self.0.as_str(), |it| it.1)
    }
}

/// An entity or complex type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Type {
    /// Its qualified name.
    pub name: TypeName,
    /// Whether its values have an identity.
    pub kind: TypeKind,
    /// The type it inherits from; `microsoft.graph.entity` where it has an `id` and no other base.
    pub base: Option<TypeName>,
    /// Whether values are always of a derived type.
    #[serde(rename = "abstract")]
    pub is_abstract: bool,
    /// Whether values may have members that no page declares.
    pub open: bool,
    /// Whether values are themselves streams of bytes, with properties about them.
    pub media: bool,
    /// The properties that identify a value, usually `id`; empty for complex types and where an entity inherits its key.
    pub key: Vec<PropertyName>,
    /// What the page says it is, as Markdown in one paragraph.
    pub description: String,
    /// Why and since when it should not be used any more.
    pub deprecation: Option<Deprecation>,
    /// The properties in the order of the page, without those that only a base type declares.
    pub properties: Vec<Property>,
    /// The navigation properties in the order of the page.
    pub relationships: Vec<Property>,
    /// The sample of its JSON.
    pub representation: Option<Representation>,
    /// The operations that its page lists, in that order; only those that exist.
    pub methods: Vec<OperationName>,
    /// Where its page begins to define it. Where several pages define parts of it, the first of them.
    pub location: Location,
}

/// Whether values of a type have an identity.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum TypeKind {
    /// With a key.
    Entity,
    /// Part of something else.
    #[default]
    Complex,
}

/// A property, a relationship, or a named value of a request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Its name in JSON.
    pub name: PropertyName,
    /// Its type.
    pub ty: TypeRef,
    /// What its row says, as Markdown in one paragraph.
    pub description: String,
    /// What the description says in fixed phrases.
    pub facts: Facts,
    /// Why and since when it should not be used any more.
    pub deprecation: Option<Deprecation>,
    /// Where its row begins.
    pub location: Location,
}

/// What a description says in fixed phrases; `None` and `false` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Only the service sets it.
    pub read_only: bool,
    /// It can be sent but is never answered.
    pub write_only: bool,
    /// It must be sent when a value is created.
    pub required: bool,
    /// Whether it can be null.
    pub nullable: Option<bool>,
    /// It is the key of its entity.
    pub key: bool,
    /// The ancestor that declares it.
    pub inherited_from: Option<TypeName>,
    /// The value it has when none is given, as the page spells it.
    pub default: Option<String>,
    /// It is only answered when `$select` names it.
    pub select_only: bool,
    /// Whether it can stand in `$filter`, and with which operators.
    pub filter: FilterSupport,
    /// Whether it can stand in `$orderby`.
    pub order_by: Support,
    /// Whether it can stand in `$search`.
    pub search: Support,
    /// Whether it can stand in `$expand`.
    pub expand: Support,
}

/// Whether the page says that something is supported.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Support {
    /// The page does not say.
    #[default]
    Unsaid,
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Whether and how a property can stand in `$filter`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilterSupport {
    /// Whether it can.
    pub support: Support,
    /// The operators in OData's lower-case spelling (`eq`, `ne`, `not`, `ge`, `le`, `gt`, `lt`, `in`, `startswith`, `endswith`, `contains`,
    /// `any`, `all`), in the order of the page; empty where the page does not list them.
    pub operators: Vec<String>,
}

/// That something should not be used any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deprecation {
    /// What the page says about it, as Markdown; empty where it only says that it is.
    pub note: String,
}

/// A type in the place where it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeRef {
    /// The type of a single value.
    pub target: TypeTarget,
    /// Whether there is a list of them.
    pub collection: bool,
}

/// What a type in use refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TypeTarget {
    /// A type of OData's.
    Primitive(Primitive),
    /// A type or enumeration, by qualified name; it may be one that no page defines.
    Named(TypeName),
}

impl Default for TypeTarget {
    fn default() -> Self {
        Self::Primitive(Primitive::Untyped)
    }
}

impl fmt::Display for TypeTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Primitive(primitive) => f.write_str(primitive.as_str()),
            Self::Named(name) => f.write_str(name.as_str()),
        }
    }
}

/// `microsoft.graph.user`, `Edm.String`, `Collection(Edm.String)`.
impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.collection {
            write!(f, "Collection({})", self.target)
        } else {
            self.target.fmt(f)
        }
    }
}

macro_rules! primitives {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A primitive type of OData's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Primitive {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Primitive {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// OData's name: `Edm.String`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

primitives! {
    /// Bytes, base64 in JSON.
    Binary = "Edm.Binary",
    /// True or false.
    Boolean = "Edm.Boolean",
    /// An unsigned 8-bit integer.
    Byte = "Edm.Byte",
    /// A day.
    Date = "Edm.Date",
    /// A point in time with its offset from UTC.
    DateTimeOffset = "Edm.DateTimeOffset",
    /// A decimal number of any length.
    Decimal = "Edm.Decimal",
    /// A 64-bit float.
    Double = "Edm.Double",
    /// A length of time, ISO 8601 in JSON.
    Duration = "Edm.Duration",
    /// A GUID.
    Guid = "Edm.Guid",
    /// A 16-bit integer.
    Int16 = "Edm.Int16",
    /// A 32-bit integer.
    Int32 = "Edm.Int32",
    /// A 64-bit integer.
    Int64 = "Edm.Int64",
    /// A signed 8-bit integer.
    SByte = "Edm.SByte",
    /// A 32-bit float.
    Single = "Edm.Single",
    /// Bytes behind an address of their own.
    Stream = "Edm.Stream",
    /// Text.
    String = "Edm.String",
    /// A time of day.
    TimeOfDay = "Edm.TimeOfDay",
    /// Any JSON.
    Untyped = "Edm.Untyped",
}

/// The sample of a type's JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Representation {
    /// The text inside the fence, as it is.
    pub json: String,
    /// The properties that the metadata comment calls optional.
    pub optional: Vec<PropertyName>,
    /// Where the first line of the text begins.
    pub location: Location,
}

/// An enumeration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Enum {
    /// Its qualified name.
    pub name: TypeName,
    /// Its members in the order of the page, `unknownFutureValue` among them.
    pub members: Vec<Member>,
    /// Whether a value can be several members at once.
    pub flags: bool,
    /// Whether the service may answer members that did not exist when a client was written.
    pub evolvable: bool,
    /// What the page says it is, as Markdown in one paragraph.
    pub description: String,
    /// Why and since when it should not be used any more.
    pub deprecation: Option<Deprecation>,
    /// Where it is defined first.
    pub location: Location,
}

/// A member of an enumeration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The name as it travels.
    pub name: String,
    /// The number that the metadata has for it, where the page says it.
    pub value: Option<i64>,
    /// What the page says about it, as Markdown in one paragraph.
    pub description: String,
    /// Whether it is only answered to `Prefer: include-unknown-enum-members`.
    pub hidden: bool,
    /// Where it is named first.
    pub location: Location,
}
