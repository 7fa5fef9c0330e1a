//! Reads the metadata comment of a type: `<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.user", … } -->`.

use super::GRAPH;
use crate::{
    diagnostic::{Code, Reporter},
    json::{self, Value},
    markdown::{self, Block, Page},
    type_expr::is_name,
};

/// What a page says about its type for machines.
#[derive(Debug, Default)]
pub(super) struct Metadata<'a> {
    /// The comment, for its place.
    pub(super) comment: &'a str,
    value: Value<'a>,
    /// The code behind the comment.
    pub(super) code: Option<markdown::Code<'a>>,
}

impl<'a> Metadata<'a> {
    /// The name of the type, without `#`.
    pub(super) fn name(&self) -> Option<&str> {
        let name = self.text("@odata.type").or_else(|| self.text("@type"))?;
        let name = name.trim().trim_start_matches('#');
        (is_name(name) && name.contains('.')).then_some(name)
    }

    /// The type it inherits from, where the comment names one.
    pub(super) fn base(&self) -> Option<String> {
        let name = self.text("baseType")?.trim().trim_start_matches('#');
        is_name(name).then(|| match name.split_once('.') {
            Some(("graph", short)) => format!("{GRAPH}.{short}"),
            Some(_) => name.to_owned(),
            None => format!("{GRAPH}.{name}"),
        })
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key)?.as_str().filter(|it| !it.is_empty())
    }

    pub(super) fn is_true(&self, key: &str) -> bool {
        self.value.get(key).is_some_and(Value::is_true)
    }

    /// The names in a list.
    pub(super) fn names(&self, key: &str) -> impl Iterator<Item = &str> {
        let list = self.value.get(key).and_then(Value::as_array);
        list.unwrap_or(&[]).iter().filter_map(Value::as_str)
    }
}

/// The first comment about a resource, or, where none is, the first that is to be ignored but names a type.
pub(super) fn find<'a>(page: &Page<'a>, reporter: &mut Reporter<'_>) -> Option<Metadata<'a>> {
    let mut ignored = None;
    for section in &page.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            let Block::Comment(comment) = block else {
                continue;
            };
            if memchr::memmem::find(comment.as_bytes(), b"blockType").is_none() {
                continue;
            }
            let (value, problems) = json::parse(comment);
            let kind = value
                .get("blockType")
                .and_then(Value::as_str)
                .map(str::to_ascii_lowercase);
            let metadata = Metadata {
                comment,
                value,
                code: code(&section.blocks[at + 1..]),
            };
            match kind.as_deref() {
                Some("resource") => {
                    report(comment, &problems, reporter);
                    return Some(metadata);
                }
                Some("ignored") if ignored.is_none() && metadata.name().is_some() => {
                    ignored = Some(metadata)
                }
                _ => {}
            }
        }
    }
    ignored
}

/// The code that a comment is about: the next, before any other comment.
fn code<'a>(blocks: &[Block<'a>]) -> Option<markdown::Code<'a>> {
    let next = blocks
        .iter()
        .find(|it| matches!(it, Block::Code(_) | Block::Comment(_)))?;
    match next {
        Block::Code(code) => Some(*code),
        _ => None,
    }
}

fn report(comment: &str, problems: &[json::Problem], reporter: &mut Reporter<'_>) {
    if let Some(problem) = problems.first() {
        let part = comment.get(problem.offset..).unwrap_or(comment);
        let message = format!("the metadata comment is no JSON: {}", problem.message);
        reporter.report(Code::MalformedMetadata, part, message);
    }
}
