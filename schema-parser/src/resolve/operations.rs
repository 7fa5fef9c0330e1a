//! Operations of API pages: what each page says, with its types linked, and what the types say about its paths.
//!
//! ```text
//! OperationPage  ->  Operation { paths, permissions, request, responses, examples, … }      one for each group of request lines
//! all of them    ->  kind, resource and relationship, by walking their paths
//! ```

mod agree;
mod assemble;
mod body;
mod examples;
mod paths;
mod properties;
mod prose;
mod responses;

use rayon::prelude::*;

use self::assemble::Assembly;
use super::Names;
use crate::{
    diagnostic::{Code, Diagnostic, Reporter},
    pages::operation::OperationPage,
    schema::{Operation, Schema},
    source::Sources,
    walk::Walker,
};

/// Adds the operations of all pages to a schema that has its types.
pub(crate) fn assemble(
    pages: &[OperationPage<'_>],
    (names, sources): (&Names, &Sources),
    schema: &mut Schema,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let assembly = Assembly::new(schema, names, sources);
    let assembled: Vec<_> = pages.par_iter().map(|it| assembly.page(it)).collect();
    for (operations, found) in assembled {
        diagnostics.extend(found);
        let operations = operations.into_iter();
        schema
            .operations
            .extend(operations.map(|it| (it.name.clone(), it)));
    }
}

/// Adds what the paths of all operations together say, and reports what does not agree.
pub(crate) fn settle(
    pages: &[OperationPage<'_>],
    schema: &mut Schema,
    diagnostics: &mut Vec<Diagnostic>,
) {
    walk(schema, diagnostics);
    diagnostics.extend(check_methods(pages, schema));
}

/// Fills what only the paths of all operations together say.
fn walk(schema: &mut Schema, diagnostics: &mut Vec<Diagnostic>) {
    let walker = Walker::new(schema);
    let mut operations = std::mem::take(&mut schema.operations);
    for operation in operations.values_mut() {
        diagnostics.extend(agree::agree(operation, &walker, schema));
        let walk = walker.walk(&operation.paths[0]);
        operation.kind = walk.kind(operation);
        operation.resource = walk.resource().cloned();
        operation.relationship = walk.relationship().cloned();
    }
    schema.operations = operations;
}

/// Reports the operations that no page of a type lists among its methods.
fn check_methods(pages: &[OperationPage<'_>], schema: &Schema) -> Vec<Diagnostic> {
    let types = schema.types.values();
    let mut listed: Vec<&str> = types
        .flat_map(|it| &it.methods)
        .map(|it| it.as_str())
        .collect();
    listed.sort_unstable();
    let missing = |it: &&Operation| listed.binary_search(&it.name.as_str()).is_err();
    let by_stem = |stem: &str| schema.operations.get(stem);
    let found = pages.iter().filter_map(|page| {
        let source = page.source;
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
