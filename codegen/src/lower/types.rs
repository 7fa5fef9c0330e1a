//! Types into structs.

use msgraph_schema::{
    Diagnostic,
    schema::{Type, TypeName},
};
use rayon::prelude::*;

use super::{Lower, members, places::Place};
use crate::{
    cycles,
    items::{Access, Bases, Item, Module, Struct},
};

/// The outermost module: what belongs to no single type.
pub(crate) fn root(lower: &Lower<'_>) -> Module {
    let bases = lower
        .types
        .iter()
        .filter_map(|it| Some((it.name.to_string(), lower.types.base(it)?.name.to_string())));
    Module {
        path: Vec::new(),
        access: Access::Public,
        source: String::new(),
        docs: vec![format!("Microsoft Graph {}.", lower.schema.version)],
        features: None,
        items: vec![Item::Bases(Bases(bases.collect()))],
    }
}

/// A module for every type that has a place.
pub(crate) fn lower(lower: &Lower<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Module> {
    let placed = lower
        .types
        .iter()
        .filter_map(|it| Some((it, lower.places.get(&it.name)?)));
    let lowered: Vec<_> = placed
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(it, place)| (it, place, structure(lower, it, place)))
        .collect();
    let mut structs = Vec::with_capacity(lowered.len());
    for (it, place, (structure, found)) in lowered {
        diagnostics.extend(found);
        structs.push((it, place, structure));
    }
    cycles::box_cycles(
        structs
            .iter_mut()
            .map(|(_, place, it)| (place.path(), it))
            .collect(),
    );
    structs
        .into_iter()
        .map(|(it, place, structure)| Module {
            path: place.module(),
            access: Access::Exports(vec![place.name.clone()]),
            source: lower.schema.page(it.location.page).to_owned(),
            docs: Vec::new(),
            features: None,
            items: vec![Item::Struct(structure)],
        })
        .collect()
}

/// The struct of a type, and what is odd about its members.
fn structure<'a>(lower: &Lower<'a>, it: &'a Type, place: &Place) -> (Struct, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let structure = Struct {
        wire_name: it.name.to_string(),
        name: place.name.clone(),
        docs: lower.type_docs(it),
        deprecated: lower.deprecated(it.deprecation.as_ref()),
        attributes: lower.options.attributes_of(&it.name),
        fields: members::lower(lower, it, &mut diagnostics),
    };
    (structure, diagnostics)
}

/// Whether values of a type are anything at all: Graph's metadata calls such a type `Json`.
pub(crate) fn is_untyped(name: &TypeName) -> bool {
    name.as_str().eq_ignore_ascii_case("microsoft.graph.json")
}
