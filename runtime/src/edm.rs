//! The primitive types of OData that Rust has no type for. Each keeps the text that it was read from, and writes the same text back.
//!
//! | OData | here | a sample |
//! |:--|:--|:--|
//! | `Edm.DateTimeOffset` | [`DateTimeOffset`] | `2021-07-14T08:30:00.1234567Z` |
//! | `Edm.Date` | [`Date`] | `9999-12-31` |
//! | `Edm.TimeOfDay` | [`TimeOfDay`] | `08:30:00.000` |
//! | `Edm.Duration` | [`Duration`] | `PT1H30M` |
//! | `Edm.Guid` | [`Guid`] | `01234567-89ab-cdef-0123-456789abcdef` |
//! | `Edm.Decimal` | [`Decimal`] | `12.50` |
//! | `Edm.Binary` | [`Binary`] | `SGVsbG8=` |

mod binary;
mod calendar;
mod date_time;
mod decimal;
mod duration;
mod guid;
mod scan;

use std::fmt;

pub use self::{
    binary::Binary,
    calendar::{Date, TimeOfDay},
    date_time::DateTimeOffset,
    decimal::Decimal,
    duration::Duration,
    guid::Guid,
};

/// A text that does not stand for a value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The OData type.
    pub expected: &'static str,
    /// The text.
    pub text: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no {}", self.text, self.expected)
    }
}

impl std::error::Error for ParseError {}

/// What every type here has in common: it is read from a text by its `parse` and holds that text.
macro_rules! text_type {
    ($ty:ident, $edm:literal) => {
        impl $ty {
            /// The text, as it was read.
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl std::str::FromStr for $ty {
            type Err = $crate::edm::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text).ok_or_else(|| $crate::edm::ParseError {
                    expected: $edm,
                    text: text.to_owned(),
                })
            }
        }

        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl $crate::object::Scalar for $ty {
            fn parse_text(text: &str) -> Option<Self> {
                Self::parse(text)
            }

            fn text(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Borrowed(&self.text)
            }
        }

        impl serde_core::Serialize for $ty {
            fn serialize<S: serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text)
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $ty {
            fn deserialize<D: serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::object::read_text(deserializer)
            }
        }
    };
}
use text_type;
