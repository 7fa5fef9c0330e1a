//! What every generated type is to this crate: a static list of member names and two tables that hand out all members at once.
//!
//! ```text
//! impl Object for User {
//!     fn shape(&self) -> &'static Shape          names, which of them are read-only
//!     fn view(&self, viewer)                     show(viewer, &[…, see(&self.age_group), …], &self.extra)
//!     fn edit(&mut self, editor)                 hand_out(editor, &mut […, &mut self.age_group, …], &mut self.extra)
//! }
//! ```
//!
//! Reading, writing, cloning, comparing and printing are written once over these tables, generic over the data format only. Generated code holds
//! no serde code of its own, which is what keeps thousands of types cheap to compile.

mod compare;
mod derived;
mod impls;
mod member;
mod read;
mod shape;
mod slots;
mod write;

pub use self::{
    compare::{clone, debug, eq},
    derived::{Misfit, Resource},
    member::{Family, Jsons, Kind, Member, Objects, Ref, Slot, Texts, see},
    read::{read, read_text},
    shape::{Shape, TypeTable},
    slots::{JsonSlot, JsonValue, ObjectSlot, ObjectsSlot, Scalar, Text, TextSlot, TextsSlot},
    write::{Writable, to_vec, write, write_text},
};
use crate::Extra;

/// A generated type, seen through its tables.
pub trait Object: Send + Sync + 'static {
    /// The names and facts of the type.
    fn shape(&self) -> &'static Shape;

    /// Shows all members in the order of their names, and the undeclared ones.
    ///
    /// All at once, because most members of most objects are absent: a call for each would cost more than the members that are there.
    fn view<'a>(&'a self, viewer: Viewer<'_, 'a>);

    /// Hands out all members to change, in the same order, and the undeclared ones.
    fn edit(&mut self, editor: Editor<'_>);
}

/// What looks at the members of an object.
///
/// A closure in a type of its own, called by a function of its own: a closure's type in the signature of every table, and its call in every
/// body, take the compiler longer than the members.
pub struct Viewer<'v, 'a>(pub &'v mut dyn FnMut(&[Ref<'a>], &'a Extra));

/// Shows the members of an object. Generated types call it.
pub fn show<'a>(viewer: Viewer<'_, 'a>, members: &[Ref<'a>], extra: &'a Extra) {
    (viewer.0)(members, extra);
}

/// What changes the members of an object.
pub struct Editor<'e>(pub &'e mut dyn FnMut(&mut [&mut dyn Member], &mut Extra));

/// Hands out the members of an object. Generated types call it.
pub fn hand_out(editor: Editor<'_>, members: &mut [&mut dyn Member], extra: &mut Extra) {
    (editor.0)(members, extra);
}

impl<T: Object> Object for Box<T> {
    #[inline]
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    #[inline]
    fn view<'a>(&'a self, viewer: Viewer<'_, 'a>) {
        (**self).view(viewer);
    }

    #[inline]
    fn edit(&mut self, editor: Editor<'_>) {
        (**self).edit(editor);
    }
}

impl dyn Object + '_ {
    /// All declared members in their order.
    pub fn members(&self) -> Vec<Ref<'_>> {
        let mut members = Vec::new();
        self.view(Viewer(&mut |seen, _| members.extend_from_slice(seen)));
        members
    }

    /// The undeclared members.
    pub fn extra(&self) -> &Extra {
        let mut undeclared = &Extra::NONE;
        self.view(Viewer(&mut |_, extra| undeclared = extra));
        undeclared
    }
}
