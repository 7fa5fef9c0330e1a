//! Types and what they inherit.

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::{
    Schema,
    schema::{
        Facts, Location, PageId, Primitive, Property, Type, TypeKind, TypeName, TypeRef, TypeTarget,
    },
};

use msgraph_schema::diagnostic::{Code, Diagnostic};

/// The base of every entity that has no other.
const ENTITY: &str = "microsoft.graph.entity";

/// Every type, and what it inherits.
pub(crate) struct Types<'a> {
    all: BTreeMap<&'a TypeName, &'a Type>,
    /// The bases that can be used: those that exist and lead to no circle.
    bases: BTreeMap<&'a TypeName, &'a Type>,
}

/// The base of every entity, for schemas whose pages do not define it.
pub(crate) fn entity() -> Type {
    let id = Property {
        name: "id".into(),
        ty: TypeRef {
            target: TypeTarget::Primitive(Primitive::String),
            collection: false,
        },
        facts: Facts {
            read_only: true,
            key: true,
            ..Facts::default()
        },
        ..Property::default()
    };
    Type {
        name: ENTITY.into(),
        kind: TypeKind::Entity,
        is_abstract: true,
        key: vec!["id".into()],
        properties: vec![id],
        location: Location {
            page: PageId(u32::MAX),
            ..Location::default()
        },
        ..Type::default()
    }
}

impl<'a> Types<'a> {
    /// The types of a schema, with `entity` among them where it is needed and no page defines it.
    pub(crate) fn new(
        schema: &'a Schema,
        entity: &'a Type,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut all: BTreeMap<_, _> = schema.types.iter().collect();
        if schema
            .types
            .values()
            .any(|it| it.base.as_ref() == Some(&entity.name))
        {
            all.entry(&entity.name).or_insert(entity);
        }
        let mut types = Self {
            all,
            bases: BTreeMap::new(),
        };
        types.resolve_bases(diagnostics);
        types
    }

    fn resolve_bases(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        for it in self.all.values() {
            let Some(name) = &it.base else { continue };
            match self.all.get(name) {
                Some(base) if !self.is_ancestor(it, base) => {
                    self.bases.insert(&it.name, base);
                }
                found => diagnostics.push(bad_base(it, name, found.copied())),
            }
        }
    }

    /// Whether a type is another one or inherits from it, as far as bases are known yet.
    fn is_ancestor(&self, it: &Type, of: &'a Type) -> bool {
        self.lineage(of).any(|ancestor| ancestor.name == it.name)
    }

    /// All types, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a Type> {
        self.all.values().copied()
    }

    /// The base of a type.
    pub(crate) fn base(&self, it: &Type) -> Option<&'a Type> {
        self.bases.get(&it.name).copied()
    }

    /// Whether a type is another one or inherits from it.
    pub(crate) fn is_a(&self, name: &TypeName, ancestor: &TypeName) -> bool {
        name == ancestor
            || self
                .all
                .get(name)
                .is_some_and(|it| self.lineage(it).any(|it| it.name == *ancestor))
    }

    /// A type and its ancestors, nearest first.
    pub(crate) fn lineage(&self, it: &'a Type) -> impl Iterator<Item = &'a Type> {
        std::iter::successors(Some(it), |it| self.base(it))
    }

    /// The members of a type, those of the farthest ancestor first. One that is declared again keeps its place and is as the nearest type says.
    pub(crate) fn members(&self, it: &'a Type) -> Vec<Declared<'a>> {
        let lineage: Vec<_> = self.lineage(it).collect();
        let mut members: Vec<Declared<'a>> = Vec::new();
        let mut places = BTreeMap::new();
        for declared in lineage.iter().rev().flat_map(|it| declared(it)) {
            match places.get(&declared.property.name) {
                Some(place) => {
                    let first: &mut Declared<'_> = &mut members[*place];
                    *first = Declared {
                        again: Some(first.property),
                        ..declared
                    };
                }
                None => {
                    places.insert(&declared.property.name, members.len());
                    members.push(declared);
                }
            }
        }
        members
    }
}

/// A member of a type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared<'a> {
    /// What declares it.
    pub(crate) property: &'a Property,
    /// Whether it leads to another entity.
    pub(crate) is_relationship: bool,
    /// What an ancestor says about it.
    pub(crate) again: Option<&'a Property>,
}

/// The members that a type declares itself, each once.
fn declared(it: &Type) -> impl Iterator<Item = Declared<'_>> {
    let properties = it.properties.iter().map(|it| (it, false));
    let relationships = it.relationships.iter().map(|it| (it, true));
    let mut seen = BTreeSet::new();
    properties
        .chain(relationships)
        .filter(move |(property, _)| seen.insert(&property.name))
        .map(|(property, is_relationship)| Declared {
            property,
            is_relationship,
            again: None,
        })
}

fn bad_base(it: &Type, name: &TypeName, found: Option<&Type>) -> Diagnostic {
    let message = |problem| format!("the base of `{}` is `{name}`, which {problem}", it.name);
    match found {
        Some(base) => Diagnostic::new(Code::CyclicBase, it.location, message("inherits from it"))
            .related_to(base.location),
        None => Diagnostic::new(Code::UnknownBase, it.location, message("no page defines")),
    }
}
