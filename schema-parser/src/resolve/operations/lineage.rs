//! How types inherit from each other.

use crate::schema::{Schema, TypeName};

/// A type and the names of all it inherits from, also of those that no page defines.
fn ancestors<'s>(schema: &'s Schema, name: &'s TypeName) -> impl Iterator<Item = &'s TypeName> {
    let bases = schema.lineage(name).filter_map(|it| it.base.as_ref());
    std::iter::once(name).chain(bases)
}

/// Whether one of two types inherits from the other, or both are the same.
pub(super) fn is_family(schema: &Schema, one: &TypeName, other: &TypeName) -> bool {
    ancestors(schema, one).any(|it| it == other) || ancestors(schema, other).any(|it| it == one)
}

/// The nearest type that all of these are.
pub(super) fn common<'s>(schema: &'s Schema, types: &[&'s TypeName]) -> Option<&'s TypeName> {
    let mut shared = ancestors(schema, types.first()?);
    shared.find(|base| {
        types
            .iter()
            .all(|it| ancestors(schema, it).any(|it| it == *base))
    })
}
