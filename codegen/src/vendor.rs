//! The pages that a crate needs, condensed.
//!
//! ```text
//! select            write      read again        learn
//! Schema -> Schema  ->  pages  ->  Schema, equal? no: add what says where its paths lead, and write once more
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
    let part = selected.schema;
    let pages = condense::pages(&part);
    let again = read(&pages, &part);
    if part.operations.values().all(|it| is_same(it, &again)) {
        return Ok(pages);
    }
    Ok(condense::pages(&evidence::add(schema, part)))
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
