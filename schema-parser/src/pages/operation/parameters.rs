//! The tables of parameters that are not in the body: of functions, paths and queries.

use super::{
    query,
    sections::{Part, Placed},
    sentences::starts_ignoring_case,
};
use crate::{
    diagnostic::{Code, Reporter},
    inline,
    markdown::{Block, Page, Table},
    schema::ParameterPlace,
    type_expr::{self, TypeExpr},
};

/// A row of a table of named values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawParameter<'a> {
    /// Where the value goes.
    pub(crate) place: ParameterPlace,
    /// Name, type and description.
    pub(crate) row: RawRow<'a>,
}

/// A named value: a row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawRow<'a> {
    /// The name without markup.
    pub(crate) name: &'a str,
    /// The type, where a cell says one.
    pub(crate) ty: Option<TypeExpr<'a>>,
    /// The cell that describes it.
    pub(crate) description: &'a str,
    /// Whether a column of its own says that it is required.
    pub(crate) required: bool,
}

/// Reads the parameters.
pub(super) fn parse<'a>(
    placed: &[Placed<'_, 'a>],
    page: &Page<'a>,
    reporter: &mut Reporter<'a>,
) -> Vec<RawParameter<'a>> {
    let mut parameters = Vec::new();
    for it in placed {
        let place = match it.part {
            Part::FunctionParameters => ParameterPlace::Function,
            Part::PathParameters => ParameterPlace::Path,
            Part::Query => ParameterPlace::Query,
            _ => continue,
        };
        for block in &it.section.blocks {
            if let Block::Table(table) = block {
                let rows = rows(table, page, reporter);
                parameters.extend(rows.into_iter().map(|row| RawParameter { place, row }));
            }
        }
    }
    parameters.retain(|it| {
        let name = it.row.name.strip_prefix('$').unwrap_or(it.row.name);
        it.place != ParameterPlace::Query || query::option(name).is_none()
    });
    parameters
}

/// The named values of a table; none if it is about something else.
pub(super) fn rows<'a>(
    table: &Table<'a>,
    page: &Page<'a>,
    reporter: &mut Reporter<'a>,
) -> Vec<RawRow<'a>> {
    let header = table.header();
    let column = |names: &[&str]| {
        let mut cells = header.cells.iter();
        cells.position(|it| {
            let it = inline::unwrapped(it);
            names.iter().any(|name| starts_ignoring_case(it, name))
        })
    };
    let Some(name) = column(&["property", "parameter", "name", "query parameter", "member"]) else {
        return Vec::new();
    };
    let ty = column(&["type"]);
    let ty = ty.or_else(|| column(&["description"]).and_then(|_| column(&["value"])));
    let description = column(&["description"]).or_else(|| column(&["value"]));
    let required = column(&["required"]);
    let mut rows = Vec::new();
    for row in table.rows() {
        let cell = row.cell(name);
        let bare = bare_name(cell);
        if !is_name(bare) {
            if row.cells.len() > 1 && row.line.starts_with('|') {
                let message = format!("`{cell}` is no name of a parameter");
                reporter.report(Code::ParameterRow, cell, message);
            }
            continue;
        }
        let says = |at: Option<usize>| at.map_or("", |it| row.cell(it));
        rows.push(RawRow {
            name: bare,
            ty: type_expr::parse(says(ty), page),
            description: says(description),
            required: starts_ignoring_case(says(required), "y")
                || starts_ignoring_case(says(required), "required"),
        });
    }
    rows
}

/// The name in a cell without markup and what is said behind it in parentheses.
fn bare_name(cell: &str) -> &str {
    let name = inline::unwrapped(cell);
    let name = inline::link(name).map_or(name, |it| it.text);
    let name = name.find(" (").map_or(name, |at| &name[..at]);
    let inner = name.strip_prefix('_').and_then(|it| it.strip_suffix('_'));
    inline::unwrapped(inner.unwrap_or(name)).trim_end_matches(':')
}

/// Whether a name can be a member of a JSON object or a parameter.
fn is_name(name: &str) -> bool {
    let inner = |it: u8| it.is_ascii_alphanumeric() || b"_@.$-/".contains(&it);
    !name.is_empty() && name.bytes().all(inner)
}
