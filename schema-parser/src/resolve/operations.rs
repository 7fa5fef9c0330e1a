//! Operations of API pages: what each page says, with its types linked, and what the types say about its paths.
//!
//! ```text
//! OperationPage  ->  Operation { paths, permissions, request, responses, examples, … }      one for each group of request lines
//! all of them    ->  kind, resource and relationship, by walking their paths
//! ```

mod assemble;
mod body;
mod examples;
mod names;
mod paths;
mod properties;
mod prose;
mod responses;
#[cfg(test)]
mod scratch;

use rayon::prelude::*;

use self::assemble::Assembly;
pub(crate) use self::names::Names;
use crate::{
    diagnostic::{Code, Diagnostic, Reporter},
    pages::operation::OperationPage,
    schema::{Operation, Schema},
    source::{SourceFile, Sources},
    walk::Walker,
};

/// An API page and the file it was read from.
pub(crate) type Sourced<'a> = (&'a SourceFile, OperationPage<'a>);

/// Adds the operations of all pages to a schema that has its types.
pub(crate) fn resolve(
    pages: &[Sourced<'_>],
    sources: &Sources,
    schema: &mut Schema,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let assembled: Vec<_> = {
        let names = Names::new(schema);
        let assembly = Assembly::new(schema, &names, sources);
        let pages = pages.par_iter();
        pages
            .map(|(source, page)| assembly.page(source, page))
            .collect()
    };
    for (operations, found) in assembled {
        diagnostics.extend(found);
        let operations = operations.into_iter();
        schema
            .operations
            .extend(operations.map(|it| (it.name.clone(), it)));
    }
    walk(schema);
    diagnostics.extend(check_methods(pages, schema));
}

/// Fills what only the paths of all operations together say.
fn walk(schema: &mut Schema) {
    let walker = Walker::new(schema);
    let mut operations = std::mem::take(&mut schema.operations);
    for operation in operations.values_mut() {
        let walk = walker.walk(&operation.paths[0]);
        operation.kind = walk.kind(operation);
        operation.resource = walk.resource().cloned();
        operation.relationship = walk.relationship().cloned();
    }
    schema.operations = operations;
}

/// Reports the operations that no page of a type lists among its methods.
fn check_methods(pages: &[Sourced<'_>], schema: &Schema) -> Vec<Diagnostic> {
    let types = schema.types.values();
    let mut listed: Vec<&str> = types
        .flat_map(|it| &it.methods)
        .map(|it| it.as_str())
        .collect();
    listed.sort_unstable();
    let missing = |it: &&Operation| listed.binary_search(&it.name.as_str()).is_err();
    let by_stem = |stem: &str| schema.operations.get(stem);
    let found = pages.iter().filter_map(|(source, page)| {
        let operation = by_stem(source.stem()).filter(missing)?;
        let mut reporter = Reporter::new(source);
        let message = format!(
            "no page of a type lists `{}` among its methods",
            operation.name
        );
        reporter.report(Code::UnlistedOperation, page.title, message);
        reporter.found.pop()
    });
    found.collect()
}
