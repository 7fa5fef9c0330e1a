//! Writes the pages of entity and complex types.

use std::{collections::BTreeMap, fmt::Write};

use serde_json::json;

use super::{Pages, facts, head, nowhere, spelled};
use crate::schema::{Deprecation, PageId, Property, Representation, Schema, Type, TypeKind};

/// The part of a type that one page defines.
#[derive(Default)]
struct Part<'s> {
    properties: Vec<&'s Property>,
    relationships: Vec<&'s Property>,
    representation: Option<&'s Representation>,
}

/// The pages of all types.
pub(super) fn pages(schema: &Schema) -> Pages {
    let mut pages = Pages::new();
    for ty in schema.types.values() {
        for (page, part) in parts(ty) {
            pages.insert(page, text(ty, page, &part));
        }
    }
    pages
}

fn parts(ty: &Type) -> BTreeMap<PageId, Part<'_>> {
    let mut parts: BTreeMap<PageId, Part<'_>> = BTreeMap::new();
    parts.entry(ty.location.page).or_default();
    for it in &ty.properties {
        let part = parts.entry(it.location.page).or_default();
        part.properties.push(it);
    }
    for it in &ty.relationships {
        let part = parts.entry(it.location.page).or_default();
        part.relationships.push(it);
    }
    if let Some(it) = &ty.representation {
        parts.entry(it.location.page).or_default().representation = Some(it);
    }
    parts
}

fn text(ty: &Type, page: PageId, part: &Part<'_>) -> String {
    let is_first = page == ty.location.page;
    let note = if is_first && ty.deprecation.is_some() {
        " (deprecated)"
    } else {
        ""
    };
    let title = format!("{} resource type{note}", ty.name.short());
    let mut out = head(&title, "resourcePageType", ty.name.namespace());
    if is_first {
        methods(&mut out, ty);
    }
    table(&mut out, "Properties", "Property", &part.properties, ty);
    table(
        &mut out,
        "Relationships",
        "Relationship",
        &part.relationships,
        ty,
    );
    let _ = write!(
        out,
        "\n## JSON representation\n\n<!-- {} -->\n",
        metadata(ty, is_first, part)
    );
    if let Some(it) = part.representation {
        let _ = write!(out, "```json\n{}\n```\n", without_sentences(&it.json));
    }
    out
}

/// What the parser would otherwise conclude from the whole of the original pages.
fn metadata(ty: &Type, is_first: bool, part: &Part<'_>) -> String {
    let mut out = json!({ "blockType": "resource", "@odata.type": ty.name });
    if is_first {
        out["kind"] = json!(ty.kind);
        if let Some(base) = &ty.base {
            out["baseType"] = json!(base);
        }
        let flags = [
            (ty.is_abstract, "abstract"),
            (ty.open, "openType"),
            (ty.media, "isMediaEntity"),
        ];
        for (_, key) in flags.into_iter().filter(|it| it.0) {
            out[key] = json!(true);
        }
        if ty.kind == TypeKind::Entity {
            let key = ty.key.first();
            out["keyProperty"] = key.map_or(json!("inherited"), |it| json!(it));
        }
    }
    if let Some(it) = part.representation
        && !it.optional.is_empty()
    {
        out["optionalProperties"] = json!(it.optional);
    }
    out.to_string()
}

fn methods(out: &mut String, ty: &Type) {
    if ty.methods.is_empty() {
        return;
    }
    out.push_str("\n## Methods\n\n|Method|\n|:---|\n");
    let mut last = "";
    for name in &ty.methods {
        let stem = name.as_str().split('#').next().unwrap_or_default();
        if stem != last {
            let _ = writeln!(out, "|[{stem}](../api/{stem}.md)|");
        }
        last = stem;
    }
}

fn table(out: &mut String, heading: &str, column: &str, rows: &[&Property], ty: &Type) {
    if rows.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\n## {heading}\n\n|{column}|Type|Description|\n|:---|:---|:---|\n"
    );
    for row in rows {
        let (name, ty) = (&row.name, spelled(&row.ty, ty.name.namespace()));
        let _ = writeln!(out, "|{name}|{ty}|{}|", facts::phrases(row));
    }
}

/// The sample with nothing in place of the sentences that some of its strings are.
fn without_sentences(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for (at, part) in json.split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        out.push_str(if at % 2 == 1 && is_sentence(part) {
            "String"
        } else {
            part
        });
    }
    out
}

/// Whether a string is prose: five words or more, and no list of what it can be.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() > 4 && !text.contains('|')
}

/// Takes out of a type what its condensed page does not hold.
pub(super) fn strip(ty: &mut Type) {
    nowhere(&mut ty.location);
    ty.description.clear();
    strip_note(ty.deprecation.as_mut());
    for it in ty.properties.iter_mut().chain(&mut ty.relationships) {
        nowhere(&mut it.location);
        it.description.clear();
        strip_note(it.deprecation.as_mut());
    }
    if let Some(it) = &mut ty.representation {
        nowhere(&mut it.location);
        it.json = without_sentences(&it.json);
    }
}

pub(super) fn strip_note(deprecation: Option<&mut Deprecation>) {
    if let Some(it) = deprecation {
        it.note.clear();
    }
}
