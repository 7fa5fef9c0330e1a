//! `msgraph-codegen list`: what there is.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use clap::{Args, ValueEnum};
use msgraph_codegen::select;
use msgraph_schema::{
    Schema,
    schema::{Location, Operation},
};
use serde_json::{Value, json};

use super::{
    selection::{Documentation, Part},
    terminal::{Problem, Progress, faint},
};

/// What to list.
#[derive(Args, Debug)]
#[command(
    after_help = "Example: msgraph-codegen list operations --docs docs --operation '/users/*/messages/**'"
)]
pub(crate) struct Arguments {
    /// What to list
    what: What,
    #[command(flatten)]
    documentation: Documentation,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    part: Part,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Entity and complex types
    Types,
    /// Enumerations
    Enums,
    /// Operations with method and path
    Operations,
    /// First words of paths, with the number of operations
    Areas,
}

/// Lists.
pub(super) fn run(arguments: &Arguments) -> Result<(), Problem> {
    let progress = Progress::new("reading");
    let parsed = arguments.documentation.read(&progress)?;
    let selected = select(&parsed.schema, &arguments.part.selection());
    drop(progress);
    if !selected.unmatched.is_empty() {
        let patterns: Vec<String> = selected.unmatched.into_iter().collect();
        return Err(msgraph_codegen::Error::Unmatched(patterns).into());
    }
    let rows = rows(&selected.schema, arguments.what);
    let mut out = io::stdout().lock();
    if arguments.json {
        let values: Value = rows.into_iter().map(|it| it.value).collect();
        serde_json::to_writer_pretty(&mut out, &values).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(());
    }
    for row in rows {
        writeln!(out, "{}  {}", row.text, faint(&row.place))?;
    }
    Ok(())
}

/// One line.
struct Row {
    text: String,
    place: String,
    value: Value,
}

fn rows(schema: &Schema, what: What) -> Vec<Row> {
    match what {
        What::Types => {
            let types = schema.types.values();
            let row = |name: &str, at, base| {
                let place = place(schema, at);
                let value = json!({ "name": name, "base": base, "place": place });
                Row {
                    text: name.to_owned(),
                    place,
                    value,
                }
            };
            types
                .map(|it| {
                    row(
                        it.name.as_str(),
                        it.location,
                        it.base.as_ref().map(|it| it.as_str()),
                    )
                })
                .collect()
        }
        What::Enums => {
            let enums = schema.enums.values();
            enums
                .map(|it| {
                    let place = place(schema, it.location);
                    let members = it.members.len();
                    let value = json!({ "name": it.name, "members": members, "place": place });
                    Row {
                        text: it.name.to_string(),
                        place,
                        value,
                    }
                })
                .collect()
        }
        What::Operations => schema
            .operations
            .values()
            .map(|it| operation(schema, it))
            .collect(),
        What::Areas => areas(schema),
    }
}

fn operation(schema: &Schema, it: &Operation) -> Row {
    let paths: Vec<String> = it.paths.iter().map(ToString::to_string).collect();
    let first = paths.first().map_or("", String::as_str);
    let place = place(schema, it.location);
    Row {
        text: format!("{:<7}{first}  {}", it.method, it.name),
        value: json!({
            "name": it.name, "kind": it.kind, "method": it.method, "paths": paths, "place": place,
        }),
        place,
    }
}

fn areas(schema: &Schema) -> Vec<Row> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for operation in schema.operations.values() {
        let words = operation.paths.iter().filter_map(|it| it.segments.first());
        let mut words: Vec<String> = words.map(ToString::to_string).collect();
        words.sort();
        words.dedup();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    let rows = counts.into_iter().map(|(area, operations)| Row {
        place: format!("{operations} operations"),
        value: json!({ "name": area, "operations": operations }),
        text: area,
    });
    rows.collect()
}

/// Where something stands, as editors want it.
pub(super) fn place(schema: &Schema, at: Location) -> String {
    format!("{}:{}:{}", schema.page(at.page), at.line, at.column)
}
