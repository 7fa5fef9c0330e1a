//! Properties and relationships into fields.

use std::collections::BTreeSet;

use msgraph_schema::{
    Diagnostic,
    diagnostic::Code,
    schema::{FilterSupport, Primitive, Support, Type, TypeName, TypeRef, TypeTarget},
};

use super::{Lower, Sort, lineage::Declared, types::is_untyped};
use crate::{
    items::{Field, FieldType, Operators, Value},
    names::{Case, RustName, Wanted, assign},
};

/// The operators of filters, and their constants in the runtime.
const OPERATORS: &[(&str, &str)] = &[
    ("eq", "EQ"),
    ("ne", "NE"),
    ("gt", "GT"),
    ("lt", "LT"),
    ("ge", "GE"),
    ("le", "LE"),
    ("in", "IN"),
    ("not", "NOT"),
    ("startswith", "STARTS_WITH"),
    ("endswith", "ENDS_WITH"),
    ("contains", "CONTAINS"),
];

/// The field that every struct has beside those of its page.
const RESERVED: &[&str] = &["extra"];

/// The fields of a type, those of its ancestors first. What is odd about an ancestor's is said where the ancestor is lowered.
pub(crate) fn lower<'a>(
    lower: &Lower<'a>,
    it: &'a Type,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Field> {
    let mut members = lower.types.members(it);
    let mut found = Vec::new();
    members.retain(|member| is_member(member, &mut found));
    let wanted: Vec<_> = members
        .iter()
        .map(|it| Wanted {
            wire_name: it.property.name.as_str(),
            location: it.property.location,
        })
        .collect();
    let names = assign(Case::Snake, &wanted, RESERVED, &mut found);
    let named = members
        .iter()
        .zip(names)
        .filter_map(|(member, name)| Some((member, name?)));
    let fields = named
        .map(|(member, name)| field(lower, member, name, &mut found))
        .collect();
    let own: BTreeSet<_> = it
        .properties
        .iter()
        .chain(&it.relationships)
        .map(|it| it.location)
        .collect();
    diagnostics.extend(found.into_iter().filter(|it| own.contains(&it.location)));
    fields
}

fn field(
    lower: &Lower<'_>,
    member: &Declared<'_>,
    name: RustName,
    diagnostics: &mut Vec<Diagnostic>,
) -> Field {
    let property = member.property;
    let ty = lower.field_type(&property.ty, member.is_relationship);
    diagnostics.extend(undefined(member, &ty));
    diagnostics.extend(changed(member));
    Field {
        wire_name: property.name.to_string(),
        name,
        docs: lower.property_docs(property),
        deprecated: lower.deprecated(property.deprecation.as_ref()),
        ty,
        read_only: property.facts.read_only,
        operators: operators(&property.facts.filter),
    }
}

fn undefined(member: &Declared<'_>, ty: &FieldType) -> Option<Diagnostic> {
    let property = member.property;
    let (TypeTarget::Named(named), Value::Json(_)) = (&property.ty.target, &ty.value) else {
        return None;
    };
    let message = format!(
        "`{}` has type `{named}`, which no page defines",
        property.name
    );
    (!is_untyped(named)).then(|| Diagnostic::new(Code::UnknownType, property.location, message))
}

fn changed(member: &Declared<'_>) -> Option<Diagnostic> {
    let (property, before) = (member.property, member.again?);
    let message = format!(
        "`{}` is `{}` here and `{}` in a base type",
        property.name, property.ty, before.ty
    );
    let found = Diagnostic::new(Code::ChangedProperty, property.location, message);
    (before.ty != property.ty).then(|| found.related_to(before.location))
}

/// Annotations are kept with the undeclared members, where the runtime looks for them.
fn is_member(member: &Declared<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let is_annotation = member.property.name.as_str().contains('@');
    if is_annotation {
        let message = format!(
            "`{}` is an annotation",
            member.property.name.as_str().escape_debug()
        );
        diagnostics.push(Diagnostic::new(
            Code::AnnotationRow,
            member.property.location,
            message,
        ));
    }
    !is_annotation
}

fn operators(filter: &FilterSupport) -> Operators {
    let listed = |name: &str| filter.operators.iter().any(|it| it == name);
    match filter.support {
        Support::No => Operators::Only(Vec::new()),
        _ if filter.operators.is_empty() => Operators::Any,
        _ => Operators::Only(
            OPERATORS
                .iter()
                .filter(|it| listed(it.0))
                .map(|it| it.1)
                .collect(),
        ),
    }
}

impl Lower<'_> {
    /// The type of a member. A single related entity stands behind a pointer: it is rarely there, and what it holds may grow.
    pub(crate) fn field_type(&self, ty: &TypeRef, is_relationship: bool) -> FieldType {
        let value = match &ty.target {
            TypeTarget::Primitive(primitive) => primitive_value(*primitive),
            TypeTarget::Named(name) => self.named_value(name),
        };
        let boxed = is_relationship && !ty.collection && matches!(value, Value::Object(_));
        FieldType {
            value,
            list: ty.collection,
            boxed,
        }
    }

    fn named_value(&self, name: &TypeName) -> Value {
        let Some(place) = self.places.get(name).filter(|_| !is_untyped(name)) else {
            return Value::Json("Json");
        };
        match place.sort {
            Sort::Type => Value::Object(place.path()),
            Sort::Enum => Value::Enum(place.path()),
            Sort::Flags => Value::Flags(place.path()),
        }
    }
}

fn primitive_value(primitive: Primitive) -> Value {
    match primitive {
        Primitive::String => Value::String,
        Primitive::Boolean => Value::Bool,
        Primitive::Byte => Value::Number("u8"),
        Primitive::SByte => Value::Number("i8"),
        Primitive::Int16 => Value::Number("i16"),
        Primitive::Int32 => Value::Number("i32"),
        Primitive::Int64 => Value::Number("i64"),
        // A double keeps every digit that an answer has, also where the page says single.
        Primitive::Single | Primitive::Double => Value::Number("f64"),
        Primitive::Binary => Value::Text("Binary"),
        Primitive::Date => Value::Text("Date"),
        Primitive::DateTimeOffset => Value::Text("DateTimeOffset"),
        Primitive::Duration => Value::Text("Duration"),
        Primitive::Guid => Value::Text("Guid"),
        Primitive::TimeOfDay => Value::Text("TimeOfDay"),
        Primitive::Decimal => Value::Json("Decimal"),
        Primitive::Stream | Primitive::Untyped => Value::Json("Json"),
    }
}
