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
    request_lines::{Calls, RawPath},
    sentences::{contains_word, contains_words, sentences},
};
use crate::{
    diagnostic::{Code, Reporter},
    inline,
    markdown::{Block, Page},
    schema::{Cloud, Header, QueryOption},
};

/// What an API page says.
#[derive(Debug, Default)]
pub(crate) struct OperationPage<'a> {
    /// The heading.
    pub(crate) title: &'a str,
    /// The namespace that the page names, `microsoft.graph` where it names none.
    pub(crate) namespace: &'a str,
    /// The first paragraph below the heading.
    pub(crate) description: &'a str,
    /// The text that says that it should not be used any more.
    pub(crate) deprecation: Option<&'a str>,
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
    /// The section about the body; `None` where there is none.
    pub(crate) body: Option<Prose<'a>>,
    /// The section about the response.
    pub(crate) response: Option<Prose<'a>>,
    /// The examples.
    pub(crate) examples: Vec<RawExample<'a>>,
    /// The clouds.
    pub(crate) clouds: Option<Vec<Cloud>>,
    /// The definitions of reference links.
    pub(crate) references: Vec<(&'a str, &'a str)>,
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

/// Reads an API page.
pub(crate) fn parse<'a>(page: &Page<'a>, reporter: &mut Reporter<'a>) -> OperationPage<'a> {
    let placed = sections::place(&page.sections);
    let mut read = OperationPage {
        title: page.front("title").unwrap_or(""),
        namespace: "microsoft.graph",
        calls: request_lines::parse(&placed, reporter),
        permissions: permissions::parse(&placed, reporter),
        query: query::parse(&placed, reporter),
        headers: headers::parse(&placed, reporter),
        parameters: parameters::parse(&placed, page, reporter),
        examples: examples::parse(&placed, reporter),
        clouds: clouds::parse(&placed),
        references: page.references.clone(),
        ..OperationPage::default()
    };
    intro(&placed, &mut read);
    if read.calls.is_empty() {
        let message = "no request line can be read on this page".to_owned();
        reporter.report(Code::NoRequestLine, read.title, message);
    }
    for placed in &placed {
        let prose = match placed.part {
            Part::Body => read.body.get_or_insert_default(),
            Part::Response => read.response.get_or_insert_default(),
            _ => continue,
        };
        take_prose(&placed.section.blocks, page, prose, reporter);
    }
    read
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

/// Reads what stands above the first known heading.
fn intro<'a>(placed: &[Placed<'_, 'a>], read: &mut OperationPage<'a>) {
    for it in placed.iter().filter(|it| it.part == Part::Intro) {
        if it.section.level == 1 {
            read.title = it.section.heading;
        }
        for block in &it.section.blocks {
            intro_block(block, read);
        }
    }
    let title = sentences::find_ignoring_case(read.title, "(deprecated)");
    if title.is_some() && read.deprecation.is_none() {
        read.deprecation = Some("");
    }
}

fn intro_block<'a>(block: &Block<'a>, read: &mut OperationPage<'a>) {
    let text = match block {
        Block::Paragraph(text) | Block::Item(text) | Block::Quote(text) => *text,
        Block::Include(target) => {
            if target.contains("deprecat") && read.deprecation.is_none() {
                read.deprecation = Some("");
            }
            return;
        }
        _ => return,
    };
    let mut text = text;
    if let Some(rest) = text.strip_prefix("Namespace:") {
        let (name, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let name = name.trim().trim_end_matches('.');
        if name.starts_with("microsoft.graph") {
            read.namespace = name;
        }
        text = below.trim();
    }
    let mark = sentences::find_ignoring_case(text, "deprecated");
    if mark.is_some() && read.deprecation.is_none_or(str::is_empty) {
        read.deprecation = Some(text);
    } else if read.description.is_empty() && matches!(block, Block::Paragraph(_)) {
        read.description = text;
    }
}
