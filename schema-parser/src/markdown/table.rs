//! Splits the lines of tables into cells.
//!
//! A cell ends at each `|` without a backslash before it, in code as well. Nothing is dropped or filled up: a row has as many cells as
//! its line, and keeps its line, so that a reader of the table can tell a row from a line that a cell was broken into.

use std::ops::Range;

/// A table; its first row is the header.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    cells: Vec<&'a str>,
    rows: Vec<(Range<u32>, &'a str)>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t, 'a> {
    /// The cells, trimmed.
    pub cells: &'t [&'a str],
    /// The whole line, trimmed.
    pub line: &'a str,
}

impl<'a> Row<'_, 'a> {
    /// A cell, empty where the row ends before it.
    pub fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).copied().unwrap_or("")
    }

    /// A cell and everything behind it, for text with pipes of its own.
    pub fn rest(&self, at: usize) -> &'a str {
        let Some(cell) = self.cells.get(at) else {
            return "";
        };
        let start = cell.as_ptr().addr() - self.line.as_ptr().addr();
        self.line[start..].trim_end_matches('|').trim_end()
    }

    /// Whether the line begins with a pipe.
    pub fn is_piped(&self) -> bool {
        self.line.starts_with('|')
    }
}

impl<'a> Table<'a> {
    /// A table with room for what a text holds.
    pub(super) fn with_room_for(text: &str) -> Self {
        let count = |byte| memchr::memchr_iter(byte, text.as_bytes()).count();
        Self {
            cells: Vec::with_capacity(count(b'|')),
            rows: Vec::with_capacity(count(b'\n')),
        }
    }

    /// The header.
    pub fn header(&self) -> Row<'_, 'a> {
        self.all().next().unwrap_or(Row {
            cells: &[],
            line: "",
        })
    }

    /// The number of rows, the header among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is not even a header.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 'a>> {
        self.all().skip(1)
    }

    fn all(&self) -> impl Iterator<Item = Row<'_, 'a>> {
        self.rows.iter().map(|(range, line)| Row {
            cells: &self.cells[range.start as usize..range.end as usize],
            line,
        })
    }

    /// Adds a row from its line.
    pub(super) fn push_line(&mut self, line: &'a str) {
        let line = line.trim();
        let bytes = line.as_bytes();
        let piped = bytes.first() == Some(&b'|');
        let first = self.cells.len();
        let mut start = usize::from(piped);
        for pipe in memchr::memchr_iter(b'|', &bytes[start..]).map(|at| at + usize::from(piped)) {
            if pipe == 0 || bytes[pipe - 1] != b'\\' {
                self.cells.push(line[start..pipe].trim());
                start = pipe + 1;
            }
        }
        if start < line.len() {
            self.cells.push(line[start..].trim());
        }
        let range = small(first)..small(self.cells.len());
        self.rows.push((range, line));
    }
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A table that Markdown takes for text because its delimiter row has too many or too few cells, or because text stands right above
/// it: the text before it, and the table.
pub(super) fn misshapen(text: &str) -> Option<(&str, Table<'_>)> {
    let bytes = text.as_bytes();
    memchr::memchr(b'|', bytes)?;
    let mut above = 0..0;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = &text[start..end];
        if start > 0 && is_delimiter(line) && text[above.clone()].contains('|') {
            return Some((&text[..above.start], from_lines(&text[above], &text[end..])));
        }
        above = start..end;
        start = end + 1;
    }
    None
}

fn from_lines<'a>(header: &'a str, rows: &'a str) -> Table<'a> {
    let mut table = Table::default();
    table.push_line(header);
    for row in rows.lines().filter(|it| !it.trim().is_empty()) {
        table.push_line(row);
    }
    table
}

fn is_delimiter(line: &str) -> bool {
    let mut pipes = 0;
    let mut dashes = 0;
    for byte in line.bytes() {
        match byte {
            b'|' => pipes += 1,
            b'-' => dashes += 1,
            b':' | b' ' | b'\t' => {}
            _ => return false,
        }
    }
    pipes > 0 && dashes > 0
}
