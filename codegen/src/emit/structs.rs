//! Structs and their tables.

use super::{
    Paragraph, Scope, attributes,
    text::{comment, deprecated, indented, list, literal},
};
use crate::items::{Field, FieldType, Operators, Struct, Value};

pub(crate) fn emit(it: &Struct, scope: Scope<'_>) -> Vec<Paragraph> {
    vec![
        Paragraph::Text(structure(it, scope)),
        Paragraph::Text(table(it, scope)),
    ]
}

fn structure(it: &Struct, scope: Scope<'_>) -> String {
    let docs = comment(0, &it.docs);
    let deprecated = deprecated(it.deprecated.as_ref());
    let attributes = attributes(&it.attributes);
    let fields: String = it.fields.iter().map(|it| field(it, scope)).collect();
    format!(
        "{docs}{deprecated}{attributes}pub struct {} {{\n{fields}    \
         /// Members that no page declares, and annotations.\n    pub extra: rt::Extra,\n}}\n",
        it.name
    )
}

fn field(it: &Field, scope: Scope<'_>) -> String {
    let docs = comment(4, &it.docs);
    let deprecated = indented(4, &deprecated(it.deprecated.as_ref()));
    let open = format!("pub {}: rt::Field<", it.name);
    let field = list(4, &open, &[field_type(&it.ty, scope)], ">,");
    format!("{docs}{deprecated}    {field}\n")
}

/// The type of a member's value.
pub(crate) fn field_type(it: &FieldType, scope: Scope<'_>) -> String {
    let value = value(&it.value, scope);
    match (it.list, it.boxed) {
        (true, _) => format!("Vec<{value}>"),
        (false, true) => format!("Box<{value}>"),
        (false, false) => value,
    }
}

pub(crate) fn value(it: &Value, scope: Scope<'_>) -> String {
    match it {
        Value::String => "String".to_owned(),
        Value::Bool => "bool".to_owned(),
        Value::Number(name) => (*name).to_owned(),
        Value::Text(name) | Value::Json(name) => format!("rt::{name}"),
        Value::Object(path) | Value::Enum(path) => scope.path(path),
        Value::Flags(path) => format!("rt::Flags<{}>", scope.path(path)),
    }
}

/// The table that the runtime reads and writes objects through: a row for each member.
fn table(it: &Struct, scope: Scope<'_>) -> String {
    let read_only: Vec<_> = it
        .fields
        .iter()
        .enumerate()
        .filter(|(_, it)| it.read_only)
        .map(|(at, _)| at.to_string())
        .collect();
    let mut text = format!(
        "rt::object! {{\n    {} {} {}::types [{}];\n",
        it.name,
        literal(&it.wire_name),
        scope.outermost(),
        read_only.join(" ")
    );
    for field in &it.fields {
        let (name, constant, wire_name, operators) = (
            &field.name,
            field.name.constant(),
            literal(&field.wire_name),
            operators(&field.operators),
        );
        text += &format!("    {name} {constant} {wire_name}{operators};\n");
    }
    text + "}\n"
}

fn operators(it: &Operators) -> String {
    match it {
        Operators::Any => String::new(),
        Operators::Only(names) => format!(" [{}]", names.join(" ")),
    }
}
