//! Code as text, laid out much as rustfmt would do it.

use proc_macro2::Literal;

use crate::items::{Deprecated, Features};

/// How long lines get where they can be broken.
const WIDTH: usize = 100;

/// Items in brackets: on one line where they fit, else one a line.
pub(crate) fn list(indent: usize, open: &str, items: &[String], close: &str) -> String {
    let line = format!("{open}{}{close}", items.join(", "));
    if items.is_empty() || indent + line.len() <= WIDTH {
        return line;
    }
    let outside = " ".repeat(indent);
    let items = items.iter().map(|it| format!("{outside}    {it},\n"));
    format!("{open}\n{}{outside}{close}", items.collect::<String>())
}

/// Methods called one on another: on one line where they fit, else one a line.
pub(crate) fn chain(indent: usize, receiver: &str, methods: &[String]) -> String {
    let line = format!("{receiver}{}", methods.concat());
    if indent + line.len() <= WIDTH {
        return line;
    }
    let methods = methods.join(&format!("\n{}", " ".repeat(indent + 4)));
    format!("{receiver}\n{}{methods}", " ".repeat(indent + 4))
}

/// A documentation comment, one line for each.
pub(crate) fn comment(indent: usize, lines: &[String]) -> String {
    let indent = " ".repeat(indent);
    let lines = lines.iter().map(|it| {
        // Such a text could leave a comment of one line.
        if it.contains(['\n', '\r']) {
            return format!("{indent}#[doc = {}]\n", literal(&format!(" {it}")));
        }
        format!("{indent}/// {it}").trim_end().to_owned() + "\n"
    });
    lines.collect()
}

/// Lines, further in.
pub(crate) fn indented(indent: usize, lines: &str) -> String {
    let indent = " ".repeat(indent);
    let lines = lines.lines().map(|it| format!("{indent}{it}\n"));
    lines.collect()
}

/// `#[cfg(any(feature = …, …))]` as a line of its own; nothing for what is always compiled.
pub(crate) fn cfg(features: Option<&Features>) -> String {
    let Some(features) = features else {
        return String::new();
    };
    let features: Vec<_> = features
        .iter()
        .map(|it| format!("feature = {}", literal(it)))
        .collect();
    match features.as_slice() {
        [only] => format!("#[cfg({only})]\n"),
        _ => format!("#[cfg(any({}))]\n", features.join(", ")),
    }
}

/// `#[deprecated]` as a line of its own, with the reason where there is one.
pub(crate) fn deprecated(it: Option<&Deprecated>) -> String {
    match it.map(|it| it.note.as_str()) {
        None => String::new(),
        Some("") => "#[deprecated]\n".to_owned(),
        Some(note) => format!("#[deprecated(note = {})]\n", literal(note)),
    }
}

/// A text as Rust spells it.
pub(crate) fn literal(text: &str) -> String {
    let is_plain = |it: u8| matches!(it, b' '..=b'~') && it != b'"' && it != b'\\';
    if text.bytes().all(is_plain) {
        return format!("\"{text}\"");
    }
    Literal::string(text).to_string()
}
