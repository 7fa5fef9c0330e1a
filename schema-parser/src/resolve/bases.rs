//! Settles what depends on base types: the bases themselves, entity or complex, openness, keys, and which rows are only inherited.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Kind, Names,
    link::{ENTITY, Linked},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    schema::{Property, PropertyName, Type, TypeKind, TypeName, TypeRef, TypeTarget},
};

type Types = BTreeMap<TypeName, Linked>;

/// The base of each type that has one.
type Bases = FxHashMap<TypeName, TypeName>;

/// Settles all types.
pub(super) fn settle(
    mut types: Types,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<TypeName, Type> {
    for it in types.values_mut() {
        base(it, names, diagnostics);
    }
    let declared = types.iter();
    let mut bases: Bases = declared
        .filter_map(|(name, it)| Some((name.clone(), it.ty.base.clone()?)))
        .collect();
    break_cycles(&mut types, &mut bases, diagnostics);
    let entities = entities(&types, &bases);
    let open = open(&types, &bases);
    for (name, it) in &mut types {
        it.ty.open = open.contains(name);
        let is_entity = match it.kind {
            Some(kind) => kind == TypeKind::Entity,
            None => entities.contains(name),
        };
        if is_entity {
            it.ty.kind = TypeKind::Entity;
            if it.ty.base.is_none() && name.as_str() != ENTITY {
                it.ty.base = Some(TypeName::from(ENTITY));
                bases.insert(name.clone(), TypeName::from(ENTITY));
            }
        }
    }
    let inherited = inherited(&types, &bases, diagnostics);
    let mut shown = shown(&types, &bases, diagnostics);
    let types = types.into_iter().map(|(name, it)| {
        let inherited = inherited.get(&name);
        let mut ty = finished(it, inherited);
        ty.properties
            .extend(shown.remove(&name).unwrap_or_default());
        (name, ty)
    });
    types.collect()
}

/// Settles a base that no page declares, or that is no type.
fn base(it: &mut Linked, names: &Names, diagnostics: &mut Vec<Diagnostic>) {
    let ty = &mut it.ty;
    if ty.base.is_none() {
        // Rows name the ancestor that declares them, which is the base or above it.
        let mut ancestors = ty
            .properties
            .iter()
            .filter_map(|it| it.facts.inherited_from.as_ref());
        ty.base = ancestors
            .find(|it| it.as_str() != ENTITY && **it != ty.name)
            .cloned();
    }
    let Some(base) = &ty.base else { return };
    let message = match names.get(base.as_str()) {
        Some((_, Kind::Type)) => return,
        Some((_, Kind::Enum)) => format!("`{base}`, the base of `{}`, is an enumeration", ty.name),
        None if base.as_str() == ENTITY => return,
        None => format!("`{base}`, the base of `{}`, is defined on no page", ty.name),
    };
    diagnostics.push(Diagnostic {
        location: ty.location,
        code: Code::UnknownBase,
        message,
        related: None,
    });
}

/// The ancestors of a type, nearest first. Ends where one would repeat.
fn ancestors<'b>(bases: &'b Bases, name: &TypeName) -> impl Iterator<Item = &'b TypeName> {
    let first = bases.get(name);
    std::iter::successors(first, |it| bases.get(*it)).take(bases.len())
}

fn break_cycles(types: &mut Types, bases: &mut Bases, diagnostics: &mut Vec<Diagnostic>) {
    for (name, it) in types {
        if ancestors(bases, name).any(|it| it == name) {
            let message = format!("`{name}` would inherit from itself");
            it.ty.base = None;
            bases.remove(name);
            diagnostics.push(Diagnostic {
                location: it.ty.location,
                code: Code::CyclicBase,
                message,
                related: None,
            });
        }
    }
}

/// The types whose values have an identity: those whose page suggests it, those that relationships lead to, and what is derived from
/// them or what they are derived from. An `id` alone does not make an entity of a type that properties have.
fn entities(types: &Types, bases: &Bases) -> FxHashSet<TypeName> {
    let mut entities = FxHashSet::from_iter([TypeName::from(ENTITY)]);
    let parts: FxHashSet<&TypeName> = types
        .values()
        .flat_map(|it| &it.ty.properties)
        .filter_map(|it| named(&it.ty))
        .collect();
    for (name, it) in types {
        if it.signs.has_members || (!parts.contains(name) && has_id(it)) {
            entities.insert(name.clone());
        }
        for relationship in &it.ty.relationships {
            entities.extend(named(&relationship.ty).cloned());
        }
    }
    let above: Vec<TypeName> = entities
        .iter()
        .flat_map(|it| ancestors(bases, it))
        .cloned()
        .collect();
    entities.extend(above);
    let below: Vec<TypeName> = types
        .keys()
        .filter(|it| ancestors(bases, it).any(|it| entities.contains(it)))
        .cloned()
        .collect();
    entities.extend(below);
    entities
}

fn named(ty: &TypeRef) -> Option<&TypeName> {
    match &ty.target {
        TypeTarget::Named(name) => Some(name),
        TypeTarget::Primitive(_) => None,
    }
}

/// Whether it declares an `id` that the sample or the metadata calls its key.
fn has_id(it: &Linked) -> bool {
    let mut own = it
        .ty
        .properties
        .iter()
        .filter(|it| it.facts.inherited_from.is_none());
    (it.signs.has_key || it.signs.has_identifier) && own.any(|it| it.name.as_str() == "id")
}

fn open(types: &Types, bases: &Bases) -> FxHashSet<TypeName> {
    let declared = types.iter().filter(|it| it.1.ty.open).map(|it| it.0);
    let declared: FxHashSet<&TypeName> = declared.collect();
    let is_open = |it: &TypeName| declared.contains(it);
    let names = types.keys();
    names
        .filter(|it| is_open(it) || ancestors(bases, it).any(is_open))
        .cloned()
        .collect()
}

/// The properties of each type that rows say are inherited and that an ancestor declares.
fn inherited(
    types: &Types,
    bases: &Bases,
    diagnostics: &mut Vec<Diagnostic>,
) -> FxHashMap<TypeName, Vec<PropertyName>> {
    let mut inherited: FxHashMap<TypeName, Vec<PropertyName>> = FxHashMap::default();
    for (name, it) in types {
        let mut above: Option<Vec<&Linked>> = None;
        for property in it.ty.properties.iter().chain(&it.ty.relationships) {
            let Some(from) = &property.facts.inherited_from else {
                continue;
            };
            let above = above.get_or_insert_with(|| {
                let names = ancestors(bases, name);
                names.filter_map(|it| types.get(it)).collect()
            });
            if is_declared(above, property) {
                inherited
                    .entry(name.clone())
                    .or_default()
                    .push(property.name.clone());
            } else {
                diagnostics.push(Diagnostic {
                    location: property.location,
                    code: Code::InheritedUnknown,
                    message: format!(
                        "`{}` is said to be inherited from `{from}`, which does not declare it",
                        property.name
                    ),
                    related: types.get(from).map(|it| it.ty.location),
                });
            }
        }
    }
    inherited
}

fn is_declared(above: &[&Linked], property: &Property) -> bool {
    above.iter().any(|it| has(declared(it), property))
}

fn declared(it: &Linked) -> impl Iterator<Item = &Property> {
    it.ty.properties.iter().chain(&it.ty.relationships)
}

fn has<'p>(mut all: impl Iterator<Item = &'p Property>, property: &Property) -> bool {
    let name = property.name.as_str();
    all.any(|it| it.name.as_str().eq_ignore_ascii_case(name))
}

/// The members of samples that neither tables nor the samples of ancestors have: properties that the tables forget. What an open type shows
/// beyond its tables is no property of it.
fn shown(
    types: &Types,
    bases: &Bases,
    diagnostics: &mut Vec<Diagnostic>,
) -> FxHashMap<TypeName, Vec<Property>> {
    let mut found: FxHashMap<TypeName, Vec<Property>> = FxHashMap::default();
    let showing = |it: &(&TypeName, &Linked)| !it.1.ty.open && !it.1.shown.is_empty();
    for (name, it) in types.iter().filter(showing) {
        let above: Vec<&Linked> = ancestors(bases, name)
            .filter_map(|it| types.get(it))
            .collect();
        let mut own: Vec<Property> = Vec::new();
        for property in &it.shown {
            // The `id` of an entity is declared by the base of all.
            let is_known = (it.ty.kind == TypeKind::Entity && property.name.as_str() == "id")
                || has(declared(it).chain(&own), property)
                || above
                    .iter()
                    .any(|it| has(declared(it).chain(&it.shown), property));
            if is_known {
                continue;
            }
            let message = format!(
                "`{}` stands only in the JSON representation, which says `{}`",
                property.name, property.ty
            );
            diagnostics.push(Diagnostic::new(
                Code::TakenFromJson,
                property.location,
                message,
            ));
            own.push(property.clone());
        }
        found.insert(name.clone(), own);
    }
    found
}

fn finished(it: Linked, inherited: Option<&Vec<PropertyName>>) -> Type {
    let mut ty = it.ty;
    if let Some(inherited) = inherited {
        ty.properties.retain(|it| !inherited.contains(&it.name));
        ty.relationships.retain(|it| !inherited.contains(&it.name));
    }
    if ty.kind == TypeKind::Entity {
        let key = it.key.as_deref().unwrap_or("id");
        let mut all = ty.properties.iter();
        let key = all.find(|it| it.facts.key || it.name.as_str().eq_ignore_ascii_case(key));
        ty.key = key.map(|it| it.name.clone()).into_iter().collect();
    }
    ty
}
