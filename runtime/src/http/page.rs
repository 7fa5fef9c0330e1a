//! One page of a list.
//!
//! ```json
//! { "@odata.count": 2, "@odata.nextLink": "https://…", "value": [ {}, {} ] }
//! ```

use std::{fmt, marker::PhantomData};

use serde_core::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
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
    /// What else stood beside the items, by name.
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
        f.write_str("a page of a list: an object with an array `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<T>, A::Error> {
        let (mut items, mut next_link, mut delta_link, mut count) = (None, None, None, None);
        let mut annotations = Map::new();
        while let Some(name) = map.next_key()? {
            match name {
                Name::Items => items = Some(map.next_value()?),
                Name::NextLink => next_link = map.next_value()?,
                Name::DeltaLink => delta_link = map.next_value()?,
                Name::Count => count = map.next_value()?,
                Name::Other(name) => drop(annotations.insert(name, map.next_value()?)),
            }
        }
        let items = items.ok_or_else(|| A::Error::missing_field("value"))?;
        Ok(Page {
            items,
            next_link,
            delta_link,
            count,
            annotations,
        })
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
