//! The kinds of members that have more than one Rust type, each behind one small trait object.

use std::borrow::Cow;

use serde_json::Value;

use super::Object;
use crate::Field;

/// A value that is a string in JSON, whatever the string says: a string or an enumeration.
pub trait Text: Scalar {
    /// The value of a text.
    fn from_text(text: &str) -> Self;
}

/// A value that some strings in JSON stand for: an enumeration, a date, a GUID.
pub trait Scalar: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The value, if the text stands for one.
    fn parse_text(text: &str) -> Option<Self>;

    /// The text, the same that was read.
    fn text(&self) -> Cow<'_, str>;
}

impl Scalar for String {
    fn parse_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Text for String {
    fn from_text(text: &str) -> Self {
        text.to_owned()
    }
}

/// A member whose value is a string in JSON.
pub trait TextSlot {
    /// Sets the value; `false`, and no change, where the text does not fit.
    fn set(&mut self, text: &str) -> bool;
    /// Sets `null`.
    fn set_null(&mut self);
    /// The text.
    fn state(&self) -> Field<Cow<'_, str>>;
    /// Whether the state is that of another text, compared as values: two spellings of one instant are the same.
    fn same(&self, other: &Field<Cow<'_, str>>) -> bool;
}

impl<T: Scalar> TextSlot for Field<T> {
    #[inline]
    fn set(&mut self, text: &str) -> bool {
        let value = T::parse_text(text);
        let fits = value.is_some();
        if let Some(value) = value {
            *self = Self::Value(value);
        }
        fits
    }

    #[inline]
    fn set_null(&mut self) {
        *self = Self::Null;
    }

    #[inline]
    fn state(&self) -> Field<Cow<'_, str>> {
        self.as_ref().map(T::text)
    }

    #[inline]
    fn same(&self, other: &Field<Cow<'_, str>>) -> bool {
        match (self, other) {
            (Self::Value(value), Field::Value(text)) => T::parse_text(text).as_ref() == Some(value),
            _ => self.is_absent() == other.is_absent() && self.is_null() == other.is_null(),
        }
    }
}

/// A member whose value is a list of strings in JSON.
pub trait TextsSlot {
    /// Adds an item, the first one to an empty list; `false`, and no change, where the text does not fit.
    fn push(&mut self, text: &str) -> bool;
    /// Sets the state without items: absent, null or an empty list.
    fn reset(&mut self, state: Field<()>);
    /// The number of items.
    fn state(&self) -> Field<usize>;
    /// The text of one item.
    fn text(&self, index: usize) -> Cow<'_, str>;
    /// Whether the state is that of another list, compared as values.
    fn same(&self, other: &dyn TextsSlot) -> bool;
}

impl<T: Scalar> TextsSlot for Field<Vec<T>> {
    #[inline]
    fn push(&mut self, text: &str) -> bool {
        let (Self::Value(items), Some(item)) = (self, T::parse_text(text)) else {
            return false;
        };
        items.push(item);
        true
    }

    #[inline]
    fn reset(&mut self, state: Field<()>) {
        *self = state.map(|()| Vec::new());
    }

    #[inline]
    fn state(&self) -> Field<usize> {
        self.as_ref().map(Vec::len)
    }

    #[inline]
    fn text(&self, index: usize) -> Cow<'_, str> {
        self.as_option()
            .map_or(Cow::Borrowed(""), |it| it[index].text())
    }

    #[inline]
    fn same(&self, other: &dyn TextsSlot) -> bool {
        let items = self.as_deref().unwrap_or_default().iter().enumerate();
        TextsSlot::state(self) == other.state()
            && items
                .into_iter()
                .all(|(index, item)| T::parse_text(&other.text(index)).as_ref() == Some(item))
    }
}

/// A member whose value is an object.
pub trait ObjectSlot {
    /// Sets an empty object and hands it out.
    fn insert(&mut self) -> &mut dyn Object;
    /// Sets the state where there is no object.
    fn set_null(&mut self);
    /// The object.
    fn state(&self) -> Field<&dyn Object>;
}

impl<T: Object + Default> ObjectSlot for Field<T> {
    #[inline]
    fn insert(&mut self) -> &mut dyn Object {
        *self = Self::Value(T::default());
        self.as_mut().expect("a value was just set")
    }

    #[inline]
    fn set_null(&mut self) {
        *self = Self::Null;
    }

    #[inline]
    fn state(&self) -> Field<&dyn Object> {
        self.as_ref().map(|it| it as &dyn Object)
    }
}

/// A member whose value is a list of objects.
pub trait ObjectsSlot {
    /// Adds an empty object to the list and hands it out. The list must have been started with [`reset`](Self::reset).
    fn push(&mut self) -> &mut dyn Object;
    /// Sets the state without items: absent, null or an empty list.
    fn reset(&mut self, state: Field<()>);
    /// The number of objects.
    fn state(&self) -> Field<usize>;
    /// One object.
    fn object(&self, index: usize) -> &dyn Object;
}

impl<T: Object + Default> ObjectsSlot for Field<Vec<T>> {
    #[inline]
    fn push(&mut self) -> &mut dyn Object {
        if !self.is_value() {
            *self = Self::Value(Vec::new());
        }
        let items = self.as_mut().expect("a list was just set");
        items.push(T::default());
        items.last_mut().expect("an item was just added")
    }

    #[inline]
    fn reset(&mut self, state: Field<()>) {
        *self = state.map(|()| Vec::new());
    }

    #[inline]
    fn state(&self) -> Field<usize> {
        self.as_ref().map(Vec::len)
    }

    #[inline]
    fn object(&self, index: usize) -> &dyn Object {
        match self {
            Self::Value(items) => &items[index],
            _ => unreachable!("only a list has items"),
        }
    }
}

/// A value of a rare kind that goes through a JSON value: small integers, decimals, lists of numbers, anything.
pub trait JsonValue: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The value, if the JSON stands for one.
    fn from_json(json: &Value) -> Option<Self>;
    /// The JSON.
    fn to_json(&self) -> Value;
}

/// A member of a rare kind.
pub trait JsonSlot {
    /// Sets the value, `null` included; `false`, and no change, where it does not fit.
    fn set(&mut self, json: &Value) -> bool;
    /// The JSON; nothing where the member is absent.
    fn json(&self) -> Option<Value>;
}

impl<T: JsonValue> JsonSlot for Field<T> {
    #[inline]
    fn set(&mut self, json: &Value) -> bool {
        let state = if json.is_null() {
            Some(Self::Null)
        } else {
            T::from_json(json).map(Self::Value)
        };
        let fits = state.is_some();
        if let Some(state) = state {
            *self = state;
        }
        fits
    }

    #[inline]
    fn json(&self) -> Option<Value> {
        match self {
            Self::Absent => None,
            Self::Null => Some(Value::Null),
            Self::Value(value) => Some(value.to_json()),
        }
    }
}

impl JsonValue for Value {
    fn from_json(json: &Value) -> Option<Self> {
        Some(json.clone())
    }

    fn to_json(&self) -> Value {
        self.clone()
    }
}

impl JsonValue for bool {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_bool()
    }

    fn to_json(&self) -> Value {
        (*self).into()
    }
}

/// Integers, from a number or, as IEEE754-compatible answers write them, from a string of digits.
macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl JsonValue for $ty {
            fn from_json(json: &Value) -> Option<Self> {
                json.as_i64().and_then(|it| it.try_into().ok())
            }

            fn to_json(&self) -> Value {
                (*self).into()
            }
        }
    )*};
}
integers!(i8, u8, i16, i32, i64);

impl JsonValue for f64 {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_f64().or_else(|| float_from_text(json.as_str()?))
    }

    fn to_json(&self) -> Value {
        match float_text(*self) {
            Some(text) => text.into(),
            None => integral(*self).map_or_else(|| (*self).into(), Value::from),
        }
    }
}

impl<T: JsonValue> JsonValue for Vec<T> {
    fn from_json(json: &Value) -> Option<Self> {
        json.as_array()?.iter().map(T::from_json).collect()
    }

    fn to_json(&self) -> Value {
        self.iter().map(T::to_json).collect()
    }
}

/// The floats that JSON has no number for, as OData writes them.
pub(super) fn float_from_text(text: &str) -> Option<f64> {
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ => None,
    }
}

/// The text of a float that JSON has no number for.
pub(super) fn float_text(value: f64) -> Option<&'static str> {
    match value {
        f64::INFINITY => Some("INF"),
        f64::NEG_INFINITY => Some("-INF"),
        _ if value.is_nan() => Some("NaN"),
        _ => None,
    }
}

/// A float without a fraction as the integer that Graph writes for it: `3`, not `3.0`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the bounds are those of exact integers"
)]
pub(super) fn integral(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let exact = value.abs() < EXACT
        && value.trunc() == value
        && !(value == 0.0 && value.is_sign_negative());
    exact.then_some(value as i64)
}
