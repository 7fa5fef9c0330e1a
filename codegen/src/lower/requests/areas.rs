//! Areas: what is compiled together. An area is the first word of a path, and the second one too where very much begins with the first.
//!
//! ```text
//! /me/messages                                    me
//! /deviceManagement/virtualEndpoint/deviceImages  deviceManagement virtualEndpoint     a part: 2,072 operations of beta begin with deviceManagement
//! /deviceManagement                               deviceManagement itself              a part as well: its type knows those of all others
//! ```

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::{
    schema::{Operation, PathTemplate, Segment},
    walk::Walk,
};

use super::map::{Link, link, walked, word};

/// An area by number: its place in [`Areas::names`].
pub(in crate::lower) type Area = usize;

/// The most operations that an area has before it is divided: checking so many, with their types, takes about ten seconds.
pub(super) const MOST: usize = 1000;

/// The part of an area that holds what is called at its first word: no path of Graph's has it as its second one.
const ITSELF: &str = "itself";

/// What an area is called.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lower) struct Name {
    /// The first word of its paths.
    pub(in crate::lower) word: String,
    /// The second word, where the area is a part.
    pub(in crate::lower) part: Option<String>,
}

/// All areas of a schema.
pub(super) struct Areas {
    /// What they are called, sorted without regard to case; an area that is divided stands before its parts.
    pub(super) names: Vec<Name>,
    numbers: BTreeMap<Words, Area>,
    divided: BTreeSet<String>,
}

/// One word in lower case, or two.
type Words = (String, Option<String>);

/// A path of an operation, and where it leads.
pub(super) type Walked<'a> = (&'a Operation, &'a PathTemplate, Walk);

impl Areas {
    /// The areas of these paths, divided where they have more operations than `most`.
    pub(super) fn new(most: usize, paths: &[Walked<'_>]) -> Self {
        let divided = divided(most, paths);
        let mut areas = Self {
            names: Vec::new(),
            numbers: BTreeMap::new(),
            divided,
        };
        let mut names = BTreeMap::new();
        for (_, path, walk) in paths {
            if let Some(name) = areas.name(path, walk) {
                names.insert(whole(&name).lower(), whole(&name));
                names.insert(name.lower(), name);
            }
        }
        areas.numbers = names.keys().cloned().zip(0..).collect();
        areas.names = names.into_values().collect();
        areas
    }

    /// The area of a path.
    pub(super) fn of(&self, path: &PathTemplate, walk: &Walk) -> Option<Area> {
        let name = self.name(path, walk)?;
        self.numbers.get(&name.lower()).copied()
    }

    fn name(&self, path: &PathTemplate, walk: &Walk) -> Option<Name> {
        let word = first_word(path)?.to_owned();
        let is_divided = self.divided.contains(&word.to_lowercase());
        let part = is_divided.then(|| second_word(path, walk).unwrap_or_else(|| ITSELF.to_owned()));
        Some(Name { word, part })
    }
}

/// The area that a part is of, or the area itself.
fn whole(name: &Name) -> Name {
    Name {
        part: None,
        ..name.clone()
    }
}

impl Name {
    fn lower(&self) -> Words {
        let part = self.part.as_ref().map(|it| it.to_lowercase());
        (self.word.to_lowercase(), part)
    }
}

/// The first words, in lower case, of more operations than these.
fn divided(most: usize, paths: &[Walked<'_>]) -> BTreeSet<String> {
    let mut operations: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for (operation, path, _) in paths {
        if let Some(word) = first_word(path) {
            let operations = operations.entry(word.to_lowercase()).or_default();
            operations.insert(&operation.name);
        }
    }
    operations.retain(|_, it| it.len() > most);
    operations.into_keys().collect()
}

fn first_word(path: &PathTemplate) -> Option<&str> {
    match path.segments.first()? {
        Segment::Literal(word) | Segment::Call { name: word, .. } => Some(word),
        Segment::Cast(name) => Some(name.short()),
        _ => Some("other"),
    }
}

/// The second word of a path, if it leads to a place: neither an id nor what is called at the first.
fn second_word(path: &PathTemplate, walk: &Walk) -> Option<String> {
    let (segment, step) = (path.segments.get(1)?, walk.steps.get(1)?);
    let is_word = matches!(link(segment, &step.by), Link::Word(_));
    (is_word && walked(walk) > 1).then(|| word(segment, &step.by))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use msgraph_schema::{Version, walk::Walker};

    use super::Areas;

    /// The areas of the pages in `tests/fixtures/requests`, and that of every path.
    fn areas(most: usize) -> (Vec<String>, Vec<String>) {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/requests");
        let parsed = msgraph_schema::parse(&docs, Version::V1).expect("the pages can be read");
        let walker = Walker::new(&parsed.schema);
        let operations = parsed.schema.operations.values();
        let paths = operations.flat_map(|it| it.paths.iter().map(move |path| (it, path)));
        let paths: Vec<_> = paths
            .map(|(operation, path)| (operation, path, walker.walk(path)))
            .collect();
        let areas = Areas::new(most, &paths);
        let name = |area: usize| {
            let name = &areas.names[area];
            let part = name.part.iter().map(|it| format!(" {it}"));
            name.word.clone() + &part.collect::<String>()
        };
        let mut of: Vec<_> = paths
            .iter()
            .map(|(_, path, walk)| {
                let area = areas.of(path, walk).expect("every path has an area");
                format!("{path}: {}", name(area))
            })
            .collect();
        of.sort();
        of.dedup();
        ((0..areas.names.len()).map(name).collect(), of)
    }

    #[test]
    fn small_areas_are_whole() {
        assert_eq!(areas(100).0, ["me", "rooms", "shelves"]);
    }

    #[test]
    fn large_areas_are_divided_by_the_second_word() {
        let (names, of) = areas(1);
        let expected = [
            "me",
            "me shelf",
            "rooms",
            "rooms itself",
            "shelves",
            "shelves itself",
        ];
        assert_eq!(names, expected);
        assert!(of.contains(&"/me/shelf: me shelf".to_owned()), "{of:#?}");
        // An id is no word.
        assert!(
            of.contains(&"/shelves/{id}: shelves itself".to_owned()),
            "{of:#?}"
        );
    }
}
