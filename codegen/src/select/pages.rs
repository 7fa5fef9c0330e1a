//! Of folders with thousands of pages, reads the few that a selection needs.
//!
//! Pages of a checkout explain each other, so all of them are read. Condensed pages say everything about what they define; of those only
//! the ones in use are read, if there are many:
//!
//! ```text
//! find      the pages of what the selection names, by their file names, headings, comments and request lines
//! follow    pages -> their references -> the pages of those, until there are no more
//! learn     the pages about the beginnings of paths, which say what stands at their ends
//! parse     all of them together: that is the schema
//! ```

mod index;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::PathBuf,
};

use msgraph_schema::{
    Diagnostic, Parsed, Schema, Version,
    diagnostic::Code,
    parse_sources,
    schema::{PageId, Primitive, Type, TypeName, TypeTarget},
    source,
};

use self::index::Index;
use super::{Selection, closure::reach};

/// The base of all entities, which no page has to define.
const ENTITY: &str = "microsoft.graph.entity";

/// Findings that say that another page is missing. Which types are missing from a slice, the generator says itself.
const BETWEEN_PAGES: &[Code] = &[Code::UnknownType, Code::UnknownMethodPage];

/// Folders with the pages of one version.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folders<'a> {
    /// Checkouts or condensed pages. A page of a later folder stands in the place of one that is called the same in an earlier.
    pub(crate) docs: &'a [PathBuf],
    /// The version.
    pub(crate) version: Version,
}

/// What the pages for a selection say.
#[derive(Debug, Default)]
pub(crate) struct Slice {
    /// Everything that they say; more than the selection reaches.
    pub(crate) parsed: Parsed,
    /// What has to be read again when it changes: the pages, and folders where a new page could change the result.
    pub(crate) watch: Vec<PathBuf>,
}

impl Slice {
    /// A slice that is a schema made without pages.
    pub(crate) fn of(schema: &Schema) -> Self {
        Self {
            parsed: Parsed {
                schema: schema.clone(),
                ..Parsed::default()
            },
            watch: Vec::new(),
        }
    }

    /// What the parser found odd about the pages of a part of the schema, but not what is only odd because other pages were not read.
    pub(crate) fn findings(&self, part: &Schema) -> Vec<Diagnostic> {
        let types = part.types.values().map(|it| it.location.page);
        let enums = part.enums.values().map(|it| it.location.page);
        let operations = part.operations.values().map(|it| it.location.page);
        let pages: BTreeSet<PageId> = types.chain(enums).chain(operations).collect();
        let found = self.parsed.diagnostics.iter();
        let found = found
            .filter(|it| pages.contains(&it.location.page) && !BETWEEN_PAGES.contains(&it.code));
        found.cloned().collect()
    }
}

/// The pages there are: what they are called, and where they are.
type Pages = Vec<(String, PathBuf)>;

/// So many pages are read whole.
const FEW: usize = 300;

/// Reads the pages that a selection needs.
pub(crate) fn read(folders: Folders<'_>, selection: &Selection) -> io::Result<Slice> {
    let pages = list(folders)?;
    let is_checkout = folders
        .docs
        .iter()
        .any(|it| it.join("api-reference").is_dir());
    if selection.is_everything() || is_checkout || pages.len() < FEW {
        let parsed = match folders.docs {
            // Only a whole checkout has the mistakes that the parser corrects.
            [docs] if is_checkout => msgraph_schema::parse(docs, folders.version)?,
            _ => parse_sources(source::read_pages(pages.clone())?, folders.version),
        };
        let watch = watched(&pages, &parsed.schema, selection);
        return Ok(Slice { parsed, watch });
    }
    read_some(&pages, folders.version, selection)
}

/// Reads the condensed pages that a selection needs.
fn read_some(pages: &Pages, version: Version, selection: &Selection) -> io::Result<Slice> {
    let mut reading = Reading {
        pages,
        index: Index::new(pages, selection)?,
        read: BTreeSet::new(),
        known: Schema::default(),
        learned: BTreeSet::new(),
        version,
    };
    reading.follow(selection)?;
    let parsed = reading.parse(&reading.read)?;
    let files = reading.read.iter().map(|it| pages[*it].1.clone());
    let mut watch: BTreeSet<PathBuf> = files.collect();
    watch.extend(open_folders(pages, selection, &parsed.schema));
    Ok(Slice {
        parsed,
        watch: watch.into_iter().collect(),
    })
}

/// The pages that define what a selection reaches, and the folders in which there could be more.
fn watched(pages: &Pages, schema: &Schema, selection: &Selection) -> Vec<PathBuf> {
    if selection.is_everything() {
        return folders(pages, &["api", "includes", "resources"]);
    }
    let reach = reach(schema, selection);
    let types = reach.types.keys().filter_map(|it| schema.types.get(it));
    let enums = reach.enums.iter().filter_map(|it| schema.enums.get(it));
    let operations = reach.operations.iter();
    let operations = operations.filter_map(|it| schema.operations.get(it));
    let places = types.map(|it| it.location);
    let places = places.chain(enums.map(|it| it.location));
    let places = places.chain(operations.map(|it| it.location));
    let files = places.filter_map(|it| Some(pages.get(it.page.0 as usize)?.1.clone()));
    let mut watch: BTreeSet<PathBuf> = files.collect();
    watch.extend(open_folders(pages, selection, schema));
    watch.into_iter().collect()
}

fn list(folders: Folders<'_>) -> io::Result<Pages> {
    let mut pages = BTreeMap::new();
    for docs in folders.docs {
        pages.extend(source::list(docs, folders.version)?);
    }
    Ok(pages.into_iter().collect())
}

/// The folders in which a new page could be one that the selection means.
fn open_folders(pages: &Pages, selection: &Selection, schema: &Schema) -> Vec<PathBuf> {
    let mut names = Vec::new();
    if selection.operations.iter().any(|it| is_open(it)) {
        names.push("api");
    }
    let mut undefined = reach(schema, selection).undefined.into_iter();
    if selection.types.iter().any(|it| is_open(it)) || undefined.any(|it| it.as_str() != ENTITY) {
        names.push("resources");
    }
    folders(pages, &names)
}

/// Whether a pattern can mean pages that nobody has written yet.
fn is_open(pattern: &str) -> bool {
    pattern.contains(['*', '?', '/'])
}

/// Where folders of a version are, by the pages in them.
fn folders(pages: &Pages, names: &[&str]) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for (path, file) in pages {
        let below: Vec<&str> = path.split('/').skip(2).collect();
        if below.first().is_some_and(|it| names.contains(it)) {
            let folder = file.ancestors().nth(below.len() - 1);
            found.extend(folder.map(PathBuf::from));
        }
    }
    found.into_iter().collect()
}

/// Pages that are read one after the other as others refer to them.
struct Reading<'a> {
    pages: &'a Pages,
    index: Index<'a>,
    /// The pages read so far, by their number.
    read: BTreeSet<usize>,
    /// What they say, each round of them read without the others.
    known: Schema,
    /// Types on the way to operations.
    learned: BTreeSet<TypeName>,
    version: Version,
}

impl Reading<'_> {
    /// Reads everything that the selection reaches, and what is needed to understand it.
    fn follow(&mut self, selection: &Selection) -> io::Result<()> {
        let operations = self.index.operations(selection);
        let sent_and_answered = self.add(&operations)?;
        self.follow_types(&Selection {
            types: [selection.types.clone(), sent_and_answered].concat(),
            operations: Vec::new(),
            ..selection.clone()
        })?;
        self.learn(&operations)
    }

    /// Reads what tells where the paths of operations lead: operations on their beginnings, types that are called like a word in them, and
    /// types of members that are.
    fn learn(&mut self, operations: &BTreeSet<usize>) -> io::Result<()> {
        let words = self.index.words(operations);
        let beginnings = self.index.beginnings(operations);
        let mut types = self.add(&beginnings)?;
        let named = words.iter().filter(|it| !self.index.called(it).is_empty());
        types.extend(named.cloned());
        while !types.is_empty() {
            let around = Selection {
                types: std::mem::take(&mut types),
                depth: Some(0),
                ..Selection::default()
            };
            self.follow_types(&around)?;
            let known = self.known.types.values();
            let members = known.flat_map(|it| it.properties.iter().chain(&it.relationships));
            let on_the_way = members.filter(|it| words.contains(&it.name.as_str().to_lowercase()));
            let targets = on_the_way.filter_map(|it| match &it.ty.target {
                TypeTarget::Named(name) => Some(name),
                TypeTarget::Primitive(_) => None,
            });
            let new = targets.filter(|it| self.learned.insert((*it).clone()));
            types = new.map(ToString::to_string).collect();
        }
        Ok(())
    }

    fn follow_types(&mut self, selection: &Selection) -> io::Result<()> {
        let mut next = self.index.matching(&selection.types)?;
        while !next.is_empty() {
            self.add(&next)?;
            let reach = reach(&self.known, selection);
            next = self.index.defining(reach.undefined.union(&reach.border))?;
            next.retain(|it| !self.read.contains(it));
        }
        Ok(())
    }

    /// Reads pages; gives the names of types in those about operations.
    fn add(&mut self, pages: &BTreeSet<usize>) -> io::Result<Vec<String>> {
        let Parsed {
            schema, sources, ..
        } = self.parse(pages)?;
        self.read.extend(pages);
        if schema.types.values().any(has_anything) {
            self.read.extend(self.index.called("json"));
        }
        for (name, ty) in schema.types {
            self.known.types.entry(name).or_insert(ty);
        }
        self.known.enums.extend(schema.enums);
        let mut names = Vec::new();
        for file in sources.folder("api") {
            self.read.extend(self.index.includes(&file.text));
            names.extend(index::qualified_names(&file.text));
        }
        names.sort();
        names.dedup();
        Ok(names)
    }

    fn parse(&self, pages: &BTreeSet<usize>) -> io::Result<Parsed> {
        let pages = pages.iter().map(|it| self.pages[*it].clone());
        let sources = source::read_pages(pages.collect())?;
        Ok(parse_sources(sources, self.version))
    }
}

/// Whether a member can have any value. Its type may be called `Json`, which means something only where the page of that type is read.
fn has_anything(ty: &Type) -> bool {
    let anything = TypeTarget::Primitive(Primitive::Untyped);
    let mut members = ty.properties.iter().chain(&ty.relationships);
    members.any(|it| it.ty.target == anything)
}

#[cfg(test)]
mod tests;
