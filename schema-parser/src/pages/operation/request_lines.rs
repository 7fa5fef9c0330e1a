//! The request lines of an API page, in groups that each become an operation.
//!
//! A page usually has one operation with several spellings of its path. It has several where its lines differ in method, in the special
//! segment they end with (`$value`, `$ref`, `$count`, `content`), in whether they filter or expand, or stand in different chapters.

use super::sections::{Part, Placed};
use crate::{
    diagnostic::{Code, Reporter},
    markdown::{Block, Code as CodeBlock},
    path,
    schema::{PathTemplate, Segment},
};

/// The request lines of one operation.
#[derive(Debug)]
pub(crate) struct Calls<'a> {
    /// The method.
    pub(crate) method: &'a str,
    /// The paths in the order of the page, at least one.
    pub(crate) paths: Vec<RawPath<'a>>,
    /// The chapter of the page.
    pub(crate) chapter: &'a str,
}

/// A path and where it stands.
#[derive(Debug)]
pub(crate) struct RawPath<'a> {
    /// The path, without location.
    pub(crate) template: PathTemplate,
    /// Its line.
    pub(crate) line: &'a str,
}

/// Reads the request lines.
pub(super) fn parse<'a>(placed: &[Placed<'_, 'a>], reporter: &mut Reporter<'a>) -> Vec<Calls<'a>> {
    let mut calls: Vec<Calls<'a>> = Vec::new();
    let named = placed.iter().any(|it| it.part == Part::Request);
    for it in placed {
        let fallback = !named && it.part == Part::Permissions;
        if it.part != Part::Request && !fallback {
            continue;
        }
        for block in &it.section.blocks {
            if let Block::Code(code) = block {
                fence(code, it.chapter, &mut calls, reporter);
            }
        }
    }
    calls
}

/// Whether a fence holds HTTP, as far as its info string says.
pub(super) fn is_http(info: &str) -> bool {
    let known = ["", "http", "msgraph-interactive"];
    known.iter().any(|it| info.eq_ignore_ascii_case(it))
}

fn fence<'a>(
    code: &CodeBlock<'a>,
    chapter: &'a str,
    calls: &mut Vec<Calls<'a>>,
    reporter: &mut Reporter<'a>,
) {
    if !is_http(code.info) {
        let message = format!("code in `{}` where request lines should be", code.info);
        return reporter.report(Code::RequestLine, code.body, message);
    }
    for line in code.body.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let Some((method, url)) = path::request_line(line) else {
            let message = "not a request line".to_owned();
            // What follows is the rest of a message, not more request lines.
            return reporter.report(Code::RequestLine, line, message);
        };
        match path::parse(url) {
            Ok(template) => add(calls, method, chapter, RawPath { template, line }),
            Err(unread) => {
                let message = unread.message.to_owned();
                reporter.report(Code::RequestLine, &url[unread.offset..], message);
            }
        }
    }
}

fn add<'a>(calls: &mut Vec<Calls<'a>>, method: &'a str, chapter: &'a str, path: RawPath<'a>) {
    let same = |it: &&mut Calls<'a>| {
        let first = &it.paths[0].template;
        let mut paths = it.paths.iter();
        let mut twin = || paths.any(|it| it.template.segments == path.template.segments);
        it.method == method
            && it.chapter == chapter
            && tail(first) == tail(&path.template)
            && (asks(first) == asks(&path.template) || twin())
    };
    match calls.iter_mut().find(same) {
        Some(group) => {
            if !group.paths.iter().any(|it| it.template == path.template) {
                group.paths.push(path);
            }
        }
        None => calls.push(Calls {
            method,
            paths: vec![path],
            chapter,
        }),
    }
}

/// The option that a path asks with: one that expands values answers one value, one that filters many.
fn asks(template: &PathTemplate) -> &str {
    let options = ["$filter", "$expand"];
    let query = template.query.as_str();
    options
        .into_iter()
        .find(|it| query.starts_with(it))
        .unwrap_or("")
}

/// The special segment that a path ends with.
fn tail(template: &PathTemplate) -> &str {
    match template.segments.last() {
        Some(Segment::Literal(word)) if word.starts_with('$') || word == "content" => word,
        _ => "",
    }
}
