//! What a sentence about a body says: which type, and whether one or many.

use super::names::Names;
use crate::{
    inline,
    pages::operation::{contains_word, contains_words},
    schema::{Primitive, TypeName, TypeRef, TypeTarget},
};

/// What is needed to understand the prose of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'r> {
    pub(super) names: &'r Names<'r>,
    pub(super) references: &'r [(&'r str, &'r str)],
    pub(super) namespace: &'r str,
}

impl<'r> Reader<'r> {
    /// The first type that a text links to.
    pub(super) fn linked(&self, text: &str) -> Option<&'r TypeName> {
        inline::links(text).find_map(|it| {
            let is_error = it.text.contains("rror");
            let found = self.names.of_link(it, self.references)?;
            (!is_error || found.short().contains("rror")).then_some(found)
        })
    }

    /// The first type that a text names before a word such as `object`.
    pub(super) fn named(&self, text: &str) -> Option<&'r TypeName> {
        let mut before = "";
        for word in text.split_ascii_whitespace() {
            let bare = bare(word);
            if is_noun(bare) {
                let found = self.word(before);
                if found.is_some() {
                    return found;
                }
            }
            before = bare;
        }
        None
    }

    /// The type that a word means, also in the plural.
    fn word(&self, word: &str) -> Option<&'r TypeName> {
        if word.len() < 3 {
            return None;
        }
        let find = |it: &str| self.names.of_word(it, self.namespace);
        let singular = || {
            word.strip_suffix("ies")
                .and_then(|it| find(&format!("{it}y")))
        };
        find(word)
            .or_else(|| word.strip_suffix('s').and_then(find))
            .or_else(singular)
    }

    /// The type that a text says in any way, with one or many.
    pub(super) fn type_ref(&self, text: &str) -> Option<TypeRef> {
        let collection = is_many(text);
        let linked = self.linked(text).or_else(|| self.named(text));
        let target = match linked {
            Some(name) => TypeTarget::Named(name.clone()),
            None => TypeTarget::Primitive(primitive(text)?),
        };
        Some(TypeRef { target, collection })
    }
}

/// A word without marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|it: char| !it.is_ascii_alphanumeric())
}

fn is_noun(word: &str) -> bool {
    const NOUNS: [&str; 8] = [
        "object",
        "objects",
        "collection",
        "resource",
        "resources",
        "entity",
        "entities",
        "instance",
    ];
    NOUNS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Whether a text speaks of many values.
pub(super) fn is_many(text: &str) -> bool {
    contains_words(
        text,
        &["collection", "collections", "list of", "array", "lists"],
    )
}

/// The primitive type that a text says is answered.
fn primitive(text: &str) -> Option<Primitive> {
    const WORDS: [(&str, Primitive); 10] = [
        ("boolean", Primitive::Boolean),
        ("edm.boolean", Primitive::Boolean),
        ("strings", Primitive::String),
        ("string", Primitive::String),
        ("int32", Primitive::Int32),
        ("int64", Primitive::Int64),
        ("integer", Primitive::Int32),
        ("double", Primitive::Double),
        ("datetimeoffset", Primitive::DateTimeOffset),
        ("guid", Primitive::Guid),
    ];
    let found = WORDS.iter().find(|it| contains_word(text, it.0));
    found.map(|it| it.1)
}
