//! Whether what an operation answers fits where its path leads.
//!
//! ```text
//! GET /users/{id}/manager                    says user      leads to directoryObject    fits: one inherits from the other
//! GET /teams/{id}/schedule/shifts            says one       leads to many               many, as the relationship says
//! GET /me/messages/{id}?$expand=properties   says property  leads to message            a message, with what is expanded in it
//! ```

use std::collections::BTreeMap;

use super::lineage;
use crate::{
    diagnostic::{Code, Diagnostic},
    schema::{
        Content, Operation, PathTemplate, Response, Schema, Segment, TypeName, TypeRef, TypeTarget,
    },
    walk::{By, Walk, Walker},
};

/// Makes the answer of an operation fit its paths where it is clear how, and reports what does not fit.
pub(super) fn agree(
    operation: &mut Operation,
    walker: &Walker,
    schema: &Schema,
) -> Option<Diagnostic> {
    if operation.method != "GET" {
        return None;
    }
    let said = match operation.responses.first().map(|it| &it.content) {
        Some(Content::Value(ty)) => ty.clone(),
        _ => return None,
    };
    let walks: Vec<Walk> = operation.paths.iter().map(|it| walker.walk(it)).collect();
    let leads: Vec<&TypeRef> = walks.iter().filter_map(leads_to).collect();
    let first = TypeRef::clone(leads.first()?);
    let (TypeTarget::Named(name), TypeTarget::Named(lead)) = (&said.target, &first.target) else {
        return None;
    };
    if lineage::is_family(schema, name, lead) {
        // What an example shows to be many is many, whatever the relationship says.
        let related = first.collection && ends_in_relationship(&walks[0], schema);
        if !said.collection && (related || filters(operation)) {
            let ty = TypeRef {
                collection: true,
                ..said
            };
            replace(operation, ty);
        } else if first.collection && expands(operation) {
            replace(operation, first);
        }
        return None;
    }
    let mut message = format!("the path leads to `{first}`, the page says `{said}`");
    if expands(operation) {
        message += ", which it asks to expand or filter by";
        let ty = first.clone();
        let target = lineage::common(schema, &names(&leads))
            .map_or(ty.target, |it| TypeTarget::Named(it.clone()));
        replace(operation, TypeRef { target, ..ty });
    } else if let Some(shown) = shown(operation, schema, lead) {
        message += ", its example answers what the path leads to";
        replace(
            operation,
            TypeRef {
                target: TypeTarget::Named(shown),
                collection: said.collection,
            },
        );
    }
    Some(Diagnostic {
        location: operation.responses[0].location,
        code: Code::ResponseDiffers,
        message,
        related: Some(operation.location),
    })
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
    let Some(By::Member {
        owner: Some(owner),
        name,
    }) = walk.steps.last().map(|it| &it.by)
    else {
        return false;
    };
    let mut lineage = schema.lineage(owner);
    lineage.any(|ty| {
        ty.properties
            .iter()
            .chain(&ty.relationships)
            .any(|it| it.name == *name)
    })
}

fn replace(operation: &mut Operation, ty: TypeRef) {
    operation.responses[0].content = Content::Value(ty);
}

/// Whether all paths ask to expand or filter.
fn expands(operation: &Operation) -> bool {
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
    if operation.method != "GET" || operation.paths.len() < 2 {
        return Vec::new();
    }
    let said = said.clone();
    let mut others: BTreeMap<(TypeRef, String), Vec<PathTemplate>> = BTreeMap::new();
    let mut own = Vec::new();
    for (at, path) in std::mem::take(&mut operation.paths).into_iter().enumerate() {
        match elsewhere(&walker.walk(&path), &said, schema).filter(|_| at > 0) {
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

/// The type that an example answers, if it fits.
fn shown(operation: &Operation, schema: &Schema, lead: &TypeName) -> Option<TypeName> {
    let mut messages = operation.examples.iter().flat_map(|it| &it.responses);
    messages.find_map(|it| {
        let name = it
            .odata_type
            .trim_start_matches("Collection(")
            .trim_end_matches(')');
        let name = schema.types.get(name)?.name.clone();
        lineage::is_family(schema, &name, lead).then_some(name)
    })
}

fn names<'t>(types: &[&'t TypeRef]) -> Vec<&'t TypeName> {
    let names = types.iter().filter_map(|it| match &it.target {
        TypeTarget::Named(name) => Some(name),
        TypeTarget::Primitive(_) => None,
    });
    names.collect()
}
