//! Examples -> what they show of the form of messages: method, path, status, and the shape of bodies.

use std::{borrow::Cow, fmt::Write};

use crate::{
    json::{self, Member, Value},
    schema::{Example, Message, Start},
};

/// The headers that say what a body is, or where to go on.
const HEADERS: [&str; 4] = [
    "Content-Type",
    "Location",
    "Operation-Location",
    "Content-Location",
];

/// Writes an example: each message in a fence of its own, with the facts of its metadata comment before it.
pub(super) fn write(out: &mut String, example: &Example) {
    let reduced = reduce(example);
    for message in reduced.request.iter().chain(&reduced.responses) {
        write_message(out, message);
    }
}

/// An example without names, titles, queries and values.
pub fn reduce(example: &Example) -> Example {
    Example {
        request: example.request.as_ref().map(reduce_message),
        responses: example.responses.iter().map(reduce_message).collect(),
        ..Example::default()
    }
}

fn reduce_message(message: &Message) -> Message {
    let start = match &message.start {
        Start::Request { method, url } => Start::Request {
            method: method.clone(),
            url: short_url(url).to_owned(),
        },
        Start::Status(status) => Start::Status(*status),
    };
    let headers = message.headers.iter().filter_map(|(name, value)| {
        let name = HEADERS.iter().find(|it| it.eq_ignore_ascii_case(name))?;
        let value = if *name == "Content-Type" { value } else { "x" };
        Some(((*name).to_owned(), value.to_owned()))
    });
    Message {
        start,
        headers: headers.collect(),
        body: shape(&message.body),
        odata_type: message.odata_type.clone(),
        is_collection: message.is_collection,
        truncated: message.truncated,
        ..Message::default()
    }
}

/// An address without host and version of Graph, and without query.
fn short_url(url: &str) -> &str {
    let path = url.split('?').next().unwrap_or(url);
    let hosts = [
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com/beta",
    ];
    let rest = hosts.iter().find_map(|it| path.strip_prefix(it));
    rest.filter(|it| it.starts_with('/')).unwrap_or(path)
}

/// JSON with neutral values, `text` for any other text.
fn shape(body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    if !body.starts_with(['{', '[']) {
        return "text".to_owned();
    }
    let (mut value, _) = json::parse(body);
    neutralise(&mut value);
    serde_json::to_string(&value).unwrap_or_default()
}

/// Replaces values; of a list the first element is enough, and the names of types are no values.
fn neutralise(value: &mut Value<'_>) {
    match value {
        Value::String(text) => *text = Cow::Borrowed(""),
        Value::Number(text) => *text = Cow::Borrowed(if text.contains('.') { "0.5" } else { "0" }),
        Value::Bool(yes) => *yes = true,
        Value::Null => {}
        Value::Array(elements) => {
            elements.truncate(1);
            elements.iter_mut().for_each(neutralise);
        }
        Value::Object(members) => members.iter_mut().for_each(neutralise_member),
    }
}

fn neutralise_member(member: &mut Member<'_>) {
    if member.name != "@odata.type" || member.value.as_str().is_none() {
        neutralise(&mut member.value);
    }
}

fn write_message(out: &mut String, message: &Message) {
    write_metadata(out, message);
    match &message.start {
        Start::Request { method, url } => {
            let _ = writeln!(out, "```http\n{method} {url}");
        }
        Start::Status(0) => out.push_str("```json\n"),
        Start::Status(status) => {
            let _ = writeln!(out, "```http\nHTTP/1.1 {status}");
        }
    }
    for (name, value) in &message.headers {
        let _ = writeln!(out, "{name}: {value}");
    }
    if !message.body.is_empty() {
        let blank = if message.start == Start::Status(0) {
            ""
        } else {
            "\n"
        };
        let _ = writeln!(out, "{blank}{}", message.body);
    }
    out.push_str("```\n\n");
}

fn write_metadata(out: &mut String, message: &Message) {
    let mut facts = Vec::new();
    if !message.odata_type.is_empty() {
        facts.push(format!("\"@odata.type\": {:?}", message.odata_type));
    }
    if message.is_collection {
        facts.push("\"isCollection\": true".to_owned());
    }
    if message.truncated {
        facts.push("\"truncated\": true".to_owned());
    }
    if !facts.is_empty() {
        let _ = writeln!(out, "<!-- {{ {} }} -->", facts.join(", "));
    }
}
