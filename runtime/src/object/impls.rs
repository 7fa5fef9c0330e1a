//! The impls of every generated type and enumeration, from one table each. Generated code is a declaration and such a table.

/// Implements everything that a generated type can do, from a table with a row for each member.
///
/// ```
/// use msgraph_runtime as rt;
///
/// fn types() -> &'static rt::TypeTable {
///     &rt::TypeTable(&[])
/// }
///
/// pub struct User {
///     pub id: rt::Field<String>,
///     pub age: rt::Field<i32>,
///     pub extra: rt::Extra,
/// }
///
/// rt::object! {
///     User "microsoft.graph.user" types [0];
///     id ID "id" [EQ IN];
///     age AGE "age";
/// }
///
/// let user = User { id: "1".into(), age: 30.into(), ..User::default() };
/// assert_eq!(rt::object::to_vec(&user), br#"{"id":"1","age":30}"#);
/// assert_eq!(User::ID.eq("1").to_string(), "id eq '1'");
/// ```
///
/// The head has the type, its qualified name, the function that gives the table of base types, and the indices of the members that only the
/// service sets. A row has the field, the constant for the property's name, that name, and the operators of `$filter` where the documentation
/// lists them.
///
/// The type gets [`Object`](crate::Object), [`Default`], [`Clone`], [`PartialEq`], [`Debug`](std::fmt::Debug), [`Serialize`](crate::Serialize)
/// and [`Deserialize`](crate::Deserialize).
#[macro_export]
macro_rules! object {
    (
        $ty:ident $name:literal $types:path [$($read_only:literal)*];
        $($field:ident $constant:ident $wire:literal $([$($operator:ident)*])?;)*
    ) => {
        impl $ty {
            $(
                #[doc = $wire]
                pub const $constant: $crate::Property<Self $(, $crate::filter::Only<{ 0 $(| $crate::filter::operators::$operator)* }>)?> =
                    $crate::Property::Named { name: $wire };
            )*
        }

        // The table names every member, deprecated ones too.
        #[allow(deprecated)]
        impl $crate::Object for $ty {
            #[inline]
            fn shape(&self) -> &'static $crate::Shape {
                &$crate::Shape { name: $name, names: &[$($wire),*], read_only: &[$($read_only),*], types: $types }
            }

            #[inline]
            fn view<'a>(&'a self, viewer: $crate::object::Viewer<'_, 'a>) {
                $crate::object::show(viewer, &[$($crate::object::see(&self.$field)),*], &self.extra);
            }

            #[inline]
            fn edit(&mut self, editor: $crate::object::Editor<'_>) {
                $crate::object::hand_out(editor, &mut [$(&mut self.$field),*], &mut self.extra);
            }
        }

        // A derive would call the default of every member, which takes the compiler several times as long.
        #[allow(deprecated)]
        impl Default for $ty {
            #[inline]
            fn default() -> Self {
                Self { $($field: $crate::Field::Absent,)* extra: $crate::Extra::NONE }
            }
        }

        impl Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                $crate::object::clone(self)
            }
        }

        impl PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::object::eq(self, other)
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::object::debug(self, f)
            }
        }

        impl $crate::Serialize for $ty {
            #[inline]
            fn serialize<S: $crate::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::object::write(self, serializer)
            }
        }

        impl<'de> $crate::Deserialize<'de> for $ty {
            #[inline]
            fn deserialize<D: $crate::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::object::read(deserializer)
            }
        }
    };
}

/// Implements everything that a generated enumeration can do, from a table with a row for each member.
///
/// ```
/// use msgraph_runtime as rt;
///
/// #[derive(Clone, PartialEq, PartialOrd)]
/// pub enum AgeGroup {
///     Minor,
///     Unrecognized(Box<str>),
/// }
///
/// rt::enumeration! {
///     AgeGroup;
///     Minor "minor";
/// }
///
/// assert_eq!(AgeGroup::from("minor"), AgeGroup::Minor);
/// assert_eq!(AgeGroup::from("ancient").to_string(), "ancient");
/// ```
///
/// The enumeration gets [`Enumeration`](crate::Enumeration), [`Eq`], [`Ord`], [`Hash`](std::hash::Hash), [`Debug`](std::fmt::Debug),
/// [`Display`](std::fmt::Display), [`From<&str>`](From), [`Serialize`](crate::Serialize) and [`Deserialize`](crate::Deserialize).
#[macro_export]
macro_rules! enumeration {
    ($ty:ident; $($variant:ident $text:literal;)*) => {
        impl $crate::Enumeration for $ty {
            #[inline]
            fn parse(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unrecognized(text.into()),
                }
            }

            #[inline]
            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unrecognized(text) => text,
                }
            }
        }

        impl $crate::object::Kind for $ty {
            type Family = $crate::object::Texts;
        }

        // These three would be derived if that did not take the compiler several times as long.
        impl Eq for $ty {}

        // It asks the derived comparison, so that the two cannot differ.
        #[allow(clippy::derive_ord_xor_partial_ord)]
        impl Ord for $ty {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                PartialOrd::partial_cmp(self, other).expect("a derived comparison has an answer")
            }
        }

        impl ::std::hash::Hash for $ty {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash($crate::Enumeration::as_str(self), state);
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::Enumeration::as_str(self))
            }
        }

        impl ::std::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad($crate::Enumeration::as_str(self))
            }
        }

        impl From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::Enumeration::parse(text)
            }
        }

        impl $crate::Serialize for $ty {
            #[inline]
            fn serialize<S: $crate::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::object::write_text(self, serializer)
            }
        }

        impl<'de> $crate::Deserialize<'de> for $ty {
            #[inline]
            fn deserialize<D: $crate::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::object::read_text(deserializer)
            }
        }
    };
}
