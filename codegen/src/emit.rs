//! Items into tokens: only spelling, no decision. `quote!` is used here and nowhere else.

mod enums;
mod requests;
mod routes;
mod structs;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::{
    items::{Bases, Deprecated, Features, Item},
    names::RustName,
};

/// The Rust items of one item, each a paragraph of the file.
pub(crate) fn item(item: &Item, module: &[RustName]) -> Vec<TokenStream> {
    let scope = Scope { module };
    match item {
        Item::Struct(it) => structs::emit(it, scope),
        Item::Enum(it) => enums::emit(it),
        Item::Bases(it) => vec![bases(it)],
        Item::Requests(it) => requests::emit(it, scope),
        Item::Routes(it) => routes::emit(it),
        Item::OptionSet(it) => requests::option_set(it),
        Item::Gated(features, it) => {
            let cfg = cfg(Some(features));
            self::item(it, module)
                .into_iter()
                .map(|it| quote!(#cfg #it))
                .collect()
        }
    }
}

/// Where code stands.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// The module around it, below the outermost one.
    module: &'a [RustName],
}

impl Scope<'_> {
    /// A path below the outermost module, as it is spelled here.
    pub(crate) fn path(self, path: &[RustName]) -> TokenStream {
        let common = self
            .module
            .iter()
            .zip(path)
            .take_while(|(here, there)| here == there)
            .count();
        let up = (common..self.module.len()).map(|_| quote!(super));
        let segments = up.chain(path[common..].iter().map(ToTokens::to_token_stream));
        quote!(#(#segments)::*)
    }

    /// The path of the outermost module.
    pub(crate) fn outermost(self) -> TokenStream {
        let up = self.module.iter().map(|_| quote!(super));
        quote!(#(#up)::*)
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

/// `#[cfg(any(feature = …, …))]`, where something is not always compiled.
pub(crate) fn cfg(features: Option<&Features>) -> TokenStream {
    let features = features.map(|it| it.iter().map(AsRef::as_ref).collect::<Vec<&str>>());
    match features.as_deref() {
        None => TokenStream::new(),
        Some([feature]) => quote!(#[cfg(feature = #feature)]),
        Some(features) => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}

/// `#[deprecated]`, with the reason where there is one.
pub(crate) fn deprecated(it: Option<&Deprecated>) -> TokenStream {
    match it.map(|it| it.note.as_str()) {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
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
