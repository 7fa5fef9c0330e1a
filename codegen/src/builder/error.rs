//! Why a builder gave up.

use std::{fmt, io};

use syn::parse::Parser;

use crate::Attribute;

/// Why nothing was generated. Unwrapping one in a build script shows all of it.
pub enum Error {
    /// The disk failed; the message names the path.
    Disk(io::Error),
    /// No output folder is given, and this is no build script.
    NoOutDir,
    /// The selection names types or operations that the documentation does not have.
    Unmatched(Vec<String>),
    /// An attribute for types is none.
    Attribute {
        /// The attribute.
        text: String,
        /// Why it is none.
        reason: String,
    },
    /// What is odd about the documentation, where that is denied; each with page and line.
    Denied(Vec<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk(error) => error.fmt(f),
            Self::NoOutDir => f.write_str("no output folder is given, and `OUT_DIR` is not set"),
            Self::Unmatched(patterns) => {
                write!(f, "no page defines `{}`", patterns.join("`, `"))
            }
            Self::Attribute { text, reason } => write!(f, "`{text}` is no attribute: {reason}"),
            Self::Denied(lines) => f.write_str(&lines.join("\n")),
        }
    }
}

/// As it is displayed: that is what `unwrap` shows.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Fails at the first attribute that is none.
pub(super) fn check_attributes(attributes: &[Attribute]) -> Result<(), Error> {
    for Attribute { text, .. } in attributes {
        if let Err(error) = syn::Attribute::parse_outer.parse_str(text) {
            return Err(Error::Attribute {
                text: text.clone(),
                reason: error.to_string(),
            });
        }
    }
    Ok(())
}
