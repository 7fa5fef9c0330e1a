//! What the table of a type shows of a member, by kind: nothing where it is absent.
//!
//! Most members of most objects are absent. Where that is looked at while the table is made, without a branch, walking the table costs one
//! comparison for each of them instead of a jump by its kind. The functions are called like the kinds, because the tables of generated code
//! name both by one word.

#![expect(non_snake_case, reason = "they are called like the kinds")]

use super::{JsonValue, Object as AnyObject, Ref, Scalar};
use crate::Field;

macro_rules! see {
    ($($kind:ident $value:ty $(where $type:ident: $bound:path $(, $and:path)?)?;)*) => {$(
        #[doc = concat!("A member of the kind [`Ref::", stringify!($kind), "`].")]
        #[inline]
        pub fn $kind$(<$type: $bound $(+ $and)?>)?(field: &Field<$value>) -> Ref<'_> {
            if field.is_absent() {
                Ref::Absent
            } else {
                Ref::$kind(field)
            }
        }
    )*};
}

see! {
    String String;
    Bool bool;
    I32 i32;
    I64 i64;
    F64 f64;
    Text T where T: Scalar;
    Strings Vec<String>;
    Texts Vec<T> where T: Scalar;
    Object T where T: AnyObject, Default;
    Objects Vec<T> where T: AnyObject, Default;
    Json T where T: JsonValue;
}
