//! Items into tokens or text: only spelling, no decision. `quote!` is used here and nowhere else.
//!
//! What there are thousands of, in a few forms, is laid out as text: making tokens of it and formatting those takes several times as long.

mod enums;
mod requests;
mod routes;
mod structs;
mod text;

pub(crate) use self::{structs::field_type, text::cfg};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::{
    items::{Bases, Item},
    names::RustName,
};

/// One paragraph of a file.
pub(crate) enum Paragraph {
    /// An item, which is still to be formatted.
    Item(TokenStream),
    /// Text that is laid out already.
    Text(String),
}

/// The paragraphs of one item.
pub(crate) fn item(item: &Item, module: &[RustName]) -> Vec<Paragraph> {
    let scope = Scope { module };
    match item {
        Item::Struct(it) => structs::emit(it, scope),
        Item::Enum(it) => enums::emit(it),
        Item::Bases(it) => vec![Paragraph::Item(bases(it))],
        Item::Requests(it) => requests::emit(it, scope),
        Item::Routes(it) => routes::emit(it),
        Item::OptionSet(it) => requests::option_set(it),
        Item::Gated(features, it) => {
            let cfg = cfg(Some(features));
            let paragraphs = self::item(it, module).into_iter();
            paragraphs.map(|it| gated(&cfg, it)).collect()
        }
    }
}

fn gated(cfg: &str, it: Paragraph) -> Paragraph {
    match it {
        Paragraph::Item(item) => {
            let cfg = tokens(cfg);
            Paragraph::Item(quote!(#cfg #item))
        }
        Paragraph::Text(text) => Paragraph::Text(format!("{cfg}{text}")),
    }
}

/// Where code stands.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// The module around it, below the outermost one.
    module: &'a [RustName],
}

impl Scope<'_> {
    /// Beside or in the outermost module.
    pub(crate) const OUTERMOST: Self = Self { module: &[] };

    /// A path below the outermost module, as it is spelled here.
    pub(crate) fn path(self, path: &[RustName]) -> String {
        let common = self
            .module
            .iter()
            .zip(path)
            .take_while(|(here, there)| here == there)
            .count();
        let up = (common..self.module.len()).map(|_| "super");
        let segments = up.chain(path[common..].iter().map(RustName::as_str));
        segments.collect::<Vec<_>>().join("::")
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

/// A documentation comment.
fn docs(lines: &[String]) -> TokenStream {
    tokens(&text::comment(0, lines))
}

/// Attributes as the caller wrote them, each on a line of its own.
fn attributes(texts: &[String]) -> String {
    let lines = texts.iter().map(|it| {
        tokens(it);
        format!("{it}\n")
    });
    lines.collect()
}

/// The tokens of code that was spelled as text.
fn tokens(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|error| panic!("`{text}` is no Rust: {error}"))
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

    use super::{
        docs,
        text::{comment, literal},
    };

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
            let text = comment(0, &[(*text).to_owned()]);
            assert_eq!(text + "struct A;\n", expected);
        }
    }

    #[test]
    fn a_comment_cannot_be_left() {
        for end in ["\n", "\r", "\r\n"] {
            let text = comment(0, &[format!("a{end}struct B;")]);
            let file = syn::parse_file(&(text + "struct A;\n")).unwrap();
            assert_eq!((file.items.len(), file.attrs.len()), (1, 0), "{end:?}");
        }
    }

    #[test]
    fn literals_are_spelled_as_tokens_are() {
        for text in TEXTS {
            assert_eq!(literal(text), Literal::string(text).to_string());
        }
    }
}
