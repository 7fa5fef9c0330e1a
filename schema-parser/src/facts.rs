//! Reads the fixed phrases in descriptions: `Read-only. Supports `$filter` (`eq`, `ne`).` -> facts.
//!
//! ```text
//! Read-only · Write-only · Required · Nullable · Not nullable · Key · Deprecated
//! Inherited from [x](x.md)              Default value is `x` · Defaults to x · Default: x
//! Returned only on `$select`            Supports `$filter` (`eq`, `ne`), `$orderby` · Does not support `$search`
//! Possible values are: `a`, `b`         Use the `Prefer: include-unknown-enum-members` request header to get … : `c`
//! ```
//!
//! A description is walked through once, from word to word; only words that begin a phrase are looked at closer.

mod query;
mod values;

use crate::{
    inline::{self, Link},
    schema::Facts,
    type_expr::strip_word,
};

/// What a description says in fixed phrases.
#[derive(Debug, Default)]
pub(crate) struct Phrases<'a> {
    /// The facts, without the ancestor.
    pub(crate) facts: Facts,
    /// The link behind `Inherited from`.
    pub(crate) inherited_from: Option<Link<'a>>,
    /// The sentence that says that it should not be used any more.
    pub(crate) deprecation: Option<&'a str>,
    /// The values that it can have.
    pub(crate) values: Vec<&'a str>,
    /// Those of them that are only answered to a request header.
    pub(crate) hidden: Vec<&'a str>,
}

/// Reads a description.
pub(crate) fn read(text: &str) -> Phrases<'_> {
    let mut phrases = Phrases::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut before = b' ';
    while at < bytes.len() {
        let byte = bytes[at];
        let begins = byte.is_ascii_alphabetic() && !before.is_ascii_alphanumeric();
        let length = if begins { phrases.word(text, at) } else { 1 };
        at += length;
        before = bytes[at - 1];
    }
    phrases
}

impl<'a> Phrases<'a> {
    /// Looks at the word that begins at a byte; gives how far to go on.
    fn word(&mut self, text: &'a str, at: usize) -> usize {
        let rest = &text[at..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = &rest[..letters];
        match (word.as_bytes()[0] | 0x20, letters) {
            (b'r', 4 | 8..) => self.access(text, at),
            (b'w', 5) => self.facts.write_only |= begins(rest, &["write-only", "write only"]),
            (b'n', 3 | 8) => self.nullable(text, at),
            (b'c', 3 | 6) => self.cannot(rest),
            (b'k', 3) => self.facts.key |= is_key(rest),
            (b'i', 8 | 9) => self.inherited(rest),
            (b'd', 7..) => self.default_or_deprecated(text, at),
            (b's', 7..) => self.supports(text, at),
            _ => {}
        }
        if let Some(list) = values::list_at(rest, word) {
            return self.values(rest, list);
        }
        letters
    }

    fn access(&mut self, text: &'a str, at: usize) {
        let rest = &text[at..];
        if begins(rest, &["read-only", "read only", "readonly"]) {
            self.facts.read_only |= !is_negated(&text[..at]);
        } else if rest.starts_with("Required")
            || begins(rest, &["required on create", "required when creating"])
        {
            self.facts.required |= !is_negated(&text[..at]);
        } else if begins(
            rest,
            &["returned only", "requires `$select`", "requires $select"],
        ) {
            self.facts.select_only |= query::is_about(rest, "$select");
        }
    }

    fn nullable(&mut self, text: &'a str, at: usize) {
        let rest = &text[at..];
        if begins(
            rest,
            &["not nullable", "non-nullable", "non nullable", "not null"],
        ) {
            self.facts.nullable = Some(false);
        } else if strip_word(rest, "nullable").is_some() && self.facts.nullable.is_none() {
            let negated = is_negated(&text[..at]) || ends_with(&text[..at], "non-");
            self.facts.nullable = Some(!negated);
        }
    }

    fn cannot(&mut self, rest: &str) {
        if begins(
            rest,
            &["cannot be null", "can't be null", "can not be null"],
        ) {
            self.facts.nullable = Some(false);
        } else if begins(rest, &["can be null"]) {
            self.facts.nullable.get_or_insert(true);
        }
    }

    fn inherited(&mut self, rest: &'a str) {
        let behind = ["inherited from ", "inherits from "]
            .iter()
            .find_map(|phrase| strip_phrase(rest, phrase));
        let Some(behind) = behind else { return };
        let behind = behind.trim_start_matches(|it: char| it.is_whitespace() || it == '*');
        let link = if behind.starts_with('[') {
            inline::link(behind)
        } else {
            qualified_name(behind)
        };
        // The first clause names the nearest ancestor.
        self.inherited_from = self.inherited_from.or(link);
    }

    fn default_or_deprecated(&mut self, text: &'a str, at: usize) {
        let rest = &text[at..];
        if begins(rest, &["deprecated"]) {
            if self.deprecation.is_none() && !is_negated(&text[..at]) {
                self.deprecation = Some(sentence_around(text, at));
            }
        } else if self.facts.default.is_none() && begins(rest, &["default"]) {
            self.facts.default = default_value(rest).map(str::to_owned);
        }
    }

    fn supports(&mut self, text: &'a str, at: usize) {
        let behind = ["supports", "supported", "support"]
            .iter()
            .find_map(|word| strip_word(&text[at..], word));
        if let Some(behind) = behind {
            query::read(behind, is_negated(&text[..at]), &mut self.facts);
        }
    }

    fn values(&mut self, rest: &'a str, list: values::List<'a>) -> usize {
        let into = if list.hidden {
            &mut self.hidden
        } else {
            &mut self.values
        };
        for value in list.values {
            if !into.contains(&value) {
                into.push(value);
            }
        }
        rest.len() - list.rest.len()
    }
}

/// Whether a text begins with one of some phrases, in any case; the phrases are in lower case.
fn begins(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|it| strip_phrase(text, it).is_some())
}

/// The text behind a phrase that it begins with, in any case.
fn strip_phrase<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let head = text.as_bytes().get(..phrase.len())?;
    head.eq_ignore_ascii_case(phrase.as_bytes())
        .then(|| &text[phrase.len()..])
}

fn ends_with(text: &str, phrase: &str) -> bool {
    let tail = text.len().checked_sub(phrase.len());
    tail.is_some_and(|it| text.as_bytes()[it..].eq_ignore_ascii_case(phrase.as_bytes()))
}

/// Whether the words before something say that it is not so.
fn is_negated(before: &str) -> bool {
    let before = before.trim_end();
    ["not", "n't", "never"]
        .iter()
        .any(|word| ends_with(before, word))
}

/// `Key of the entity`, `Key.`: written large, or it is a key for something else.
fn is_key(text: &str) -> bool {
    ["Key of the ", "Key.", "Key,"]
        .iter()
        .any(|it| text.starts_with(it))
        || text == "Key"
}

/// `microsoft.graph.entity` where no link is.
fn qualified_name(text: &str) -> Option<Link<'_>> {
    if !text.starts_with("microsoft.graph.") {
        return None;
    }
    let end = text.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '.' | '_')));
    let whole = text[..end.unwrap_or(text.len())].trim_end_matches('.');
    Some(Link {
        text: whole,
        target: inline::Target::Reference(whole),
        whole,
    })
}

/// The sentence that a byte stands in.
fn sentence_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(". ").map_or(0, |it| it + 2);
    text[start..at + sentence_end(&text[at..])].trim()
}

/// How long the sentence is that a text begins with.
pub(crate) fn sentence_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'.', b'\n', bytes)
        .find(|at| {
            bytes
                .get(at + 1)
                .is_none_or(|next| !next.is_ascii_alphanumeric())
        })
        .unwrap_or(text.len())
}

/// The value behind `default value is`, `default is`, `defaults to`, `default:`.
fn default_value(text: &str) -> Option<&str> {
    let rest = strip_word(text, "default").or_else(|| strip_word(text, "defaults"))?;
    let rest = rest.trim_start();
    let rest = strip_word(rest, "value").map_or(rest, str::trim_start);
    let rest = ["is set to", "is", "to", ":", "="]
        .iter()
        .find_map(|it| strip_phrase(rest, it))?;
    let rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == ':');
    for (open, close) in [
        ("`", "`"),
        ("**", "**"),
        ("\"", "\""),
        ("'", "'"),
        ("“", "”"),
        ("*", "*"),
    ] {
        if let Some(inner) = rest.strip_prefix(open) {
            let value = inner.split(close).next()?.trim();
            return (!value.is_empty()).then_some(value);
        }
    }
    let end =
        rest.find(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '<' | '(' | ')' | '|'));
    let word = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ':']);
    let is_value = word.bytes().any(|it| it.is_ascii_alphanumeric())
        && !word.contains(['[', ']', '`', '"'])
        && !FILLERS.iter().any(|it| it.eq_ignore_ascii_case(word));
    is_value.then_some(word)
}

/// Words behind `default is` that begin an explanation and are no value.
const FILLERS: [&str; 16] = [
    "a", "an", "the", "to", "that", "this", "set", "not", "in", "for", "if", "when", "as", "by",
    "based", "used",
];

#[cfg(test)]
mod tests;
