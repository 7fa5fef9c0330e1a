//! Reads enumerations: pages with one or many, and sections with the values of a property.
//!
//! ```text
//! # x enum type                      # Enum values
//! ## Members                         ### x values
//! |Member|Value|Description|         |Member|
//! |:-----|:----|:----------|         |:-----|
//! |first |0    |The first. |         |first |
//! ```

use super::{GRAPH, Title, Values, intro, metadata, one_paragraph};
use crate::{
    diagnostic::{Code, Reporter},
    facts,
    inline::{self, unwrapped},
    markdown::{Block, Page, Section, Table},
    schema::{Deprecation, Member},
    source::SourceFile,
    type_expr::{is_identifier, is_name, strip_word},
};

/// A page that defines enumerations.
#[derive(Debug)]
pub(crate) struct EnumPage<'a> {
    pub(crate) source: &'a SourceFile,
    /// The namespace that the page names, or that its file is called after.
    pub(crate) namespace: String,
    pub(crate) deprecation: Option<Deprecation>,
    pub(crate) enums: Vec<Values<'a>>,
}

impl EnumPage<'_> {
    /// The qualified names of its enumerations, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        let qualified = self
            .enums
            .iter()
            .map(|it| format!("{}.{}", self.namespace, it.name));
        qualified.map(|it| it.to_ascii_lowercase())
    }
}

/// Reads a page of enumerations.
pub(super) fn parse<'a>(
    page: &Page<'a>,
    title: Title<'a>,
    reporter: &mut Reporter<'a>,
) -> EnumPage<'a> {
    let single = page
        .sections
        .iter()
        .find(|it| it.heading.eq_ignore_ascii_case("members"));
    let (enums, name) = match single {
        Some(section) => one(page, title, section, reporter),
        None => (many(page, reporter), None),
    };
    let namespace = name
        .or_else(|| super::namespace(page).map(str::to_owned))
        .or_else(|| annotated_namespace(page))
        .or_else(|| {
            Some(format!(
                "{GRAPH}.{}",
                reporter.source.stem().strip_prefix("enums-")?
            ))
        });
    EnumPage {
        source: reporter.source,
        namespace: namespace.unwrap_or_else(|| GRAPH.to_owned()),
        deprecation: intro::deprecation(page, title),
        enums,
    }
}

/// The enumeration of a page about one, and the namespace that its metadata names.
fn one<'a>(
    page: &Page<'a>,
    title: Title<'a>,
    section: &Section<'a>,
    reporter: &mut Reporter<'a>,
) -> (Vec<Values<'a>>, Option<String>) {
    let metadata = metadata::find(page, reporter);
    let qualified = metadata.as_ref().and_then(|it| it.name());
    let namespace = qualified.and_then(|it| Some(it.rsplit_once('.')?.0.to_owned()));
    let short = qualified.and_then(|it| it.rsplit('.').next());
    let Some(name) = title.name().map(|it| it.rsplit('.').next().unwrap_or(it)) else {
        reporter.report(
            Code::UnnamedValues,
            title.text,
            "the heading does not name the enumeration".to_owned(),
        );
        return (Vec::new(), None);
    };
    // The heading is a slice of the page and the metadata is not; they differ in case at most.
    let name = short
        .filter(|it| !it.eq_ignore_ascii_case(name))
        .map_or(name, |it| place(reporter.source, it, name));
    let mut values = values(name, section, reporter);
    values.description = intro::description(page);
    (vec![values], namespace)
}

/// The text of the page that spells a name, or another text.
fn place<'a>(source: &'a SourceFile, name: &str, otherwise: &'a str) -> &'a str {
    let at = memchr::memmem::find(source.text.as_bytes(), name.as_bytes());
    at.map_or(otherwise, |it| &source.text[it..it + name.len()])
}

fn many<'a>(page: &Page<'a>, reporter: &mut Reporter<'a>) -> Vec<Values<'a>> {
    let mut found = Vec::new();
    for section in &page.sections {
        if section.level > 1
            && let Some(name) = heading(section.heading)
        {
            found.push(values(name, section, reporter));
        }
    }
    found
}

/// `x values`: the name of what has those values.
pub(super) fn heading(heading: &str) -> Option<&str> {
    let heading = unwrapped(heading);
    let (name, rest) = heading.split_once(|it: char| it.is_whitespace() || it == '\u{a0}')?;
    let mut rest = rest.trim();
    for word in ["property", "enum", "enumeration", "type"] {
        rest = strip_word(rest, word).map_or(rest, str::trim_start);
    }
    let is_values = rest.is_empty() && heading.ends_with("enumeration")
        || ["values", "value", "options", "members"]
            .iter()
            .any(|it| rest.eq_ignore_ascii_case(it));
    let name = unwrapped(name);
    let name = if name.starts_with('[') {
        inline::link(name)?.text
    } else {
        name
    };
    (is_values && is_name(name)).then_some(name)
}

/// The values in a section: in its tables, or else in its list.
pub(super) fn values<'a>(
    name: &'a str,
    section: &Section<'a>,
    reporter: &mut Reporter<'a>,
) -> Values<'a> {
    let mut values = Values {
        name,
        members: Vec::new(),
        description: String::new(),
        is_flags: false,
    };
    let mut items = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Table(table) => members(table, &mut values.members, reporter),
            Block::Item(text) => items.push(*text),
            Block::Paragraph(text) => {
                values.is_flags |= text.contains("IsFlags") || text.contains("flags attribute");
                if values.description.is_empty() {
                    values.description = one_paragraph(text);
                }
            }
            _ => {}
        }
    }
    if values.members.is_empty() {
        values.members = items.iter().filter_map(|it| item(it, reporter)).collect();
    }
    if values.members.is_empty() {
        reporter.report(Code::NoMembers, name, format!("`{name}` has no members"));
    }
    values
}

fn members<'a>(table: &Table<'a>, members: &mut Vec<Member>, reporter: &mut Reporter<'a>) {
    let header = table.header();
    let first_number = header.cells.iter().position(|it| {
        let it = unwrapped(it);
        it.eq_ignore_ascii_case("value") || it.eq_ignore_ascii_case("int value")
    });
    let number_column = first_number.filter(|it| *it > 0);
    let text_column = header
        .cells
        .iter()
        .rposition(|it| unwrapped(it).eq_ignore_ascii_case("description"));
    for row in table.rows() {
        let cell = row.cell(0);
        let name = unwrapped(cell);
        let text = match text_column {
            Some(at) if at + 1 == header.cells.len() => row.rest(at),
            Some(at) => row.cell(at),
            None => "",
        };
        let number = number_column.and_then(|it| unwrapped(row.cell(it)).parse().ok());
        if let Some(member) = member(name, number, text, reporter) {
            members.push(member);
        }
    }
}

/// `- `x`: what it means`.
fn item(text: &str, reporter: &mut Reporter<'_>) -> Option<Member> {
    let name = match text.strip_prefix('`') {
        Some(inside) => inside.split('`').next()?,
        None => unwrapped(text.split([':', '-', ' ', '\n']).next()?),
    };
    is_identifier(name).then(|| member(name, None, "", reporter))?
}

fn member(
    name: &str,
    value: Option<i64>,
    text: &str,
    reporter: &mut Reporter<'_>,
) -> Option<Member> {
    let name = name.trim_matches(['"', '\'']);
    if !is_member(name) {
        let message = format!("`{name}` cannot be the name of a member");
        reporter.report(Code::UnreadableName, name, message);
        return None;
    }
    Some(Member {
        name: name.replace('\\', ""),
        value,
        description: one_paragraph(text),
        hidden: text.contains("Prefer:") && !facts::read(text).hidden.is_empty(),
        location: reporter.source.location(name),
    })
}

/// Whether a text can be the name of a member; a few begin with a digit or have a dash in them.
pub(crate) fn is_member(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.' | b'\\'))
        && name.bytes().any(|it| it.is_ascii_alphanumeric())
}

/// The namespace in the comment at the end of a page: `"type": "#page.annotation", "namespace": "microsoft.graph.callRecords"`.
fn annotated_namespace(page: &Page<'_>) -> Option<String> {
    let blocks = page.sections.iter().flat_map(|it| &it.blocks);
    let mut comments = blocks.filter_map(|it| match it {
        Block::Comment(text) if text.contains("\"namespace\"") => Some(*text),
        _ => None,
    });
    let (value, _) = crate::json::parse(comments.next()?);
    Some(value.get("namespace")?.as_str()?.to_owned())
}
