//! JSON into an object: one walk for every type.
//!
//! Nothing in a value makes reading fail: a member that the type does not declare, and one whose value does not fit, are kept raw.

use std::fmt;

use serde_core::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{
    Editor, Member, Object, ObjectsSlot, Slot, TextsSlot, shape::Finder, slots::float_from_text,
    write::to_value,
};
use crate::{Extra, Field};

/// Reads an object. Generated types implement [`Deserialize`] with it.
#[inline]
pub fn read<'de, T: Object + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut object = T::default();
    Fill(&mut object).deserialize(deserializer)?;
    Ok(object)
}

/// Reads a value from its text. Enumerations implement [`Deserialize`] with it.
#[inline]
pub fn read_text<'de, T: super::Scalar, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    T::parse_text(&text)
        .ok_or_else(|| D::Error::custom(format_args!("`{text}` does not fit its type")))
}

/// Fills an object from a map.
struct Fill<'a>(&'a mut dyn Object);

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", self.0.shape().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        fill(self.0, map)
    }
}

fn fill<'de, A: MapAccess<'de>>(object: &mut dyn Object, map: A) -> Result<(), A::Error> {
    let (shape, mut map, mut filled) = (object.shape(), Some(map), Ok(()));
    object.edit(Editor(&mut |members, extra| {
        if let Some(map) = map.take() {
            filled = fill_members(shape.names, members, extra, map);
        }
    }));
    filled
}

fn fill_members<'de, A: MapAccess<'de>>(
    names: &'static [&'static str],
    members: &mut [&mut dyn Member],
    extra: &mut Extra,
    mut map: A,
) -> Result<(), A::Error> {
    let mut finder = Finder::new(names);
    while let Some(key) = map.next_key_seed(KeySeed(&mut finder))? {
        match key {
            Key::Declared(index) => {
                if let Some(raw) = map.next_value_seed(Fit(members[index].slot()))? {
                    extra.push(names[index].to_owned(), raw);
                }
            }
            Key::Undeclared(name) => {
                let raw = map.next_value()?;
                extra.push(name, raw);
            }
        }
    }
    Ok(())
}

enum Key {
    Declared(usize),
    Undeclared(String),
}

/// Finds the member that a key names.
struct KeySeed<'f>(&'f mut Finder);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        let found = self.0.find(name);
        Ok(found.map_or_else(|| Key::Undeclared(name.to_owned()), Key::Declared))
    }
}

/// Reads a value into a slot. What does not fit comes back raw.
struct Fit<'a>(Slot<'a>);

impl<'de> DeserializeSeed<'de> for Fit<'_> {
    type Value = Option<Value>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        match self.0 {
            Slot::Json(slot) => {
                let value = Value::deserialize(deserializer)?;
                Ok((!slot.set(&value)).then_some(value))
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl Fit<'_> {
    fn integer(self, wide: i64) -> bool {
        match self.0 {
            Slot::I32(slot) => i32::try_from(wide).is_ok_and(|it| put(slot, it)),
            Slot::I64(slot) => put(slot, wide),
            #[expect(
                clippy::cast_precision_loss,
                reason = "JSON does not tell integers from floats"
            )]
            Slot::F64(slot) => put(slot, wide as f64),
            _ => false,
        }
    }
}

fn put<T>(slot: &mut Field<T>, value: T) -> bool {
    *slot = Field::Value(value);
    true
}

impl<'de> Visitor<'de> for Fit<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Option<Value>, E> {
        let fits = match self.0 {
            Slot::String(slot) => put(slot, text.to_owned()),
            Slot::Text(slot) => slot.set(text),
            Slot::I64(slot) => text.parse().is_ok_and(|it| put(slot, it)),
            Slot::F64(slot) => float_from_text(text).is_some_and(|it| put(slot, it)),
            _ => false,
        };
        Ok((!fits).then(|| text.into()))
    }

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<Option<Value>, E> {
        let fits = match self.0 {
            Slot::Bool(slot) => put(slot, value),
            _ => false,
        };
        Ok((!fits).then(|| value.into()))
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Option<Value>, E> {
        Ok((!self.integer(value)).then(|| value.into()))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Option<Value>, E> {
        let fits = match (i64::try_from(value), self.0) {
            (Ok(small), slot) => Fit(slot).integer(small),
            #[expect(
                clippy::cast_precision_loss,
                reason = "JSON does not tell integers from floats"
            )]
            (Err(_), Slot::F64(slot)) => put(slot, value as f64),
            _ => false,
        };
        Ok((!fits).then(|| value.into()))
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<Option<Value>, E> {
        let fits = match self.0 {
            Slot::F64(slot) => put(slot, value),
            _ => false,
        };
        Ok((!fits).then(|| value.into()))
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Option<Value>, E> {
        match self.0 {
            Slot::String(slot) => *slot = Field::Null,
            Slot::Bool(slot) => *slot = Field::Null,
            Slot::I32(slot) => *slot = Field::Null,
            Slot::I64(slot) => *slot = Field::Null,
            Slot::F64(slot) => *slot = Field::Null,
            Slot::Text(slot) => slot.set_null(),
            Slot::Strings(slot) => *slot = Field::Null,
            Slot::Texts(slot) => slot.reset(Field::Null),
            Slot::Object(slot) => slot.set_null(),
            Slot::Objects(slot) => slot.reset(Field::Null),
            Slot::Json(_) => unreachable!("read without this visitor"),
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<Value>, A::Error> {
        match self.0 {
            Slot::Object(slot) => fill(slot.insert(), map).map(|()| None),
            _ => raw_map(map).map(Some),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Option<Value>, A::Error> {
        match self.0 {
            Slot::Strings(slot) => texts(slot, seq),
            Slot::Texts(slot) => texts(slot, seq),
            Slot::Objects(slot) => objects(slot, seq),
            _ => raw_seq(Vec::new(), seq).map(Some),
        }
    }
}

/// Reads a list of texts; the whole list is raw where an item does not fit.
fn texts<'de, A: SeqAccess<'de>>(
    slot: &mut dyn TextsSlot,
    mut seq: A,
) -> Result<Option<Value>, A::Error> {
    slot.reset(Field::Value(()));
    while let Some(misfit) = seq.next_element_seed(TextItem(slot))? {
        if let Some(misfit) = misfit {
            let count = slot.state().unwrap_or(0);
            let mut items: Vec<Value> = (0..count).map(|i| slot.text(i).into()).collect();
            items.push(misfit);
            slot.reset(Field::Absent);
            return raw_seq(items, seq).map(Some);
        }
    }
    Ok(None)
}

struct TextItem<'a>(&'a mut dyn TextsSlot);

impl<'de> DeserializeSeed<'de> for TextItem<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(ItemVisitor(self))
    }
}

/// Reads a list of objects; the whole list is raw where an item is not an object.
fn objects<'de, A: SeqAccess<'de>>(
    slot: &mut dyn ObjectsSlot,
    mut seq: A,
) -> Result<Option<Value>, A::Error> {
    slot.reset(Field::Value(()));
    while let Some(misfit) = seq.next_element_seed(ObjectItem(slot))? {
        if let Some(misfit) = misfit {
            let count = slot.state().unwrap_or(0);
            let mut items: Vec<Value> = (0..count).map(|i| to_value(slot.object(i))).collect();
            items.push(misfit);
            slot.reset(Field::Absent);
            return raw_seq(items, seq).map(Some);
        }
    }
    Ok(None)
}

struct ObjectItem<'a>(&'a mut dyn ObjectsSlot);

impl<'de> DeserializeSeed<'de> for ObjectItem<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(ItemVisitor(self))
    }
}

/// What an item of a list does with a text or an object; everything else is a misfit.
trait Item: Sized {
    fn text(self, _text: &str) -> bool {
        false
    }

    fn object<'de, A: MapAccess<'de>>(self, map: A) -> Result<Option<Value>, A::Error> {
        raw_map(map).map(Some)
    }
}

impl Item for TextItem<'_> {
    fn text(self, text: &str) -> bool {
        self.0.push(text)
    }
}

impl Item for ObjectItem<'_> {
    fn object<'de, A: MapAccess<'de>>(self, map: A) -> Result<Option<Value>, A::Error> {
        fill(self.0.push(), map).map(|()| None)
    }
}

struct ItemVisitor<I>(I);

impl<'de, I: Item> Visitor<'de> for ItemVisitor<I> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<Value>, E> {
        Ok((!self.0.text(text)).then(|| text.into()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Option<Value>, E> {
        Ok(Some(Value::Null))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<Value>, A::Error> {
        self.0.object(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Option<Value>, A::Error> {
        raw_seq(Vec::new(), seq).map(Some)
    }
}

fn raw_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Value, A::Error> {
    let mut members = serde_json::Map::new();
    while let Some((key, value)) = map.next_entry()? {
        members.insert(key, value);
    }
    Ok(members.into())
}

fn raw_seq<'de, A: SeqAccess<'de>>(mut items: Vec<Value>, mut seq: A) -> Result<Value, A::Error> {
    while let Some(item) = seq.next_element()? {
        items.push(item);
    }
    Ok(items.into())
}
