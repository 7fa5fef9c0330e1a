//! The pages that a crate needs, condensed.
//!
//! ```text
//! select            write      read again        add
//! Schema -> Schema  ->  pages  ->  Schema, equal? no: the types on the ways to operations, then operations on them
//! ```

mod evidence;

use std::collections::BTreeMap;

use msgraph_schema::{
    Schema, condense, parse_sources,
    schema::{Operation, PageId},
    source::{SourceFile, Sources},
};

use crate::{Error, Selection, select::select};

/// Condensed pages of a part of a schema, by their path in the folder that is vendored: `v1.0/resources/user.md`.
///
/// Reading them gives that part again. Where operations are selected, types and operations on the way to them may come along, as far as they
/// are needed to tell where the paths lead.
///
/// # Errors
/// A pattern that nothing fits.
pub fn vendor(schema: &Schema, selection: &Selection) -> Result<BTreeMap<String, String>, Error> {
    let selected = select(schema, selection);
    if !selected.unmatched.is_empty() {
        return Err(Error::Unmatched(selected.unmatched.into_iter().collect()));
    }
    let selected = select(schema, &with_whole_pages(selection, &selected.schema)).schema;
    let mut written = selected.clone();
    for add in [evidence::add_types, evidence::add_operations] {
        let pages = condense::pages(&written);
        let again = read(&pages, &selected);
        if selected.operations.values().all(|it| is_same(it, &again)) {
            return Ok(pages);
        }
        add(schema, &mut written);
    }
    Ok(condense::pages(&written))
}

/// A selection that has all operations of a page or none: they are named by their place on it.
fn with_whole_pages(selection: &Selection, part: &Schema) -> Selection {
    let mut selection = selection.clone();
    if !selection.is_everything() {
        let several = part.operations.keys().map(|it| it.as_str());
        let several = several.filter_map(|it| Some(it.split_once('#')?.0.to_owned()));
        selection.operations.extend(several);
    }
    selection
}

fn read(pages: &BTreeMap<String, String>, like: &Schema) -> Schema {
    let files = pages.iter().zip(0..).map(|((path, text), number)| {
        let path = format!("api-reference/{path}");
        SourceFile::new(PageId(number), path, text.clone().into_bytes())
    });
    let sources = Sources {
        files: files.collect(),
    };
    parse_sources(sources, like.version).schema
}

/// Whether an operation is the same for a client.
fn is_same(it: &Operation, schema: &Schema) -> bool {
    schema.operations.get(&it.name).is_some_and(|again| {
        (it.kind, &it.resource, &it.relationship)
            == (again.kind, &again.resource, &again.relationship)
    })
}

#[cfg(test)]
mod tests;
