//! Structs, their tables, and the names of their properties.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Scope, attributes, deprecated, docs, index};
use crate::items::{Field, FieldType, Operators, Struct, Value};

pub(crate) fn emit(it: &Struct, scope: Scope) -> Vec<TokenStream> {
    let name = &it.name;
    vec![
        structure(it, scope),
        properties(it),
        object(it, scope),
        quote!(rt::object!(#name);),
    ]
}

fn structure(it: &Struct, scope: Scope) -> TokenStream {
    let Struct { name, fields, .. } = it;
    let (docs, deprecated) = (docs(&it.docs), deprecated(it.deprecated.as_ref()));
    let attributes = attributes(&it.attributes);
    let fields = fields.iter().map(|it| field(it, scope));
    quote! {
        #docs
        #deprecated
        #attributes
        #[derive(Default)]
        pub struct #name {
            #(#fields,)*
            /// Members that no page declares, and annotations.
            pub extra: rt::Extra,
        }
    }
}

fn field(it: &Field, scope: Scope) -> TokenStream {
    let Field { name, .. } = it;
    let (docs, deprecated) = (docs(&it.docs), deprecated(it.deprecated.as_ref()));
    let ty = field_type(&it.ty, scope);
    quote!(#docs #deprecated pub #name: rt::Field<#ty>)
}

fn field_type(it: &FieldType, scope: Scope) -> TokenStream {
    let value = value(&it.value, scope);
    match (it.list, it.boxed) {
        (true, _) => quote!(Vec<#value>),
        (false, true) => quote!(Box<#value>),
        (false, false) => value,
    }
}

fn value(it: &Value, scope: Scope) -> TokenStream {
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

/// The names of the members, for `$select`, `$filter` and the like.
fn properties(it: &Struct) -> TokenStream {
    let name = &it.name;
    let constants = it.fields.iter().map(|it| {
        let (constant, wire_name, operators) = (it.name.constant(), &it.wire_name, operators(&it.operators));
        let docs = docs(&it.docs[..1]);
        quote!(#docs pub const #constant: rt::Property<Self #operators> = rt::Property::new(#wire_name);)
    });
    quote!(impl #name { #(#constants)* })
}

fn operators(it: &Operators) -> TokenStream {
    match it {
        Operators::Any => TokenStream::new(),
        Operators::Only(names) if names.is_empty() => quote!(, 0),
        Operators::Only(names) => {
            let names = names.iter().map(|it| Ident::new(it, Span::call_site()));
            quote!(, { #(rt::filter::operators::#names)|* })
        }
    }
}

/// The tables that the runtime reads and writes objects through.
fn object(it: &Struct, scope: Scope) -> TokenStream {
    let Struct {
        name,
        wire_name,
        fields,
        ..
    } = it;
    let names = fields.iter().map(|it| &it.wire_name);
    let read_only = fields
        .iter()
        .enumerate()
        .filter(|(_, it)| it.read_only)
        .map(|(at, _)| index(at));
    let slots = fields.iter().enumerate().map(|(at, it)| {
        let (at, kind, name) = (index(at), kind(&it.ty), &it.name);
        quote!(#at => rt::Slot::#kind(&mut self.#name))
    });
    let refs = fields.iter().map(|it| {
        let (kind, name) = (kind(&it.ty), &it.name);
        quote!(rt::Ref::#kind(&self.#name))
    });
    let types = scope.path(&[]);
    quote! {
        impl rt::Object for #name {
            #[inline]
            fn shape(&self) -> &'static rt::Shape {
                static SHAPE: rt::Shape = rt::Shape::new(#wire_name, &[#(#names),*], &[#(#read_only),*], &#types::TYPES);
                &SHAPE
            }
            #[inline]
            fn slot(&mut self, index: usize) -> rt::Slot<'_> {
                match index {
                    #(#slots,)*
                    _ => rt::Slot::Extra(&mut self.extra),
                }
            }
            #[inline]
            fn view<'a>(&'a self, see: &mut dyn FnMut(&[rt::Ref<'a>])) {
                see(&[#(#refs,)* rt::Ref::Extra(&self.extra)]);
            }
        }
    }
}

/// The kind of slot that the runtime has for a member.
fn kind(it: &FieldType) -> Ident {
    ident(match (&it.value, it.list) {
        (Value::String, false) => "String",
        (Value::Bool, false) => "Bool",
        (Value::Number("i32"), false) => "I32",
        (Value::Number("i64"), false) => "I64",
        (Value::Number("f64"), false) => "F64",
        (Value::Text(_) | Value::Enum(_) | Value::Flags(_), false) => "Text",
        (Value::String, true) => "Strings",
        (Value::Text(_) | Value::Enum(_) | Value::Flags(_), true) => "Texts",
        (Value::Object(_), false) => "Object",
        (Value::Object(_), true) => "Objects",
        (Value::Bool | Value::Number(_) | Value::Json(_), _) => "Json",
    })
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The type of a member as text, seen from the outermost module.
pub(crate) fn field_type_text(it: &FieldType) -> String {
    let tokens = field_type(it, Scope { depth: 0 }).to_string();
    format!("Field<{tokens}>").replace(' ', "")
}
