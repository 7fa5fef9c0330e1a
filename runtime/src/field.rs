//! One member of a type: not mentioned, null, or a value.
//!
//! ```text
//! {}                        Field::Absent      not asked for, not to be changed
//! {"displayName": null}     Field::Null        empty; in an update: clear it
//! {"displayName": "Ann"}    Field::Value("Ann")
//! ```

use crate::object::Text;

/// A member that may be absent, null or a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field<T> {
    /// The member is not mentioned at all.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Field<T> {
    /// Whether the member is not mentioned.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the member has a value.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The same state over a reference.
    pub const fn as_ref(&self) -> Field<&T> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(value),
        }
    }

    /// The value, if there is one.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The value to change, if there is one.
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The value itself, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// What the member was, leaving it absent.
    pub const fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Absent)
    }

    /// The same state over another type.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(f(value)),
        }
    }

    /// The value, or `default` where there is none.
    pub fn unwrap_or(self, default: T) -> T {
        self.into_option().unwrap_or(default)
    }
}

impl<T: std::ops::Deref> Field<T> {
    /// The value as what it points to, if there is one: `&str` of a `Field<String>`, a slice of a `Field<Vec<_>>`.
    pub fn as_deref(&self) -> Option<&T::Target> {
        self.as_option().map(T::deref)
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<T> for Field<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

/// `None` is absent; write [`Field::Null`] to clear a member.
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// Texts and enumerations; a text that an enumeration does not know is kept as it is.
impl<T: Text> From<&str> for Field<T> {
    fn from(text: &str) -> Self {
        Self::Value(T::from_text(text))
    }
}

impl<T, const N: usize> From<[T; N]> for Field<Vec<T>> {
    fn from(items: [T; N]) -> Self {
        Self::Value(items.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn conversions_keep_the_three_states_apart() {
        assert_eq!(Field::<i32>::from(None), Field::Absent);
        assert_eq!(Field::<i32>::from(Some(1)), Field::Value(1));
        assert_eq!(Field::<String>::from("a"), Field::Value("a".to_owned()));
        assert_eq!(Field::<Vec<i32>>::from([1, 2]), Field::Value(vec![1, 2]));
        assert_eq!(Field::<i32>::Null.map(|it| it + 1), Field::Null);
        let mut field = Field::from(1);
        assert_eq!((field.take(), field), (Field::Value(1), Field::Absent));
    }
}
