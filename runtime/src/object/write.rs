//! An object into JSON: one walk for every type.
//!
//! Absent members cost one look, annotations such as `@odata.type` come first, undeclared members last. [`Writable`] leaves out what only the
//! service sets.

use serde_core::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use serde_json::Value;

use super::{
    Object, ObjectsSlot, Ref, Scalar, TextsSlot, Viewer,
    slots::{float_text, integral},
};
use crate::{Extra, Field};

/// Writes an object with everything it holds. Generated types implement [`Serialize`] with it.
#[inline]
pub fn write<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    View {
        object,
        mode: Mode::Everything,
    }
    .serialize(serializer)
}

/// Writes a value as its text. Enumerations implement [`Serialize`] with it.
#[inline]
pub fn write_text<T: Scalar, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.text())
}

/// The JSON of an object as a value.
pub(super) fn to_value(object: &dyn Object) -> Value {
    let written = write(object, serde_json::value::Serializer);
    written.expect("a JSON value takes every member: names are strings and odd floats are texts")
}

/// The body of a create or update call: what was set, `null` where it was cleared, and nothing that only the service sets.
///
/// Read-only members are left out at every depth, and so are the annotations that describe an answer (`@odata.context`, `@odata.etag`, …).
/// `@odata.type`, `@odata.id` and `x@odata.bind` stay, and so does the `id` of an object inside: it says which one is meant.
///
/// ```text
/// User { id: "1", display_name: "Ann", job_title: Null, … }  ->  {"displayName": "Ann", "jobTitle": null}
/// ```
pub struct Writable<'a>(pub &'a dyn Object);

impl Serialize for Writable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        View {
            object: self.0,
            mode: Mode::Writable,
        }
        .serialize(serializer)
    }
}

/// The JSON of an object as bytes.
pub fn to_vec(object: &dyn Object) -> Vec<u8> {
    let mut json = Vec::with_capacity(256);
    let written = write(object, &mut serde_json::Serializer::new(&mut json));
    written.expect("JSON takes every member: names are strings and odd floats are texts");
    json
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Everything,
    Writable,
    /// What is inside of a writable object.
    WritablePart,
}

impl Mode {
    fn inside(self) -> Self {
        match self {
            Self::Everything => Self::Everything,
            Self::Writable | Self::WritablePart => Self::WritablePart,
        }
    }

    /// Whether a read-only member is written.
    fn names(self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Writable => false,
            Self::WritablePart => name == "id",
        }
    }
}

/// An object together with what is to be written of it.
struct View<'a> {
    object: &'a dyn Object,
    mode: Mode,
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut written = Ok(());
        self.object.view(Viewer(&mut |members, extra| {
            written = self.all(&mut map, members, extra);
        }));
        written?;
        map.end()
    }
}

/// Where an undeclared member is written.
#[derive(PartialEq)]
enum Place {
    Before,
    After,
}

impl View<'_> {
    fn all<M: SerializeMap>(
        &self,
        map: &mut M,
        members: &[Ref<'_>],
        extra: &Extra,
    ) -> Result<(), M::Error> {
        if extra.is_empty() {
            return self.declared(map, members);
        }
        self.extra(map, extra, members, Place::Before)?;
        self.declared(map, members)?;
        self.extra(map, extra, members, Place::After)
    }

    fn declared<M: SerializeMap>(&self, map: &mut M, members: &[Ref<'_>]) -> Result<(), M::Error> {
        let shape = self.object.shape();
        if self.mode == Mode::Everything || shape.read_only.is_empty() {
            for (name, member) in shape.names.iter().zip(members) {
                if !member.is_absent() {
                    self.member(map, name, *member)?;
                }
            }
            return Ok(());
        }
        let mut hidden = shape.read_only.iter().map(|it| usize::from(*it)).peekable();
        for (index, (name, member)) in shape.names.iter().zip(members).enumerate() {
            if hidden.next_if_eq(&index).is_none() || self.mode.names(name) {
                self.member(map, name, *member)?;
            }
        }
        Ok(())
    }

    #[inline(always)]
    fn member<M: SerializeMap>(
        &self,
        map: &mut M,
        name: &'static str,
        member: Ref<'_>,
    ) -> Result<(), M::Error> {
        match member {
            Ref::Absent => Ok(()),
            Ref::String(field) => plain(map, name, field),
            Ref::Bool(field) => plain(map, name, field),
            Ref::I32(field) => plain(map, name, field),
            Ref::I64(field) => plain(map, name, field),
            Ref::Strings(field) => plain(map, name, field),
            Ref::F64(field) => entry(map, name, field.as_ref().map(|it| Float(*it))),
            Ref::Text(field) => entry(map, name, field.state()),
            Ref::Texts(field) => {
                entry(map, name, field.state().map(|count| Texts { field, count }))
            }
            Ref::Object(field) => entry(
                map,
                name,
                field.state().map(|object| View {
                    object,
                    mode: self.mode.inside(),
                }),
            ),
            Ref::Objects(field) => entry(
                map,
                name,
                field.state().map(|count| Objects {
                    field,
                    count,
                    mode: self.mode.inside(),
                }),
            ),
            Ref::Json(field) => field
                .json()
                .map_or(Ok(()), |json| map.serialize_entry(name, &json)),
        }
    }

    /// Annotations of the object go before its members, all else behind.
    fn extra<M: SerializeMap>(
        &self,
        map: &mut M,
        extra: &Extra,
        members: &[Ref<'_>],
        place: Place,
    ) -> Result<(), M::Error> {
        for (name, value) in extra.iter() {
            if name.starts_with('@') == (place == Place::Before) && self.is_written(name, members) {
                map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }

    /// A misfit gives way to a value that was set since, and a read-only one is not sent.
    fn is_written(&self, name: &str, members: &[Ref<'_>]) -> bool {
        let shape = self.object.shape();
        let declared = shape.position(name);
        if declared.is_some_and(|index| !members[index].is_absent()) {
            return false;
        }
        self.mode == Mode::Everything
            || !(declared.is_some_and(|it| is_read_only(shape, it) && !self.mode.names(name))
                || describes_answer(name))
    }
}

fn is_read_only(shape: &super::Shape, index: usize) -> bool {
    shape.read_only.iter().any(|it| usize::from(*it) == index)
}

/// Whether an annotation only makes sense in an answer of the service.
fn describes_answer(name: &str) -> bool {
    let annotation = name.split_once('@').map(|(_, it)| it);
    annotation.is_some_and(|it| {
        !matches!(it, "odata.type" | "odata.id" | "odata.bind") && it.starts_with("odata.")
    })
}

#[inline]
fn plain<M: SerializeMap, T: Serialize>(
    map: &mut M,
    name: &str,
    field: &Field<T>,
) -> Result<(), M::Error> {
    match field {
        Field::Absent => Ok(()),
        Field::Null => map.serialize_entry(name, &()),
        Field::Value(value) => map.serialize_entry(name, value),
    }
}

#[inline]
fn entry<M: SerializeMap, T: Serialize>(
    map: &mut M,
    name: &str,
    field: Field<T>,
) -> Result<(), M::Error> {
    plain(map, name, &field)
}

struct Float(f64);

impl Serialize for Float {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (float_text(self.0), integral(self.0)) {
            (Some(text), _) => serializer.serialize_str(text),
            (None, Some(whole)) => serializer.serialize_i64(whole),
            (None, None) => serializer.serialize_f64(self.0),
        }
    }
}

struct Texts<'a> {
    field: &'a dyn TextsSlot,
    count: usize,
}

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.count))?;
        for index in 0..self.count {
            seq.serialize_element(&self.field.text(index))?;
        }
        seq.end()
    }
}

struct Objects<'a> {
    field: &'a dyn ObjectsSlot,
    count: usize,
    mode: Mode,
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.count))?;
        for index in 0..self.count {
            seq.serialize_element(&View {
                object: self.field.object(index),
                mode: self.mode,
            })?;
        }
        seq.end()
    }
}
