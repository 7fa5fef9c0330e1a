//! Reads the prose between the title of a page and its first section: what it is, what it inherits from, whether it is deprecated.

use super::{Title, one_paragraph};
use crate::{
    inline,
    markdown::{Block, Page, Section},
    schema::Deprecation,
    type_expr::{Name, is_name},
};

/// The sections whose prose is about the page as a whole.
fn sections<'p, 'a>(page: &'p Page<'a>) -> impl Iterator<Item = &'p Section<'a>> {
    page.sections.iter().take_while(|it| it.level <= 1)
}

/// The paragraphs, items and quotes before the first section.
pub(super) fn paragraphs<'p, 'a: 'p>(
    page: &'p Page<'a>,
) -> impl Iterator<Item = &'a str> + use<'p, 'a> {
    sections(page).flat_map(|it| &it.blocks).filter_map(text)
}

fn text<'a>(block: &Block<'a>) -> Option<&'a str> {
    match block {
        Block::Paragraph(text) | Block::Item(text) | Block::Quote(text) => Some(text),
        _ => None,
    }
}

/// The first paragraph that says what the page is about, or what the front matter says.
pub(super) fn description(page: &Page<'_>) -> String {
    let mut blocks = sections(page).flat_map(|it| &it.blocks);
    let found = blocks.find_map(|block| match block {
        Block::Paragraph(text) if !is_boilerplate(text) => Some(*text),
        _ => None,
    });
    found
        .or_else(|| page.front("description"))
        .map_or_else(String::new, one_paragraph)
}

fn is_boilerplate(text: &str) -> bool {
    text.starts_with("Namespace:")
        || text.starts_with("Inherits from [")
        || text.starts_with("**TODO")
}

/// Whether and why the page says that one should not use it.
pub(super) fn deprecation(page: &Page<'_>, title: Title<'_>) -> Option<Deprecation> {
    let included = sections(page)
        .flat_map(|it| &it.blocks)
        .any(|it| matches!(it, Block::Include(target) if target.contains("deprecat")));
    let note = paragraphs(page).find(|it| is_deprecation(it));
    let note = note.map(|it| one_paragraph(unquoted(it)));
    (included || title.is_deprecated() || note.is_some()).then(|| Deprecation {
        note: note.unwrap_or_default(),
    })
}

/// Whether a text says that the thing itself is deprecated, and not some part of it.
fn is_deprecation(text: &str) -> bool {
    const PHRASES: [&str; 6] = [
        "is deprecated",
        "been deprecated",
        "are deprecated",
        "be deprecated",
        "(deprecated)",
        "**Deprecated",
    ];
    text.contains("eprecated") && PHRASES.iter().any(|it| text.contains(it))
}

fn unquoted(text: &str) -> &str {
    match text.strip_prefix("[!") {
        Some(rest) => rest
            .split_once('\n')
            .map_or("", |it| it.1.trim_start_matches(['>', ' '])),
        None => text,
    }
}

/// The type that the prose says the page's type inherits from.
pub(super) fn base<'a>(page: &Page<'a>) -> Option<Name<'a>> {
    let json = page
        .sections
        .iter()
        .filter(|it| it.heading.starts_with("JSON"));
    let blocks = sections(page).chain(json).flat_map(|it| &it.blocks);
    blocks.filter_map(text).find_map(|it| inherited(it, page))
}

fn inherited<'a>(text: &'a str, page: &Page<'a>) -> Option<Name<'a>> {
    memchr::memchr2_iter(b'r', b'b', text.as_bytes())
        .filter_map(|at| phrase_end(&text[at..]))
        .find_map(|behind| name(behind, page))
}

/// What stands behind `inherits from`, `inherited from`, `derived from`, `derives from` or `subclass of`, looked for from a letter in it.
fn phrase_end(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("rits from")
        .or_else(|| text.strip_prefix("rited from"))
        .or_else(|| text.strip_prefix("rived from"))
        .or_else(|| text.strip_prefix("rives from"))
        .or_else(|| text.strip_prefix("bclass of"))?;
    let mut rest = rest.trim_start();
    for word in ["the ", "abstract ", "base ", "class ", "type "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    Some(rest.trim_start_matches(['*', ' ']))
}

fn name<'a>(text: &'a str, page: &Page<'a>) -> Option<Name<'a>> {
    if text.starts_with('[') {
        let link = inline::link(text)?;
        let target = match link.target {
            inline::Target::Address(address) => Some(address),
            inline::Target::Reference(label) => page.reference(label),
        };
        let word = inline::unwrapped(link.text);
        let text = if is_name(word) { word } else { "" };
        return Some(Name { text, target });
    }
    let end = text.find(|it: char| !(it.is_ascii_alphanumeric() || it == '.'));
    let word = text[..end.unwrap_or(text.len())].trim_end_matches('.');
    word.starts_with("microsoft.graph.").then_some(Name {
        text: word,
        target: None,
    })
}

/// Whether the prose says that values may have members of their own.
pub(super) fn is_open(page: &Page<'_>) -> bool {
    paragraphs(page).any(|it| it.contains("open type") && !it.contains("not an open type"))
}

/// Whether the prose says that there are only values of derived types.
pub(super) fn is_abstract(page: &Page<'_>) -> bool {
    paragraphs(page).any(|it| {
        let rest = it.split_once("bstract ").map_or("", |it| it.1);
        let before = it
            .split_once("nherits from")
            .is_none_or(|it| it.0.contains("bstract "));
        before
            && ["type", "base", "entity", "resource", "complex", "class"]
                .iter()
                .any(|word| rest.starts_with(word))
    })
}
