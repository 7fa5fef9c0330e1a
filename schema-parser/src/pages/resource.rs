//! Reads the page of an entity or complex type.
//!
//! ```text
//! # user resource type
//! ## Methods                |Method|Return type|Description|
//! ## Properties             |Property|Type|Description|
//! ### x values              |Member|
//! ## Relationships          |Relationship|Type|Description|
//! ## JSON representation    <!-- { "blockType": "resource", … } --> ```json … ```
//! ```
//!
//! Sections may come in any order and more than once. A table of properties in any other section counts where most of its names
//! are in the JSON representation.

use super::{
    Body, GRAPH, Row, Title, Values, checks, enumeration, intro,
    metadata::{self, Metadata},
    namespace, rows,
};
use crate::{
    diagnostic::{Code as Finding, Reporter},
    inline::{self, Target, unwrapped},
    markdown::{Block, Code, Page, Section, Table},
    schema::{Deprecation, TypeKind, TypeName},
    source::SourceFile,
    type_expr::{Name, strip_word},
};

/// A page that defines a type, or a part of it.
#[derive(Debug)]
pub(crate) struct TypePage<'a> {
    pub(crate) source: &'a SourceFile,
    pub(crate) name: TypeName,
    /// Where the page begins to define it.
    pub(crate) place: &'a str,
    pub(crate) description: String,
    pub(crate) deprecation: Option<Deprecation>,
    /// The base that the metadata comment names, qualified.
    pub(crate) metadata_base: Option<String>,
    /// The metadata comment, for its place.
    pub(crate) metadata_place: &'a str,
    /// The base that the prose names.
    pub(crate) prose_base: Option<Name<'a>>,
    pub(crate) is_abstract: bool,
    pub(crate) is_open: bool,
    pub(crate) is_media: bool,
    /// Whether values have an identity, where the metadata says so; only condensed pages do.
    pub(crate) kind: Option<TypeKind>,
    pub(crate) key: Option<String>,
    pub(crate) signs: Signs,
    pub(crate) properties: Vec<Row<'a>>,
    pub(crate) relationships: Vec<Row<'a>>,
    /// Sections with the values of properties.
    pub(crate) values: Vec<Values<'a>>,
    pub(crate) body: Option<Body<'a>>,
    pub(crate) optional: Vec<String>,
    /// The links in the table of methods.
    pub(crate) methods: Vec<Method<'a>>,
}

/// A row in a table of methods.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Method<'a> {
    /// Where its link leads.
    pub(crate) target: &'a str,
    /// Whether it returns a collection.
    pub(crate) is_collection: bool,
}

/// What on a page suggests that values of its type have an identity.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    /// It has a table of methods or of relationships.
    pub(crate) has_members: bool,
    /// The metadata comment names a key.
    pub(crate) has_key: bool,
    /// The sample of its JSON has an identifier.
    pub(crate) has_identifier: bool,
}

impl Signs {
    /// What either page suggests.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            has_members: self.has_members || other.has_members,
            has_key: self.has_key || other.has_key,
            has_identifier: self.has_identifier || other.has_identifier,
        }
    }
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Properties,
    Relationships,
    Methods,
    /// Nothing of a type: annotations of an instance, derived types.
    Aside,
    Other,
}

/// Reads a page; nothing where it defines no type.
pub(super) fn parse<'a>(
    page: &Page<'a>,
    title: Title<'a>,
    reporter: &mut Reporter<'a>,
) -> Option<TypePage<'a>> {
    let metadata = metadata::find(page, reporter);
    let name = name(page, title, metadata.as_ref(), reporter)?;
    let metadata = metadata.unwrap_or_default();
    let mut it = TypePage {
        source: reporter.source,
        name,
        place: title.text,
        description: intro::description(page),
        deprecation: intro::deprecation(page, title),
        metadata_base: metadata.base(),
        metadata_place: metadata.comment,
        prose_base: intro::base(page),
        is_abstract: metadata.is_true("abstract")
            || metadata.is_true("isAbstract")
            || intro::is_abstract(page),
        is_open: metadata.is_true("openType") || intro::is_open(page),
        is_media: metadata.is_true("isMediaEntity"),
        kind: kind(&metadata),
        key: metadata.text("keyProperty").map(str::to_owned),
        signs: Signs::default(),
        properties: Vec::new(),
        relationships: Vec::new(),
        values: Vec::new(),
        body: metadata
            .code
            .or_else(|| sample(page))
            .map(|it| Body::parse(it.body, reporter)),
        optional: metadata
            .names("optionalProperties")
            .map(str::to_owned)
            .collect(),
        methods: Vec::new(),
    };
    it.sections(page, reporter);
    it.signs.has_key = it.key.is_some();
    it.signs.has_identifier = it.body.as_ref().is_some_and(|it| has_identifier(it.text));
    checks::check(&it, reporter);
    checks::spell(&mut it);
    Some(it)
}

fn kind(metadata: &Metadata<'_>) -> Option<TypeKind> {
    match metadata.text("kind")? {
        "entity" => Some(TypeKind::Entity),
        "complex" => Some(TypeKind::Complex),
        _ => None,
    }
}

/// The sample of a page whose metadata comment does not stand before it.
fn sample<'a>(page: &Page<'a>) -> Option<Code<'a>> {
    let sections = page
        .sections
        .iter()
        .filter(|it| it.heading.starts_with("JSON"));
    let mut blocks = sections.flat_map(|it| &it.blocks);
    blocks.find_map(|it| match it {
        Block::Code(code) if code.body.trim_start().starts_with('{') => Some(*code),
        _ => None,
    })
}

/// The name in the metadata, or else the one in the heading of a page that looks like one about a type.
fn name(
    page: &Page<'_>,
    title: Title<'_>,
    metadata: Option<&Metadata<'_>>,
    reporter: &mut Reporter<'_>,
) -> Option<TypeName> {
    if let Some(name) = metadata.and_then(Metadata::name) {
        return Some(TypeName(name.to_owned()));
    }
    let kinds = ["resource", "resouce", "complex", "facet", "entity", "type"];
    let is_type = kinds.iter().any(|it| strip_word(title.kind, it).is_some());
    if !(is_type && (metadata.is_some() || has_property_table(page))) {
        return None;
    }
    let name = title.name()?;
    reporter.report(
        Finding::MissingMetadata,
        title.text,
        format!("the page of `{name}` has no metadata comment that names it"),
    );
    Some(TypeName(if name.contains('.') {
        name.to_owned()
    } else {
        format!("{}.{name}", namespace(page).unwrap_or(GRAPH))
    }))
}

fn has_property_table(page: &Page<'_>) -> bool {
    page.sections.iter().any(|section| {
        matches!(
            part(section.heading),
            Part::Properties | Part::Relationships
        ) && section
            .blocks
            .iter()
            .any(|it| matches!(it, Block::Table(_)))
    })
}

fn part(heading: &str) -> Part {
    const PARTS: [(&str, Part); 13] = [
        ("Properties", Part::Properties),
        ("Property", Part::Properties),
        ("Relationships", Part::Relationships),
        ("Relationship", Part::Relationships),
        ("Navigation properties", Part::Relationships),
        ("Methods", Part::Methods),
        ("Method", Part::Methods),
        ("Instance attributes", Part::Aside),
        ("Derived types", Part::Aside),
        ("See also", Part::Aside),
        ("Related content", Part::Aside),
        ("Example", Part::Aside),
        ("Examples", Part::Aside),
    ];
    let text = unwrapped(heading);
    // Translated pages keep the English word in an anchor before the heading.
    let text = text.rsplit_once("</a>").map_or(text, |it| unwrapped(it.1));
    let found = PARTS.iter().find(|it| it.0.eq_ignore_ascii_case(text));
    match found {
        Some(it) => it.1,
        None if strip_word(text, "Tasks").is_some() => Part::Methods,
        None => Part::Other,
    }
}

fn has_identifier(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"dentifier)").is_some()
}

impl<'a> TypePage<'a> {
    fn sections(&mut self, page: &Page<'a>, reporter: &mut Reporter<'a>) {
        let mut above = (0, Part::Other);
        for section in &page.sections {
            let mut part = part(section.heading);
            if part == Part::Other && section.level > above.0 && section.level > 2 {
                // A section of its own inside another keeps aside what is aside.
                part = if matches!(above.1, Part::Aside | Part::Methods) {
                    above.1
                } else {
                    Part::Other
                };
            } else {
                above = (section.level, part);
            }
            match enumeration::heading(section.heading) {
                Some(name) if section.level > 1 && part == Part::Other => {
                    self.values
                        .push(enumeration::values(name, section, reporter));
                }
                _ => self.tables(section, part, page, reporter),
            }
        }
    }

    fn tables(
        &mut self,
        section: &Section<'a>,
        part: Part,
        page: &Page<'a>,
        reporter: &mut Reporter<'a>,
    ) {
        for block in &section.blocks {
            let Block::Table(table) = block else { continue };
            match part {
                Part::Aside => {}
                Part::Methods => self.method_table(table, page),
                _ if !rows::is_properties(table) => ignore(table, reporter),
                Part::Properties => rows::read(table, page, reporter, &mut self.properties),
                Part::Relationships => {
                    self.signs.has_members = true;
                    rows::read(table, page, reporter, &mut self.relationships);
                }
                Part::Other if self.is_own(table) => {
                    rows::read(table, page, reporter, &mut self.properties)
                }
                Part::Other => ignore(table, reporter),
            }
        }
    }

    /// Whether most names in a table are in the sample.
    fn is_own(&self, table: &Table<'_>) -> bool {
        let Some(body) = &self.body else { return false };
        let names = table.rows().map(|it| unwrapped(it.cell(0)));
        let (known, all) = names.fold((0, 0), |(known, all), name| {
            (known + usize::from(body.member(name).is_some()), all + 1)
        });
        known * 2 > all
    }

    fn method_table(&mut self, table: &Table<'a>, page: &Page<'a>) {
        self.signs.has_members = true;
        let methods = table.rows().filter_map(|row| {
            let target = match inline::links(row.cell(0)).next()?.target {
                Target::Address(address) => address,
                Target::Reference(label) => page.reference(label)?,
            };
            let is_collection = row.cell(1).contains("ollection");
            Some(Method {
                target,
                is_collection,
            })
        });
        self.methods.extend(methods);
    }
}

fn ignore(table: &Table<'_>, reporter: &mut Reporter<'_>) {
    let header = table.header();
    let message = format!(
        "the table of `{}` is none of properties",
        unwrapped(header.cell(0))
    );
    reporter.report(Finding::IgnoredTable, header.line, message);
}
