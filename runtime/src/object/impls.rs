//! The impls that every generated type and enumeration has, each one line into this crate.

/// Implements what a type can do through its tables: [`Clone`], [`PartialEq`], [`Debug`](std::fmt::Debug), [`Serialize`](crate::Serialize)
/// and [`Deserialize`](crate::Deserialize).
#[macro_export]
macro_rules! object {
    ($ty:ident) => {
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

/// Implements what an enumeration can do through its texts: [`Debug`](std::fmt::Debug), [`Display`](std::fmt::Display),
/// [`From<&str>`](From), [`Serialize`](crate::Serialize) and [`Deserialize`](crate::Deserialize).
#[macro_export]
macro_rules! enumeration {
    ($ty:ident) => {
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
