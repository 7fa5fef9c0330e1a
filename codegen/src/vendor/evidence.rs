//! What tells where the paths of operations lead, and is not selected itself.
//!
//! ```text
//! /users/{id}/drive/root     the type `user`, with nothing but `drive`; the type `drive`, with nothing but `root`
//!                            an operation on `/users` or `/users/{id}`, if there is one
//! ```

use std::collections::BTreeSet;

use msgraph_schema::{
    Schema,
    schema::{Operation, PathTemplate, PropertyName, Segment, Type, TypeName, TypeTarget},
    walk::{By, Walker},
};

/// Adds to a part of a schema the types that the paths of its operations lead over.
pub(super) fn add_types(schema: &Schema, part: &mut Schema) {
    let walker = Walker::new(schema);
    let mut members = BTreeSet::new();
    let mut types = BTreeSet::new();
    for path in part.operations.values().flat_map(|it| &it.paths) {
        for step in walker.walk(path).steps {
            if let By::Member {
                owner: Some(owner),
                name,
            } = step.by
            {
                types.insert(owner.clone());
                members.insert((owner, name));
            }
            if let Some(TypeTarget::Named(name)) = step.to.map(|it| it.target) {
                types.insert(name);
            }
        }
    }
    let resources = part.operations.values();
    types.extend(resources.filter_map(|it| it.resource.clone()));
    for ty in types.iter().flat_map(|it| schema.lineage(it)) {
        let entry = part.types.entry(ty.name.clone());
        entry.or_insert_with(|| reduced(ty, &members));
    }
}

/// Adds to a part of a schema an operation for every word that its paths begin with.
pub(super) fn add_operations(schema: &Schema, part: &mut Schema) {
    let paths = part.operations.values().flat_map(|it| &it.paths);
    let beginnings: BTreeSet<String> = paths.filter_map(beginning).collect();
    for operation in operations_on(schema, &beginnings) {
        let entry = part.operations.entry(operation.name.clone());
        entry.or_insert_with(|| operation.clone());
    }
}

/// The first word of a path.
fn beginning(path: &PathTemplate) -> Option<String> {
    match path.segments.first()? {
        Segment::Literal(word) => Some(word.to_ascii_lowercase()),
        _ => None,
    }
}

/// For each word, the operations that say most simply what it leads to.
fn operations_on<'a>(
    schema: &'a Schema,
    words: &'a BTreeSet<String>,
) -> impl Iterator<Item = &'a Operation> {
    words.iter().filter_map(|word| {
        let fitting = schema.operations.values().filter(|operation| {
            let mut paths = operation.paths.iter();
            paths.any(|it| beginning(it).as_ref() == Some(word))
        });
        // The shorter the path, the more it says about its first word; reading says more than writing.
        fitting.min_by_key(|it| {
            let lengths = it.paths.iter().map(|it| it.segments.len());
            let is_alone = !it.name.as_str().contains('#');
            (lengths.min(), it.method != "GET", !is_alone, it.paths.len())
        })
    })
}

/// A type with nothing but the members that stand in paths.
fn reduced(ty: &Type, members: &BTreeSet<(TypeName, PropertyName)>) -> Type {
    let mut reduced = ty.clone();
    let is_needed = |name: &PropertyName| {
        ty.key.contains(name) || members.contains(&(ty.name.clone(), name.clone()))
    };
    reduced.properties.retain(|it| is_needed(&it.name));
    reduced.relationships.retain(|it| is_needed(&it.name));
    reduced.representation = None;
    reduced
}
