//! Writes pages that hold only what the schema holds: names, types, facts, values and samples, and no sentence of the original.
//!
//! ```text
//! Schema  ->  path of the page -> Markdown in the dialect that the parser reads
//! ```
//!
//! Reading the condensed pages gives the schema of the original ones, but for descriptions, notes and places. A type that is defined on
//! several pages is written on all of them, each with the rows that it adds. Of examples only the form of their messages is left.

mod enums;
mod examples;
mod facts;
mod operations;
mod types;

use std::collections::BTreeMap;

use crate::schema::{Location, PageId, Schema, TypeName, TypeRef, TypeTarget};
use crate::type_expr;

/// The condensed pages of a schema by their path below the folder that holds `v1.0` and `beta`, such as `v1.0/resources/user.md`.
pub fn pages(schema: &Schema) -> BTreeMap<String, String> {
    let mut pages = types::pages(schema);
    enums::add(schema, &mut pages);
    operations::add(schema, &mut pages);
    let named = pages.into_iter().map(|(page, text)| {
        let path = schema.page(page);
        let path = path.strip_prefix("api-reference/").unwrap_or(path);
        (path.to_owned(), text)
    });
    named.collect()
}

/// Takes out of a schema what condensed pages do not hold: descriptions, notes, places, the list of pages, sentences in samples and values in examples.
pub fn strip(schema: &mut Schema) {
    schema.pages.clear();
    for ty in schema.types.values_mut() {
        types::strip(ty);
    }
    for it in schema.enums.values_mut() {
        enums::strip(it);
    }
    for it in schema.operations.values_mut() {
        operations::strip(it);
    }
}

type Pages = BTreeMap<PageId, String>;

/// Forgets where something stands.
fn nowhere(location: &mut Location) {
    *location = Location::default();
}

/// A type as it is spelled on a page of a namespace.
fn spelled(ty: &TypeRef, namespace: &str) -> String {
    let base = match &ty.target {
        TypeTarget::Primitive(primitive) => {
            primitive.as_str().trim_start_matches("Edm.").to_owned()
        }
        TypeTarget::Named(name) => short(name, namespace).to_owned(),
    };
    if ty.collection {
        format!("{base} collection")
    } else {
        base
    }
}

/// The name of a type without the namespace of the page, unless that would be the name of a primitive type.
fn short<'a>(name: &'a TypeName, namespace: &str) -> &'a str {
    let is_plain = name.namespace() == namespace && type_expr::primitive(name.short()).is_none();
    if is_plain {
        name.short()
    } else {
        name.as_str()
    }
}

/// The front matter and heading of a page.
fn head(title: &str, doc_type: &str, namespace: &str) -> String {
    format!(
        "---\ntitle: \"{title}\"\ndoc_type: {doc_type}\n---\n\n# {title}\n\nNamespace: {namespace}\n"
    )
}
