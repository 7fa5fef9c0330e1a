//! Where a request goes, built from literal segments and values that can never change the path.
//!
//! ```text
//! /users/anna%23EXT%23%40x.org/drive/root:/Plans/a%20b.txt:/children
//! /me/reminderView(startDateTime='2026-01-01',endDateTime='2026-02-01')
//! ```
//!
//! A value keeps only unreserved characters and a few that mean nothing in a segment; the rest is percent-encoded. A value that cannot be
//! written at all (empty, `.` or `..`) spoils the path, and sending it is an error.

use std::fmt::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay, filter::Literal};

/// What an id may keep: none of these separates segments, starts a query, a fragment, a key or a path inside a drive.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@')
    .remove(b'!')
    .remove(b',')
    .remove(b'=');

/// What an argument in parentheses may keep: the colon of a time of day as well, but neither comma nor equals sign.
const ARGUMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

/// Why a path cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathFault {
    /// An id or file name is empty, so the path would name the collection instead.
    Empty,
    /// An id or file name is `.` or `..`, which URLs take for a step up however it is written.
    Dots,
}

/// An encoded path below the version, such as `/users/anna/messages`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    text: String,
    aliases: Vec<(&'static str, String)>,
    fault: Option<PathFault>,
}

/// A value in the parentheses of a function call or key.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A text: quoted, with inner quotes doubled.
    Text(String),
    /// A number, truth value, date, GUID or `null`, written as it is.
    Raw(String),
    /// A collection or object, sent as JSON in the query under an alias: `f(ids=@ids)?@ids=["a"]`.
    Json(serde_json::Value),
}

impl Path {
    /// Starts with encoded literal text, which the documentation gives: `/me/drive`.
    pub fn new(literal: &str) -> Self {
        Self {
            text: literal.to_owned(),
            ..Self::default()
        }
    }

    /// Appends encoded literal text as it is, with its own slash: `/messages`, `/microsoft.graph.user`.
    #[must_use]
    pub fn literal(mut self, literal: &str) -> Self {
        self.text.push_str(literal);
        self
    }

    /// Appends one segment that holds an id.
    #[must_use]
    pub fn id(mut self, id: &str) -> Self {
        self.text.push('/');
        self.push_segment(id);
        self
    }

    /// Appends a key in parentheses: `(uniqueName='x')`.
    #[must_use]
    pub fn key(self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.arguments([(name, value.into())])
    }

    /// Appends a function and its arguments: `/delta()`, `/range(address='A1')`.
    #[must_use]
    pub fn function<const N: usize>(
        mut self,
        name: &str,
        arguments: [(&'static str, Argument); N],
    ) -> Self {
        self.text.push('/');
        self.text.push_str(name);
        self.arguments(arguments)
    }

    /// Appends a list of arguments in parentheses.
    #[must_use]
    pub fn arguments(
        mut self,
        arguments: impl IntoIterator<Item = (&'static str, Argument)>,
    ) -> Self {
        self.text.push('(');
        for (at, (name, value)) in arguments.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            if !name.is_empty() {
                self.text.push_str(name);
                self.text.push('=');
            }
            self.push_argument(name, value);
        }
        self.text.push(')');
        self
    }

    /// Addresses a file or folder below a drive's item by its path: `root` + `a/b c` gives `root:/a/b%20c:`.
    ///
    /// Slashes separate folders; leading and trailing ones are dropped. An empty path addresses the item itself and adds nothing.
    #[must_use]
    pub fn file(mut self, path: &str) -> Self {
        let path = path.trim_matches('/');
        if path.is_empty() {
            return self;
        }
        self.text.push(':');
        for name in path.split('/') {
            self.text.push('/');
            self.push_segment(name);
        }
        self.text.push(':');
        self
    }

    /// The encoded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The arguments that travel in the query, as name without `@` and JSON text.
    pub fn aliases(&self) -> &[(&'static str, String)] {
        &self.aliases
    }

    /// Why the path cannot be sent, if it cannot.
    pub fn fault(&self) -> Option<PathFault> {
        self.fault
    }

    fn push_segment(&mut self, value: &str) {
        match value {
            "" => self.fault = self.fault.or(Some(PathFault::Empty)),
            "." | ".." => self.fault = self.fault.or(Some(PathFault::Dots)),
            _ => self.text.extend(utf8_percent_encode(value, SEGMENT)),
        }
    }

    fn push_argument(&mut self, name: &'static str, value: Argument) {
        match value {
            Argument::Text(text) => {
                self.text.push('\'');
                self.text
                    .extend(utf8_percent_encode(&text.replace('\'', "''"), ARGUMENT));
                self.text.push('\'');
            }
            Argument::Raw(text) => self.text.extend(utf8_percent_encode(&text, ARGUMENT)),
            Argument::Json(value) => {
                self.text.push('@');
                self.text.push_str(name);
                self.aliases.push((name, value.to_string()));
            }
        }
    }
}

impl Argument {
    /// A value written as it prints: a date, a GUID, a number.
    pub fn raw(value: impl fmt::Display) -> Self {
        let mut text = String::new();
        // Writing to a string cannot fail unless the value's own `Display` does, and then the text so far is all there is.
        let _ = write!(text, "{value}");
        Self::Raw(text)
    }

    /// A value as a filter writes it: texts and members of enumerations in quotes, dates and numbers as they are.
    pub fn of(value: &impl Literal) -> Self {
        Self::Raw(value.literal())
    }

    /// The OData `null`.
    pub fn null() -> Self {
        Self::Raw("null".to_owned())
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Values that a filter writes the same way: numbers, dates, GUIDs, durations.
macro_rules! literals {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Argument {
            fn from(value: $ty) -> Self {
                Self::of(&value)
            }
        }
    )*};
}
literals!(
    bool,
    u8,
    i8,
    i16,
    i32,
    i64,
    f64,
    Date,
    DateTimeOffset,
    Decimal,
    Duration,
    Guid,
    TimeOfDay
);

impl From<serde_json::Value> for Argument {
    fn from(value: serde_json::Value) -> Self {
        Self::Json(value)
    }
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an id in the path is empty, expected at least one character",
            Self::Dots => "an id in the path is `.` or `..`, which a url cannot carry",
        })
    }
}
