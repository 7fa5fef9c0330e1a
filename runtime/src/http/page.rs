//! One page of a list.
//!
//! ```json
//! { "@odata.count": 2, "@odata.nextLink": "https://…", "value": [ {}, {} ] }
//! ```
//!
//! An answer that is no list fails nothing: it is a page without items that keeps all of it in its annotations.

use std::{fmt, marker::PhantomData};

use serde_core::{
    Deserialize, Deserializer,
    de::{
        MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use serde_json::{Map, Value};

/// One page of a list, with where the next one is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page<T> {
    /// The items in the service's order.
    pub items: Vec<T>,
    /// The address of the next page.
    pub next_link: Option<String>,
    /// The address that gives the changes since this list; only on its last page.
    pub delta_link: Option<String>,
    /// How many items there are in all, if that was asked for.
    pub count: Option<i64>,
    /// What else stood beside the items, by name; also a `value` that is no list.
    pub annotations: Map<String, Value>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PageVisitor(PhantomData))
    }
}

struct PageVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PageVisitor<T> {
    type Value = Page<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page of a list: an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<T>, A::Error> {
        let (mut next_link, mut delta_link, mut count) = (None, None, None);
        let mut items = Vec::new();
        let mut annotations = Map::new();
        while let Some(name) = map.next_key()? {
            match name {
                Name::Items => match map.next_value()? {
                    Items::List(list) => items = list,
                    Items::Other(value) => drop(annotations.insert("value".to_owned(), value)),
                },
                Name::NextLink => next_link = map.next_value()?,
                Name::DeltaLink => delta_link = map.next_value()?,
                Name::Count => count = map.next_value()?,
                Name::Other(name) => drop(annotations.insert(name, map.next_value()?)),
            }
        }
        Ok(Page {
            items,
            next_link,
            delta_link,
            count,
            annotations,
        })
    }
}

/// What stands under `value`.
enum Items<T> {
    List(Vec<T>),
    Other(Value),
}

struct ItemsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ItemsVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ItemsVisitor<T> {
    type Value = Items<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Items<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(Items::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Items<T>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(map)).map(Items::Other)
    }

    fn visit_unit<E>(self) -> Result<Items<T>, E> {
        Ok(Items::Other(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Items<T>, E> {
        Ok(Items::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Items<T>, E> {
        Ok(Items::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Items<T>, E> {
        Ok(Items::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Items<T>, E> {
        Ok(Items::Other(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Items<T>, E> {
        Ok(Items::Other(value.into()))
    }
}

/// The names a page knows, so that only the others are copied.
enum Name {
    Items,
    NextLink,
    DeltaLink,
    Count,
    Other(String),
}

struct NameVisitor;

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor)
    }
}

impl Visitor<'_> for NameVisitor {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(match name {
            "value" => Name::Items,
            "@odata.nextLink" => Name::NextLink,
            "@odata.deltaLink" => Name::DeltaLink,
            "@odata.count" => Name::Count,
            _ => Name::Other(name.to_owned()),
        })
    }
}
