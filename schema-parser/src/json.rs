//! JSON as documentation writes it: text -> [`Value`] and what is odd about it.
//!
//! Besides JSON proper this takes what pages contain, and reports each of it as a [`Problem`]:
//!
//! ```text
//! { name: 'Ann', "id": 007, // the key
//!   “city”: "Oslo"          // no comma behind it
//!   "tags": ["a", ...,], "size": Int32 }   and text behind the end
//! ```
//!
//! Members keep their order and know where they stand. Reading takes linear time and limited depth, and never fails.

mod number;
mod quote;
mod scan;

use std::borrow::Cow;

use serde::{Serialize, Serializer, de::IgnoredAny, ser::SerializeMap};

/// Reads the first value of a text, and says what is not JSON in it.
pub fn parse(text: &str) -> (Value<'_>, Vec<Problem>) {
    scan::scan(text)
}

/// Whether a text is JSON to the letter, which is cheaper to find out than what it says.
pub fn is_strict(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Something in a text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in bytes from the start of the text.
    pub offset: usize,
    /// What it is: `missing comma`.
    pub message: &'static str,
}

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    /// `null`, also in the place of a missing value.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is spelled, without leading zeros.
    Number(Cow<'a, str>),
    /// A string; a bare word is one too.
    String(Cow<'a, str>),
    /// A list.
    Array(Vec<Value<'a>>),
    /// An object, its members in the order of the text.
    Object(Vec<Member<'a>>),
}

/// One member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// What it holds.
    pub value: Value<'a>,
    /// Where its name stands, in bytes from the start of the text.
    pub offset: usize,
}

impl<'a> Value<'a> {
    /// The members of an object; none of anything else.
    pub fn members(&self) -> &[Member<'a>] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The value of the first member of that name.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let found = self.members().iter().find(|it| it.name == name);
        found.map(|it| &it.value)
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of a list.
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// Whether it says yes: `true`, or `"true"` as some pages write it.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Bool(yes) => *yes,
            Self::String(text) => text.eq_ignore_ascii_case("true"),
            _ => false,
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(yes) => to.serialize_bool(*yes),
            Self::Number(text) => serialize_number(text, to),
            Self::String(text) => to.serialize_str(text),
            Self::Array(elements) => to.collect_seq(elements),
            Self::Object(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                for member in members {
                    map.serialize_entry(&member.name, &member.value)?;
                }
                map.end()
            }
        }
    }
}

fn serialize_number<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    if let Ok(number) = text.parse::<i64>() {
        return to.serialize_i64(number);
    }
    if let Ok(number) = text.parse::<u64>() {
        return to.serialize_u64(number);
    }
    to.serialize_f64(text.parse().unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests;
