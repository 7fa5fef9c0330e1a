//! Names of properties that know their type and their operators, and filters made of them.
//!
//! ```
//! use msgraph_runtime::{Filter, Property, filter::{Only, operators}};
//!
//! struct User;
//! const DISPLAY_NAME: Property<User, Only<{ operators::EQ | operators::STARTS_WITH }>> = Property::new("displayName");
//! const AGE: Property<User> = Property::new("age");
//!
//! let filter = DISPLAY_NAME.starts_with("O'") & (AGE.ge(18) | AGE.eq_null());
//! assert_eq!(filter.to_string(), "startswith(displayName,'O''') and (age ge 18 or age eq null)");
//! ```
//!
//! An operator that the documentation does not list for a property does not compile:
//!
//! ```compile_fail
//! use msgraph_runtime::{Property, filter::{Only, operators}};
//!
//! struct User;
//! const DISPLAY_NAME: Property<User, Only<{ operators::EQ }>> = Property::new("displayName");
//! let filter = DISPLAY_NAME.ends_with("son");
//! ```
//!
//! Nor does a filter that mixes types:
//!
//! ```compile_fail
//! use msgraph_runtime::Property;
//!
//! struct User;
//! struct Group;
//! const MAIL: Property<User> = Property::new("mail");
//! const NAME: Property<Group> = Property::new("name");
//! let filter = MAIL.eq("a@b") & NAME.eq("c");
//! ```

use std::{convert::Infallible, fmt, marker::PhantomData, ops};

use crate::{Date, DateTimeOffset, Decimal, Duration, Enumeration, Guid, TimeOfDay};

/// The operators of `$filter` as bits.
#[expect(missing_docs, reason = "the names are OData's own")]
pub mod operators {
    pub const EQ: u16 = 1;
    pub const NE: u16 = 1 << 1;
    pub const GT: u16 = 1 << 2;
    pub const LT: u16 = 1 << 3;
    pub const GE: u16 = 1 << 4;
    pub const LE: u16 = 1 << 5;
    pub const IN: u16 = 1 << 6;
    pub const NOT: u16 = 1 << 7;
    pub const STARTS_WITH: u16 = 1 << 8;
    pub const ENDS_WITH: u16 = 1 << 9;
    pub const CONTAINS: u16 = 1 << 10;
    /// Every operator: the documentation does not say.
    pub const ALL: u16 = u16::MAX;
}

/// The operators that the documentation lists for a property.
pub trait Operators {
    /// Their bits.
    const BITS: u16;
}

/// Every operator: the documentation does not say.
#[derive(Debug)]
pub enum Any {}

impl Operators for Any {
    const BITS: u16 = operators::ALL;
}

/// These operators and no others.
#[derive(Debug)]
pub enum Only<const BITS: u16> {}

impl<const BITS: u16> Operators for Only<BITS> {
    const BITS: u16 = BITS;
}

/// The name of a property of the type `T`, with the operators that its documentation lists.
///
/// Generated code has thousands of them. What they are made of is what the compiler takes least time for: one field and no call, so the type
/// stands in a variant that no value can have.
pub enum Property<T, O = Any> {
    /// A name in JSON.
    #[doc(hidden)]
    Named {
        /// The name.
        name: &'static str,
    },
    #[doc(hidden)]
    Never(Infallible, PhantomData<fn() -> (T, O)>),
}

impl<T, O> Property<T, O> {
    /// The property with this name in JSON.
    pub const fn new(name: &'static str) -> Self {
        Self::Named { name }
    }

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        let Self::Named { name } = self;
        name
    }

    /// The same name without its operators, so that names of several properties fit in one list.
    pub const fn any(self) -> Property<T> {
        Property::new(self.name())
    }
}

impl<T, O> Clone for Property<T, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, O> Copy for Property<T, O> {}

impl<T, O> fmt::Debug for Property<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<T, O> AsRef<str> for Property<T, O> {
    fn as_ref(&self) -> &str {
        self.name()
    }
}

/// A comparison with a value, refused by the compiler where the documentation does not list it.
macro_rules! comparisons {
    ($($method:ident, $word:literal, $bit:ident;)*) => {$(
        #[doc = concat!("`name ", $word, " value`.")]
        pub fn $method(self, value: impl Literal) -> Filter<T> {
            const { assert!(O::BITS & operators::$bit != 0, concat!("the property does not support `", $word, "` in $filter")) };
            Filter::comparison(format!("{} {} {}", self.name(), $word, value.literal()))
        }
    )*};
}

/// A function of a text, refused by the compiler where the documentation does not list it.
macro_rules! functions {
    ($($method:ident, $word:literal, $bit:ident;)*) => {$(
        #[doc = concat!("`", $word, "(name,'text')`.")]
        pub fn $method(self, text: &str) -> Filter<T> {
            const { assert!(O::BITS & operators::$bit != 0, concat!("the property does not support `", $word, "` in $filter")) };
            Filter::comparison(format!("{}({},{})", $word, self.name(), text.literal()))
        }
    )*};
}

impl<T, O: Operators> Property<T, O> {
    comparisons! {
        eq, "eq", EQ;
        ne, "ne", NE;
        gt, "gt", GT;
        lt, "lt", LT;
        ge, "ge", GE;
        le, "le", LE;
    }

    functions! {
        starts_with, "startswith", STARTS_WITH;
        ends_with, "endswith", ENDS_WITH;
        contains, "contains", CONTAINS;
    }

    /// `name eq null`.
    pub fn eq_null(self) -> Filter<T> {
        self.eq(Null)
    }

    /// `name ne null`.
    pub fn ne_null(self) -> Filter<T> {
        self.ne(Null)
    }

    /// `name in (value,value)`.
    pub fn is_in<L: Literal>(self, values: impl IntoIterator<Item = L>) -> Filter<T> {
        const {
            assert!(
                O::BITS & operators::IN != 0,
                "the property does not support `in` in $filter"
            )
        };
        let values: Vec<_> = values.into_iter().map(|it| it.literal()).collect();
        Filter::comparison(format!("{} in ({})", self.name(), values.join(",")))
    }
}

/// A condition on values of the type `T`. Its `Display` is the text of `$filter`, not yet percent-encoded.
pub struct Filter<T> {
    text: String,
    binds: Binds,
    subject: PhantomData<fn() -> T>,
}

/// How tightly the outermost operator of a text binds.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binds {
    Or,
    And,
    Tight,
}

impl<T> Filter<T> {
    /// A condition written by hand.
    pub fn raw(text: impl Into<String>) -> Self {
        // Nothing is known of it: it is put in brackets wherever it is combined.
        Self {
            text: text.into(),
            binds: Binds::Or,
            subject: PhantomData,
        }
    }

    fn comparison(text: String) -> Self {
        Self {
            text,
            binds: Binds::Tight,
            subject: PhantomData,
        }
    }

    fn bracketed(&self, outer: Binds) -> String {
        if self.binds < outer {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }

    fn join(&self, word: &str, other: &Self, binds: Binds) -> Self {
        let text = format!(
            "{} {word} {}",
            self.bracketed(binds),
            other.bracketed(binds)
        );
        Self {
            text,
            binds,
            subject: PhantomData,
        }
    }

    /// The text of `$filter`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> ops::BitAnd for Filter<T> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.join("and", &other, Binds::And)
    }
}

impl<T> ops::BitOr for Filter<T> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.join("or", &other, Binds::Or)
    }
}

impl<T> ops::Not for Filter<T> {
    type Output = Self;

    fn not(self) -> Self {
        Self::comparison(format!("not({})", self.text))
    }
}

impl<T> Clone for Filter<T> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            binds: self.binds,
            subject: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T> fmt::Display for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A value in a filter.
pub trait Literal {
    /// The value as OData writes it: texts in quotes, with inner quotes doubled.
    fn literal(&self) -> String;
}

/// `null` in a filter.
#[derive(Clone, Copy, Debug)]
pub struct Null;

impl Literal for Null {
    fn literal(&self) -> String {
        "null".to_owned()
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

impl Literal for &str {
    fn literal(&self) -> String {
        quoted(self)
    }
}

impl Literal for String {
    fn literal(&self) -> String {
        quoted(self)
    }
}

impl Literal for &String {
    fn literal(&self) -> String {
        quoted(self)
    }
}

impl<E: Enumeration> Literal for E {
    fn literal(&self) -> String {
        quoted(self.as_str())
    }
}

impl Literal for Duration {
    fn literal(&self) -> String {
        format!("duration{}", quoted(self.as_str()))
    }
}

/// Values that are written as they print.
macro_rules! plain {
    ($($ty:ty),*) => {$(
        impl Literal for $ty {
            fn literal(&self) -> String {
                self.to_string()
            }
        }

        impl Literal for &$ty {
            fn literal(&self) -> String {
                self.to_string()
            }
        }
    )*};
}
plain!(
    bool,
    u8,
    i8,
    i16,
    i32,
    i64,
    Date,
    DateTimeOffset,
    Decimal,
    Guid,
    TimeOfDay
);

impl Literal for f64 {
    fn literal(&self) -> String {
        if self.is_finite() {
            self.to_string()
        } else {
            special(*self).to_owned()
        }
    }
}

const fn special(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Property};

    struct Thing;
    const NAME: Property<Thing> = Property::new("name");

    #[track_caller]
    fn check(filter: &Filter<Thing>, expected: &str) {
        assert_eq!(filter.to_string(), expected);
    }

    #[test]
    fn literals() {
        check(&NAME.eq("it's"), "name eq 'it''s'");
        check(&NAME.ne(true), "name ne true");
        check(&NAME.lt(1.5), "name lt 1.5");
        check(&NAME.lt(2.0), "name lt 2");
        check(&NAME.le(f64::NEG_INFINITY), "name le -INF");
        check(
            &NAME.gt("2021-07-14T08:30:00Z"
                .parse::<crate::DateTimeOffset>()
                .unwrap()),
            "name gt 2021-07-14T08:30:00Z",
        );
        check(
            &NAME.eq(crate::Guid::from_u128(1)),
            "name eq 00000000-0000-0000-0000-000000000001",
        );
        check(
            &NAME.eq(crate::Duration::from_seconds(5)),
            "name eq duration'PT5S'",
        );
        check(&NAME.is_in(["a", "b'"]), "name in ('a','b''')");
    }

    #[test]
    fn brackets_stand_where_precedence_needs_them() {
        let [a, b, c] = [1, 2, 3].map(|it| NAME.eq(it));
        check(
            &(a.clone() & b.clone() | c.clone()),
            "name eq 1 and name eq 2 or name eq 3",
        );
        check(
            &(a.clone() & (b.clone() | c)),
            "name eq 1 and (name eq 2 or name eq 3)",
        );
        check(&!(a.clone() | b), "not(name eq 1 or name eq 2)");
        check(&(a & Filter::raw("x or y")), "name eq 1 and (x or y)");
    }
}
