//! Rows of tables of named values -> properties.

use super::super::{Names, names::qualified};
use crate::{
    diagnostic::{Code, Reporter},
    facts,
    pages::one_paragraph,
    pages::operation::RawRow,
    schema::{Deprecation, Facts, Primitive, Property, TypeName, TypeRef, TypeTarget},
    type_expr::{Base, TypeExpr},
};

/// The properties that rows say.
pub(super) fn properties(
    rows: &[RawRow<'_>],
    names: &Names,
    namespace: &str,
    reporter: &mut Reporter<'_>,
) -> Vec<Property> {
    let properties = rows.iter();
    properties
        .map(|it| property(it, names, namespace, reporter))
        .collect()
}

/// The property that a row says.
pub(super) fn property(
    row: &RawRow<'_>,
    names: &Names,
    namespace: &str,
    reporter: &mut Reporter<'_>,
) -> Property {
    let phrases = facts::read(row.description);
    // What a value that is sent is as a property of its type, its own page says.
    let facts = Facts {
        required: phrases.facts.required || row.required,
        read_only: phrases.facts.read_only,
        write_only: phrases.facts.write_only,
        nullable: phrases.facts.nullable,
        default: phrases.facts.default,
        ..Facts::default()
    };
    let ty = match row.ty {
        Some(ty) => type_ref(ty, names, namespace),
        None => {
            let message = format!("`{}` has no type", row.name);
            reporter.report(Code::UntypedParameter, row.name, message);
            TypeRef::default()
        }
    };
    Property {
        name: row.name.into(),
        ty,
        description: one_paragraph(row.description),
        facts,
        deprecation: phrases.deprecation.map(|it| Deprecation {
            note: one_paragraph(it),
        }),
        location: reporter.source.location(row.name),
    }
}

/// The type that a cell says, with its name in full.
pub(super) fn type_ref(ty: TypeExpr<'_>, names: &Names, namespace: &str) -> TypeRef {
    let target = match ty.base {
        Base::Primitive(primitive) => TypeTarget::Primitive(primitive),
        Base::Named(name) => match names.find(name, namespace) {
            Some((name, _)) => TypeTarget::Named(name.clone()),
            None if name.text.is_empty() => TypeTarget::Primitive(Primitive::Untyped),
            None => TypeTarget::Named(TypeName(qualified(name.text, namespace))),
        },
    };
    TypeRef {
        target,
        collection: ty.collection,
    }
}
