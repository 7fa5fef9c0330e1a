//! Where each prefix of a path leads: to which type, to one value or many, and by what.
//!
//! ```text
//! /users        /{id}   /messages                    /{id}   /attachments   /$count
//!  Member        Key     Member of user               Key     Member         Count
//!  [user]        user    [message]                    message [attachment]   [attachment]
//! ```
//!
//! No metadata says which entity sets exist, so a [`Walker`] learns it: relationships and properties come from the types, everything else from
//! what operations answer and take at the ends of their paths (`evidence`). A prefix that nothing is known about leads to no type (`to` is
//! `None`) but still to a place of its own, so that what is below it can be known again.

mod evidence;
mod kind;
mod places;

use self::places::{Fact, Place, Places};
use crate::schema::{PathTemplate, PropertyName, Schema, Segment, TypeName, TypeRef};

/// What the segments of one path are and lead to; one step for each segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The steps.
    pub steps: Vec<Step>,
}

/// One segment of a path, walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the segment is.
    pub by: By,
    /// What the path up to here leads to; `None` where nothing is known.
    pub to: Option<TypeRef>,
    /// The place that the path up to here leads to: equal for all paths that lead to the same type, or to the same unknown.
    pub place: PlaceId,
}

/// The identity of a place within one [`Walker`]: a type or an unknown, one or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(Place);

/// What a segment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// An entity set, a singleton, a relationship or a property.
    Member {
        /// The type that declares it; `None` below the root and below what is not known.
        owner: Option<TypeName>,
        /// Its name as the type's page, or else the first path, spells it.
        name: PropertyName,
    },
    /// A key of the collection before it, given by the caller or written out (`/mailFolders/inbox`).
    Key,
    /// A narrowing to a derived type.
    Cast,
    /// A function of what is before it, with or without parentheses; `delta` among them.
    Function(String),
    /// An action on what is before it.
    Action(String),
    /// `$ref`.
    Reference,
    /// `$value`.
    Value,
    /// `$count`.
    Count,
    /// A path of folders below an item.
    ItemPath,
}

/// Walks the paths of one schema.
#[derive(Debug)]
pub struct Walker {
    places: Places,
}

impl Walker {
    /// Learns from a schema where its paths lead. Of operations only name, title, method, paths, request and responses are read.
    pub fn new(schema: &Schema) -> Self {
        let mut places = Places::new(schema);
        evidence::learn(schema, &mut places);
        Self { places }
    }

    /// Walks a path.
    pub fn walk(&self, path: &PathTemplate) -> Walk {
        let mut place = Place::ROOT;
        let mut walk = Walk {
            steps: Vec::with_capacity(path.segments.len()),
        };
        for segment in &path.segments {
            let by;
            (by, place) = match self.places.follow(place, segment) {
                Some(found) => (self.places.by(&found), found.to()),
                None => (self.guess(place, segment), Place::NOWHERE),
            };
            walk.steps.push(Step {
                by,
                to: self.places.type_ref(place),
                place: PlaceId(place),
            });
        }
        walk
    }

    /// What a word is that no path of the schema has in this place.
    fn guess(&self, place: Place, segment: &Segment) -> By {
        match segment {
            Segment::Literal(_) if place.many => By::Key,
            Segment::Literal(text) => By::Member {
                owner: self.places.type_name(place).cloned(),
                name: text.as_str().into(),
            },
            Segment::Call { name, .. } => By::Function(name.clone()),
            _ => By::Key,
        }
    }
}

/// One step from a place, still without copies of names.
enum Found<'w> {
    /// To a place by something that every place has.
    Mark(By, Place),
    /// By a word that is known in a place.
    Word(Place, &'w Fact),
}

impl Found<'_> {
    fn to(&self) -> Place {
        match self {
            Self::Mark(_, to) => *to,
            Self::Word(_, fact) => fact.to,
        }
    }
}

impl Places {
    /// One step from a place; `None` where it is not known what the segment is.
    fn follow(&self, place: Place, segment: &Segment) -> Option<Found<'_>> {
        let (by, to) = match segment {
            Segment::Literal(text) => match text.as_str() {
                "$ref" => (By::Reference, place),
                "$value" => (By::Value, place),
                "$count" => (By::Count, place),
                text => return self.follow_word(place, text),
            },
            Segment::Call { name, .. } => return self.follow_word(place, name),
            Segment::Cast(name) => (By::Cast, self.cast(place, name)),
            Segment::ItemPath(_) => (By::ItemPath, place),
            Segment::Placeholder(_) | Segment::Key(_) => (By::Key, place.one()),
        };
        Some(Found::Mark(by, to))
    }

    fn follow_word(&self, place: Place, word: &str) -> Option<Found<'_>> {
        let (owner, fact) = self.find(place, word)?;
        Some(Found::Word(owner, fact))
    }

    fn by(&self, found: &Found<'_>) -> By {
        let (owner, fact) = match found {
            Found::Mark(by, _) => return by.clone(),
            Found::Word(owner, fact) => (*owner, fact),
        };
        match fact.kind {
            places::Kind::Member => By::Member {
                owner: self.type_name(owner).cloned(),
                name: fact.name.as_str().into(),
            },
            places::Kind::Key => By::Key,
            places::Kind::Function => By::Function(fact.name.clone()),
            places::Kind::Action => By::Action(fact.name.clone()),
        }
    }
}

#[cfg(test)]
mod tests;
