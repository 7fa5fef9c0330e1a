//! The query of a request: options by name, encoded once when the address is made.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a query value must not hold as it is; quotes, commas, colons, slashes and parentheses stay readable.
const VALUE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The same for a name, which also must not hold the equals sign.
const NAME: &AsciiSet = &VALUE.add(b'=');

/// The options of a request in the order they were given, not yet encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(Cow<'static, str>, Cow<'static, str>)>);

impl Query {
    /// Sets an option, replacing what it had.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|it| it.0 == name) {
            Some(it) => it.1 = value,
            None => self.0.push((name, value)),
        }
    }

    /// Adds names to a list option such as `$select`, after those it has.
    pub fn extend<I>(&mut self, name: &'static str, values: I)
    where
        I: IntoIterator,
        I::Item: Into<Cow<'static, str>>,
    {
        let mut list = self.remove(name).unwrap_or_default();
        for value in values {
            let value = value.into();
            if list.is_empty() {
                list = value;
            } else {
                let mut text = match list {
                    Cow::Owned(text) => text,
                    Cow::Borrowed(first) => with_room(first),
                };
                text.push(',');
                text.push_str(&value);
                list = Cow::Owned(text);
            }
        }
        if !list.is_empty() {
            self.0.push((Cow::Borrowed(name), list));
        }
    }

    /// The value of an option.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|it| it.0 == name)
            .map(|it| it.1.as_ref())
    }

    /// Whether there are no options.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All options in the order they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    fn remove(&mut self, name: &str) -> Option<Cow<'static, str>> {
        let at = self.0.iter().position(|it| it.0 == name)?;
        Some(self.0.remove(at).1)
    }
}

/// Most lists are longer than their first name, and growing step by step would cost an allocation each time.
fn with_room(first: &str) -> String {
    let mut text = String::with_capacity(64);
    text.push_str(first);
    text
}

/// Appends one encoded `name=value`.
pub(crate) fn push(text: &mut String, name: &str, value: &str) {
    text.extend(utf8_percent_encode(name, NAME));
    text.push('=');
    text.extend(utf8_percent_encode(value, VALUE));
}
