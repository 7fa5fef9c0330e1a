//! Reads an API page: what it says about its calls, in slices of its text.
//!
//! ```text
//! # List messages                       title, description, deprecation, clouds
//! ## Permissions                        tables, or the include that holds them
//! ## HTTP request                       request lines
//! ## Function parameters                parameters of functions, paths and queries
//! ## Optional query parameters          query options
//! ## Request headers                    headers
//! ## Request body                       prose and tables, decided on when types are known
//! ## Response                           prose, decided on when types are known
//! ## Example                            HTTP messages
//! ```

mod clouds;
mod examples;
mod headers;
mod parameters;
mod permissions;
mod query;
mod request_lines;
mod sections;
mod sentences;

use self::sections::{Part, Placed};
pub(crate) use self::{
    examples::{RawExample, Shown},
    parameters::{RawParameter, RawRow},
    permissions::{RawPermissions, tables as permission_tables},
    request_lines::Calls,
    sentences::{contains_word, contains_words, sentences},
};
use super::{GRAPH, Title, intro};
use crate::{
    diagnostic::{Code, Diagnostic, Reporter},
    inline,
    markdown::{self, Block, Page},
    schema::{Cloud, Deprecation, Header, QueryOption},
    source::SourceFile,
};

/// What an API page says.
#[derive(Debug)]
pub(crate) struct OperationPage<'a> {
    /// The heading.
    pub(crate) title: &'a str,
    /// The namespace that the page names, `microsoft.graph` where it names none.
    pub(crate) namespace: &'a str,
    /// The first paragraph below the heading.
    pub(crate) description: String,
    /// Why it should not be used any more.
    pub(crate) deprecation: Option<Deprecation>,
    /// The request lines, one group for each operation.
    pub(crate) calls: Vec<Calls<'a>>,
    /// The permissions.
    pub(crate) permissions: RawPermissions<'a>,
    /// The query options.
    pub(crate) query: Vec<QueryOption>,
    /// The headers.
    pub(crate) headers: Vec<Header>,
    /// The rows of tables of parameters that are not in the body.
    pub(crate) parameters: Vec<RawParameter<'a>>,
    /// The sections about the body, by chapter.
    pub(crate) bodies: Vec<(&'a str, Prose<'a>)>,
    /// The sections about the response, by chapter.
    pub(crate) responses: Vec<(&'a str, Prose<'a>)>,
    /// The examples.
    pub(crate) examples: Vec<RawExample<'a>>,
    /// The clouds.
    pub(crate) clouds: Option<Vec<Cloud>>,
    /// The definitions of reference links.
    pub(crate) references: Vec<(&'a str, &'a str)>,
}

impl<'a> OperationPage<'a> {
    /// What the page says about the body of the calls of a chapter.
    pub(crate) fn body(&self, chapter: &str) -> Option<&Prose<'a>> {
        of_chapter(&self.bodies, chapter)
    }

    /// What the page says about the answer to the calls of a chapter.
    pub(crate) fn response(&self, chapter: &str) -> Option<&Prose<'a>> {
        of_chapter(&self.responses, chapter)
    }

    /// Whether the heading says that it lists values.
    pub(crate) fn lists(&self) -> bool {
        sentences::starts_ignoring_case(self.title, "list ")
    }
}

/// The prose in the chapter itself, or else the first.
fn of_chapter<'p, 'a>(prose: &'p [(&'a str, Prose<'a>)], chapter: &str) -> Option<&'p Prose<'a>> {
    let own = prose.iter().find(|it| it.0 == chapter);
    own.or_else(|| prose.first()).map(|it| &it.1)
}

/// The text and tables of a section.
#[derive(Debug, Default)]
pub(crate) struct Prose<'a> {
    /// Paragraphs, list items and quotes.
    pub(crate) texts: Vec<&'a str>,
    /// Tables of named values.
    pub(crate) tables: Vec<RawTable<'a>>,
    /// Whether a JSON object stands in it.
    pub(crate) json: bool,
}

/// A table of named values.
#[derive(Debug)]
pub(crate) struct RawTable<'a> {
    /// The first cell of its header: `Property`, `Parameter`.
    pub(crate) header: &'a str,
    /// Its rows.
    pub(crate) rows: Vec<RawRow<'a>>,
}

/// Reads a page of the folder `api`.
pub(crate) fn parse(source: &SourceFile) -> (Option<OperationPage<'_>>, Vec<Diagnostic>) {
    let mut reporter = Reporter::new(source);
    if source.lossy {
        let message = "the page has bytes that are not UTF-8".to_owned();
        reporter.report(Code::NotUtf8, &source.text, message);
    }
    let page = markdown::parse(&source.text);
    let read = read(&page, &mut reporter);
    let found = read.calls.is_empty();
    if found {
        let message = "no request line can be read on this page".to_owned();
        reporter.report(Code::NoRequestLine, read.title, message);
    }
    ((!found).then_some(read), reporter.found)
}

fn read<'a>(page: &Page<'a>, reporter: &mut Reporter<'a>) -> OperationPage<'a> {
    let title = Title::of(page);
    let placed = sections::place(&page.sections);
    let bodies = prose(&placed, Part::Body, page, reporter);
    let responses = prose(&placed, Part::Response, page, reporter);
    OperationPage {
        title: title.text,
        namespace: super::namespace(page).unwrap_or(GRAPH),
        description: intro::description(page),
        deprecation: intro::deprecation(page, title),
        calls: request_lines::parse(&placed, reporter),
        permissions: permissions::parse(&placed, reporter),
        query: query::parse(&placed, reporter),
        headers: headers::parse(&placed, reporter),
        parameters: parameters::parse(&placed, page, reporter),
        bodies,
        responses,
        examples: examples::parse(&placed, reporter),
        clouds: clouds::parse(&placed),
        references: page.references.clone(),
    }
}

/// The sections of a part, by chapter.
fn prose<'a>(
    placed: &[Placed<'_, 'a>],
    part: Part,
    page: &Page<'a>,
    reporter: &mut Reporter<'a>,
) -> Vec<(&'a str, Prose<'a>)> {
    let mut found: Vec<(&'a str, Prose<'a>)> = Vec::new();
    for it in placed.iter().filter(|it| it.part == part) {
        if found.last().is_none_or(|last| last.0 != it.chapter) {
            found.push((it.chapter, Prose::default()));
        }
        if let Some((_, prose)) = found.last_mut() {
            take_prose(&it.section.blocks, page, prose, reporter);
        }
    }
    found
}

fn take_prose<'a>(
    blocks: &[Block<'a>],
    page: &Page<'a>,
    prose: &mut Prose<'a>,
    reporter: &mut Reporter<'a>,
) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Item(text) | Block::Quote(text) => {
                prose.texts.push(text);
            }
            Block::Table(table) => {
                let rows = parameters::rows(table, page, reporter);
                let header = inline::unwrapped(table.header().cell(0));
                prose.tables.push(RawTable { header, rows });
            }
            Block::Code(code) => prose.json |= code.body.trim_start().starts_with('{'),
            _ => {}
        }
    }
}
