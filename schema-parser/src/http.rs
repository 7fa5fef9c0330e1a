//! HTTP messages as examples show them: the text of a fence -> messages.
//!
//! ```text
//! fence   := message+
//! message := (request line | "HTTP" ["/1.1"] status …) blank* header* blank* body
//! ```
//!
//! Blank lines may stand before the headers, none need stand before the body, and one fence may hold several messages.

use crate::{path::request_line, schema::Start};

/// One message, in slices of its fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawMessage<'a> {
    /// Its first line.
    pub(crate) start: RawStart<'a>,
    /// Names and values.
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    /// What follows the headers, without blank lines around it.
    pub(crate) body: &'a str,
    /// Where the first line stands, in bytes from the start of the fence.
    pub(crate) offset: usize,
    /// Where the body stands.
    pub(crate) body_offset: usize,
}

/// The first line of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawStart<'a> {
    /// Method and address.
    Request(&'a str, &'a str),
    /// Status.
    Status(u16),
}

impl RawStart<'_> {
    /// The same in the schema.
    pub(crate) fn to_schema(self) -> Start {
        match self {
            Self::Request(method, url) => Start::Request {
                method: method.to_owned(),
                url: url.to_owned(),
            },
            Self::Status(status) => Start::Status(status),
        }
    }
}

/// The value of a header, whatever the case of its name.
pub(crate) fn header<'a>(headers: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|it| it.0.eq_ignore_ascii_case(name));
    found.map(|it| it.1)
}

/// Reads all messages of a fence; none if it does not begin with one.
pub(crate) fn parse(fence: &str) -> Vec<RawMessage<'_>> {
    let mut messages: Vec<RawMessage<'_>> = Vec::new();
    let mut lines = Lines { text: fence, at: 0 };
    while let Some((offset, line)) = lines.next() {
        if let Some(start) = start(line) {
            messages.push(RawMessage {
                start,
                headers: headers(&mut lines),
                body: "",
                offset,
                body_offset: lines.at,
            });
        } else if messages.is_empty() && !line.trim().is_empty() {
            return messages;
        }
    }
    cut_bodies(fence, &mut messages);
    messages
}

/// Gives every message the text up to the next one.
fn cut_bodies<'a>(fence: &'a str, messages: &mut [RawMessage<'a>]) {
    let mut end = fence.len();
    for message in messages.iter_mut().rev() {
        let body = &fence[message.body_offset..end];
        let trimmed = body.trim_start();
        message.body_offset += body.len() - trimmed.len();
        message.body = trimmed.trim_end();
        end = message.offset;
    }
}

/// The first line of a message, if a line is one.
fn start(line: &str) -> Option<RawStart<'_>> {
    // Most lines are JSON, and need no closer look.
    let text = line.trim_ascii_start();
    if !text.starts_with(|it: char| it.is_ascii_uppercase() || it.is_whitespace()) {
        return None;
    }
    if let Some(rest) = line.trim_start().strip_prefix("HTTP") {
        return status(rest);
    }
    let (method, url) = request_line(line)?;
    let address = url.starts_with(['/', '~']) || url.contains("://") || !url.contains(' ');
    address.then_some(RawStart::Request(method, url))
}

/// The status in ` 200 OK` or `/1.1 200 OK`.
fn status(rest: &str) -> Option<RawStart<'_>> {
    let mut words = rest.split_ascii_whitespace();
    let mut word = words.next()?;
    if word.starts_with('/') {
        word = words.next()?;
    }
    let code: u16 = word.trim_end_matches([',', ':']).parse().ok()?;
    (100..600).contains(&code).then_some(RawStart::Status(code))
}

/// Takes the headers behind a first line.
fn headers<'a>(lines: &mut Lines<'a>) -> Vec<(&'a str, &'a str)> {
    let mut headers = Vec::new();
    loop {
        let back = lines.at;
        match lines.next().map(|it| it.1) {
            Some(line) if line.trim().is_empty() && headers.is_empty() => {}
            Some(line) => match header_line(line) {
                Some(header) => headers.push(header),
                None => {
                    lines.at = back;
                    return headers;
                }
            },
            None => return headers,
        }
    }
}

/// `Name: value`.
fn header_line(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let token = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.');
    let proper = name.starts_with(|it: char| it.is_ascii_alphabetic()) && name.bytes().all(token);
    proper.then(|| (name, value.trim()))
}

/// The lines of a text with the place where each begins.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|it| !it.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |it| it + 1);
        let begin = self.at;
        self.at += length;
        Some((begin, rest[..length].trim_end_matches(['\n', '\r'])))
    }
}

#[cfg(test)]
mod tests;
