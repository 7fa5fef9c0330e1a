//! Reads the rows of property and relationship tables.
//!
//! ```text
//! | Property   | Type            | Description |
//! |:-----------|:----------------|:------------|
//! | **name**   | String          | Read-only.  |     a property
//! | **Mail**   |                 |             |     a label for the rows below: left out
//! | @odata.id  | String          |             |     an annotation: left out
//! and the rest of a broken cell                       goes on with the row above
//! ```

use crate::{
    diagnostic::{Code, Reporter},
    facts,
    inline::{self, Link, unwrapped},
    markdown::{self, Page, Table},
    schema::{Deprecation, Property, PropertyName},
    type_expr::{self, TypeExpr, is_identifier, strip_word},
};

use super::one_paragraph;

/// A row of a table of properties.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// The property, without its type and the ancestor that declares it.
    pub(crate) property: Property,
    /// The cell of its name.
    pub(crate) place: &'a str,
    pub(crate) ty: Option<TypeExpr<'a>>,
    /// The cell of its type.
    pub(crate) type_cell: &'a str,
    pub(crate) inherited_from: Option<Link<'a>>,
    /// The values that its description lists.
    pub(crate) values: Vec<&'a str>,
    pub(crate) hidden: Vec<&'a str>,
}

/// Whether a table has properties or relationships in its rows: `Property|Type|…`, whatever the labels, but no values and no samples.
pub(super) fn is_properties(table: &Table<'_>) -> bool {
    let header = table.header();
    let (first, second) = (unwrapped(header.cell(0)), unwrapped(header.cell(1)));
    let others = [
        "value",
        "values",
        "member",
        "members",
        "type property",
        "scenario",
        "constant",
    ];
    header.cells.len() >= 2
        && !others.iter().any(|it| first.eq_ignore_ascii_case(it))
        && !first.contains("constant")
        && !second.eq_ignore_ascii_case("value")
        && (header.cells.len() > 2 || !second.eq_ignore_ascii_case("description"))
}

/// Reads all rows of a table.
pub(super) fn read<'a>(
    table: &Table<'a>,
    page: &Page<'a>,
    reporter: &mut Reporter<'_>,
    rows: &mut Vec<Row<'a>>,
) {
    let columns = table.header().cells.len();
    rows.reserve(table.len());
    let mut last = None;
    for row in table.rows() {
        if continues(&row, columns) {
            continue_row(&row, last, rows, reporter);
            continue;
        }
        if let Some(it) = read_row(&row, columns, page, reporter) {
            last = Some(rows.len());
            rows.push(it);
        }
    }
}

/// Whether a line is the rest of a cell that was broken: it has no pipe before it, and too few cells.
fn continues(row: &markdown::Row<'_, '_>, columns: usize) -> bool {
    let is_row = row.cells.len() >= 2
        && (is_identifier(unwrapped(row.cell(0))) || row.cells.len() >= columns)
        && !unwrapped(row.cell(1)).is_empty();
    !row.is_piped() && !is_row
}

fn continue_row(
    row: &markdown::Row<'_, '_>,
    last: Option<usize>,
    rows: &mut [Row<'_>],
    reporter: &mut Reporter<'_>,
) {
    let Some(above) = last.and_then(|it| rows.get_mut(it)) else {
        let message = "the line belongs to no row of the table".to_owned();
        return reporter.report(Code::StrayLine, row.line, message);
    };
    let message = format!(
        "the row of `{}` goes on in the next line",
        above.property.name
    );
    reporter.report(Code::BrokenRow, row.line, message);
    let description = &mut above.property.description;
    description.push(' ');
    description.push_str(row.line.trim_end_matches('|').trim_end());
}

fn read_row<'a>(
    row: &markdown::Row<'_, 'a>,
    columns: usize,
    page: &Page<'a>,
    reporter: &mut Reporter<'_>,
) -> Option<Row<'a>> {
    let cell = row.cell(0);
    let Some((name, is_deprecated)) = name(cell) else {
        report_nameless(row, reporter);
        return None;
    };
    let type_cell = row.cell(1);
    if unwrapped(type_cell).is_empty() && row.cell(2).is_empty() && cell.starts_with("**") {
        reporter.report(
            Code::LabelRow,
            cell,
            format!("`{name}` is a label for rows and no property"),
        );
        return None;
    }
    if row.cells.len() > columns.max(3) {
        reporter.report(
            Code::SurplusCells,
            row.cell(columns),
            format!("the row of `{name}` has more cells than the table"),
        );
    }
    let text = if row.cells.len() > columns {
        row.rest(2)
    } else {
        row.cell(2)
    };
    let phrases = facts::read(text);
    let ty = read_type(name, row, page, reporter);
    let deprecation = phrases.deprecation.map(|it| Deprecation {
        note: it.to_owned(),
    });
    Some(Row {
        property: Property {
            name: PropertyName(unescaped(name)),
            description: one_paragraph(text),
            facts: phrases.facts,
            deprecation: deprecation.or_else(|| is_deprecated.then(Deprecation::default)),
            location: reporter.source.location(row.line),
            ..Property::default()
        },
        place: name,
        ty,
        type_cell,
        inherited_from: phrases.inherited_from,
        values: phrases.values,
        hidden: phrases.hidden,
    })
}

/// The name in a cell, without markup and `(deprecated)`, and whether that stood there.
fn name(cell: &str) -> Option<(&str, bool)> {
    let mut text = unwrapped(cell);
    if text.starts_with('[') {
        text = unwrapped(inline::link(text)?.text);
    }
    let mut is_deprecated = false;
    if let Some((name, note)) = text.split_once('(') {
        is_deprecated = strip_word(note, "deprecated").is_some();
        text = unwrapped(name);
    }
    let name = text.trim_end_matches(':');
    let is_begun = name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
    let is_name = is_begun && name.split('\\').all(is_part);
    is_name.then_some((name, is_deprecated))
}

/// Whether a text can be a part of a name that a backslash escapes something in.
fn is_part(text: &str) -> bool {
    text.bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'_')
}

/// A name without backslashes.
fn unescaped(name: &str) -> String {
    match name.contains('\\') {
        true => name.replace('\\', ""),
        false => name.to_owned(),
    }
}

fn report_nameless(row: &markdown::Row<'_, '_>, reporter: &mut Reporter<'_>) {
    let cell = row.cell(0);
    let text = unwrapped(cell);
    if text.contains('@') || text.contains("odata.") {
        reporter.report(
            Code::AnnotationRow,
            cell,
            format!("`{text}` is an annotation and no property"),
        );
    } else if row.cells.iter().skip(1).all(|it| unwrapped(it).is_empty()) {
        reporter.report(
            Code::LabelRow,
            row.line,
            format!("`{text}` is a label for rows and no property"),
        );
    } else {
        reporter.report(
            Code::UnreadableName,
            cell,
            format!("`{text}` cannot be the name of a property"),
        );
    }
}

fn read_type<'a>(
    name: &str,
    row: &markdown::Row<'_, 'a>,
    page: &Page<'a>,
    reporter: &mut Reporter<'_>,
) -> Option<TypeExpr<'a>> {
    let cell = row.cell(1);
    let Some(found) = type_expr::parse(cell, page) else {
        let place = if cell.is_empty() { row.line } else { cell };
        let message = format!("`{cell}`, the type of `{name}`, cannot be understood");
        reporter.report(Code::UnreadableType, place, message);
        return None;
    };
    if strip_word(found.rest, "or").is_some() {
        let message = format!("`{name}` has more than one type, of which the first is taken");
        reporter.report(Code::AmbiguousType, found.rest, message);
    }
    Some(found)
}
