//! Writes enumerations: pages of their own, pages with many, and sections on the pages of types.

use std::{collections::BTreeMap, fmt::Write};

use super::{Pages, head, nowhere, types::strip_note};
use crate::schema::{Enum, Member, PageId, Schema};

/// Adds all enumerations to the pages that define them.
pub(super) fn add(schema: &Schema, pages: &mut Pages) {
    let mut by_page: BTreeMap<PageId, Vec<&Enum>> = BTreeMap::new();
    for it in schema.enums.values() {
        by_page.entry(it.location.page).or_default().push(it);
    }
    for (page, mut enums) in by_page {
        enums.sort_by_key(|it| it.location);
        match pages.get_mut(&page) {
            Some(text) => enums.iter().for_each(|it| section(text, it)),
            None => {
                pages.insert(page, own_page(&enums));
            }
        }
    }
}

fn own_page(enums: &[&Enum]) -> String {
    let is_deprecated = enums.iter().any(|it| it.deprecation.is_some());
    let note = if is_deprecated { " (deprecated)" } else { "" };
    let namespace = enums.first().map_or("", |it| it.name.namespace());
    if let [it] = enums {
        let mut out = head(
            &format!("{} enum type{note}", it.name.short()),
            "enumPageType",
            namespace,
        );
        out.push_str("\n## Members\n");
        members(&mut out, it);
        return out;
    }
    let mut out = head(&format!("Enum values{note}"), "enumPageType", namespace);
    for it in enums {
        section(&mut out, it);
    }
    out
}

fn section(out: &mut String, it: &Enum) {
    let _ = write!(out, "\n### {} values\n", it.name);
    members(out, it);
}

fn members(out: &mut String, it: &Enum) {
    if it.flags {
        out.push_str("\nIt has the `IsFlags` attribute.\n");
    }
    let has_values = it.members.iter().any(|it| it.value.is_some());
    let has_hidden = it.members.iter().any(|it| it.hidden);
    let columns = [
        (true, "Member"),
        (has_values, "Value"),
        (has_hidden, "Description"),
    ];
    let columns: Vec<&str> = columns
        .into_iter()
        .filter(|it| it.0)
        .map(|it| it.1)
        .collect();
    let _ = write!(
        out,
        "\n|{}|\n|{}\n",
        columns.join("|"),
        ":---|".repeat(columns.len())
    );
    for member in &it.members {
        let _ = write!(out, "|{}|", member.name);
        if has_values {
            let value = member.value.map(|it| it.to_string());
            let _ = write!(out, "{}|", value.unwrap_or_default());
        }
        if has_hidden {
            let _ = write!(out, "{}|", hidden(member));
        }
        out.push('\n');
    }
}

fn hidden(member: &Member) -> String {
    if member.hidden {
        format!(
            "`Prefer: include-unknown-enum-members` enum: `{}`",
            member.name
        )
    } else {
        String::new()
    }
}

/// Takes out of an enumeration what its condensed page does not hold.
pub(super) fn strip(it: &mut Enum) {
    nowhere(&mut it.location);
    it.description.clear();
    strip_note(it.deprecation.as_mut());
    for member in &mut it.members {
        nowhere(&mut member.location);
        member.description.clear();
    }
}
