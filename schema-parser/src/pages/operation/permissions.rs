//! The permission tables of an API page, or of a page that it includes.
//!
//! ```text
//! |Permission type|Permissions (from least to most privileged)|      one row for each kind of caller
//! |Permission type|Least privileged permissions|Higher privileged permissions|
//! |Permission type|Permissions acting on self|Permissions acting on others|     a table for each column
//! |Supported resource|Delegated (work …)|Delegated (personal …)|Application|    a table for each row
//! ```
//!
//! A row whose label is no kind of caller belongs to the kind above it and goes into a table of its own, with that label.

use std::borrow::Cow;

use super::{
    sections::{Part, Placed},
    sentences::{contains_word, starts_ignoring_case},
};
use crate::{
    diagnostic::{Code, Reporter},
    inline,
    markdown::{Block, Row, Section, Table},
    permissions,
    schema::{PermissionSet, PermissionTable},
};

/// Where the permissions of a page stand.
#[derive(Debug, Default)]
pub(crate) enum RawPermissions<'a> {
    /// The page does not say.
    #[default]
    Unknown,
    /// In its tables.
    Tables(Vec<PermissionTable>),
    /// In pages that it includes, by their targets.
    Includes(Vec<&'a str>),
}

pub(super) fn parse<'a>(
    placed: &[Placed<'_, 'a>],
    reporter: &mut Reporter<'a>,
) -> RawPermissions<'a> {
    let mut found = Vec::new();
    let mut includes = Vec::new();
    for it in placed.iter().filter(|it| it.part == Part::Permissions) {
        found.extend(tables(it.section, reporter));
        includes.extend(it.section.blocks.iter().filter_map(included));
    }
    if found.is_empty() && includes.is_empty() {
        // A few pages have the table without the heading.
        for it in placed.iter().filter(|it| it.part == Part::Intro) {
            found.extend(tables(it.section, reporter));
        }
    }
    if found.len() == 1 {
        found[0].label.clear();
    }
    match (found.is_empty(), includes.is_empty()) {
        (false, _) => RawPermissions::Tables(found),
        (true, false) => RawPermissions::Includes(includes),
        (true, true) => {
            let at = placed.iter().find(|it| it.part == Part::Permissions);
            let at = at.map_or("", |it| it.section.heading);
            let message = "no table of permissions can be read".to_owned();
            reporter.report(Code::PermissionTable, at, message);
            RawPermissions::Unknown
        }
    }
}

fn included<'a>(block: &Block<'a>) -> Option<&'a str> {
    match block {
        Block::Include(target) if target.contains("permissions/") => Some(target),
        _ => None,
    }
}

/// The permission tables of a section.
pub(crate) fn tables<'a>(
    section: &Section<'a>,
    reporter: &mut Reporter<'a>,
) -> Vec<PermissionTable> {
    let mut tables = Vec::new();
    let plain = section.heading.eq_ignore_ascii_case("permissions")
        || section.heading.eq_ignore_ascii_case("prerequisites");
    let heading = if plain { "" } else { section.heading };
    let mut label = heading;
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) | Block::Item(text) if text.len() < 80 => {
                label = inline::unwrapped(text);
            }
            Block::Table(table) => {
                read_table(table, label, &mut tables, reporter);
                label = heading;
            }
            _ => {}
        }
    }
    tables
}

/// A kind of caller.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    Work,
    Personal,
    Application,
}

fn caller(label: &str) -> Option<Caller> {
    let label = label.trim_start_matches(['*', '[', ' ', '`']);
    if starts_ignoring_case(label, "application") {
        return Some(Caller::Application);
    }
    if !starts_ignoring_case(label, "delegated") {
        return None;
    }
    if contains_word(label, "personal") {
        Some(Caller::Personal)
    } else if contains_word(label, "work") {
        Some(Caller::Work)
    } else {
        None
    }
}

fn read_table<'a>(
    table: &Table<'a>,
    label: &str,
    tables: &mut Vec<PermissionTable>,
    reporter: &mut Reporter<'a>,
) {
    let header = table.header();
    let callers: Vec<_> = header.cells.iter().map(|it| caller(it)).collect();
    let rows = || table.rows().filter(|it| !it.cells.is_empty());
    if callers.iter().flatten().count() >= 2 {
        tables.extend(rows().map(|row| by_column(row, &callers, reporter)));
    } else if rows().any(|it| caller(it.cell(0)).is_some()) {
        by_row(table, label, tables, reporter);
    }
}

/// A row of a table that has a column for each kind of caller.
fn by_column<'a>(
    row: Row<'_, 'a>,
    callers: &[Option<Caller>],
    reporter: &mut Reporter<'a>,
) -> PermissionTable {
    let mut table = PermissionTable {
        label: plain(row.cell(0)),
        location: reporter.source.location(row.cell(0)),
        ..PermissionTable::default()
    };
    for (at, caller) in callers.iter().enumerate() {
        if let Some(caller) = caller {
            let sets = cell(row.cell(at), reporter);
            side(&mut table, *caller).extend(sets);
        }
    }
    table
}

/// A table that has a row for each kind of caller.
fn by_row<'a>(
    table: &Table<'a>,
    label: &str,
    tables: &mut Vec<PermissionTable>,
    reporter: &mut Reporter<'a>,
) {
    let header = table.header();
    let location = reporter.source.location(header.cell(0));
    let first = tables.len();
    let acting = header.cells.len() == 3 && contains_word(header.cell(1), "acting on");
    let reversed = starts_ignoring_case(header.cell(1), "permissions (from most");
    let mut current = None;
    for row in table.rows() {
        let kind = caller(row.cell(0));
        current = kind.or(current);
        let Some(caller) = current else {
            let message = format!("`{}` is no kind of caller", row.cell(0));
            reporter.report(Code::PermissionTable, row.cell(0), message);
            continue;
        };
        for at in 1..row.cells.len() {
            let label = match kind {
                None => plain(row.cell(0)),
                Some(_) if acting => plain(header.cell(at)),
                Some(_) => label.to_owned(),
            };
            let mut sets = cell(row.cell(at), reporter);
            if reversed {
                sets.reverse();
            }
            let empty = row.cell(at).is_empty();
            if !empty || kind.is_none() {
                let at = (first, location);
                side(labelled(tables, at, label), caller).extend(sets);
            }
        }
    }
}

/// The table of that label among those from a place on, a new one if there is none.
fn labelled(
    tables: &mut Vec<PermissionTable>,
    (first, location): (usize, crate::schema::Location),
    label: String,
) -> &mut PermissionTable {
    let found = tables[first..].iter().position(|it| it.label == label);
    let at = found.map_or(tables.len(), |it| first + it);
    if found.is_none() {
        tables.push(PermissionTable {
            label,
            location,
            ..PermissionTable::default()
        });
    }
    &mut tables[at]
}

fn side(table: &mut PermissionTable, caller: Caller) -> &mut Vec<PermissionSet> {
    match caller {
        Caller::Work => &mut table.delegated_work,
        Caller::Personal => &mut table.delegated_personal,
        Caller::Application => &mut table.application,
    }
}

fn cell<'a>(text: &'a str, reporter: &mut Reporter<'a>) -> Vec<PermissionSet> {
    let cell = permissions::parse(text);
    if let Some(unread) = cell.unread {
        let message = format!("`{unread}` is neither a permission nor a word between permissions");
        reporter.report(Code::PermissionCell, unread, message);
    }
    cell.alternatives
}

/// A label without markup and blanks that do not break.
fn plain(text: &str) -> String {
    let spaced = match text.contains("&nbsp;") {
        true => Cow::Owned(text.replace("&nbsp;", " ")),
        false => Cow::Borrowed(text),
    };
    let text = inline::unwrapped(&spaced);
    let shown = inline::link(text).map_or(text, |it| it.text);
    shown.trim().to_owned()
}
