//! Of folders with thousands of pages, reads the few that a selection needs.
//!
//! ```text
//! find      the pages of what the selection names: by the names of the files, and where that is not enough by looking through all pages
//! follow    pages -> their references that nothing read so far defines -> the pages of those, until there are no more
//! parse     all of them together, once more: that is the schema
//! ```

mod index;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::PathBuf,
};

use msgraph_schema::{
    Parsed, Schema, Version,
    diagnostic::{self, Code, Severity},
    parse_sources,
    schema::{PageId, TypeName},
    source,
};

use self::index::Index;
use super::{
    Selection,
    closure::{Reach, reach},
};

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
    pub(crate) fn warnings(&self, part: &Schema) -> Vec<String> {
        let types = part.types.values().map(|it| it.location.page);
        let enums = part.enums.values().map(|it| it.location.page);
        let operations = part.operations.values().map(|it| it.location.page);
        let pages: BTreeSet<PageId> = types.chain(enums).chain(operations).collect();
        let found = self.parsed.diagnostics.iter();
        let found = found.filter(|it| {
            it.code.severity() != Severity::Note
                && pages.contains(&it.location.page)
                && !BETWEEN_PAGES.contains(&it.code)
        });
        let found: Vec<_> = found.cloned().collect();
        let lines = diagnostic::lines(&found, &self.parsed.schema.pages);
        lines.lines().map(str::to_owned).collect()
    }
}

/// The pages there are: what they are called, and where they are.
type Pages = Vec<(String, PathBuf)>;

/// Reads the pages that a selection needs.
pub(crate) fn read(folders: Folders<'_>, selection: &Selection) -> io::Result<Slice> {
    let pages = list(folders)?;
    if selection.is_everything() {
        let watch = watched_folders(&pages, &["api", "includes", "resources"]);
        let parsed = parse_sources(source::read_pages(pages)?, folders.version);
        return Ok(Slice { parsed, watch });
    }
    let mut reading = Reading {
        pages: &pages,
        index: Index::new(&pages),
        read: BTreeSet::new(),
        known: Schema::default(),
        version: folders.version,
    };
    let undefined = reading.follow(selection)?;
    let parsed = reading.parse(&reading.read)?;
    let files = reading.read.iter().map(|it| pages[*it].1.clone());
    let mut watch: Vec<PathBuf> = files.collect();
    watch.extend(watched_folders(
        &pages,
        &open_folders(selection, &undefined),
    ));
    Ok(Slice { parsed, watch })
}

fn list(folders: Folders<'_>) -> io::Result<Pages> {
    let mut pages = BTreeMap::new();
    for docs in folders.docs {
        pages.extend(source::list(docs, folders.version)?);
    }
    Ok(pages.into_iter().collect())
}

/// The folders in which a new page could be one that the selection means.
fn open_folders(selection: &Selection, undefined: &BTreeSet<TypeName>) -> Vec<&'static str> {
    let mut folders = Vec::new();
    if selection.operations.iter().any(|it| is_open(it)) {
        folders.push("api");
    }
    if selection.types.iter().any(|it| is_open(it))
        || undefined.iter().any(|it| it.as_str() != ENTITY)
    {
        folders.push("resources");
    }
    folders
}

/// Whether a pattern can mean pages that nobody has written yet.
fn is_open(pattern: &str) -> bool {
    pattern.contains(['*', '?', '/'])
}

/// Where folders of a version are, by the pages in them.
fn watched_folders(pages: &Pages, folders: &[&str]) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for (path, file) in pages {
        let below: Vec<&str> = path.split('/').skip(2).collect();
        if below.first().is_some_and(|it| folders.contains(it)) {
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
    version: Version,
}

impl Reading<'_> {
    /// Reads until everything is read that the selection reaches and some page defines; gives what none does.
    fn follow(&mut self, selection: &Selection) -> io::Result<BTreeSet<TypeName>> {
        let mut next = self.index.operations(selection)?;
        loop {
            self.add(&next)?;
            let reach = reach(&self.known, selection);
            next = self.next(&reach, selection)?;
            if next.is_empty() {
                return Ok(reach.undefined);
            }
        }
    }

    /// The pages to read for what is missing.
    fn next(&mut self, reach: &Reach, selection: &Selection) -> io::Result<BTreeSet<usize>> {
        let missing = reach.undefined.union(&reach.border);
        let missing = missing.filter(|it| it.as_str() != ENTITY);
        let named = reach.unmatched.iter();
        let named = named.filter(|it| selection.types.contains(it));
        let wanted: BTreeSet<&str> = missing
            .map(TypeName::as_str)
            .chain(named.map(String::as_str))
            .chain(
                selection
                    .types
                    .iter()
                    .map(String::as_str)
                    .filter(|it| is_open(it)),
            )
            .collect();
        let mut pages = self.index.called(&wanted);
        pages.retain(|it| !self.read.contains(it));
        if pages.is_empty() && !wanted.is_empty() {
            pages = self.index.defining(&wanted)?;
            pages.retain(|it| !self.read.contains(it));
        }
        Ok(pages)
    }

    fn add(&mut self, pages: &BTreeSet<usize>) -> io::Result<()> {
        let schema = self.parse(pages)?.schema;
        self.read.extend(pages);
        for (name, ty) in schema.types {
            self.known.types.entry(name).or_insert(ty);
        }
        self.known.enums.extend(schema.enums);
        self.known.operations.extend(schema.operations);
        Ok(())
    }

    fn parse(&self, pages: &BTreeSet<usize>) -> io::Result<Parsed> {
        let pages = pages.iter().map(|it| self.pages[*it].clone());
        let sources = source::read_pages(pages.collect())?;
        Ok(parse_sources(sources, self.version))
    }
}
