//! The places that paths lead to, and what is known of the words that lead from one to another.

use rustc_hash::FxHashMap;

use crate::{
    resolve::lower,
    schema::{Property, Schema, Type, TypeName, TypeRef, TypeTarget},
};

/// A type, the root, or something unknown: one of it or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    /// Its number in [`Places`].
    pub(super) at: u32,
    /// Whether there are many.
    pub(super) many: bool,
}

impl Place {
    /// Where every path begins.
    pub(super) const ROOT: Self = Self { at: 0, many: false };
    /// Where a path leads that no operation has.
    pub(super) const NOWHERE: Self = Self { at: 1, many: false };

    /// One of the many.
    pub(super) const fn one(self) -> Self {
        Self {
            many: false,
            ..self
        }
    }
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Member,
    Function,
    Action,
    /// A key that is written out.
    Key,
}

/// What is known of a word in a place.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// The word as it is spelled first.
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) to: Place,
}

/// All places of a schema.
#[derive(Debug)]
pub(super) struct Places {
    numbers: FxHashMap<TypeTarget, u32>,
    /// What stands at a number; `None` for the root and for the unknown.
    targets: Vec<Option<TypeTarget>>,
    bases: FxHashMap<u32, u32>,
    derived: FxHashMap<u32, Vec<u32>>,
    /// By word and place; words in lower case because the documentation does not spell one the same everywhere.
    facts: FxHashMap<String, FxHashMap<Place, Fact>>,
    /// Types by the last part of their names in lower case.
    by_short_name: FxHashMap<String, Vec<u32>>,
}

impl Places {
    /// The types of a schema with their own members.
    pub(super) fn new(schema: &Schema) -> Self {
        let mut places = Self {
            numbers: FxHashMap::default(),
            targets: vec![None; 2],
            bases: FxHashMap::default(),
            derived: FxHashMap::default(),
            facts: FxHashMap::default(),
            by_short_name: FxHashMap::default(),
        };
        schema.types.values().for_each(|it| places.add_type(it));
        places
    }

    fn add_type(&mut self, ty: &Type) {
        let at = self.number_of(&ty.name);
        self.by_short_name
            .entry(ty.name.short().to_ascii_lowercase())
            .or_default()
            .push(at);
        if let Some(base) = &ty.base {
            let base = self.number_of(base);
            self.bases.insert(at, base);
            self.derived.entry(base).or_default().push(at);
        }
        for property in ty.relationships.iter().chain(&ty.properties) {
            self.add_member(at, property);
        }
    }

    fn add_member(&mut self, at: u32, property: &Property) {
        let to = self.place(&property.ty);
        let name = property.name.as_str();
        let fact = Fact {
            name: name.to_owned(),
            kind: Kind::Member,
            to,
        };
        // A relationship stands before a property of the same name.
        self.facts
            .entry(name.to_ascii_lowercase())
            .or_default()
            .entry(Place { at, many: false })
            .or_insert(fact);
    }

    fn number_of(&mut self, name: &TypeName) -> u32 {
        self.number(&TypeTarget::Named(name.clone()))
    }

    fn number(&mut self, target: &TypeTarget) -> u32 {
        if let Some(at) = self.numbers.get(target) {
            return *at;
        }
        let at = self.push(Some(target.clone()));
        self.numbers.insert(target.clone(), at);
        at
    }

    fn push(&mut self, target: Option<TypeTarget>) -> u32 {
        self.targets.push(target);
        u32::try_from(self.targets.len() - 1).expect("fewer than 4 billion places")
    }

    /// The place of a type in use.
    pub(super) fn place(&mut self, ty: &TypeRef) -> Place {
        Place {
            at: self.number(&ty.target),
            many: ty.collection,
        }
    }

    /// The place of what a call answers, if it answers a value.
    pub(super) fn answered(&mut self, ty: Option<&TypeRef>) -> Place {
        ty.map_or(Place::NOWHERE, |it| self.place(it))
    }

    /// A new place of which no type is known.
    pub(super) fn unknown(&mut self, many: bool) -> Place {
        Place {
            at: self.push(None),
            many,
        }
    }

    /// The place of a type that an earlier place is narrowed to.
    pub(super) fn cast(&self, place: Place, name: &TypeName) -> Place {
        let at = self.numbers.get(&TypeTarget::Named(name.clone()));
        at.map_or(
            Place {
                many: place.many,
                ..Place::NOWHERE
            },
            |at| Place { at: *at, ..place },
        )
    }

    /// The types called so, whatever their namespace.
    pub(super) fn called(&self, short_name: &str) -> &[u32] {
        self.by_short_name
            .get(short_name)
            .map_or(&[], Vec::as_slice)
    }

    /// Whether two types are the same, or the second inherits from the first.
    pub(super) fn is_base(&self, base: u32, at: u32) -> bool {
        self.lineage(at).any(|it| it == base)
    }

    /// What a word is in a place: by its type, the bases of it, or the types derived from it, which paths may use without a cast.
    pub(super) fn find(&self, place: Place, word: &str) -> Option<(Place, &Fact)> {
        let facts = self.facts.get(&*lower(word))?;
        let own = self.lineage(place.at).find_map(|at| {
            let place = Place { at, ..place };
            Some((place, facts.get(&place)?))
        });
        own.or_else(|| self.find_derived(place, facts))
    }

    fn find_derived<'f>(
        &self,
        place: Place,
        facts: &'f FxHashMap<Place, Fact>,
    ) -> Option<(Place, &'f Fact)> {
        let mut left = self.targets.len();
        let mut next = self.derived.get(&place.at)?.clone();
        while let (Some(at), true) = (next.pop(), left > 0) {
            left -= 1;
            let place = Place { at, ..place };
            if let Some(fact) = facts.get(&place) {
                return Some((place, fact));
            }
            next.extend(self.derived.get(&at).into_iter().flatten());
        }
        None
    }

    /// Notes what a word is.
    pub(super) fn learn(&mut self, place: Place, word: &str, fact: Fact) {
        let facts = self.facts.entry(word.to_ascii_lowercase());
        facts.or_default().insert(place, fact);
    }

    /// A type and its bases.
    fn lineage(&self, at: u32) -> impl Iterator<Item = u32> {
        // A cycle of bases would be longer than all places.
        std::iter::successors(Some(at), |it| self.bases.get(it).copied()).take(self.targets.len())
    }

    /// The type that stands in a place, in use.
    pub(super) fn type_ref(&self, place: Place) -> Option<TypeRef> {
        let target = self.targets[place.at as usize].clone()?;
        Some(TypeRef {
            target,
            collection: place.many,
        })
    }

    /// The name of the type in a place.
    pub(super) fn type_name(&self, place: Place) -> Option<&TypeName> {
        match self.targets[place.at as usize].as_ref()? {
            TypeTarget::Named(name) => Some(name),
            TypeTarget::Primitive(_) => None,
        }
    }
}
