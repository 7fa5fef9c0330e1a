//! Lists of names for `$select`, `$expand` and `$orderby`: texts, generated property names, or both in a tuple.
//!
//! ```
//! # use msgraph_runtime::{Property, filter::{Only, operators}, http::Names};
//! # struct User;
//! const ID: Property<User, Only<{ operators::EQ }>> = Property::new("id");
//! const MAIL: Property<User, Only<{ operators::EQ | operators::NE }>> = Property::new("mail");
//!
//! // Properties that differ in their operators differ in their type, so they go into a tuple and not into an array.
//! assert_eq!((ID, MAIL, "jobTitle").names(), ["id", "mail", "jobTitle"]);
//! assert_eq!([ID, ID].names(), ["id", "id"]);
//! assert_eq!("id,mail".names(), ["id,mail"]);
//! ```

use std::borrow::Cow;

use crate::{Filter, Property};

/// Names in the order they are asked for.
pub trait Names {
    /// The names.
    fn names(self) -> Vec<Cow<'static, str>>;
}

impl<T, O> From<Property<T, O>> for Cow<'static, str> {
    fn from(property: Property<T, O>) -> Self {
        Cow::Borrowed(property.name())
    }
}

impl<T> From<Filter<T>> for String {
    fn from(filter: Filter<T>) -> Self {
        filter.to_string()
    }
}

impl<N: Into<Cow<'static, str>>, const LENGTH: usize> Names for [N; LENGTH] {
    fn names(self) -> Vec<Cow<'static, str>> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<N: Into<Cow<'static, str>>> Names for Vec<N> {
    fn names(self) -> Vec<Cow<'static, str>> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<N: Into<Cow<'static, str>> + Clone> Names for &[N] {
    fn names(self) -> Vec<Cow<'static, str>> {
        self.iter().cloned().map(Into::into).collect()
    }
}

impl Names for &'static str {
    fn names(self) -> Vec<Cow<'static, str>> {
        vec![Cow::Borrowed(self)]
    }
}

impl Names for String {
    fn names(self) -> Vec<Cow<'static, str>> {
        vec![Cow::Owned(self)]
    }
}

impl<T, O> Names for Property<T, O> {
    fn names(self) -> Vec<Cow<'static, str>> {
        vec![self.into()]
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: Into<Cow<'static, str>>),+> Names for ($($name,)+) {
            fn names(self) -> Vec<Cow<'static, str>> {
                #[expect(non_snake_case, reason = "a type and its value share the name")]
                let ($($name,)+) = self;
                vec![$($name.into()),+]
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
