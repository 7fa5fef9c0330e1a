//! What the documentation says, as plain ordered data: no Markdown in it, no Rust.
//!
//! ```text
//! Schema
//!   pages        every page read, by number
//!   types        microsoft.graph.user -> Type { base, properties, relationships, representation, … }
//!   enums        microsoft.graph.ageGroup -> Enum { members, flags, evolvable, … }
//!   operations   user-list-messages -> Operation { method, paths, permissions, request, responses, examples, … }
//! ```
//!
//! Names are Graph's own, types are always fully qualified, and everything knows its [`Location`].

mod operation;
mod path;
mod types;

use std::{borrow::Borrow, collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

pub use self::{
    operation::{
        Body, Cloud, Content, Example, Header, Message, Operation, OperationKind, Parameter,
        ParameterPlace, PermissionSet, PermissionTable, Permissions, QueryOption, Response, Start,
    },
    path::{Argument, ArgumentValue, PathTemplate, Placeholder, Segment},
    types::{
        Deprecation, Enum, Facts, FilterSupport, Member, Primitive, Property, Representation,
        Support, Type, TypeKind, TypeName, TypeRef, TypeTarget,
    },
};

/// Everything one version of the documentation says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The version of Graph.
    pub version: Version,
    /// The pages read, each relative to the folder that holds `api-reference`, sorted. A [`PageId`] counts in this list.
    pub pages: Vec<String>,
    /// Entity and complex types by qualified name.
    pub types: BTreeMap<TypeName, Type>,
    /// Enumerations by qualified name.
    pub enums: BTreeMap<TypeName, Enum>,
    /// Operations by name: the stem of the page (`user-list-messages`), followed by `#2`, `#3` … for the further operations of one page.
    pub operations: BTreeMap<OperationName, Operation>,
}

impl Schema {
    /// The path of a page, for example `api-reference/v1.0/resources/user.md`.
    pub fn page(&self, page: PageId) -> &str {
        self.pages.get(page.0 as usize).map_or("", String::as_str)
    }

    /// A type and its base types, the type itself first. Ends where a base is unknown or would repeat.
    pub fn lineage<'a>(&'a self, name: &TypeName) -> impl Iterator<Item = &'a Type> + use<'a> {
        let mut next = self.types.get(name);
        let mut left = self.types.len();
        std::iter::from_fn(move || {
            let it = next?;
            left = left.checked_sub(1)?;
            next = it.base.as_ref().and_then(|base| self.types.get(base));
            Some(it)
        })
    }
}

/// A version of Graph that the documentation describes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Version {
    /// `v1.0`, for production.
    #[default]
    #[serde(rename = "v1.0")]
    V1,
    /// `beta`, which may change.
    #[serde(rename = "beta")]
    Beta,
}

impl Version {
    /// Both versions.
    pub const ALL: [Self; 2] = [Self::V1, Self::Beta];

    /// The name in addresses and folders: `v1.0` or `beta`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or_else(|| format!("`{text}` is no version of Graph, expected `v1.0` or `beta`"))
    }
}

/// A page by its place in [`Schema::pages`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct PageId(pub u32);

/// A place in a page, counted from 1 as editors show it; columns count characters.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Location {
    /// The page.
    pub page: PageId,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// The name of a property or relationship as it travels: `displayName`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PropertyName(pub String);

/// The name of an operation: the stem of its page, such as `user-list-messages`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OperationName(pub String);

/// The three things every name can do.
macro_rules! names {
    ($($name:ident),*) => {$(
        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}
use names;
names!(PropertyName, OperationName);
