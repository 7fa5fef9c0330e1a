//! What is odd about a schema, for people to read: nothing here stops the generator.

use std::fmt;

use msgraph_schema::schema::{Location, Schema};

/// What sort of oddity it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A member whose name is an annotation; it is left to the undeclared members.
    AnnotationMember,
    /// A base type that no page defines, or that would make a type its own ancestor.
    BadBase,
    /// A property that a base type declares with another type.
    ChangedProperty,
    /// Two names that are one in Rust.
    NameClash,
    /// A type in use that no page defines; its values are untyped.
    UndefinedType,
    /// A name that no Rust name can be made of; what it names is left out.
    UnusableName,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AnnotationMember => "annotation-member",
            Self::BadBase => "bad-base",
            Self::ChangedProperty => "changed-property",
            Self::NameClash => "name-clash",
            Self::UndefinedType => "undefined-type",
            Self::UnusableName => "unusable-name",
        })
    }
}

/// One oddity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where it is.
    pub location: Location,
    /// What sort of oddity it is.
    pub code: Code,
    /// What was found.
    pub message: String,
    /// The other place that it is about.
    pub related: Option<Location>,
}

impl Diagnostic {
    /// An oddity about one place.
    pub(crate) fn new(code: Code, location: Location, message: String) -> Self {
        Self {
            location,
            code,
            message,
            related: None,
        }
    }

    /// The oddity as one line: `api-reference/v1.0/resources/a.md:7:3: warning[name-clash]: …`.
    pub fn line(&self, schema: &Schema) -> String {
        let related = self
            .related
            .map(|it| format!(" (see {})", place(schema, it)))
            .unwrap_or_default();
        format!(
            "{}: warning[{}]: {}{related}",
            place(schema, self.location),
            self.code,
            self.message
        )
    }
}

fn place(schema: &Schema, at: Location) -> String {
    format!("{}:{}:{}", schema.page(at.page), at.line, at.column)
}
