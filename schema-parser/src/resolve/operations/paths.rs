//! Paths of operations: calls that are keys, and the query options that all paths carry.

use rustc_hash::FxHashSet;

use crate::{
    pages::operation::{Calls, RawParameter, contains_word},
    schema::{
        Argument, ArgumentValue, Location, Parameter, ParameterPlace, PathTemplate, Primitive,
        Property, QueryOption, Schema, Segment, TypeTarget,
    },
    source::SourceFile,
};

/// The names of properties and relationships that hold many entities, and of all others, in lower case.
#[derive(Debug, Default)]
pub(super) struct Members {
    many: FxHashSet<String>,
    any: FxHashSet<String>,
}

impl Members {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut members = Self::default();
        for ty in schema.types.values() {
            for it in ty.properties.iter().chain(&ty.relationships) {
                let name = it.name.as_str().to_ascii_lowercase();
                if it.ty.collection && matches!(it.ty.target, TypeTarget::Named(_)) {
                    members.many.insert(name.clone());
                }
                members.any.insert(name);
            }
        }
        members
    }

    /// Whether some type has a property or relationship of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.any.contains(&name.to_ascii_lowercase())
    }

    /// Whether the last word of a path is the name of a property or relationship, or of an entity set.
    pub(super) fn ends(&self, path: &PathTemplate) -> bool {
        let mut segments = path.segments.iter().enumerate().rev();
        segments
            .find_map(|(at, it)| match it {
                Segment::Literal(word) if !word.starts_with('$') => Some(at == 0 || self.has(word)),
                Segment::Call { .. } => Some(false),
                _ => None,
            })
            .unwrap_or(true)
    }
}

/// The paths of a group with their locations.
pub(super) fn paths(calls: Calls<'_>, members: &Members, source: &SourceFile) -> Vec<PathTemplate> {
    let paths = calls.paths.into_iter().map(|it| PathTemplate {
        segments: keyed(it.template.segments, members),
        query: it.template.query,
        location: source.location(it.line),
    });
    paths.collect()
}

/// The segments with the calls that are keys turned into keys: the parentheses stand behind an entity set or a collection.
fn keyed(segments: Vec<Segment>, members: &Members) -> Vec<Segment> {
    let mut out = Vec::with_capacity(segments.len());
    for (at, segment) in segments.into_iter().enumerate() {
        match segment {
            Segment::Call { name, arguments } if is_key(at, &name, &arguments, members) => {
                out.push(Segment::Literal(name));
                out.push(Segment::Key(arguments));
            }
            _ => out.push(segment),
        }
    }
    out
}

fn is_key(at: usize, name: &str, arguments: &[Argument], members: &Members) -> bool {
    !arguments.is_empty() && (at == 0 || members.many.contains(&name.to_ascii_lowercase()))
}

/// Adds the calls of a function with its parameters, where all of them are optional and the paths show only the calls without any:
/// `range(address='{address}')` beside `range`.
pub(super) fn add_calls(
    paths: &mut Vec<PathTemplate>,
    rows: &[RawParameter<'_>],
    parameters: &[Parameter],
) {
    let is_function = |it: ParameterPlace| it == ParameterPlace::Function;
    let mut listed = rows.iter().filter(|it| is_function(it.place)).peekable();
    if listed.peek().is_none() || !listed.all(|it| contains_word(it.row.description, "optional")) {
        return;
    }
    let is_word = |it: &PathTemplate| matches!(it.segments.last(), Some(Segment::Literal(word)) if !word.starts_with('$'));
    if !paths.iter().all(is_word) {
        return;
    }
    let given = parameters.iter().filter(|it| is_function(it.place));
    let arguments: Vec<Argument> = given.map(|it| argument(&it.property)).collect();
    let called = paths.iter().cloned().map(|mut path| {
        if let Some(Segment::Literal(name)) = path.segments.pop() {
            path.segments.push(Segment::Call {
                name,
                arguments: arguments.clone(),
            });
        }
        path
    });
    let called: Vec<_> = called.collect();
    paths.extend(called);
}

fn argument(parameter: &Property) -> Argument {
    let ty = &parameter.ty;
    let is_text = !ty.collection && ty.target == TypeTarget::Primitive(Primitive::String);
    Argument {
        name: parameter.name.to_string(),
        value: ArgumentValue {
            text: parameter.name.to_string(),
            quoted: is_text,
            placeholder: true,
        },
    }
}

/// Adds the query options that stand in the paths themselves; those that stand in all of them are required.
pub(super) fn add_query(paths: &[PathTemplate], options: &mut Vec<QueryOption>) {
    let first = paths[0].location;
    for name in paths.iter().flat_map(|it| names(&it.query)) {
        let everywhere = paths.iter().all(|it| names(&it.query).any(|it| it == name));
        add(options, name, everywhere, first);
    }
}

fn add(options: &mut Vec<QueryOption>, name: &str, required: bool, location: Location) {
    match options
        .iter_mut()
        .find(|it| it.name.eq_ignore_ascii_case(name))
    {
        Some(it) => it.required |= required,
        None => options.push(QueryOption {
            name: name.to_owned(),
            required,
            location,
        }),
    }
}

/// The names in a query: `startDateTime={x}&$top={y}`.
fn names(query: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let parts = query.split(move |it| {
        depth += i32::from(matches!(it, '(' | '{')) - i32::from(matches!(it, ')' | '}'));
        it == '&' && depth <= 0
    });
    parts.filter_map(|it| {
        let name = it.split_once('=')?.0.trim();
        let proper = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'$' | b'@' | b'_' | b'-');
        (!name.is_empty() && name.bytes().all(proper)).then_some(name)
    })
}
