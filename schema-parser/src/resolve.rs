//! Puts what the pages say together: links names, merges the pages of a type, settles bases, kinds and enumerations.
//!
//! ```text
//! names    every type and enumeration that a page defines
//! link     a type's pages, one after the other -> Linked { type, values for enumerations, names nothing defines }
//! enums    pages, sections and descriptions    -> enumerations
//! bases    base types, entity or complex, open, inherited rows
//! ```

mod bases;
mod enums;
mod link;
mod names;
pub(crate) mod operations;
mod strings;

use std::{borrow::Cow, collections::BTreeMap};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use self::names::{Kind, Names, lower, stem};

use crate::{
    diagnostic::{Code, Diagnostic},
    pages::{Definition, EnumPage, TypePage},
    schema::{Location, OperationName, Schema, TypeName},
};

/// The links in tables of methods, which mean something when all operations are known.
#[derive(Debug, Default)]
pub(crate) struct Methods(Vec<(TypeName, String, Location)>);

/// Makes types and enumerations of the definitions on pages.
pub(crate) fn types(
    definitions: Vec<Definition<'_>>,
    schema: &mut Schema,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Names, Methods) {
    let (groups, enum_pages) = group(definitions);
    let mut enums = enums::Enums::default();
    let mut names = names(&groups, &enum_pages);
    enums.add_pages(enum_pages, &mut names, diagnostics);
    let linked: Vec<link::Linked> = groups
        .into_par_iter()
        .map(|pages| link::link(pages, &names))
        .collect();
    let mut types = BTreeMap::new();
    let mut methods = Methods::default();
    for mut it in linked {
        diagnostics.append(&mut it.diagnostics);
        enums.add_evidence(&mut it, diagnostics);
        let name = it.ty.name.clone();
        let links = it.methods.drain(..);
        methods
            .0
            .extend(links.map(|(stem, place)| (name.clone(), stem, place)));
        types.insert(name, it);
    }
    strings::settle(&mut types, &mut enums, &names, diagnostics);
    schema.enums = enums.finish(diagnostics);
    for name in schema.enums.keys() {
        names.add(name, Kind::Enum);
    }
    schema.types = bases::settle(types, &names, diagnostics);
    (names, methods)
}

/// The pages of each type, the one called after it first, and the pages of enumerations.
fn group(definitions: Vec<Definition<'_>>) -> (Vec<Vec<TypePage<'_>>>, Vec<EnumPage<'_>>) {
    let mut groups: BTreeMap<String, Vec<TypePage<'_>>> = BTreeMap::new();
    let mut enums = Vec::new();
    for definition in definitions {
        match definition {
            Definition::Type(page) => {
                let key = page.name.as_str().to_ascii_lowercase();
                groups.entry(key).or_default().push(*page);
            }
            Definition::Enums(page) => enums.push(page),
        }
    }
    for pages in groups.values_mut() {
        pages.sort_by_key(|it| !it.source.stem().eq_ignore_ascii_case(it.name.short()));
    }
    (groups.into_values().collect(), enums)
}

fn names(groups: &[Vec<TypePage<'_>>], enum_pages: &[EnumPage<'_>]) -> Names {
    let mut names = Names::default();
    let enums: FxHashSet<String> = enum_pages.iter().flat_map(EnumPage::names).collect();
    for pages in groups {
        let name = &pages[0].name;
        // A type without properties that a page of enumerations defines too is that enumeration.
        let is_empty = |it: &TypePage<'_>| it.properties.is_empty() && it.relationships.is_empty();
        let is_enum =
            pages.iter().all(is_empty) && enums.contains(&name.as_str().to_ascii_lowercase());
        if !is_enum {
            names.add(name, Kind::Type);
        }
        for page in pages {
            names.add_page(page.source.stem(), name);
        }
    }
    names
}

/// Gives each type the operations that its page lists, and reports links to pages that do not exist.
pub(crate) fn methods(links: Methods, schema: &mut Schema, diagnostics: &mut Vec<Diagnostic>) {
    let operations = &schema.operations;
    let stems = operations.keys().map(|it| {
        let stem = it.as_str().split('#').next().unwrap_or_default();
        (lower(stem), it)
    });
    let mut by_stem: FxHashMap<Cow<'_, str>, Vec<&OperationName>> = FxHashMap::default();
    for (stem, name) in stems {
        by_stem.entry(stem).or_default().push(name);
    }
    for (ty, stem, location) in links.0 {
        let Some(found) = by_stem.get(&*stem) else {
            diagnostics.push(Diagnostic {
                location,
                code: Code::UnknownMethodPage,
                message: format!("there is no page `{stem}.md` of an operation"),
                related: None,
            });
            continue;
        };
        if let Some(ty) = schema.types.get_mut(&ty) {
            for name in found {
                if !ty.methods.contains(name) {
                    ty.methods.push((*name).clone());
                }
            }
        }
    }
}
