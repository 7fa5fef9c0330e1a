//! Reads the blocks of one page into what the page defines: a type, or enumerations.
//!
//! ```text
//! # x enum type · ## Members · doc_type: enumPageType      -> EnumPage
//! a comment with "blockType": "resource"                   -> TypePage, named by "@odata.type"
//! # x resource type, with a table of properties            -> TypePage, named by the heading and the Namespace line
//! anything else                                            -> nothing, and a note
//! ```
//!
//! A page is read without looking at any other page. Names of types stay as they are spelled until all pages are known.

mod body;
mod checks;
mod enumeration;
mod intro;
mod metadata;
pub(crate) mod operation;
mod resource;
mod rows;

pub(crate) use self::{
    body::{Body, Shape, ShapeKind},
    enumeration::EnumPage,
    resource::{Signs, TypePage},
    rows::Row,
};

use crate::{
    diagnostic::{Code, Diagnostic, Reporter},
    inline::unwrapped,
    markdown::{self, Page},
    schema::Member,
    source::SourceFile,
    type_expr::{is_identifier, strip_word},
};

/// The namespace of everything that does not say otherwise.
pub(crate) const GRAPH: &str = "microsoft.graph";

/// What a page defines.
#[derive(Debug)]
pub(crate) enum Definition<'a> {
    Type(Box<TypePage<'a>>),
    Enums(EnumPage<'a>),
}

/// A section with the values of an enumeration.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    /// What the heading says the values are of: an enumeration, perhaps with its namespace, or a property.
    pub(crate) name: &'a str,
    pub(crate) members: Vec<Member>,
    pub(crate) description: String,
    pub(crate) is_flags: bool,
}

/// Reads a page of the folder `resources`.
pub(crate) fn parse(source: &SourceFile) -> (Option<Definition<'_>>, Vec<Diagnostic>) {
    let mut reporter = Reporter::new(source);
    if source.lossy {
        let message = "the page has bytes that are not UTF-8".to_owned();
        reporter.report(Code::NotUtf8, &source.text, message);
    }
    let page = markdown::parse(&source.text);
    let title = Title::of(&page);
    let definition = if is_enum_page(&page, title) {
        Some(Definition::Enums(enumeration::parse(
            &page,
            title,
            &mut reporter,
        )))
    } else {
        resource::parse(&page, title, &mut reporter).map(|it| Definition::Type(Box::new(it)))
    };
    if definition.is_none() {
        let message = "the page defines no type and no enumeration".to_owned();
        reporter.report(Code::NoDefinition, title.text, message);
    }
    (definition, reporter.found)
}

/// The heading of a page.
#[derive(Clone, Copy, Debug, Default)]
struct Title<'a> {
    text: &'a str,
    /// The words behind the first, trimmed.
    kind: &'a str,
}

impl<'a> Title<'a> {
    fn of(page: &Page<'a>) -> Self {
        let section = page.sections.iter().find(|it| it.level == 1);
        let text = section.map_or("", |it| unwrapped(it.heading));
        let kind = text
            .split_once(char::is_whitespace)
            .map_or("", |it| it.1.trim());
        Self { text, kind }
    }

    /// The first word, if it is a name.
    fn name(&self) -> Option<&'a str> {
        let word = unwrapped(self.text.split_whitespace().next()?);
        word.split('.').all(is_identifier).then_some(word)
    }

    fn is_deprecated(&self) -> bool {
        self.text
            .rfind('(')
            .is_some_and(|at| strip_word(&self.text[at + 1..], "deprecated").is_some())
    }
}

fn is_enum_page(page: &Page<'_>, title: Title<'_>) -> bool {
    let kinds = ["enum", "enumeration", "enums", "enumerations"];
    kinds.iter().any(|it| strip_word(title.kind, it).is_some())
        || strip_word(title.text, "enum").is_some()
        || page
            .front("doc_type")
            .is_some_and(|it| it.starts_with("enum"))
        || page
            .sections
            .iter()
            .any(|it| it.level == 2 && it.heading.eq_ignore_ascii_case("members"))
}

/// The namespace that a page says it is about.
fn namespace<'a>(page: &Page<'a>) -> Option<&'a str> {
    let mut paragraphs = intro::paragraphs(page);
    let text = paragraphs.find_map(|it| it.strip_prefix("Namespace:"))?;
    let name = unwrapped(text.split('\n').next()?);
    name.split('.').all(is_identifier).then_some(name)
}

/// Text as one paragraph of Markdown.
pub(crate) fn one_paragraph(text: &str) -> String {
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line.trim());
    }
    out
}
