//! What every generated type is to this crate: a static list of member names and two tables that hand out one member each.
//!
//! ```text
//! impl Object for User {
//!     fn shape(&self) -> &'static Shape          names, which of them are read-only
//!     fn slot(&mut self, 3) -> Slot::Text(&mut self.age_group)
//!     fn view(&self, see)                        calls `see(&[…, see::Text(&self.age_group), …])`
//! }
//! ```
//!
//! Reading, writing, cloning, comparing and printing are written once over these tables, generic over the data format only. Generated code holds
//! no serde code of its own, which is what keeps thousands of types cheap to compile.

mod compare;
mod derived;
mod impls;
mod read;
pub mod see;
mod shape;
mod slots;
mod write;

pub use self::{
    compare::{clone, debug, eq},
    derived::{Misfit, Resource},
    read::{read, read_text},
    shape::{Shape, TypeTable},
    slots::{JsonSlot, JsonValue, ObjectSlot, ObjectsSlot, Scalar, Text, TextSlot, TextsSlot},
    write::{Writable, to_vec, write, write_text},
};
use crate::{Extra, Field};

/// A generated type, seen through its tables.
pub trait Object: Send + Sync + 'static {
    /// The names and facts of the type.
    fn shape(&self) -> &'static Shape;

    /// The member with this index to change; beyond the last one, the undeclared members.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// Shows all members in their order, and behind them the undeclared ones.
    ///
    /// All at once, because most members of most objects are absent: a call for each would cost more than the members that are there.
    fn view<'a>(&'a self, see: &mut dyn FnMut(&[Ref<'a>]));
}

impl<T: Object> Object for Box<T> {
    #[inline]
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    #[inline]
    fn slot(&mut self, index: usize) -> Slot<'_> {
        (**self).slot(index)
    }

    #[inline]
    fn view<'a>(&'a self, see: &mut dyn FnMut(&[Ref<'a>])) {
        (**self).view(see);
    }
}

/// One member to change, by kind.
pub enum Slot<'a> {
    /// A string.
    String(&'a mut Field<String>),
    /// A truth value.
    Bool(&'a mut Field<bool>),
    /// A 32-bit integer.
    I32(&'a mut Field<i32>),
    /// A 64-bit integer.
    I64(&'a mut Field<i64>),
    /// A 64-bit float.
    F64(&'a mut Field<f64>),
    /// Anything else that is a string in JSON: an enumeration, a date.
    Text(&'a mut dyn TextSlot),
    /// A list of strings.
    Strings(&'a mut Field<Vec<String>>),
    /// A list of anything else that is a string in JSON.
    Texts(&'a mut dyn TextsSlot),
    /// An object, boxed or not.
    Object(&'a mut dyn ObjectSlot),
    /// A list of objects.
    Objects(&'a mut dyn ObjectsSlot),
    /// The rare kinds, through a JSON value.
    Json(&'a mut dyn JsonSlot),
    /// The undeclared members.
    Extra(&'a mut Extra),
}

/// One member to look at, by kind; the kinds are those of [`Slot`]. The functions of [`see`] make them.
#[derive(Clone, Copy)]
pub enum Ref<'a> {
    /// A member that is not mentioned, of any kind.
    Absent,
    /// A string.
    String(&'a Field<String>),
    /// A truth value.
    Bool(&'a Field<bool>),
    /// A 32-bit integer.
    I32(&'a Field<i32>),
    /// A 64-bit integer.
    I64(&'a Field<i64>),
    /// A 64-bit float.
    F64(&'a Field<f64>),
    /// Anything else that is a string in JSON: an enumeration, a date.
    Text(&'a dyn TextSlot),
    /// A list of strings.
    Strings(&'a Field<Vec<String>>),
    /// A list of anything else that is a string in JSON.
    Texts(&'a dyn TextsSlot),
    /// An object, boxed or not.
    Object(&'a dyn ObjectSlot),
    /// A list of objects.
    Objects(&'a dyn ObjectsSlot),
    /// The rare kinds, through a JSON value.
    Json(&'a dyn JsonSlot),
    /// The undeclared members.
    Extra(&'a Extra),
}

impl dyn Object + '_ {
    /// The undeclared members.
    pub fn extra(&self) -> &Extra {
        match self.members().last() {
            Some(Ref::Extra(extra)) => extra,
            _ => unreachable!(
                "the table of {} does not end with its undeclared members",
                self.shape().name
            ),
        }
    }

    /// All members in their order, and behind them the undeclared ones.
    pub fn members(&self) -> Vec<Ref<'_>> {
        let mut members = Vec::new();
        self.view(&mut |seen| members.extend_from_slice(seen));
        members
    }

    /// The undeclared members to change.
    pub fn extra_mut(&mut self) -> &mut Extra {
        let shape = self.shape();
        match self.slot(shape.names.len()) {
            Slot::Extra(extra) => extra,
            _ => unreachable!(
                "the table of {} does not end with its undeclared members",
                shape.name
            ),
        }
    }
}
