//! Which part of an API page each section belongs to.
//!
//! Headings count at any level. What stands below `Example` stays an example, whatever its headings say, up to a heading that is at
//! least as high and begins another part.

use super::sentences::starts_ignoring_case;
use crate::markdown::{Block, Code, Section};

/// A part of an API page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What stands above the first known heading.
    Intro,
    Permissions,
    Request,
    FunctionParameters,
    PathParameters,
    Query,
    Headers,
    Body,
    Response,
    Example,
    /// Anything else.
    Other,
}

/// A section and the part it belongs to.
#[derive(Debug)]
pub(super) struct Placed<'p, 'a> {
    pub(super) part: Part,
    pub(super) section: &'p Section<'a>,
    /// The heading of level 2 that it stands under.
    pub(super) chapter: &'a str,
    /// Whether its own heading names the part.
    pub(super) named: bool,
}

/// The headings that begin a part, in lower case.
const HEADINGS: [(&str, Part); 18] = [
    ("permission", Part::Permissions),
    ("prerequisites", Part::Permissions),
    ("http request", Part::Request),
    ("function parameters", Part::FunctionParameters),
    ("function parameter", Part::FunctionParameters),
    ("path parameter", Part::PathParameters),
    ("uri parameter", Part::PathParameters),
    ("optional query parameter", Part::Query),
    ("query parameter", Part::Query),
    ("query string parameter", Part::Query),
    ("odata query parameter", Part::Query),
    ("optional odata query parameter", Part::Query),
    ("request header", Part::Headers),
    ("optional request header", Part::Headers),
    ("request body", Part::Body),
    ("response header", Part::Other),
    ("response", Part::Response),
    ("example", Part::Example),
];

fn part(heading: &str) -> Option<Part> {
    let heading = heading.trim_matches(['*', '_', '`', ' ']);
    let found = HEADINGS.iter();
    let mut found = found.filter(|it| starts_ignoring_case(heading, it.0));
    found.next().map(|it| it.1)
}

/// Gives each section its part.
pub(super) fn place<'p, 'a>(sections: &'p [Section<'a>]) -> Vec<Placed<'p, 'a>> {
    let mut placed: Vec<Placed<'p, 'a>> = Vec::with_capacity(sections.len());
    let mut current = (Part::Intro, 1);
    let mut chapter = "";
    for section in sections {
        if section.level == 2 {
            chapter = section.heading;
        }
        let own = part(section.heading).filter(|_| section.level > 1);
        let named = own.is_some();
        current = next(current, section, own);
        placed.push(Placed {
            part: current.0,
            section,
            chapter,
            named,
        });
    }
    find_requests(&mut placed);
    placed
}

/// The part and the level of its heading after a heading.
fn next((current, level): (Part, u8), section: &Section<'_>, own: Option<Part>) -> (Part, u8) {
    if section.level <= 1 {
        return (current, level);
    }
    let deeper = section.level > level;
    match own {
        _ if current == Part::Example && deeper => (current, level),
        Some(Part::Response) if current == Part::Example => (current, level),
        None if current == Part::Example && starts_ignoring_case(section.heading, "request") => {
            (current, level)
        }
        Some(part) => (part, section.level),
        None if deeper && current != Part::Intro => (current, level),
        None => (Part::Other, section.level),
    }
}

/// Where no heading says `HTTP request`, the request lines are those above the first example.
fn find_requests(placed: &mut [Placed<'_, '_>]) {
    if placed.iter().any(|it| it.part == Part::Request) {
        return;
    }
    for it in placed.iter_mut() {
        match it.part {
            Part::Example => return,
            Part::Intro | Part::Permissions | Part::Other | Part::Response => {}
            _ => continue,
        }
        if it
            .section
            .blocks
            .iter()
            .any(|it| matches!(it, Block::Code(code) if has_request(code)))
        {
            it.part = match it.part {
                Part::Permissions => continue,
                _ => Part::Request,
            };
        }
    }
}

fn has_request(code: &Code<'_>) -> bool {
    let line = code.body.trim_start().lines().next().unwrap_or("");
    crate::path::request_line(line).is_some()
}
