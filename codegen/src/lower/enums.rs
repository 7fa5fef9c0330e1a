//! Enumerations.

use msgraph_schema::{Diagnostic, schema};

use super::{Lower, Sort};
use crate::{
    items::{Access, Enum, Item, Module, Variant},
    names::{Case, Wanted, assign},
};

/// The variant that every enumeration has beside those of its page.
const RESERVED: &[&str] = &["Unrecognized"];

/// A module for every enumeration that has a place.
pub(crate) fn lower(lower: &Lower<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Module> {
    let placed = lower
        .schema
        .enums
        .values()
        .filter_map(|it| Some((it, lower.places.get(&it.name)?)));
    placed
        .filter(|(_, place)| place.sort != Sort::Type)
        .map(|(it, place)| {
            let enumeration = Enum {
                name: place.name.clone(),
                docs: lower.enum_docs(it),
                deprecated: lower.deprecated(it.deprecation.as_ref()),
                attributes: lower.options.attributes_of(&it.name),
                variants: variants(lower, it, diagnostics),
            };
            Module {
                path: place.module(),
                access: Access::Exports(vec![place.name.clone()]),
                source: lower.schema.page(it.location.page).to_owned(),
                docs: Vec::new(),
                features: None,
                items: vec![Item::Enum(enumeration)],
            }
        })
        .collect()
}

fn variants(
    lower: &Lower<'_>,
    it: &schema::Enum,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Variant> {
    let wanted: Vec<_> = it
        .members
        .iter()
        .map(|it| Wanted {
            wire_name: &it.name,
            location: it.location,
        })
        .collect();
    let names = assign(Case::Pascal, &wanted, RESERVED, diagnostics);
    let named = it
        .members
        .iter()
        .zip(names)
        .filter_map(|(member, name)| Some((member, name?)));
    named
        .map(|(member, name)| Variant {
            wire_name: member.name.clone(),
            name,
            docs: lower.member_docs(member),
        })
        .collect()
}
