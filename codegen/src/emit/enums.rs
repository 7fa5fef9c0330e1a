//! Enumerations and their tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Paragraph, attributes, docs,
    text::{deprecated, literal},
    tokens,
};
use crate::items::Enum;

pub(crate) fn emit(it: &Enum) -> Vec<Paragraph> {
    vec![Paragraph::Item(enumeration(it)), Paragraph::Text(table(it))]
}

fn enumeration(it: &Enum) -> TokenStream {
    let (name, docs_) = (&it.name, docs(&it.docs));
    let deprecated = tokens(&deprecated(it.deprecated.as_ref()));
    let attributes = tokens(&attributes(&it.attributes));
    let variants = it.variants.iter().map(|it| {
        let (name, docs) = (&it.name, docs(&it.docs));
        quote!(#docs #name)
    });
    quote! {
        #docs_
        #deprecated
        #attributes
        #[derive(Clone, PartialEq, PartialOrd)]
        pub enum #name {
            #(#variants,)*
            /// A text that no page lists.
            Unrecognized(Box<str>),
        }
    }
}

/// The table that texts are read and written through.
fn table(it: &Enum) -> String {
    let rows = it
        .variants
        .iter()
        .map(|it| format!("    {} {};\n", it.name, literal(&it.wire_name)));
    format!(
        "rt::enumeration! {{\n    {};\n{}}}\n",
        it.name,
        rows.collect::<String>()
    )
}
