//! The table of request headers.
//!
//! ```text
//! | Header            | Value                        |      | Name | Type | Description |
//! | ConsistencyLevel  | eventual. Required.          |      | `Prefer: outlook.timezone` | string | Optional. |
//! ```

use super::{
    sections::{Part, Placed},
    sentences::{contains_word, contains_words, starts_ignoring_case},
};
use crate::{
    diagnostic::{Code, Reporter},
    inline,
    markdown::{Block, Row, Table},
    schema::Header,
};

/// Headers in their usual spelling.
const USUAL: [&str; 13] = [
    "Accept",
    "Accept-Language",
    "Authorization",
    "ConsistencyLevel",
    "Content-Language",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "Prefer",
    "Range",
    "Workbook-Session-Id",
];

/// Reads the headers, without `Authorization`.
pub(super) fn parse<'a>(placed: &[Placed<'_, 'a>], reporter: &mut Reporter<'a>) -> Vec<Header> {
    let mut headers = Vec::new();
    for it in placed.iter().filter(|it| it.part == Part::Headers) {
        for block in &it.section.blocks {
            if let Block::Table(table) = block {
                read_table(table, &mut headers, reporter);
            }
        }
    }
    headers
}

fn read_table<'a>(table: &Table<'a>, headers: &mut Vec<Header>, reporter: &mut Reporter<'a>) {
    let column = |name: &str| {
        let mut cells = table.header().cells.iter();
        cells.position(|it| starts_ignoring_case(inline::unwrapped(it), name))
    };
    let value = column("value")
        .or_else(|| column("description"))
        .unwrap_or(1);
    let text = column("description").unwrap_or(value);
    for row in table.rows().filter(|it| !it.cell(0).is_empty()) {
        match header(row, value, text, reporter) {
            Some(it) if it.name == "Authorization" => {}
            Some(it) => headers.push(it),
            None => {
                let message = format!("`{}` is no header", row.cell(0));
                reporter.report(Code::HeaderRow, row.cell(0), message);
            }
        }
    }
}

fn header(row: Row<'_, '_>, value: usize, text: usize, reporter: &Reporter<'_>) -> Option<Header> {
    let whole = inline::unwrapped(row.cell(0));
    let (name, given) = whole.split_once(':').unwrap_or((whole, ""));
    let name = inline::unwrapped(name);
    let token = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_');
    if name.is_empty() || !name.bytes().all(token) {
        return None;
    }
    let given = inline::unwrapped(given);
    let usual = USUAL.iter().find(|it| it.eq_ignore_ascii_case(name));
    Some(Header {
        name: (*usual.unwrap_or(&name)).to_owned(),
        value: match given {
            "" => fixed(row.cell(value)).to_owned(),
            _ => given.to_owned(),
        },
        required: is_required(row.cell(value)) || is_required(row.cell(text)),
        description: row.cell(text).to_owned(),
        location: reporter.source.location(row.cell(0)),
    })
}

/// The value that a cell fixes: a word in code, or a first word that looks like a value and not like prose.
fn fixed(cell: &str) -> &str {
    let end = cell.find(char::is_whitespace).unwrap_or(cell.len());
    let word = cell[..end].trim_end_matches(['.', ',', ';']);
    let whole = end == cell.len() || word.len() < end;
    let word = inline::unwrapped(word);
    let value = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b"/+.=-_".contains(&it);
    let proper = !word.is_empty() && word.bytes().all(value);
    if proper && (whole || word.contains(['/', '='])) && word != "string" {
        word
    } else {
        ""
    }
}

/// Whether a text says that something must be given.
pub(super) fn is_required(text: &str) -> bool {
    contains_word(text, "required")
        && !contains_words(
            text,
            &[
                "optional",
                "not required",
                "if required",
                "required if",
                "required when",
            ],
        )
}
