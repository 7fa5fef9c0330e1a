//! Values of a derived type in a place of its base type, and the values that did not fit.
//!
//! ```text
//! {"@odata.type": "#microsoft.graph.user", "id": "1", "mail": "a@b"}   read as DirectoryObject
//!     DirectoryObject { id: "1", extra: {"@odata.type": …, "mail": "a@b"} }
//!     .downcast::<User>()
//!     User { id: "1", mail: "a@b", extra: {"@odata.type": …} }
//! ```

use serde_json::Value;

use super::{Editor, Object, Ref, read::read, write::to_value};

/// The member that names the type of a value.
const TYPE: &str = "@odata.type";

/// What every generated type can do with its own kind.
pub trait Resource: Object + Default {
    /// The qualified name of the type that the value says it has: `microsoft.graph.user`. Nothing where it does not say.
    fn odata_type(&self) -> Option<&str> {
        let name = (self as &dyn Object).extra().get(TYPE)?.as_str()?;
        Some(name.strip_prefix('#').unwrap_or(name))
    }

    /// Whether the value says that it is of the type `T` or of one derived from it.
    fn is_a<T: Resource>(&self) -> bool {
        let target = T::default().shape().name;
        self.odata_type()
            .is_some_and(|it| (self.shape().types)().is_a(it, target))
    }

    /// The value as the derived type that it says it has, with everything it holds.
    ///
    /// # Errors
    /// The value itself, unchanged, where it is not of that type.
    fn downcast<T: Resource>(self) -> Result<T, Self> {
        if self.is_a::<T>() {
            Ok(convert(&self))
        } else {
            Err(self)
        }
    }

    /// The value as one of its base types, with everything it holds; `@odata.type` keeps telling what it is.
    ///
    /// # Errors
    /// The value itself, unchanged, where `T` is not a base of its type.
    fn upcast<T: Resource>(mut self) -> Result<T, Self> {
        let shape = self.shape();
        if !(shape.types)().is_a(shape.name, T::default().shape().name) {
            return Err(self);
        }
        if self.odata_type().is_none() {
            name_type(&mut self);
        }
        Ok(convert(&self))
    }

    /// The members, at any depth, whose values did not fit their types and are kept raw.
    fn misfits(&self) -> Vec<Misfit<'_>> {
        let mut found = Vec::new();
        misfits_of(self, "$", &mut found);
        found
    }
}

impl<T: Object + Default> Resource for T {}

fn name_type(object: &mut dyn Object) {
    let name = object.shape().name;
    object.edit(Editor(&mut |_, extra| {
        extra.insert(TYPE, format!("#{name}"));
    }));
}

fn convert<T: Resource>(object: &dyn Object) -> T {
    read(to_value(object)).expect("an object can be read as any type: what does not fit is kept")
}

/// A member whose value did not fit its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit<'a> {
    /// Where it is: `$.members[2].birthday`.
    pub path: String,
    /// The value that came.
    pub value: &'a Value,
}

fn misfits_of<'a>(object: &'a dyn Object, path: &str, found: &mut Vec<Misfit<'a>>) {
    let shape = object.shape();
    for (name, member) in shape.names.iter().zip(object.members()) {
        match member {
            Ref::Object(field) => {
                if let Some(object) = field.state().into_option() {
                    misfits_of(object, &format!("{path}.{name}"), found);
                }
            }
            Ref::Objects(field) => {
                for item in 0..field.state().unwrap_or(0) {
                    misfits_of(field.object(item), &format!("{path}.{name}[{item}]"), found);
                }
            }
            _ => {}
        }
    }
    for (name, value) in object
        .extra()
        .iter()
        .filter(|(name, _)| shape.position(name).is_some())
    {
        found.push(Misfit {
            path: format!("{path}.{name}"),
            value,
        });
    }
}
