//! Areas: what is compiled together. An area is the first word of a path, and the second one too where very much begins with the first.
//!
//! ```text
//! /me/messages                                    me
//! /deviceManagement/virtualEndpoint/deviceImages  deviceManagement virtualEndpoint     a part: 2,072 operations of beta begin with deviceManagement
//! /deviceManagement                               deviceManagement itself              a part as well: its type knows those of all others
//! /deviceManagement/auditEvents                   deviceManagement others              few operations begin so: they share a part with their like
//! ```

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::{
    schema::{Operation, OperationName, PathTemplate, Segment},
    walk::Walk,
};

use super::map::{Link, link, walked, word};

/// An area by number: its place in [`Areas::names`].
pub(in crate::lower) type Area = usize;

/// How large areas are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// The most operations that an area has before it is divided.
    pub(super) most: usize,
    /// The fewest that a part has for itself.
    pub(super) fewest: usize,
}

/// Checking a thousand operations with their types takes about ten seconds. crates.io takes 300 features: without parts that are shared, both
/// versions of July 2021 would have 285.
pub(super) const SIZES: Sizes = Sizes {
    most: 1000,
    fewest: 20,
};

/// The part of an area that holds what is called at its first word: no path of Graph's has it as its second one.
const ITSELF: &str = "itself";

/// The part of an area for those words that few operations have second.
const OTHERS: &str = "others";

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
    /// The first words of areas that are divided, and the second words that have a part for themselves.
    divided: BTreeMap<String, BTreeSet<String>>,
}

/// One word in lower case, or two.
type Words = (String, Option<String>);

/// A path of an operation, and where it leads.
pub(super) type Walked<'a> = (&'a Operation, &'a PathTemplate, Walk);

impl Areas {
    /// The areas of these paths.
    pub(super) fn new(sizes: Sizes, paths: &[Walked<'_>]) -> Self {
        let divided = divided(sizes, paths);
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
        let parts = self.divided.get(&word.to_lowercase());
        let part = parts.map(|parts| match second_word(path, walk) {
            None => ITSELF.to_owned(),
            Some(second) if parts.contains(&second.to_lowercase()) => second,
            Some(_) => OTHERS.to_owned(),
        });
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

/// The words, in lower case, that divide areas: first words of many operations, each with the second words that are no small ones.
fn divided(sizes: Sizes, paths: &[Walked<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut firsts = BTreeMap::new();
    for (operation, path, _) in paths {
        count(&mut firsts, first_word(path), operation);
    }
    firsts.retain(|_, it| it.len() > sizes.most);
    let divided = firsts.into_keys().map(|first| {
        let mut seconds = BTreeMap::new();
        for (operation, path, walk) in paths {
            let is_within = first_word(path).is_some_and(|it| it.to_lowercase() == first);
            if is_within {
                count(&mut seconds, second_word(path, walk).as_deref(), operation);
            }
        }
        seconds.retain(|_, it| it.len() >= sizes.fewest);
        (first, seconds.into_keys().collect())
    });
    divided.collect()
}

/// Notes that a word, without regard to case, is one of an operation's.
fn count<'a>(
    words: &mut BTreeMap<String, BTreeSet<&'a OperationName>>,
    word: Option<&str>,
    operation: &'a Operation,
) {
    if let Some(word) = word {
        let operations = words.entry(word.to_lowercase()).or_default();
        operations.insert(&operation.name);
    }
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

    use super::{Areas, Sizes};

    /// The areas of the pages in `tests/fixtures/requests`, and that of every path.
    fn areas(most: usize, fewest: usize) -> (Vec<String>, Vec<String>) {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/requests");
        let parsed = msgraph_schema::parse(&docs, Version::V1).expect("the pages can be read");
        let walker = Walker::new(&parsed.schema);
        let operations = parsed.schema.operations.values();
        let paths = operations.flat_map(|it| it.paths.iter().map(move |path| (it, path)));
        let paths: Vec<_> = paths
            .map(|(operation, path)| (operation, path, walker.walk(path)))
            .collect();
        let areas = Areas::new(Sizes { most, fewest }, &paths);
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
        assert_eq!(areas(100, 0).0, ["me", "rooms", "shelves"]);
    }

    #[test]
    fn large_areas_are_divided_by_the_second_word() {
        let (names, of) = areas(1, 0);
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

    #[test]
    fn small_parts_share_one() {
        let (names, of) = areas(1, 100);
        let expected = ["me", "me others", "rooms", "rooms itself"];
        assert_eq!(names[..4], expected);
        assert!(of.contains(&"/me/shelf: me others".to_owned()), "{of:#?}");
    }
}
