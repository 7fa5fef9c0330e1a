//! Operations -> condensed API pages: the facts in the dialect of the documentation, without its prose.
//!
//! ```text
//! # List messages
//! ## Permissions                |Permission type|Permissions|
//! ## HTTP request               GET /me/messages
//! ## Request headers            |Name|Description|
//! ## Request body               |Property|Type|Description|
//! ## Response                   Returns `200` and a collection of microsoft.graph.message objects.
//! ## Example                    methods, paths, statuses, and the shape of bodies
//! ```
//!
//! A page with several operations has a chapter for each, with sections of its own. Reading such a page gives the operations it was
//! written from, without descriptions, places, and the values in examples.

use std::{collections::BTreeMap, fmt::Write};

use super::{example, row};
use crate::schema::{
    Body, Cloud, Content, Operation, Parameter, ParameterPlace, PermissionSet, PermissionTable,
    Permissions, QueryOption, Response, Schema, TypeRef,
};

/// All API pages of a schema, by their paths.
pub fn operations(schema: &Schema) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<_, Vec<&Operation>> = BTreeMap::new();
    for operation in schema.operations.values() {
        pages
            .entry(operation.location.page)
            .or_default()
            .push(operation);
    }
    let pages = pages.into_iter().map(|(page, mut operations)| {
        operations.sort_by_key(|it| number(it));
        (schema.page(page).to_owned(), write_page(&operations))
    });
    pages.collect()
}

/// The number behind the name of an operation: its place on the page.
fn number(operation: &Operation) -> u32 {
    let number = operation.name.as_str().split_once('#');
    number.and_then(|it| it.1.parse().ok()).unwrap_or(1)
}

fn write_page(operations: &[&Operation]) -> String {
    let first = operations[0];
    let mut out = format!("# {}\n\n", first.title);
    if first.deprecation.is_some() {
        out.push_str("> **Deprecated**\n\n");
    }
    if let Some(clouds) = &first.clouds {
        let name = cloud_page(clouds);
        let _ = writeln!(
            out,
            "[!INCLUDE [national-cloud-support](../../includes/{name}.md)]\n"
        );
    }
    write_permissions(&mut out, &first.permissions);
    write_query(&mut out, operations);
    write_parameters(&mut out, &first.parameters);
    write_headers(&mut out, first);
    match operations {
        [only] => write_call(&mut out, only, "##"),
        _ => {
            for (at, operation) in operations.iter().enumerate() {
                let _ = writeln!(out, "## {}\n", at + 1);
                write_call(&mut out, operation, "###");
            }
        }
    }
    out
}

fn cloud_page(clouds: &[Cloud]) -> String {
    let has = |it| clouds.contains(&it);
    let us = match (has(Cloud::UsGovernmentL4), has(Cloud::UsGovernmentL5)) {
        (true, true) => "-us",
        (true, false) => "-us-l4",
        (false, true) => "-us-l5",
        (false, false) => "",
    };
    let china = if has(Cloud::China) { "-china" } else { "" };
    let only = if clouds.len() == 1 { "-only" } else { "" };
    format!("global{us}{china}{only}")
}

fn write_permissions(out: &mut String, permissions: &Permissions) {
    let Permissions::Tables(tables) = permissions else {
        return;
    };
    out.push_str("## Permissions\n\n");
    for table in tables {
        write_permission_table(out, table);
    }
}

fn write_permission_table(out: &mut String, table: &PermissionTable) {
    if !table.label.is_empty() {
        let _ = writeln!(out, "{}\n", table.label);
    }
    out.push_str("|Type|Permissions|\n|:-|:-|\n");
    let rows = [
        ("Delegated (work)", &table.delegated_work),
        ("Delegated (personal)", &table.delegated_personal),
        ("Application", &table.application),
    ];
    for (label, sets) in rows {
        let _ = writeln!(out, "|{label}|{}|", permission_cell(sets));
    }
    out.push('\n');
}

fn permission_cell(sets: &[PermissionSet]) -> String {
    if sets.is_empty() {
        return "Not supported.".to_owned();
    }
    let sets = sets.iter().map(|it| {
        let mark = if it.restricted { "*" } else { "" };
        it.all_of.join(" and ") + mark
    });
    sets.collect::<Vec<_>>().join(", ")
}

/// The options that do not stand in the paths themselves.
fn write_query(out: &mut String, operations: &[&Operation]) {
    let in_paths = |it: &QueryOption, operation: &Operation| {
        let mut paths = operation.paths.iter();
        paths.any(|path| path.query.contains(&format!("{}=", it.name)))
    };
    let mut options: Vec<&QueryOption> = Vec::new();
    for operation in operations {
        for it in operation.query.iter().filter(|it| !in_paths(it, operation)) {
            if !options.iter().any(|known| known.name == it.name) {
                options.push(it);
            }
        }
    }
    if options.is_empty() {
        return;
    }
    out.push_str("## Optional query parameters\n\n|Name|Description|\n|:-|:-|\n");
    for it in options {
        let _ = writeln!(
            out,
            "|{}|{}|",
            it.name,
            if it.required { "Required." } else { "" }
        );
    }
    out.push('\n');
}

fn write_parameters(out: &mut String, parameters: &[Parameter]) {
    for run in parameters.chunk_by(|a, b| a.place == b.place) {
        let heading = match run[0].place {
            ParameterPlace::Function => "Function",
            ParameterPlace::Path => "Path",
            ParameterPlace::Query => "Query",
        };
        let _ = writeln!(out, "## {heading} parameters\n");
        row::write_table(out, "Parameter", run.iter().map(|it| &it.property));
    }
}

fn write_headers(out: &mut String, operation: &Operation) {
    if operation.headers.is_empty() {
        return;
    }
    out.push_str("## Request headers\n\n|Name|Description|\n|:-|:-|\n");
    for it in &operation.headers {
        let value = if it.value.is_empty() {
            String::new()
        } else {
            format!(": {}", it.value)
        };
        let required = if it.required { "Required." } else { "" };
        let _ = writeln!(out, "|{}{value}|{required}|", it.name);
    }
    out.push('\n');
}

/// What belongs to one operation only, below headings of a level.
fn write_call(out: &mut String, operation: &Operation, level: &str) {
    let _ = writeln!(out, "{level} HTTP request\n\n```http");
    for path in &operation.paths {
        let _ = write!(out, "{} {path}", operation.method);
        if !path.query.is_empty() {
            let _ = write!(out, "?{}", path.query);
        }
        out.push('\n');
    }
    out.push_str("```\n\n");
    write_body(out, operation, level);
    if !operation.responses.is_empty() {
        let _ = writeln!(out, "{level} Response\n");
        for response in &operation.responses {
            let _ = writeln!(out, "Returns `{}`{}.", response.status, answer(response));
        }
        out.push('\n');
    }
    if !operation.examples.is_empty() {
        let _ = writeln!(out, "{level} Example\n");
        operation
            .examples
            .iter()
            .for_each(|it| example::write(out, it));
    }
}

fn write_body(out: &mut String, operation: &Operation, level: &str) {
    let reads = matches!(operation.method.as_str(), "GET" | "DELETE" | "HEAD");
    if reads || operation.request == Body::Reference {
        return;
    }
    let _ = writeln!(out, "{level} Request body\n");
    match &operation.request {
        Body::None => out.push_str("No request body.\n\n"),
        Body::Value { ty, properties, .. } => {
            let _ = writeln!(out, "A representation of a {} object.\n", ty.target);
            row::write_table(out, "Property", properties);
        }
        Body::Parameters(properties) => {
            out.push_str("The following parameters.\n\n");
            row::write_table(out, "Parameter", properties);
        }
        Body::Json => out.push_str("```json\n{}\n```\n\n"),
        Body::Raw(_) => out.push_str("Binary data.\n\n"),
        Body::Unknown | Body::Reference => out.push_str("Not documented.\n\n"),
    }
}

/// What an answer carries, in words.
fn answer(response: &Response) -> String {
    match &response.content {
        Content::Value(TypeRef { target, collection }) => match collection {
            true => format!(" and a collection of {target} objects"),
            false => format!(" and a {target} object"),
        },
        Content::Stream => " and a stream".to_owned(),
        Content::Monitor => " and a monitor".to_owned(),
        Content::None if matches!(response.status, 200 | 201) => " and no response body".to_owned(),
        Content::None | Content::Redirect | Content::Json => String::new(),
    }
}
