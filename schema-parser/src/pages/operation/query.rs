//! The query options that an API page names.
//!
//! They stand in prose (``supports `$select` and `$filter` ``), sentence by sentence, as some say what is not supported, and in the first
//! column of tables.

use super::{
    headers::is_required,
    sections::{Part, Placed},
    sentences::{contains_words, sentences},
};
use crate::{
    diagnostic::Reporter,
    inline,
    markdown::{Block, Table},
    schema::{Location, QueryOption},
};

/// The options of OData and Graph, without `$`.
const OPTIONS: [&str; 13] = [
    "select",
    "filter",
    "expand",
    "top",
    "count",
    "search",
    "skip",
    "skiptoken",
    "orderby",
    "deltatoken",
    "format",
    "apply",
    "levels",
];

/// Words that turn a sentence around.
const NEGATIONS: [&str; 7] = [
    "not support",
    "not supported",
    "n't support",
    "n't supported",
    "not currently supported",
    "not available",
    "no odata",
];

/// Words that promise the options of OData without naming any.
const GENERAL: [&str; 2] = ["odata query parameters", "odata query options"];

/// What they promise.
const PROMISED: [&str; 8] = [
    "count", "expand", "filter", "orderby", "search", "select", "skip", "top",
];

/// Reads the query options. Where a page says that it takes OData's without naming any, it takes all that are not about continuing.
pub(super) fn parse<'a>(
    placed: &[Placed<'_, 'a>],
    reporter: &mut Reporter<'a>,
) -> Vec<QueryOption> {
    let mut reader = Reader {
        options: Vec::new(),
        denied: Vec::new(),
        general: None,
        reporter,
    };
    for it in placed.iter().filter(|it| it.part == Part::Query) {
        for block in &it.section.blocks {
            match block {
                Block::Paragraph(text) | Block::Item(text) | Block::Quote(text) => {
                    sentences(text).for_each(|it| reader.sentence(it));
                }
                Block::Table(table) => reader.table(table),
                _ => {}
            }
        }
    }
    let Reader {
        mut options,
        denied,
        general,
        ..
    } = reader;
    if let (Some(location), []) = (general, options.as_slice()) {
        for name in PROMISED {
            add_option(&mut options, name, false, location);
        }
    }
    options
        .into_iter()
        .filter(|it| !denied.contains(&it.name))
        .collect()
}

struct Reader<'r, 'a> {
    options: Vec<QueryOption>,
    denied: Vec<String>,
    /// Where the page promises options without naming them.
    general: Option<Location>,
    reporter: &'r Reporter<'a>,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, sentence: &str) {
        let general = contains_words(sentence, &GENERAL);
        if !general && memchr::memchr2(b'$', b'`', sentence.as_bytes()).is_none() {
            return;
        }
        let negative = contains_words(sentence, &NEGATIONS);
        if !negative && general {
            self.general = Some(self.reporter.source.location(sentence));
        }
        let mut add = |name: &str, at: &str| {
            if negative {
                self.denied.push(format!("${name}"));
            } else {
                add_option(
                    &mut self.options,
                    name,
                    false,
                    self.reporter.source.location(at),
                );
            }
        };
        for at in memchr::memchr_iter(b'$', sentence.as_bytes()) {
            if let Some(name) = option(&sentence[at + 1..]) {
                add(name, &sentence[at..]);
            }
        }
        for span in inline::code_spans(sentence) {
            if let Some(name) = option(span).filter(|it| it.len() == span.len()) {
                add(name, span);
            }
        }
    }

    fn table(&mut self, table: &Table<'_>) {
        for row in table.rows() {
            let name = inline::unwrapped(row.cell(0));
            let bare = name.strip_prefix('$').unwrap_or(name);
            let Some(option) = option(bare).filter(|it| it.len() == bare.len()) else {
                continue;
            };
            let text = row.cells.last().copied().unwrap_or("");
            if contains_words(text, &NEGATIONS) {
                self.denied.push(format!("${option}"));
                continue;
            }
            let location = self.reporter.source.location(row.cell(0));
            add_option(&mut self.options, option, is_required(text), location);
        }
    }
}

fn add_option(options: &mut Vec<QueryOption>, name: &str, required: bool, location: Location) {
    let found = options.iter_mut().find(|it| it.name[1..] == *name);
    match found {
        Some(it) => it.required |= required,
        None => options.push(QueryOption {
            name: format!("${name}"),
            required,
            location,
        }),
    }
}

/// The option that a text begins with, in its usual spelling.
pub(super) fn option(text: &str) -> Option<&'static str> {
    let end = text
        .find(|it: char| !it.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let word = &text[..end];
    OPTIONS.into_iter().find(|it| it.eq_ignore_ascii_case(word))
}
