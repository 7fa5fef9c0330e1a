//! Paths of operations, parsed once.
//!
//! ```text
//! /users/{id | userPrincipalName}/drive/root:/{item-path}:/children
//!  Literal Placeholder             Literal Literal ItemPath  Literal
//! /me/reminderView(startDateTime='{start}',endDateTime='{end}')      Call with two arguments
//! /applications(uniqueName='{uniqueName}')                           Key with one argument
//! /deviceManagement/x/{id}/microsoft.graph.y/$ref                    Cast, Literal
//! ```

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Location, TypeName};

/// A documented path below the version, without host, version and query.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PathTemplate {
    /// What stands between the slashes.
    pub segments: Vec<Segment>,
    /// The query behind the path as the page spells it, without the question mark; empty where there is none.
    pub query: String,
    /// Where its line begins.
    pub location: Location,
}

/// One part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Segment {
    /// A fixed word: an entity set, a property, an action, `$ref`, `$value`, `$count`.
    Literal(String),
    /// A type that the values before it are narrowed to: `microsoft.graph.user`.
    Cast(TypeName),
    /// One value that the caller gives.
    Placeholder(Placeholder),
    /// A path of folders and a file below the item before it: `root:/{item-path}:`.
    ItemPath(Placeholder),
    /// A function with its arguments; empty parentheses give none.
    Call {
        /// The name of the function, without namespace.
        name: String,
        /// The arguments in order.
        arguments: Vec<Argument>,
    },
    /// A key with a name, which follows the collection it chooses from: `(uniqueName='{uniqueName}')`, `roleTemplateId={id}`.
    Key(Vec<Argument>),
}

/// A place for a value, with the names that the page gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Placeholder {
    /// The alternatives, such as `id` and `userPrincipalName`; at least one.
    pub names: Vec<String>,
}

/// One argument of a call or key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Argument {
    /// Its name; empty for the single argument that a page gives without one.
    pub name: String,
    /// What stands for its value.
    pub value: ArgumentValue,
}

/// What a page writes in the place of an argument's value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArgumentValue {
    /// The text: the name in braces or angle brackets, or a sample value.
    pub text: String,
    /// Whether it stands in quotes.
    pub quoted: bool,
    /// Whether the text is the name of a placeholder and not a sample.
    pub placeholder: bool,
}

/// The path as `score.py` reads it: placeholders as `{name}`, alternatives with ` | `, no query.
impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                Segment::Key(_) | Segment::ItemPath(_) => {}
                _ => f.write_str("/")?,
            }
            segment.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Cast(name) => name.fmt(f),
            Self::Placeholder(it) => it.fmt(f),
            Self::ItemPath(it) => write!(f, ":/{it}:"),
            Self::Call { name, arguments } => write_arguments(f, name, arguments),
            Self::Key(arguments) => write_arguments(f, "", arguments),
        }
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.names.join(" | "))
    }
}

fn write_arguments(f: &mut fmt::Formatter<'_>, name: &str, arguments: &[Argument]) -> fmt::Result {
    write!(f, "{name}(")?;
    for (at, argument) in arguments.iter().enumerate() {
        if at > 0 {
            f.write_str(",")?;
        }
        if !argument.name.is_empty() {
            write!(f, "{}=", argument.name)?;
        }
        let (open, close) = if argument.value.placeholder {
            ("{", "}")
        } else {
            ("", "")
        };
        let quote = if argument.value.quoted { "'" } else { "" };
        write!(f, "{quote}{open}{}{close}{quote}", argument.value.text)?;
    }
    f.write_str(")")
}
