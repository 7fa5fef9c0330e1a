//! Reads lists of values in prose: `Possible values are: `a`, `b` (the default), and `c`.` -> a, b, c.
//!
//! ```text
//! list    := lead-in value (separator value)*
//! lead-in := ("possible" | "supported" | "valid" | "allowed" | …) word{0,2} ("value" | "values" | "options") words ("are" | "is" | ":" | …)
//!          | ("one of" | "any of") ["the following"] [":"]
//! value   := "`" text "`" | "**" text "**" | '"' text '"' | identifier        all of one form
//! ```
//!
//! The note on `Prefer: include-unknown-enum-members` is a lead-in too; its values are hidden ones.

use super::{sentence_end, strip_phrase};
use crate::type_expr::{is_identifier, strip_word};

/// A list of values.
#[derive(Debug)]
pub(super) struct List<'a> {
    pub(super) values: Vec<&'a str>,
    pub(super) hidden: bool,
    /// What stands behind it.
    pub(super) rest: &'a str,
}

/// The list whose lead-in a text begins with; the first word is given too.
pub(super) fn list_at<'a>(text: &'a str, word: &str) -> Option<List<'a>> {
    let is = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(word));
    let behind = &text[word.len()..];
    let behind = match (word.as_bytes().first()? | 0x20, word.len()) {
        (b'p', 6) if is(&["prefer"]) => return hidden(behind),
        (b'o', 3) if is(&["one"]) => strip_phrase(behind.trim_start(), "of")?,
        (b'v', 6) if is(&["values"]) => behind,
        (b'p', 8 | 9) if is(&["possible", "permitted"]) => behind_noun(behind)?,
        (b's', 9) if is(&["supported"]) => behind_noun(behind)?,
        (b'v', 5) if is(&["valid"]) => behind_noun(behind)?,
        (b'a', 7..=10) if is(&["allowed", "acceptable", "accepted", "available"]) => {
            behind_noun(behind)?
        }
        (b'k', 5) if is(&["known"]) => behind_noun(behind)?,
        _ => return None,
    };
    let (values, rest) = list(items(behind)?);
    (!values.is_empty()).then_some(List {
        values,
        hidden: false,
        rest,
    })
}

/// What stands behind `values` or `options`, which at most two words precede.
fn behind_noun(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    for _ in 0..3 {
        let end = rest
            .find(|it: char| !it.is_alphanumeric())
            .unwrap_or(rest.len());
        let word = &rest[..end];
        if ["value", "values", "option", "options"]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(word))
        {
            return Some(&rest[end..]);
        }
        rest = rest[end..].trim_start_matches([' ', '*', '_']);
    }
    None
}

/// Where the values begin: behind `are`, `include`, `:` and whatever says for what they are.
fn items(text: &str) -> Option<&str> {
    const LINKS: [&str; 16] = [
        "are",
        "is",
        "be",
        "can",
        "include",
        "includes",
        "the",
        "following",
        "these",
        "either",
        "one",
        "of",
        "currently",
        "values",
        "(s)",
        "as",
    ];
    let mut rest = text.trim_start();
    if let Some(behind) = ["for", "of"].iter().find_map(|it| strip_word(rest, it)) {
        rest = &behind[behind.find([':', '`']).filter(|it| *it < 60)?..];
    }
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || matches!(it, ':' | '='));
        match LINKS.iter().find_map(|it| strip_word(rest, it)) {
            Some(behind) => rest = behind,
            None => return Some(rest),
        }
    }
}

fn hidden(text: &str) -> Option<List<'_>> {
    let behind = strip_phrase(text, ": include")?;
    let sentence = &behind[..sentence_end(behind)];
    let from = ["enum](", "enum:", "enum "]
        .iter()
        .find_map(|it| sentence.find(it))?;
    let start = from + sentence[from..].find('`')?;
    let (values, rest) = list(&behind[start..]);
    (!values.is_empty()).then_some(List {
        values,
        hidden: true,
        rest,
    })
}

/// The values that a text begins with, and what stands behind them.
fn list(text: &str) -> (Vec<&str>, &str) {
    let mut values = Vec::new();
    let mut rest = separator(text);
    while let Some((value, behind)) = quoted(rest) {
        if !value.is_empty() && value != "null" {
            values.push(value);
        }
        let (behind, is_ended) = explanation(behind);
        rest = separator(behind);
        if rest.len() == behind.len() && !is_ended {
            break;
        }
    }
    if values.is_empty() {
        words(text)
    } else {
        (values, rest)
    }
}

/// A value between ticks, stars or quotes, and what stands behind it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    for (open, close) in [
        ("`", "`"),
        ("**", "**"),
        ("\"", "\""),
        ("“", "”"),
        ("'", "'"),
        ("*", "*"),
    ] {
        if let Some(inside) = text.strip_prefix(open) {
            let (value, rest) = inside.split_once(close)?;
            return Some((value.trim().trim_matches(['"', '\'']), rest));
        }
    }
    None
}

/// What stands behind `(…)` or `- …`, which explains the value before it, and whether it is a sentence of its own.
fn explanation(text: &str) -> (&str, bool) {
    let rest = text.trim_start();
    if let Some(inside) = rest.strip_prefix('(') {
        return (inside.split_once(')').map_or(rest, |it| it.1), false);
    }
    let dashes = ["- ", "– ", "— ", ": ", "= "];
    if !dashes.iter().any(|it| rest.starts_with(it)) {
        return (text, false);
    }
    let next = rest.find(['`', '<']).unwrap_or(rest.len());
    let is_ended = rest[..next].trim_end().ends_with(['.', ',', ';']);
    (&rest[next..], is_ended)
}

/// What stands behind commas, `and`, `or`, breaks, bullets and numbers.
fn separator(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches(|it: char| {
            it.is_whitespace() || matches!(it, ',' | ';' | '/' | '|' | '•' | '&')
        });
        let next = ["and", "or"]
            .iter()
            .find_map(|it| strip_word(next, it))
            .or_else(|| tag(next))
            .or_else(|| numbered(next))
            .unwrap_or(next);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// What stands behind `<br>`, `<li>` and the like.
fn tag(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?;
    let name = inside.trim_start_matches('/');
    let is_list = ["br", "li", "ul", "ol", "p"]
        .iter()
        .any(|it| strip_word(name, it).is_some());
    is_list.then(|| inside.split_once('>').map_or("", |it| it.1))
}

/// What stands behind `0 - ` or `- `.
fn numbered(text: &str) -> Option<&str> {
    let digits = text.trim_start_matches(|it: char| it.is_ascii_digit());
    let behind = digits.trim_start().strip_prefix(['-', '–', ':', '='])?;
    behind.starts_with(' ').then_some(behind)
}

/// `Active, Disabled and Error.`: bare words with commas, up to the end of the sentence.
fn words(text: &str) -> (Vec<&str>, &str) {
    let end = sentence_end(text);
    let parts = text[..end]
        .split([',', ';'])
        .flat_map(|it| it.split(" and "))
        .flat_map(|it| it.split(" or "));
    let words: Vec<&str> = parts
        .map(|it| {
            it.trim()
                .trim_start_matches("and ")
                .trim_start_matches("or ")
                .trim()
        })
        .filter(|it| !it.is_empty())
        .collect();
    if words.len() >= 2 && words.iter().all(|it| is_identifier(it)) {
        (words, &text[end..])
    } else {
        (Vec::new(), text)
    }
}
