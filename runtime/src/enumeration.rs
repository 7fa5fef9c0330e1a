//! Enumerations that keep texts they do not know, and sets of their members.

use std::{borrow::Cow, fmt, ops, str::FromStr};

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::object::{Scalar, Text, read_text, write_text};

/// A generated enumeration.
pub trait Enumeration: Clone + PartialEq + fmt::Debug + Send + Sync + 'static {
    /// The member that a text stands for; an unknown text is kept.
    fn parse(text: &str) -> Self;

    /// The text in JSON.
    fn as_str(&self) -> &str;
}

impl<E: Enumeration> Scalar for E {
    #[inline]
    fn parse_text(text: &str) -> Option<Self> {
        Some(E::parse(text))
    }

    #[inline]
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl<E: Enumeration> Text for E {
    fn from_text(text: &str) -> Self {
        E::parse(text)
    }
}

/// A set of members of a flags enumeration, written with commas: `read,write`. Members keep the order in which they were added.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Flags<E>(Vec<E>);

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E: Enumeration> Flags<E> {
    /// Whether a member is in the set.
    pub fn contains(&self, member: &E) -> bool {
        self.0.contains(member)
    }

    /// Adds a member.
    pub fn insert(&mut self, member: E) {
        if !self.contains(&member) {
            self.0.push(member);
        }
    }

    /// Takes a member out.
    pub fn remove(&mut self, member: &E) {
        self.0.retain(|it| it != member);
    }

    /// The members in the order in which they were added.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.0.iter()
    }

    /// Whether there is no member.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<E: Enumeration> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        members
            .into_iter()
            .fold(Self::default(), |set, member| set | member)
    }
}

impl<'a, E: Enumeration> IntoIterator for &'a Flags<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<E: Enumeration> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Self(vec![member])
    }
}

impl<E: Enumeration, M: Into<Self>> ops::BitOr<M> for Flags<E> {
    type Output = Self;

    fn bitor(mut self, other: M) -> Self {
        other.into().0.into_iter().for_each(|it| self.insert(it));
        self
    }
}

impl<E: Enumeration> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl<E: Enumeration> FromStr for Flags<E> {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from_text(text))
    }
}

impl<E: Enumeration> Scalar for Flags<E> {
    fn parse_text(text: &str) -> Option<Self> {
        Some(Self::from_text(text))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.iter().map(E::as_str).collect::<Vec<_>>().join(","))
    }
}

impl<E: Enumeration> Text for Flags<E> {
    fn from_text(text: &str) -> Self {
        text.split(',')
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(E::parse)
            .collect()
    }
}

impl<E: Enumeration> Serialize for Flags<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_text(self, serializer)
    }
}

impl<'de, E: Enumeration> Deserialize<'de> for Flags<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Enumeration, Flags};

    #[derive(Clone, Debug, PartialEq)]
    struct Right(String);

    impl Enumeration for Right {
        fn parse(text: &str) -> Self {
            Self(text.to_owned())
        }

        fn as_str(&self) -> &str {
            &self.0
        }
    }

    #[test]
    fn a_set_keeps_its_order_and_holds_a_member_once() {
        let right = |text: &str| Right(text.to_owned());
        let set: Flags<Right> = "write, read,write".parse().unwrap();
        assert_eq!(set.to_string(), "write,read");
        assert!(set.contains(&right("read")));
        assert_eq!(
            (Flags::from(right("read")) | right("write") | set).to_string(),
            "read,write"
        );
        assert_eq!("".parse(), Ok(Flags::<Right>::default()));
    }
}
