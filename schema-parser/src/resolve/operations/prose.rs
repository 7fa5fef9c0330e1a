//! What a sentence about a body says: which type, and whether one or many.

use super::{super::Names, lineage};
use crate::{
    inline::{self, Link, Target},
    pages::operation::{contains_word, contains_words},
    schema::{Primitive, Schema, TypeName, TypeRef, TypeTarget},
    type_expr::{self, Name, is_name},
};

/// What is needed to understand the prose of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'r> {
    pub(super) names: &'r Names,
    pub(super) schema: &'r Schema,
    pub(super) references: &'r [(&'r str, &'r str)],
    pub(super) namespace: &'r str,
}

impl<'r> Reader<'r> {
    /// The first type that a text links to.
    pub(super) fn linked(&self, text: &str) -> Option<&'r TypeName> {
        inline::links(text).find_map(|it| self.link(it))
    }

    /// The type that a link leads to.
    fn link(&self, link: Link<'_>) -> Option<&'r TypeName> {
        let target = match link.target {
            Target::Address(address) => address,
            Target::Reference(label) => {
                let mut references = self.references.iter();
                references.find(|it| it.0.eq_ignore_ascii_case(label))?.1
            }
        };
        let link = Link {
            target: Target::Address(target),
            ..link
        };
        linked_name(link, self.names, self.namespace)
    }

    /// What all of several types are that a text links to one after the other: `[user](…) or [group](…)`; the first one if there is no such type.
    fn union(&self, text: &str) -> Option<&'r TypeName> {
        let mut names: Vec<&TypeName> = Vec::new();
        let mut end = None;
        for link in inline::links(text) {
            let start = link.whole.as_ptr().addr() - text.as_ptr().addr();
            let near = end.is_some_and(|it: usize| joins(&text[it..start]));
            if let Some(name) = self.link(link) {
                if names.first().is_none_or(|first| *first != name && near) {
                    names.push(name);
                }
                end = Some(start + link.whole.len());
            }
        }
        match names[..] {
            [] => None,
            [first] => Some(first),
            [first, ..] => lineage::common(self.schema, &names).or(Some(first)),
        }
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

    /// The type that a word means, with or without namespace.
    pub(super) fn of_word(&self, text: &str) -> Option<&'r TypeName> {
        let text = text.trim_start_matches('#');
        let name = Name { text, target: None };
        self.names.find(name, self.namespace).map(|it| &it.0)
    }

    /// The type that a word means, also in the plural.
    fn word(&self, word: &str) -> Option<&'r TypeName> {
        if word.len() < 3 {
            return None;
        }
        let find = |it: &str| self.of_word(it);
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
        let linked = self.union(text).or_else(|| self.named(text));
        let target = match linked {
            Some(name) => TypeTarget::Named(name.clone()),
            None => TypeTarget::Primitive(primitive(text)?),
        };
        Some(TypeRef { target, collection })
    }
}

/// The type that a link to a page of types leads to.
pub(super) fn linked_name<'n>(
    link: Link<'_>,
    names: &'n Names,
    namespace: &str,
) -> Option<&'n TypeName> {
    let Target::Address(target) = link.target else {
        return None;
    };
    if !target.contains("resources/") || target.contains("error-codes") {
        return None;
    }
    let text = inline::unwrapped(link.text);
    let text = if is_name(text) { text } else { "" };
    let target = target.trim_start_matches('\\');
    let named = || {
        let target = Some(target);
        names.find(Name { text, target }, namespace)
    };
    names.behind(target).or_else(named).map(|it| &it.0)
}

/// Whether a text only joins what stands around it.
fn joins(text: &str) -> bool {
    let mut words = text.split([' ', ',', '/']).filter(|it| !it.is_empty());
    words.all(|it| {
        matches!(
            it,
            "or" | "and" | "a" | "an" | "object" | "objects" | "and/or"
        )
    })
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
        &[
            "collection",
            "collections",
            "list of",
            "array",
            "lists",
            "objects",
        ],
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
    if let Some(at) = text.find("Edm.") {
        let end = text[at + 4..].find(|it: char| !it.is_ascii_alphanumeric());
        return type_expr::primitive(&text[at..end.map_or(text.len(), |it| at + 4 + it)]);
    }
    let found = WORDS.iter().find(|it| contains_word(text, it.0));
    found.map(|it| it.1)
}
