//! Calls that only examples show: a path of the page with a cast, `$count` or `$value` behind it.
//!
//! ```text
//! GET /groups/{id}/members                                      the request line
//! GET /groups/{id}/members/microsoft.graph.user/$count          an example: a call of its own
//! ```

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{list_beside, next_name};
use crate::{
    path,
    schema::{
        Content, Example, Operation, PathTemplate, Primitive, Response, Schema, Segment, Start,
        TypeRef, TypeTarget,
    },
};

/// Adds an operation for each of them, which takes its examples with it.
pub(super) fn add(schema: &mut Schema) {
    let gets = || schema.operations.values().filter(|it| it.method == "GET");
    let mut known: FxHashSet<String> = gets()
        .flat_map(|it| &it.paths)
        .filter(|it| it.segments.last().is_some_and(is_end))
        .map(PathTemplate::to_string)
        .collect();
    let mut found = Vec::new();
    let mut operations = std::mem::take(&mut schema.operations);
    for operation in operations.values_mut().filter(|it| it.method == "GET") {
        for (suffix, examples) in take(operation) {
            let added = variant(operation, &suffix, schema);
            let is_new = added.paths.iter().all(|it| known.insert(it.to_string()));
            match is_new {
                true => found.push(Operation { examples, ..added }),
                false => operation.examples.extend(examples),
            }
        }
    }
    for mut operation in found {
        let name = next_name(&operations, &operation.name);
        list_beside(schema, &operation.name, &name);
        operation.name = name;
        operations.insert(operation.name.clone(), operation);
    }
    schema.operations = operations;
}

/// Takes the examples that go on behind a path, by what they add.
fn take(operation: &mut Operation) -> BTreeMap<Vec<Segment>, Vec<Example>> {
    let mut taken: BTreeMap<Vec<Segment>, Vec<Example>> = BTreeMap::new();
    let suffixes = operation.examples.iter().map(|it| suffix(operation, it));
    let suffixes: Vec<_> = suffixes.collect();
    if suffixes.iter().all(Option::is_none) {
        return taken;
    }
    let mut kept = Vec::new();
    for (example, suffix) in std::mem::take(&mut operation.examples)
        .into_iter()
        .zip(suffixes)
    {
        match suffix {
            Some(suffix) => taken.entry(suffix).or_default().push(example),
            None => kept.push(example),
        }
    }
    operation.examples = kept;
    taken
}

/// What the address of an example adds to a path.
fn suffix(operation: &Operation, example: &Example) -> Option<Vec<Segment>> {
    let Start::Request { method, url } = &example.request.as_ref()?.start else {
        return None;
    };
    if *method != operation.method || !may_go_on(url) {
        return None;
    }
    let shown = path::parse(url).ok()?.segments;
    let mut suffixes = operation
        .paths
        .iter()
        .filter_map(|it| rest(&it.segments, &shown));
    suffixes.find(|it| is_suffix(it)).map(<[Segment]>::to_vec)
}

/// Whether an address has anything in it that can go on behind a path; most have not, and need not be parsed.
fn may_go_on(url: &str) -> bool {
    let path = url.split_once("://graph.").map_or(url, |it| it.1);
    path.contains("/$") || path.contains("graph.")
}

/// What stands behind the segments of a path.
fn rest<'s>(path: &[Segment], shown: &'s [Segment]) -> Option<&'s [Segment]> {
    let (start, rest) = shown.split_at_checked(path.len())?;
    path.iter()
        .zip(start)
        .all(|it| is_same(it.0, it.1))
        .then_some(rest)
}

fn is_same(path: &Segment, shown: &Segment) -> bool {
    match (path, shown) {
        (Segment::Literal(path), Segment::Literal(shown)) => path.eq_ignore_ascii_case(shown),
        (Segment::Placeholder(_), Segment::Literal(shown)) => !shown.starts_with('$'),
        (Segment::Placeholder(_), Segment::Placeholder(_)) => true,
        _ => path == shown,
    }
}

fn is_suffix(segments: &[Segment]) -> bool {
    match segments {
        [Segment::Cast(_), Segment::Literal(word)] => word == "$count",
        [last] => is_end(last),
        _ => false,
    }
}

/// Whether a segment can be the last one of what goes on behind a path.
fn is_end(segment: &Segment) -> bool {
    match segment {
        Segment::Cast(_) => true,
        Segment::Literal(word) => word == "$count" || word == "$value",
        _ => false,
    }
}

/// The operation with every path extended, still without examples.
fn variant(operation: &Operation, suffix: &[Segment], schema: &Schema) -> Operation {
    let paths = operation.paths.iter().map(|it| PathTemplate {
        segments: [&it.segments, suffix].concat(),
        query: String::new(),
        location: it.location,
    });
    let first = operation.responses.first().cloned().unwrap_or_default();
    Operation {
        paths: paths.collect(),
        responses: vec![Response {
            status: 200,
            content: content(suffix, &first, schema),
            ..first
        }],
        examples: Vec::new(),
        ..operation.clone()
    }
}

/// What is answered, by the last segment.
fn content(suffix: &[Segment], first: &Response, schema: &Schema) -> Content {
    match suffix.last() {
        Some(Segment::Cast(name)) if schema.types.contains_key(name) => Content::Value(TypeRef {
            target: TypeTarget::Named(name.clone()),
            collection: matches!(&first.content, Content::Value(ty) if ty.collection),
        }),
        Some(Segment::Literal(word)) if word == "$count" => Content::Value(TypeRef {
            target: TypeTarget::Primitive(Primitive::Int32),
            collection: false,
        }),
        Some(Segment::Literal(_)) => Content::Stream,
        _ => Content::Json,
    }
}
