//! Reads a page's Markdown into sections of blocks, all of them slices of its text.
//!
//! ```text
//! ---                                   front matter: title, doc_type, …
//! title: "user resource type"
//! ---
//! # user resource type                  a section of level 1, heading "user resource type"
//! Namespace: microsoft.graph            a paragraph
//! ## Properties                         a section of level 2
//! | Property | Type   | Description |   a table; its rows keep every cell, however many there are
//! |:---------|:-------|:------------|
//! | id       | String | Read-only.  |
//! <!-- { "blockType": "resource" } -->  a comment
//! ```json                               code
//! ```
//!
//! Only this module knows pulldown-cmark, which finds the blocks. Cells, links and code spans are left as they stand, to be read by
//! [`inline`](crate::inline) where they are needed. Three things differ from what a browser shows: a table whose delimiter row has the
//! wrong number of cells is a table all the same, `# [HTTP](#tab/http)` opens a tab and no section, and a line of dashes under a
//! paragraph makes no heading.

mod table;

use std::{ops::Range, sync::LazyLock};

use memchr::memmem::Finder;
use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};

pub use self::table::{Row, Table};

/// A page of Markdown.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    /// Keys and values of the front matter, without quotes.
    pub front_matter: Vec<(&'a str, &'a str)>,
    /// What stands before the first heading, and then a section for each heading.
    pub sections: Vec<Section<'a>>,
    /// The definitions `[label]: target`, in the order of the page.
    pub references: Vec<(&'a str, &'a str)>,
}

impl<'a> Page<'a> {
    /// The value of a key of the front matter.
    pub fn front(&self, key: &str) -> Option<&'a str> {
        let found = self.front_matter.iter().find(|it| it.0 == key)?;
        Some(found.1)
    }

    /// The target of a reference link by its label, whatever its case.
    pub fn reference(&self, label: &str) -> Option<&'a str> {
        let mut found = self.references.iter();
        found
            .find(|it| it.0.eq_ignore_ascii_case(label))
            .map(|it| it.1)
    }
}

/// A heading and the blocks up to the next one.
#[derive(Clone, Debug, Default)]
pub struct Section<'a> {
    /// The number of `#`; 0 for what stands before the first heading.
    pub level: u8,
    /// The heading, trimmed, its markup as it stands.
    pub heading: &'a str,
    /// The blocks in order.
    pub blocks: Vec<Block<'a>>,
}

/// A block. What stands in lists and quotes is not nested: its blocks stand in the section one after the other.
#[derive(Clone, Debug)]
pub enum Block<'a> {
    /// Text.
    Paragraph(&'a str),
    /// Text of a list item, without its bullet.
    Item(&'a str),
    /// Text in a quote; lines after the first keep their `>`.
    Quote(&'a str),
    /// A table.
    Table(Table<'a>),
    /// Code between fences, or indented.
    Code(Code<'a>),
    /// What stands between `<!--` and `-->`.
    Comment(&'a str),
    /// HTML that is no comment.
    Html(&'a str),
    /// The target of `[!INCLUDE [text](target)]`.
    Include(&'a str),
    /// The heading of a tab, `[HTTP](#tab/http)`.
    Tab(&'a str),
}

/// A block of code.
#[derive(Clone, Copy, Debug, Default)]
pub struct Code<'a> {
    /// What stands behind the opening fence, trimmed: `json`, `http`.
    pub info: &'a str,
    /// The lines between the fences.
    pub body: &'a str,
}

static FRONT_MATTER_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\n---"));
static COMMENT_START: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<!--"));
static COMMENT_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-->"));

/// How many sections most pages have at most.
const SECTIONS: usize = 16;

/// Reads the blocks of a page.
pub fn parse(text: &str) -> Page<'_> {
    let (front_matter, start) = front_matter(text);
    let events = Parser::new_ext(&text[start..], Options::ENABLE_TABLES).into_offset_iter();
    let mut reader = Reader {
        text: &text[start..],
        events,
        sections: Vec::with_capacity(SECTIONS),
        quotes: 0,
        items: 0,
    };
    reader.sections.push(Section::default());
    reader.read();
    Page {
        front_matter,
        references: reader.references(),
        sections: reader.sections,
    }
}

/// The lines between `---` at the very beginning, and where the Markdown begins.
fn front_matter(text: &str) -> (Vec<(&str, &str)>, usize) {
    let Some(rest) = text.strip_prefix("---\n") else {
        return (Vec::new(), 0);
    };
    let Some(end) = FRONT_MATTER_END.find(rest.as_bytes()) else {
        return (Vec::new(), 0);
    };
    let mut pairs = Vec::with_capacity(8);
    let mut start = 0;
    for line_end in memchr::memchr_iter(b'\n', &rest.as_bytes()[..end]).chain([end]) {
        pairs.extend(pair(&rest[start..line_end]));
        start = line_end + 1;
    }
    (pairs, "---\n".len() + end + "\n---".len())
}

/// Key and value of a line of the front matter.
fn pair(line: &str) -> Option<(&str, &str)> {
    let colon = memchr::memchr(b':', line.as_bytes())?;
    let value = line[colon + 1..].trim();
    let bare = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some((line[..colon].trim(), bare.unwrap_or(value)))
}

/// The events of a page on their way into sections.
struct Reader<'a> {
    text: &'a str,
    events: OffsetIter<'a>,
    sections: Vec<Section<'a>>,
    quotes: u32,
    items: u32,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        // The text of a tight list item comes without a paragraph around it.
        let mut bare: Option<Range<usize>> = None;
        while let Some((event, range)) = self.events.next() {
            if is_inline(&event) {
                bare.get_or_insert(range.clone()).end = range.end;
                continue;
            }
            if let Some(text) = bare.take() {
                self.text_block(text, &[]);
            }
            self.block(&event, range);
        }
    }

    fn block(&mut self, event: &Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Paragraph) => {
                let comments = self.finish(TagEnd::Paragraph);
                self.text_block(range, &comments);
            }
            Event::Start(Tag::Heading { .. }) => self.heading(range),
            Event::Start(Tag::Table(_)) => self.table(range),
            Event::Start(Tag::CodeBlock(_)) => self.code(range),
            Event::Start(Tag::HtmlBlock) => {
                self.finish(TagEnd::HtmlBlock);
                self.html(range);
            }
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quotes -= 1,
            Event::Start(Tag::Item) => self.items += 1,
            Event::End(TagEnd::Item) => self.items -= 1,
            _ => {}
        }
    }

    /// Goes on behind the end of a block; gives the comments inside its text.
    fn finish(&mut self, end: TagEnd) -> Vec<Range<usize>> {
        let mut comments = Vec::new();
        for (event, range) in self.events.by_ref() {
            match event {
                Event::End(it) if it == end => break,
                Event::InlineHtml(html) if html.starts_with("<!--") => comments.push(range),
                _ => {}
            }
        }
        comments
    }

    fn push(&mut self, block: Block<'a>) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn open(&mut self, level: usize, heading: &'a str) {
        self.sections.push(Section {
            level: u8::try_from(level).unwrap_or(6),
            heading: heading.trim(),
            blocks: Vec::new(),
        });
    }

    /// Text with comments in it becomes the pieces around them and the comments, in order.
    fn text_block(&mut self, range: Range<usize>, comments: &[Range<usize>]) {
        let mut start = range.start;
        for comment in comments {
            self.text(&self.text[start..comment.start]);
            self.html(comment.clone());
            start = comment.end;
        }
        self.text(&self.text[start..range.end]);
    }

    fn text(&mut self, text: &'a str) {
        let mut text = text.trim();
        while let Some((level, heading, below)) = heading_without_space(text) {
            self.open(level, heading);
            text = below.trim();
        }
        if let Some(target) = include_target(text) {
            return self.push(Block::Include(target));
        }
        let misshapen = table::misshapen(text);
        let before = misshapen.as_ref().map_or(text, |it| it.0.trim());
        if !before.is_empty() {
            self.push(match (self.items, self.quotes) {
                (0, 0) => Block::Paragraph(before),
                (0, _) => Block::Quote(before),
                _ => Block::Item(before),
            });
        }
        if let Some((_, table)) = misshapen {
            self.push(Block::Table(table));
        }
    }

    fn heading(&mut self, range: Range<usize>) {
        for (event, _) in self.events.by_ref() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
        }
        let text = self.text[range].trim();
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        let heading = text[level..].trim();
        if let Some(end) = memchr::memrchr(b'\n', text.as_bytes()) {
            self.text(&text[..end]);
        } else if heading.starts_with('[') && heading.contains("](#tab/") {
            self.push(Block::Tab(heading));
        } else {
            self.open(level, heading.trim_end_matches('#'));
        }
    }

    fn table(&mut self, range: Range<usize>) {
        let mut table = Table::with_room_for(&self.text[range]);
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => {
                    let rest = &self.text[range.start..];
                    let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
                    table.push_line(&rest[..end]);
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        self.push(Block::Table(table));
    }

    fn code(&mut self, range: Range<usize>) {
        let mut body: Option<Range<usize>> = None;
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(_) => body.get_or_insert(range.clone()).end = range.end,
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let whole = &self.text[range];
        let first = whole.lines().next().unwrap_or("").trim_start();
        let info = first.trim_start_matches(['`', '~']);
        let info = if info.len() == first.len() {
            ""
        } else {
            info.trim()
        };
        let body = body.map_or(&whole[whole.len()..], |it| &self.text[it]);
        self.push(Block::Code(Code { info, body }));
    }

    /// HTML becomes its comments and what stands around them.
    fn html(&mut self, range: Range<usize>) {
        let mut rest = &self.text[range];
        while let Some(open) = COMMENT_START.find(rest.as_bytes()) {
            self.html_or_text(&rest[..open]);
            let inside = &rest[open + "<!--".len()..];
            let close = COMMENT_END.find(inside.as_bytes());
            self.push(Block::Comment(&inside[..close.unwrap_or(inside.len())]));
            rest = close.map_or("", |it| &inside[it + "-->".len()..]);
        }
        self.html_or_text(rest);
    }

    fn html_or_text(&mut self, text: &'a str) {
        let text = text.trim();
        if text.starts_with('<') {
            self.push(Block::Html(text));
        } else {
            self.text(text);
        }
    }

    fn references(&self) -> Vec<(&'a str, &'a str)> {
        let definitions = self.events.reference_definitions();
        let mut spans: Vec<_> = definitions.iter().map(|it| it.1.span.clone()).collect();
        spans.sort_unstable_by_key(|it| it.start);
        let parts = spans.into_iter().filter_map(|span| {
            let (label, target) = self.text[span].trim().strip_prefix('[')?.split_once("]:")?;
            let target = target.split_whitespace().next()?;
            Some((label.trim(), target.trim_matches(['<', '>'])))
        });
        parts.collect()
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline_tag(tag.to_end()),
        Event::End(tag) => is_inline_tag(*tag),
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

fn is_inline_tag(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image
    )
}

/// `[!INCLUDE [text](target)]`, in any case.
fn include_target(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("[!")?;
    let word = rest.get(.."include".len())?;
    if !word.eq_ignore_ascii_case("include") {
        return None;
    }
    let target = rest.split_once("](")?.1;
    Some(target.split_once(')')?.0.trim())
}

/// `##Properties`, which older pages write: its level, the heading, and the lines below.
fn heading_without_space(text: &str) -> Option<(usize, &str, &str)> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    if !(2..=6).contains(&level) {
        return None;
    }
    let (heading, rest) = text[level..]
        .split_once('\n')
        .unwrap_or((&text[level..], ""));
    Some((level, heading, rest))
}
