//! Operations of API pages: what each page says, with its types linked, and what the types say about its paths.
//!
//! ```text
//! SourceFile  ->  OperationPage  ->  Operation { paths, permissions, request, responses, examples, … }      one for each group of request lines
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
mod variants;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::assemble::Assembly;
use super::Names;
use crate::{
    diagnostic::{Code, Diagnostic},
    schema::{Location, Operation, OperationName, Response, Schema},
    source::{SourceFile, Sources},
    walk::Walker,
};

/// Where the title of each page stands, by the first operation of the page.
pub(crate) type Titles = Vec<(OperationName, Location)>;

/// Parses all pages, and adds their operations to a schema that has its types. A page is forgotten before the next one is read.
pub(crate) fn assemble(
    names: &Names,
    sources: &Sources,
    schema: &mut Schema,
    diagnostics: &mut Vec<Diagnostic>,
) -> Titles {
    let files: Vec<&SourceFile> = sources.folder("api").collect();
    let assembled: Vec<_> = {
        let assembly = Assembly::new(schema, names, sources);
        files.into_par_iter().map(|it| assembly.page(it)).collect()
    };
    let mut titles = Vec::with_capacity(assembled.len());
    let mut operations = Vec::with_capacity(assembled.len());
    for mut it in assembled {
        diagnostics.append(&mut it.diagnostics);
        let first = it.operations.first();
        titles.extend(first.map(|first| (first.name.clone(), it.title)));
        let named = it.operations.into_iter().map(|it| (it.name.clone(), it));
        operations.extend(named);
    }
    schema.operations = operations.into_iter().collect();
    titles
}

/// Adds what the paths of all operations together say, and reports what does not agree.
pub(crate) fn settle(titles: &Titles, schema: &mut Schema, diagnostics: &mut Vec<Diagnostic>) {
    variants::add(schema);
    walk(schema, diagnostics);
    diagnostics.extend(check_methods(titles, schema));
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
            let walk = walker.walk(&it.paths[0]);
            let found = agree::agree(it, &walk, &walker, schema);
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
fn check_methods(titles: &Titles, schema: &Schema) -> Vec<Diagnostic> {
    let types = schema.types.values();
    let mut listed: Vec<&str> = types
        .flat_map(|it| &it.methods)
        .map(|it| it.as_str())
        .collect();
    listed.sort_unstable();
    let missing = |it: &&(OperationName, Location)| listed.binary_search(&it.0.as_str()).is_err();
    let found = titles.iter().filter(missing);
    let found = found.map(|(name, title)| Diagnostic {
        location: *title,
        code: Code::UnlistedOperation,
        message: format!("no page of a type lists `{name}` among its methods"),
        related: None,
    });
    found.collect()
}
