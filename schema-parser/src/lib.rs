//! Reads Microsoft Graph's documentation pages into a schema.
//!
//! ```text
//! read            parse                                   resolve + correct
//! SourceFile  ->  Page  ->  TypePage | EnumPage | OperationPage  ->  Schema, diagnostics
//! ```

pub mod condense;
mod corrections;
pub mod diagnostic;
mod facts;
mod http;
pub mod inline;
pub mod json;
pub mod markdown;
mod pages;
pub mod path;
mod permissions;
mod resolve;
pub mod schema;
pub mod source;
mod type_expr;
pub mod walk;

use std::{io, path::Path};

use rayon::prelude::*;

pub use diagnostic::Diagnostic;
use resolve::operations;
pub use schema::{Schema, Version};
use source::{SourceFile, Sources};

/// What one version of the documentation says, and what is odd about it.
#[derive(Debug, Default)]
pub struct Parsed {
    /// What it says.
    pub schema: Schema,
    /// What could not be understood or contradicts itself, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The pages.
    pub sources: Sources,
}

/// Reads the documentation of a version: a checkout, or the condensed pages of one.
pub fn parse(docs: &Path, version: Version) -> io::Result<Parsed> {
    Ok(parse_sources(source::read(docs, version)?, version).corrected())
}

impl Parsed {
    /// With the known mistakes of single pages set right, and a diagnostic for each that is no longer there: what [`parse`] gives.
    #[must_use]
    pub fn corrected(mut self) -> Self {
        corrections::correct(&mut self.schema, &mut self.diagnostics);
        self.diagnostics.sort();
        self
    }
}

/// Makes a schema of pages in memory, as they are and without corrections.
pub fn parse_sources(sources: Sources, version: Version) -> Parsed {
    let mut schema = Schema {
        version,
        pages: sources.files.iter().map(|it| it.path.clone()).collect(),
        ..Schema::default()
    };
    let mut diagnostics = Vec::new();
    let definitions = parse_types(&sources, &mut diagnostics);
    let (names, methods) = resolve::types(definitions, &mut schema, &mut diagnostics);
    let titles = operations::assemble(&names, &sources, &mut schema, &mut diagnostics);
    resolve::methods(methods, &mut schema, &mut diagnostics);
    operations::settle(&titles, &mut schema, &mut diagnostics);
    diagnostics.sort();
    Parsed {
        schema,
        diagnostics,
        sources,
    }
}

/// Parses each page by itself, several at once, without what other pages say; tells what is odd on each, sorted by place.
pub fn parse_pages(sources: &Sources) -> Vec<Diagnostic> {
    let types = sources.folder("resources").collect::<Vec<_>>();
    let types = types.into_par_iter().flat_map_iter(|it| pages::parse(it).1);
    let operations = sources.folder("api").collect::<Vec<_>>();
    let operations = operations.into_par_iter();
    let operations = operations.flat_map_iter(|it| pages::operation::parse(it).1);
    let mut found: Vec<_> = types.chain(operations).collect();
    found.sort();
    found
}

/// Reads the pages of types and enumerations, several at once.
fn parse_types<'a>(
    sources: &'a Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<pages::Definition<'a>> {
    let files: Vec<&SourceFile> = sources.folder("resources").collect();
    let parsed: Vec<_> = files.into_par_iter().map(pages::parse).collect();
    let mut found = Vec::with_capacity(parsed.len());
    for (it, mut reported) in parsed {
        diagnostics.append(&mut reported);
        found.extend(it);
    }
    found
}
