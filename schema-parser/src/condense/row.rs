//! Properties -> rows of tables: names, types, and facts in the phrases that the parser knows.

use std::fmt::Write;

use crate::schema::{Facts, Property, TypeRef};

/// Writes a table of named values, nothing if there are none.
pub(super) fn write_table<'a>(
    out: &mut String,
    header: &str,
    properties: impl IntoIterator<Item = &'a Property>,
) {
    let mut properties = properties.into_iter().peekable();
    if properties.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "|{header}|Type|Description|\n|:-|:-|:-|");
    for it in properties {
        let facts = phrases(&it.facts, it.deprecation.is_some());
        let _ = writeln!(out, "|{}|{}|{facts}|", it.name, spelled(&it.ty));
    }
    out.push('\n');
}

/// A type as a cell spells it.
fn spelled(ty: &TypeRef) -> String {
    let name = ty.target.to_string();
    let name = name.strip_prefix("Edm.").unwrap_or(&name);
    let many = if ty.collection { " collection" } else { "" };
    format!("{name}{many}")
}

/// What a description says about a value that is sent.
fn phrases(facts: &Facts, deprecated: bool) -> String {
    let mut phrases = Vec::new();
    let mut say = |is: bool, phrase: &str| phrases.extend(is.then(|| phrase.to_owned()));
    say(facts.required, "Required.");
    say(facts.read_only, "Read-only.");
    say(facts.write_only, "Write-only.");
    say(facts.nullable == Some(true), "Nullable.");
    say(facts.nullable == Some(false), "Not nullable.");
    say(deprecated, "Deprecated.");
    if let Some(value) = &facts.default {
        phrases.push(format!("Default value is `{value}`."));
    }
    phrases.join(" ")
}
