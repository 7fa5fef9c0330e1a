//! One member of an object, whatever its type.
//!
//! ```text
//! Field<T>        : Member     where  T: Kind<Family = F>   an enumeration is of the family `Texts`, a generated type of `Objects`
//! Field<Vec<T>>   : Member     the same
//! F: Family<T>                        says which `Ref` and which `Slot` such a member, or a list of such, has
//! ```
//!
//! A member to look at is a [`Ref`] from the start: most members of most objects are absent, and walking the table costs one comparison for each
//! of them. A member to change is a `dyn Member` until it is its turn: a reference to one is the cheapest that a table can hold for the compiler.

use serde_json::Value;

use super::{JsonSlot, JsonValue, Object, ObjectSlot, ObjectsSlot, Scalar, TextSlot, TextsSlot};
use crate::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Enumeration, Field, Flags, Guid, TimeOfDay,
};

/// A member of an object.
pub trait Member {
    /// The member to look at.
    fn see(&self) -> Ref<'_>;

    /// The member to change.
    fn slot(&mut self) -> Slot<'_>;
}

/// A member to look at. Generated types call it.
#[inline]
pub fn see<T: Member>(member: &T) -> Ref<'_> {
    member.see()
}

/// One member to look at, by kind.
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
}

impl Ref<'_> {
    /// Whether the member is not mentioned.
    #[inline]
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// One member to change, by kind; the kinds are those of [`Ref`].
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
}

/// A type that a member can have.
pub trait Kind: Sized + 'static {
    /// What the type is to a member.
    type Family: Family<Self>;
}

/// Types that members treat alike.
pub trait Family<T> {
    /// A member of this type that is not absent.
    fn see(field: &Field<T>) -> Ref<'_>;

    /// A member of this type to change.
    fn slot(field: &mut Field<T>) -> Slot<'_>;

    /// A list of this type that is not absent.
    fn see_list(field: &Field<Vec<T>>) -> Ref<'_>;

    /// A list of this type to change.
    fn slot_list(field: &mut Field<Vec<T>>) -> Slot<'_>;
}

impl<T: Kind> Member for Field<T> {
    #[inline]
    fn see(&self) -> Ref<'_> {
        if self.is_absent() {
            Ref::Absent
        } else {
            T::Family::see(self)
        }
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        T::Family::slot(self)
    }
}

impl<T: Kind> Member for Field<Vec<T>> {
    #[inline]
    fn see(&self) -> Ref<'_> {
        if self.is_absent() {
            Ref::Absent
        } else {
            T::Family::see_list(self)
        }
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        T::Family::slot_list(self)
    }
}

/// Families, each with the kind of a member and that of a list.
macro_rules! families {
    ($($(#[$doc:meta])* $family:ident $one:ident $list:ident for $value:ty $(where $type:ident: $bound:path $(, $and:path)?)?;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $family {}

        impl $(<$type: $bound $(+ $and)?>)? Family<$value> for $family {
            #[inline]
            fn see(field: &Field<$value>) -> Ref<'_> {
                Ref::$one(field)
            }

            #[inline]
            fn slot(field: &mut Field<$value>) -> Slot<'_> {
                Slot::$one(field)
            }

            #[inline]
            fn see_list(field: &Field<Vec<$value>>) -> Ref<'_> {
                Ref::$list(field)
            }

            #[inline]
            fn slot_list(field: &mut Field<Vec<$value>>) -> Slot<'_> {
                Slot::$list(field)
            }
        }
    )*};
}

families! {
    /// Strings.
    Strings String Strings for String;
    /// Truth values.
    Bools Bool Json for bool;
    /// 32-bit integers.
    I32s I32 Json for i32;
    /// 64-bit integers.
    I64s I64 Json for i64;
    /// 64-bit floats.
    F64s F64 Json for f64;
    /// Everything else that is a string in JSON.
    Texts Text Texts for T where T: Scalar;
    /// Generated types.
    Objects Object Objects for T where T: Object, Default;
    /// What goes through a JSON value.
    Jsons Json Json for T where T: JsonValue;
}

macro_rules! kinds {
    ($($family:ident: $($ty:ty),+;)*) => {$($(
        impl Kind for $ty {
            type Family = $family;
        }
    )+)*};
}

kinds! {
    Strings: String;
    Bools: bool;
    I32s: i32;
    I64s: i64;
    F64s: f64;
    Texts: Binary, Date, DateTimeOffset, Duration, Guid, TimeOfDay;
    Jsons: Decimal, Value, i8, i16, u8;
}

impl<E: Enumeration> Kind for Flags<E> {
    type Family = Texts;
}

impl<T: Object + Default> Kind for T {
    type Family = Objects;
}
