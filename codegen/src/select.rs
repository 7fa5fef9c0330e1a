//! A part of a schema: what somebody names, and what that needs.

mod closure;
mod pages;
mod pattern;

use std::collections::BTreeSet;

use msgraph_schema::{
    Schema,
    schema::{Body, Content, Operation, Primitive, TypeRef, TypeTarget},
};

pub(crate) use self::{
    closure::Reach,
    pages::{Folders, Slice, read},
    pattern::type_fits,
};

/// What to take, and how far to follow it. One that names nothing takes everything.
///
/// Types are named by their short or qualified names, with `*` for any characters: `user`, `cloudPc*`, `microsoft.graph.callRecords.*`.
/// Operations are named by their pages (`user-list-*`) or by their paths, with `*` for one segment, `**` for any number, and a method in
/// front where only one is meant: `/users/*/messages/**`, `GET /groups/**`. Case does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Types and enumerations.
    pub types: Vec<String>,
    /// Operations.
    pub operations: Vec<String>,
    /// Types to leave out, whatever refers to them.
    pub without_types: Vec<String>,
    /// Operations to leave out, whatever names them.
    pub without_operations: Vec<String>,
    /// How many references to follow from what is named; `None` for all.
    pub depth: Option<usize>,
}

impl Selection {
    /// Whether nothing is named.
    pub(crate) fn is_everything(&self) -> bool {
        self.types.is_empty() && self.operations.is_empty()
    }
}

/// A part of a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selected {
    /// The part, a schema of its own. Where it was cut off, members are untyped.
    pub schema: Schema,
    /// The patterns that nothing fits.
    pub unmatched: BTreeSet<String>,
}

/// Takes a part of a schema.
pub fn select(schema: &Schema, selection: &Selection) -> Selected {
    let reach = closure::reach(schema, selection);
    Selected {
        schema: part(schema, &reach),
        unmatched: reach.unmatched,
    }
}

fn part(schema: &Schema, reach: &Reach) -> Schema {
    let types = reach.types.keys().filter_map(|it| schema.types.get(it));
    let enums = reach.enums.iter().filter_map(|it| schema.enums.get(it));
    let operations = reach.operations.iter();
    let operations = operations.filter_map(|it| schema.operations.get(it));
    let mut part = Schema {
        version: schema.version,
        pages: schema.pages.clone(),
        types: types.map(|it| (it.name.clone(), it.clone())).collect(),
        enums: enums.map(|it| (it.name.clone(), it.clone())).collect(),
        operations: operations.map(|it| (it.name.clone(), it.clone())).collect(),
    };
    for ty in part.types.values_mut() {
        ty.methods.retain(|it| reach.operations.contains(it));
        ty.base.take_if(|it| !reach.has(it));
        let members = ty.properties.iter_mut().chain(&mut ty.relationships);
        members.for_each(|it| cut_off(&mut it.ty, reach));
    }
    for operation in part.operations.values_mut() {
        references_of(operation).for_each(|it| cut_off(it, reach));
    }
    part
}

/// Puts anything in the place of what is not reached.
fn cut_off(ty: &mut TypeRef, reach: &Reach) {
    if let TypeTarget::Named(name) = &ty.target
        && !reach.has(name)
    {
        ty.target = TypeTarget::Primitive(Primitive::Untyped);
    }
}

fn references_of(operation: &mut Operation) -> impl Iterator<Item = &mut TypeRef> {
    let (body, properties) = match &mut operation.request {
        Body::Value { ty, properties, .. } => (Some(ty), properties.as_mut_slice()),
        Body::Parameters(properties) => (None, properties.as_mut_slice()),
        _ => (None, Default::default()),
    };
    let responses = operation.responses.iter_mut();
    let answered = responses.filter_map(|it| match &mut it.content {
        Content::Value(ty) => Some(ty),
        _ => None,
    });
    let parameters = operation.parameters.iter_mut();
    let sent = body
        .into_iter()
        .chain(properties.iter_mut().map(|it| &mut it.ty));
    sent.chain(parameters.map(|it| &mut it.property.ty))
        .chain(answered)
}
