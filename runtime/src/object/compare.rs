//! Cloning, comparing and printing objects through their tables.

use std::fmt;

use super::{Editor, Member, Object, Ref, Slot, TextSlot, Viewer};
use crate::{Extra, Field};

/// A copy of an object. Generated types implement [`Clone`] with it.
#[inline]
pub fn clone<T: Object + Default>(object: &T) -> T {
    let mut copy = T::default();
    copy_members(object, &mut copy);
    copy
}

fn copy_members(from: &dyn Object, to: &mut dyn Object) {
    from.view(Viewer(&mut |from, extra| {
        to.edit(Editor(&mut |to, copy| {
            for (from, to) in from.iter().zip(to) {
                copy_member(*from, *to);
            }
            copy.clone_from(extra);
        }));
    }));
}

fn copy_member(from: Ref<'_>, to: &mut dyn Member) {
    if from.is_absent() {
        return;
    }
    match (from, to.slot()) {
        (Ref::String(from), Slot::String(to)) => to.clone_from(from),
        (Ref::Bool(from), Slot::Bool(to)) => *to = *from,
        (Ref::I32(from), Slot::I32(to)) => *to = *from,
        (Ref::I64(from), Slot::I64(to)) => *to = *from,
        (Ref::F64(from), Slot::F64(to)) => *to = *from,
        (Ref::Strings(from), Slot::Strings(to)) => to.clone_from(from),
        (Ref::Text(from), Slot::Text(to)) => copy_text(from, to),
        (Ref::Texts(from), Slot::Texts(to)) => {
            to.reset(from.state().map(|_| ()));
            (0..from.state().unwrap_or(0))
                .for_each(|index| assert!(to.push(&from.text(index)), "its own text fits"));
        }
        (Ref::Object(from), Slot::Object(to)) => match from.state() {
            Field::Absent => {}
            Field::Null => to.set_null(),
            Field::Value(object) => copy_members(object, to.insert()),
        },
        (Ref::Objects(from), Slot::Objects(to)) => {
            to.reset(from.state().map(|_| ()));
            (0..from.state().unwrap_or(0))
                .for_each(|index| copy_members(from.object(index), to.push()));
        }
        (Ref::Json(from), Slot::Json(to)) => {
            from.json()
                .into_iter()
                .for_each(|json| assert!(to.set(&json), "its own JSON fits"));
        }
        _ => unreachable!("both tables of a type have the same kinds"),
    }
}

fn copy_text(from: &dyn TextSlot, to: &mut dyn TextSlot) {
    match from.state() {
        Field::Absent => {}
        Field::Null => to.set_null(),
        Field::Value(text) => assert!(to.set(&text), "its own text fits"),
    }
}

/// Whether two objects are equal. Generated types implement [`PartialEq`] with it.
pub fn eq<T: Object>(left: &T, right: &T) -> bool {
    same_members(left, right)
}

fn same_members(left: &dyn Object, right: &dyn Object) -> bool {
    let mut same = false;
    left.view(Viewer(&mut |left, left_extra| {
        right.view(Viewer(&mut |right, right_extra| {
            let mut pairs = left.iter().zip(right);
            same =
                pairs.all(|(left, right)| same_member(*left, *right)) && left_extra == right_extra;
        }));
    }));
    same
}

fn same_member(left: Ref<'_>, right: Ref<'_>) -> bool {
    match (left, right) {
        (Ref::Absent, Ref::Absent) => true,
        (Ref::Absent, _) | (_, Ref::Absent) => false,
        (Ref::String(left), Ref::String(right)) => left == right,
        (Ref::Bool(left), Ref::Bool(right)) => left == right,
        (Ref::I32(left), Ref::I32(right)) => left == right,
        (Ref::I64(left), Ref::I64(right)) => left == right,
        (Ref::F64(left), Ref::F64(right)) => left == right,
        (Ref::Strings(left), Ref::Strings(right)) => left == right,
        (Ref::Text(left), Ref::Text(right)) => left.same(&right.state()),
        (Ref::Texts(left), Ref::Texts(right)) => left.same(right),
        (Ref::Object(left), Ref::Object(right)) => match (left.state(), right.state()) {
            (Field::Value(left), Field::Value(right)) => same_members(left, right),
            (left, right) => {
                left.is_absent() == right.is_absent() && left.is_null() == right.is_null()
            }
        },
        (Ref::Objects(left), Ref::Objects(right)) => {
            left.state() == right.state()
                && (0..left.state().unwrap_or(0))
                    .all(|index| same_members(left.object(index), right.object(index)))
        }
        (Ref::Json(left), Ref::Json(right)) => left.json() == right.json(),
        _ => unreachable!("both tables of a type have the same kinds"),
    }
}

/// Prints an object without its absent members. Generated types implement [`Debug`](fmt::Debug) with it.
pub fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = object.shape();
    let short = shape.name.rsplit('.').next().unwrap_or(shape.name);
    let mut out = f.debug_struct(short);
    for (name, member) in shape.names.iter().zip(object.members()) {
        if !member.is_absent() {
            out.field(name, &Printed(member));
        }
    }
    if !object.extra().is_empty() {
        out.field("extra", &PrintedExtra(object.extra()));
    }
    out.finish()
}

/// A member that is not absent, or an object, as `{:?}` shows it.
struct Printed<'a>(Ref<'a>);

impl fmt::Debug for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Ref::Absent => print::<()>(f, None),
            Ref::String(field) => print(f, field.as_option()),
            Ref::Bool(field) => print(f, field.as_option()),
            Ref::I32(field) => print(f, field.as_option()),
            Ref::I64(field) => print(f, field.as_option()),
            Ref::F64(field) => print(f, field.as_option()),
            Ref::Strings(field) => print(f, field.as_option()),
            Ref::Text(field) => print(f, field.state().into_option().as_ref()),
            Ref::Texts(field) => print(
                f,
                field
                    .state()
                    .into_option()
                    .map(|n| (0..n).map(|i| field.text(i)).collect::<Vec<_>>())
                    .as_ref(),
            ),
            Ref::Object(field) => print(f, field.state().into_option().map(PrintedObject).as_ref()),
            Ref::Objects(field) => {
                let objects = |n| {
                    (0..n)
                        .map(|i| PrintedObject(field.object(i)))
                        .collect::<Vec<_>>()
                };
                print(f, field.state().into_option().map(objects).as_ref())
            }
            Ref::Json(field) => print(f, field.json().filter(|it| !it.is_null()).as_ref()),
        }
    }
}

/// A value, or `null`.
fn print<T: fmt::Debug>(f: &mut fmt::Formatter<'_>, value: Option<&T>) -> fmt::Result {
    match value {
        Some(value) => value.fmt(f),
        None => f.write_str("null"),
    }
}

struct PrintedExtra<'a>(&'a Extra);

impl fmt::Debug for PrintedExtra<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter()).finish()
    }
}

struct PrintedObject<'a>(&'a dyn Object);

impl fmt::Debug for PrintedObject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self.0, f)
    }
}
