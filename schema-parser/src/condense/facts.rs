//! Writes facts as the fixed phrases that the parser reads: `Read-only. Supports `$filter` (`eq`).`

use std::fmt::Write;

use crate::schema::{Facts, Property, Support};

/// The phrases for a property, one sentence each.
pub(super) fn phrases(property: &Property) -> String {
    let facts = &property.facts;
    let mut out = String::new();
    let flags = [
        (facts.key, "Key."),
        (facts.read_only, "Read-only."),
        (facts.write_only, "Write-only."),
        (facts.required, "Required."),
        (facts.nullable == Some(true), "Nullable."),
        (facts.nullable == Some(false), "Not nullable."),
        (facts.select_only, "Returned only on `$select`."),
        (property.deprecation.is_some(), "Deprecated."),
    ];
    for (_, phrase) in flags.iter().filter(|it| it.0) {
        push(&mut out, phrase);
    }
    if let Some(value) = &facts.default {
        push(&mut out, &format!("Default value is {}.", quoted(value)));
    }
    if let Some(name) = &facts.inherited_from {
        push(&mut out, &format!("Inherited from [{name}]."));
    }
    for (support, words) in [
        (Support::Yes, "Supports"),
        (Support::No, "Does not support"),
    ] {
        let options = options(facts, support);
        if !options.is_empty() {
            push(&mut out, &format!("{words} {}.", options.join(", ")));
        }
    }
    out
}

fn push(out: &mut String, sentence: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(sentence);
}

/// A value between marks that it does not contain.
fn quoted(value: &str) -> String {
    let mark = ["`", "\"", "'", "**"]
        .into_iter()
        .find(|it| !value.contains(it));
    let mark = mark.unwrap_or("`");
    format!("{mark}{value}{mark}")
}

/// The query options of which the page says the same.
fn options(facts: &Facts, support: Support) -> Vec<String> {
    let mut options = Vec::new();
    if facts.filter.support == support {
        let mut option = "`$filter`".to_owned();
        for (at, operator) in facts.filter.operators.iter().enumerate() {
            let before = if at == 0 { " (" } else { ", " };
            let _ = write!(option, "{before}`{operator}`");
        }
        if !facts.filter.operators.is_empty() {
            option.push(')');
        }
        options.push(option);
    }
    let others = [
        (facts.order_by, "`$orderby`"),
        (facts.search, "`$search`"),
        (facts.expand, "`$expand`"),
    ];
    let others = others.into_iter().filter(|it| it.0 == support);
    options.extend(others.map(|it| it.1.to_owned()));
    options
}
