//! Whether what an operation answers fits where its path leads.
//!
//! ```text
//! GET /users/{id}/manager                    says user      leads to directoryObject    fits: one inherits from the other
//! GET /teams/{id}/schedule/shifts            says one       leads to many               many, as the relationship says
//! GET /me/messages/{id}?$expand=properties   says property  leads to message            a message, with what is expanded in it;
//!                                                                                    with paths to several types, none of them
//! ```

use std::collections::BTreeMap;

use super::lineage;
use crate::{
    diagnostic::{Code, Diagnostic},
    schema::{Content, Operation, PathTemplate, Response, Schema, Segment, TypeRef, TypeTarget},
    walk::{By, Walk, Walker},
};

/// Makes the answer of an operation fit its paths where it is clear how, and reports what does not fit. The walk is that of its first path.
pub(super) fn agree(
    operation: &mut Operation,
    walk: &Walk,
    walker: &Walker,
    schema: &Schema,
) -> Option<Diagnostic> {
    let said = match operation.responses.first().map(|it| &it.content) {
        Some(Content::Value(ty)) if operation.method == "GET" => ty.clone(),
        _ => return None,
    };
    let others = operation.paths[1..].iter();
    let others: Vec<Walk> = others.map(|it| walker.walk(it)).collect();
    let walks = std::iter::once(walk).chain(&others);
    let leads: Vec<TypeRef> = walks.filter_map(leads_to).cloned().collect();
    let first = leads.first()?;
    let settled = if expands(operation) {
        expanded(&said, &leads, schema)
    } else {
        let related = first.collection && ends_in_relationship(walk, schema);
        let many = !said.collection && (related || filters(operation));
        answered(operation, &said, (first, many), schema)
    };
    let fits = is_family(&said, first, schema);
    if let Some(content) = settled {
        operation.responses[0].content = content;
    }
    (!fits).then(|| Diagnostic {
        location: operation.responses[0].location,
        code: Code::ResponseDiffers,
        message: format!("the path leads to `{first}`, the page says `{said}`"),
        related: Some(operation.location),
    })
}

/// What a call answers that expands or filters the values that its paths lead to.
fn expanded(said: &TypeRef, leads: &[TypeRef], schema: &Schema) -> Option<Content> {
    let first = &leads[0];
    if leads.iter().any(|it| it != first) {
        return Some(Content::Json);
    }
    let fits = is_family(said, first, schema) && first.collection == said.collection;
    (!fits).then(|| Content::Value(first.clone()))
}

/// What any other call answers, if not what is said: many where the path leads to many, or what the example shows if that fits better.
fn answered(
    operation: &Operation,
    said: &TypeRef,
    (lead, many): (&TypeRef, bool),
    schema: &Schema,
) -> Option<Content> {
    if is_family(said, lead, schema) {
        let collection = true;
        let target = said.target.clone();
        return many.then_some(Content::Value(TypeRef { target, collection }));
    }
    let mut messages = operation.examples.iter().flat_map(|it| &it.responses);
    messages.find_map(|it| {
        let name = it.odata_type.trim_start_matches("Collection(");
        let name = schema.types.get(name.trim_end_matches(')'))?.name.clone();
        let shown = TypeRef {
            target: TypeTarget::Named(name),
            collection: said.collection,
        };
        is_family(&shown, lead, schema).then_some(Content::Value(shown))
    })
}

/// Whether values of one type can be of the other; what is not known of primitive types fits.
fn is_family(one: &TypeRef, other: &TypeRef, schema: &Schema) -> bool {
    match (&one.target, &other.target) {
        (TypeTarget::Named(one), TypeTarget::Named(other)) => {
            lineage::is_family(schema, one, other)
        }
        _ => true,
    }
}

fn leads_to(walk: &Walk) -> Option<&TypeRef> {
    let last = walk.steps.last()?;
    match last.by {
        By::Function(_) | By::Action(_) | By::Reference | By::Value | By::Count => None,
        _ => last.to.as_ref(),
    }
}

/// Whether the path ends with a relationship or property that the page of a type declares.
fn ends_in_relationship(walk: &Walk, schema: &Schema) -> bool {
    let Some((
        By::Member {
            owner: Some(owner),
            name,
        },
        to,
    )) = walk.steps.last().map(|it| (&it.by, &it.to))
    else {
        return false;
    };
    let mut lineage = schema.lineage(owner);
    lineage.any(|ty| {
        ty.properties
            .iter()
            .chain(&ty.relationships)
            .any(|it| it.name == *name && Some(&it.ty) == to.as_ref())
    })
}

/// Whether all paths ask to expand or filter.
pub(super) fn expands(operation: &Operation) -> bool {
    let mut paths = operation.paths.iter();
    paths.all(|it| it.query.contains("expand=") || it.query.contains("filter="))
}

/// Whether all paths filter the values of a collection.
fn filters(operation: &Operation) -> bool {
    let mut paths = operation.paths.iter();
    paths.all(|it| {
        let word = matches!(it.segments.last(), Some(Segment::Literal(_)));
        word && it.query.starts_with("$filter=")
    })
}

/// Takes away the paths that lead to something else than the first one, by what a relationship or property says; each place they lead to
/// is answered by an operation of its own, still without a name.
pub(super) fn split(operation: &mut Operation, walker: &Walker, schema: &Schema) -> Vec<Operation> {
    let Some(Content::Value(said)) = operation.responses.first().map(|it| &it.content) else {
        return Vec::new();
    };
    if operation.method != "GET" || operation.paths.len() < 2 || expands(operation) {
        return Vec::new();
    }
    let said = said.clone();
    let mut others: BTreeMap<(TypeRef, String), Vec<PathTemplate>> = BTreeMap::new();
    let mut own = Vec::new();
    for (at, path) in std::mem::take(&mut operation.paths).into_iter().enumerate() {
        let place = match at {
            0 => None,
            _ => elsewhere(&walker.walk(&path), &said, schema),
        };
        match place {
            Some(place) => others.entry(place).or_default().push(path),
            None => own.push(path),
        }
    }
    operation.paths = own;
    let split = others.into_iter().map(|((ty, _), paths)| Operation {
        location: paths[0].location,
        paths,
        responses: vec![Response {
            content: Content::Value(ty),
            ..operation.responses[0].clone()
        }],
        examples: Vec::new(),
        ..operation.clone()
    });
    split.collect()
}

/// The type and the last word of a path that does not lead to what is said.
fn elsewhere(walk: &Walk, said: &TypeRef, schema: &Schema) -> Option<(TypeRef, String)> {
    let lead = leads_to(walk)?;
    let word = walk.steps.iter().rev().find_map(|it| match &it.by {
        By::Member { name, .. } => Some(name.as_str().to_owned()),
        _ => None,
    });
    let fits = match (&said.target, &lead.target) {
        (TypeTarget::Named(said), TypeTarget::Named(lead)) => {
            lineage::is_family(schema, said, lead)
        }
        (said, lead) => said == lead,
    };
    let keyed = walk.steps.last().is_some_and(|it| it.by == By::Key);
    let declared = ends_in_relationship(walk, schema);
    let differs = (declared && !fits) || (keyed && said.collection && !lead.collection);
    differs.then(|| (lead.clone(), word.unwrap_or_default()))
}
