//! The worked examples of an API page: HTTP messages in fences, with the metadata comment before each.
//!
//! ```text
//! <!-- { "blockType": "response", "truncated": true, "@odata.type": "microsoft.graph.user", "isCollection": true } -->
//! HTTP/1.1 200 OK
//! …
//! ```
//!
//! What counts is what a fence holds, not what its heading or comment calls it. A request opens an example, answers join it.

use super::{
    request_lines::is_http,
    sections::{Part, Placed},
    sentences::starts_ignoring_case,
};
use crate::{
    diagnostic::{Code, Reporter},
    http::{self, RawMessage, RawStart},
    json,
    markdown::{Block, Code as CodeBlock},
};

/// A worked exchange.
#[derive(Debug, Default)]
pub(crate) struct RawExample<'a> {
    /// The chapter it stands in.
    pub(crate) chapter: &'a str,
    /// The heading it stands under.
    pub(crate) title: &'a str,
    /// What is sent.
    pub(crate) request: Option<Shown<'a>>,
    /// What is answered.
    pub(crate) responses: Vec<Shown<'a>>,
}

/// A message and what the comment before it says.
#[derive(Debug)]
pub(crate) struct Shown<'a> {
    /// The message.
    pub(crate) message: RawMessage<'a>,
    /// Its fence, of which it is a part.
    pub(crate) fence: &'a str,
    /// What the comment before the fence says.
    pub(crate) metadata: Metadata,
}

/// What a metadata comment says about a message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    /// `name`.
    pub(crate) name: String,
    /// `@odata.type`, or `@type`.
    pub(crate) odata_type: String,
    /// `isCollection`.
    pub(crate) is_collection: bool,
    /// `truncated`.
    pub(crate) truncated: bool,
}

/// Reads the examples.
pub(super) fn parse<'a>(
    placed: &[Placed<'_, 'a>],
    reporter: &mut Reporter<'a>,
) -> Vec<RawExample<'a>> {
    let mut reader = Reader {
        examples: Vec::new(),
        chapter: "",
        title: "",
        comment: "",
        is_body: false,
        reporter,
    };
    for it in placed {
        if !starts_ignoring_case(it.section.heading, "re") || !it.named {
            let heading = it.section.heading;
            let message = ["request", "response"];
            if !message.iter().any(|it| starts_ignoring_case(heading, it)) {
                reader.title = heading;
            }
        }
        reader.chapter = it.chapter;
        reader.is_body = starts_ignoring_case(it.section.heading, "request body");
        let request = it.part == Part::Request;
        for block in &it.section.blocks {
            reader.block(block, request.then_some(Part::Request));
        }
    }
    reader.examples
}

struct Reader<'r, 'a> {
    examples: Vec<RawExample<'a>>,
    chapter: &'a str,
    title: &'a str,
    /// The comment that the next fence belongs to.
    comment: &'a str,
    /// Whether the heading says that what follows is sent.
    is_body: bool,
    reporter: &'r mut Reporter<'a>,
}

impl<'a> Reader<'_, 'a> {
    fn block(&mut self, block: &Block<'a>, part: Option<Part>) {
        match block {
            Block::Comment(text) if text.trim_start().starts_with('{') => self.comment = text,
            Block::Code(code) => {
                let comment = std::mem::take(&mut self.comment);
                // Above, a fence holds request lines; it is an example only if its comment says so.
                if part.is_none() || comment.contains("\"request\"") {
                    self.fence(code, comment);
                }
            }
            _ => {}
        }
    }

    fn fence(&mut self, code: &CodeBlock<'a>, comment: &str) {
        let messages = if is_http(code.info) {
            http::parse(code.body)
        } else {
            Vec::new()
        };
        if messages.is_empty() {
            self.bare(code, comment);
        }
        for message in messages {
            self.check_body(&message, code);
            let shown = Shown {
                message,
                fence: code.body,
                metadata: metadata(comment),
            };
            self.add(shown);
        }
    }

    fn add(&mut self, shown: Shown<'a>) {
        let (chapter, title) = (self.chapter, self.title);
        if matches!(shown.message.start, RawStart::Request(..)) {
            self.examples.push(RawExample {
                chapter,
                title,
                request: Some(shown),
                responses: Vec::new(),
            });
            return;
        }
        match self.examples.last_mut() {
            Some(last) => last.responses.push(shown),
            None => self.examples.push(RawExample {
                chapter,
                title,
                request: None,
                responses: vec![shown],
            }),
        }
    }

    /// A fence with bare JSON behind a request without an answer is that answer, without status line.
    fn bare(&mut self, code: &CodeBlock<'a>, comment: &str) {
        let waiting = self.examples.last_mut();
        let waiting = waiting.filter(|it| it.responses.is_empty() && it.request.is_some());
        let trimmed = code.body.trim_start();
        if let Some(example) = waiting.filter(|_| trimmed.starts_with('{') && !self.is_body) {
            let offset = code.body.len() - trimmed.len();
            let message = RawMessage {
                start: RawStart::Status(0),
                headers: Vec::new(),
                body: trimmed.trim_end(),
                offset,
                body_offset: offset,
            };
            example.responses.push(Shown {
                message,
                fence: code.body,
                metadata: metadata(comment),
            });
        }
    }

    /// Reports JSON that is none.
    fn check_body(&mut self, message: &RawMessage<'a>, code: &CodeBlock<'a>) {
        if !message.body.starts_with(['{', '[']) || json::is_strict(message.body) {
            return;
        }
        let (_, problems) = json::parse(message.body);
        if let Some(first) = problems.first() {
            let at = &code.body[message.body_offset + first.offset..];
            let text = format!("{} in the JSON of an example", first.message);
            self.reporter.report(Code::ExampleJson, at, text);
        }
    }
}

/// Reads a metadata comment; only its first value counts.
fn metadata(comment: &str) -> Metadata {
    // Most comments only say that the fence is to be ignored.
    let keys = ["name", "type\"", "isCollection", "truncated"];
    if !keys.iter().any(|it| comment.contains(it)) {
        return Metadata::default();
    }
    let (value, _) = json::parse(comment);
    let text = |name| value.get(name).and_then(json::Value::as_str).unwrap_or("");
    let says = |name| value.get(name).is_some_and(json::Value::is_true);
    let odata_type = match text("@odata.type") {
        "" => text("@type"),
        it => it,
    };
    Metadata {
        name: text("name").to_owned(),
        odata_type: odata_type.trim_start_matches('#').to_owned(),
        is_collection: says("isCollection"),
        truncated: says("truncated"),
    }
}
