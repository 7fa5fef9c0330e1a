//! Items into tokens: only spelling, no decision. `quote!` is used here and nowhere else.

mod enums;
mod requests;
mod routes;
mod structs;

pub(crate) use self::structs::field_type_text;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::{
    items::{Bases, Deprecated, Features, Item},
    names::RustName,
};

/// One paragraph of a file.
pub(crate) enum Paragraph {
    /// An item, which is still to be formatted.
    Item(TokenStream),
    /// Text that is laid out already, such as a table for a macro of the runtime with one row a line: no formatter lays those out.
    Text(String),
}

/// The paragraphs of one item.
pub(crate) fn item(item: &Item, module: &[RustName]) -> Vec<Paragraph> {
    let scope = Scope { module };
    match item {
        Item::Struct(it) => structs::emit(it, scope),
        Item::Enum(it) => enums::emit(it),
        Item::Bases(it) => items(vec![bases(it)]),
        Item::Requests(it) => items(requests::emit(it, scope)),
        Item::Routes(it) => routes::emit(it),
        Item::OptionSet(it) => items(requests::option_set(it)),
        Item::Gated(features, it) => {
            let cfg = cfg(Some(features));
            let paragraphs = self::item(it, module).into_iter();
            paragraphs.map(|it| gated(&cfg, it)).collect()
        }
    }
}

fn items(tokens: Vec<TokenStream>) -> Vec<Paragraph> {
    tokens.into_iter().map(Paragraph::Item).collect()
}

fn gated(cfg: &TokenStream, it: Paragraph) -> Paragraph {
    match it {
        Paragraph::Item(tokens) => Paragraph::Item(quote!(#cfg #tokens)),
        Paragraph::Text(text) => Paragraph::Text(format!("{cfg}\n{text}")),
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

    /// The path of the outermost module, as it is spelled here.
    pub(crate) fn outermost(self) -> String {
        vec!["super"; self.module.len()].join("::")
    }
}

fn bases(Bases(bases): &Bases) -> TokenStream {
    let pairs = bases.iter().map(|(name, base)| quote!((#name, #base)));
    quote! {
        /// Every type that has a base type, with it.
        fn types() -> &'static rt::TypeTable {
            &rt::TypeTable(&[#(#pairs),*])
        }
    }
}

/// One attribute for each line: a comment of several lines could be left.
pub(crate) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|it| {
        let space = if it.is_empty() { "" } else { " " };
        raw_literal(space, it)
    });
    quote!(#(#[doc = #lines])*)
}

/// A text behind another as `r"…"`, which is much faster to make and to read again than `"…"`, where it can be spelled so.
fn raw_literal(before: &str, text: &str) -> Literal {
    let has_end = text.contains('"');
    let raw = (!has_end).then(|| format!("r\"{before}{text}\"").parse().ok());
    let spelled = || Literal::string(&format!("{before}{text}"));
    raw.flatten().unwrap_or_else(spelled)
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

/// Attributes as the caller wrote them.
pub(crate) fn attributes(texts: &[String]) -> TokenStream {
    let attributes = texts.iter().map(|it| {
        it.parse::<TokenStream>()
            .unwrap_or_else(|error| panic!("`{it}` is no attribute: {error}"))
    });
    attributes.collect()
}

/// A text as Rust spells it.
pub(crate) fn literal(text: &str) -> String {
    let is_plain = |it: u8| matches!(it, b' '..=b'~') && it != b'"' && it != b'\\';
    if text.bytes().all(is_plain) {
        return format!("\"{text}\"");
    }
    Literal::string(text).to_string()
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

#[cfg(test)]
mod tests {
    use proc_macro2::Literal;
    use quote::quote;

    use super::{docs, literal};

    const TEXTS: &[&str] = &[
        "",
        "plain",
        "\"quoted\"",
        "a\"b",
        "back\\slash",
        "r\"#",
        "é\u{7}",
    ];

    #[test]
    fn comments_say_what_they_are_made_of() {
        for text in TEXTS {
            let docs = docs(&[(*text).to_owned()]);
            let file = syn::parse2(quote!(#docs struct A;)).unwrap();
            let expected = format!("/// {text}").trim_end().to_owned() + "\nstruct A;\n";
            assert_eq!(prettyplease::unparse(&file), expected);
        }
    }

    #[test]
    fn literals_are_spelled_as_tokens_are() {
        for text in TEXTS {
            assert_eq!(literal(text), Literal::string(text).to_string());
        }
    }
}
