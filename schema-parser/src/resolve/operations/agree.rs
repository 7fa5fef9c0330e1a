//! Whether what an operation answers fits where its path leads.
//!
//! ```text
//! GET /users/{id}/manager                    says user      leads to directoryObject    fits: one inherits from the other
//! GET /teams/{id}/schedule/shifts            says one       leads to many               many, as the relationship says
//! GET /me/messages/{id}?$expand=properties   says property  leads to message            a message, with what is expanded in it
//! ```

use crate::{
    diagnostic::{Code, Diagnostic},
    schema::{Content, Operation, Schema, TypeName, TypeRef, TypeTarget},
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
    let first = *leads.first()?;
    let (TypeTarget::Named(name), TypeTarget::Named(lead)) = (&said.target, &first.target) else {
        return None;
    };
    if is_family(schema, name, lead) {
        if said.collection != first.collection && ends_in_relationship(&walks[0], schema) {
            replace(operation, first.clone());
        }
        return None;
    }
    let mut message = format!("the path leads to `{first}`, the page says `{said}`");
    if expands(operation) {
        message += ", which it asks to expand or filter by";
        replace(operation, common(schema, &leads));
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

/// The type that an example answers, if it fits.
fn shown(operation: &Operation, schema: &Schema, lead: &TypeName) -> Option<TypeName> {
    let mut messages = operation.examples.iter().flat_map(|it| &it.responses);
    messages.find_map(|it| {
        let name = it
            .odata_type
            .trim_start_matches("Collection(")
            .trim_end_matches(')');
        let name = schema.types.get(name)?.name.clone();
        is_family(schema, &name, lead).then_some(name)
    })
}

/// Whether one of two types inherits from the other.
fn is_family(schema: &Schema, one: &TypeName, other: &TypeName) -> bool {
    one == other
        || schema
            .lineage(one)
            .any(|it| it.name == *other || it.base.as_ref() == Some(other))
        || schema
            .lineage(other)
            .any(|it| it.name == *one || it.base.as_ref() == Some(one))
}

/// The nearest type that all of these are.
fn common(schema: &Schema, types: &[&TypeRef]) -> TypeRef {
    let names = || {
        types.iter().filter_map(|it| match &it.target {
            TypeTarget::Named(name) => Some(name),
            TypeTarget::Primitive(_) => None,
        })
    };
    let is = |ty: &TypeName, base: &TypeName| {
        ty == base || schema.lineage(ty).any(|it| it.base.as_ref() == Some(base))
    };
    let first = names().next();
    let ancestors = first.into_iter().flat_map(|it| {
        let bases = schema.lineage(it).filter_map(|it| it.base.clone());
        std::iter::once(it.clone()).chain(bases)
    });
    let mut shared = ancestors.filter(|base| names().all(|it| is(it, base)));
    let entity = || TypeName::from("microsoft.graph.entity");
    TypeRef {
        target: TypeTarget::Named(shared.next().unwrap_or_else(entity)),
        collection: types[0].collection,
    }
}
