//! Items into tokens: only spelling, no decision. `quote!` is used here and nowhere else.

mod enums;
mod structs;

pub(crate) use self::structs::field_type_text;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::{
    items::{Bases, Deprecated, Item},
    names::RustName,
};

/// The Rust items of one item, each a paragraph of the file.
pub(crate) fn item(item: &Item, depth: usize) -> Vec<TokenStream> {
    let scope = Scope { depth };
    match item {
        Item::Struct(it) => structs::emit(it, scope),
        Item::Enum(it) => enums::emit(it),
        Item::Bases(it) => vec![bases(it)],
    }
}

/// Where code stands.
#[derive(Clone, Copy)]
pub(crate) struct Scope {
    /// The number of modules around it below the outermost one.
    depth: usize,
}

impl Scope {
    /// A path below the outermost module, as it is spelled here.
    pub(crate) fn path(self, path: &[RustName]) -> TokenStream {
        let up = (0..self.depth).map(|_| quote!(super));
        let segments = up.chain(path.iter().map(ToTokens::to_token_stream));
        quote!(#(#segments)::*)
    }
}

fn bases(Bases(bases): &Bases) -> TokenStream {
    let pairs = bases.iter().map(|(name, base)| quote!((#name, #base)));
    quote! {
        /// Every type that has a base type, with it.
        static TYPES: rt::TypeTable = rt::TypeTable(&[#(#pairs),*]);
    }
}

/// One attribute for each line: a comment of several lines could be left.
pub(crate) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|it| {
        if it.is_empty() {
            String::new()
        } else {
            format!(" {it}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// `#[deprecated]`, with the reason where there is one.
pub(crate) fn deprecated(it: Option<&Deprecated>) -> TokenStream {
    match it.map(|it| it.note.as_str()) {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// Attributes as the caller wrote them.
pub(crate) fn attributes(texts: &[String]) -> TokenStream {
    let attributes = texts.iter().map(|it| {
        it.parse::<TokenStream>()
            .unwrap_or_else(|error| panic!("`{it}` is no attribute: {error}"))
    });
    attributes.collect()
}

/// A number without a suffix.
pub(crate) fn index(it: usize) -> Literal {
    Literal::usize_unsuffixed(it)
}

impl ToTokens for RustName {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let span = Span::call_site();
        tokens.append(if self.is_raw() {
            Ident::new_raw(self.bare(), span)
        } else {
            Ident::new(self.bare(), span)
        });
    }
}
