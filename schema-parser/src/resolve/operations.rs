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
mod lineage;
mod paths;
mod properties;
mod prose;
mod responses;
mod sent;
mod variants;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::assemble::Assembly;
use super::Names;
use crate::{
    diagnostic::{Code, Diagnostic, Reporter},
    pages::operation::OperationPage,
    schema::{Operation, OperationName, Response, Schema},
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
    let assembled: Vec<_> = {
        let assembly = Assembly::new(schema, names, sources);
        pages.par_iter().map(|it| assembly.page(it)).collect()
    };
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
    variants::add(schema);
    walk(schema, diagnostics);
    sent::allow(schema);
    diagnostics.extend(check_methods(pages, schema));
}

/// Fills what only the paths of all operations together say.
fn walk(schema: &mut Schema, diagnostics: &mut Vec<Diagnostic>) {
    let walker = walker(schema);
    let mut operations = std::mem::take(&mut schema.operations);
    let split: Vec<_> = operations
        .par_iter_mut()
        .flat_map_iter(|(name, it)| {
            let others = agree::split(it, &walker, schema).into_iter();
            others.map(|it| (name.clone(), it))
        })
        .collect();
    for (name, mut operation) in split {
        operation.name = next_name(&operations, &name);
        list_beside(schema, &name, &operation.name);
        operations.insert(operation.name.clone(), operation);
    }
    let found: Vec<_> = operations
        .par_iter_mut()
        .filter_map(|(_, it)| {
            let found = agree::agree(it, &walker, schema);
            let walk = walker.walk(&it.paths[0]);
            it.kind = walk.kind(it);
            it.resource = walk.resource().cloned();
            it.relationship = walk.relationship().cloned();
            found
        })
        .collect();
    diagnostics.extend(found);
    schema.operations = operations;
}

/// Lists a new operation behind the one of its page wherever that is listed.
fn list_beside(schema: &mut Schema, old: &OperationName, new: &OperationName) {
    for methods in schema.types.values_mut().map(|it| &mut it.methods) {
        if let Some(at) = methods.iter().position(|it| it == old) {
            let siblings = methods[at + 1..].iter();
            let is_sibling = |it: &&OperationName| it.as_str().starts_with(&format!("{old}#"));
            let behind = at + 1 + siblings.take_while(is_sibling).count();
            methods.insert(behind, new.clone());
        }
    }
}

/// A walker that has not learned from operations that expand or filter: their pages are about what is expanded, not about what is answered.
fn walker(schema: &mut Schema) -> Walker {
    let operations = schema.operations.values_mut();
    let mut hidden: Vec<(OperationName, Vec<Response>)> = operations
        .filter(|it| it.method == "GET" && agree::expands(it))
        .map(|it| (it.name.clone(), std::mem::take(&mut it.responses)))
        .collect();
    let walker = Walker::new(schema);
    for (name, responses) in hidden.drain(..) {
        if let Some(operation) = schema.operations.get_mut(&name) {
            operation.responses = responses;
        }
    }
    walker
}

/// The next free name for an operation of the same page.
fn next_name(
    operations: &BTreeMap<OperationName, Operation>,
    name: &OperationName,
) -> OperationName {
    let stem = name.as_str().split('#').next().unwrap_or_default();
    let mut names = (2..).map(|at| OperationName(format!("{stem}#{at}")));
    let free = names.find(|it| !operations.contains_key(it));
    free.unwrap_or_else(|| name.clone())
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
