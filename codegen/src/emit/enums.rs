//! Enumerations.

use proc_macro2::TokenStream;
use quote::quote;

use super::{attributes, deprecated, docs};
use crate::items::Enum;

pub(crate) fn emit(it: &Enum) -> Vec<TokenStream> {
    let name = &it.name;
    vec![enumeration(it), texts(it), quote!(rt::enumeration!(#name);)]
}

fn enumeration(it: &Enum) -> TokenStream {
    let (name, docs_, deprecated) = (&it.name, docs(&it.docs), deprecated(it.deprecated.as_ref()));
    let attributes = attributes(&it.attributes);
    let variants = it.variants.iter().map(|it| {
        let (name, docs) = (&it.name, docs(&it.docs));
        quote!(#docs #name)
    });
    quote! {
        #docs_
        #deprecated
        #attributes
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name {
            #(#variants,)*
            /// A text that no page lists.
            Unrecognized(Box<str>),
        }
    }
}

fn texts(it: &Enum) -> TokenStream {
    let name = &it.name;
    let variants = it.variants.iter().map(|it| &it.name);
    let texts = it.variants.iter().map(|it| &it.wire_name);
    let (parsed, shown) = (texts.clone().zip(variants.clone()), variants.zip(texts));
    let parsed = parsed.map(|(text, variant)| quote!(#text => Self::#variant));
    let shown = shown.map(|(variant, text)| quote!(Self::#variant => #text));
    quote! {
        impl rt::Enumeration for #name {
            #[inline]
            fn parse(text: &str) -> Self {
                match text {
                    #(#parsed,)*
                    _ => Self::Unrecognized(text.into()),
                }
            }
            #[inline]
            fn as_str(&self) -> &str {
                match self {
                    #(#shown,)*
                    Self::Unrecognized(text) => text,
                }
            }
        }
    }
}
