//! Structs and their tables.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Paragraph, Scope, attributes, deprecated, docs, literal};
use crate::items::{Field, FieldType, Operators, Struct, Value};

pub(crate) fn emit(it: &Struct, scope: Scope<'_>) -> Vec<Paragraph> {
    vec![
        Paragraph::Item(structure(it, scope)),
        Paragraph::Text(table(it, scope)),
    ]
}

fn structure(it: &Struct, scope: Scope<'_>) -> TokenStream {
    let Struct { name, fields, .. } = it;
    let (docs, deprecated) = (docs(&it.docs), deprecated(it.deprecated.as_ref()));
    let attributes = attributes(&it.attributes);
    let fields = fields.iter().map(|it| field(it, scope));
    quote! {
        #docs
        #deprecated
        #attributes
        pub struct #name {
            #(#fields,)*
            /// Members that no page declares, and annotations.
            pub extra: rt::Extra,
        }
    }
}

fn field(it: &Field, scope: Scope<'_>) -> TokenStream {
    let Field { name, .. } = it;
    let (docs, deprecated) = (docs(&it.docs), deprecated(it.deprecated.as_ref()));
    let ty = field_type(&it.ty, scope);
    quote!(#docs #deprecated pub #name: rt::Field<#ty>)
}

fn field_type(it: &FieldType, scope: Scope<'_>) -> TokenStream {
    let value = value(&it.value, scope);
    match (it.list, it.boxed) {
        (true, _) => quote!(Vec<#value>),
        (false, true) => quote!(Box<#value>),
        (false, false) => value,
    }
}

pub(crate) fn value(it: &Value, scope: Scope<'_>) -> TokenStream {
    match it {
        Value::String => quote!(String),
        Value::Bool => quote!(bool),
        Value::Number(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Value::Text(name) | Value::Json(name) => {
            let name = Ident::new(name, Span::call_site());
            quote!(rt::#name)
        }
        Value::Object(path) | Value::Enum(path) => scope.path(path),
        Value::Flags(path) => {
            let path = scope.path(path);
            quote!(rt::Flags<#path>)
        }
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

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The type of a member as text, seen from the outermost module.
pub(crate) fn field_type_text(it: &FieldType) -> String {
    let tokens = field_type(it, Scope { module: &[] }).to_string();
    format!("Field<{tokens}>").replace(' ', "")
}
