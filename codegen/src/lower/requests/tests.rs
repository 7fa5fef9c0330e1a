use std::{collections::BTreeSet, path::PathBuf};

use msgraph_schema::{
    Schema, Version,
    schema::{PathTemplate, Segment},
};

use crate::{
    Options,
    items::{Piece, Route},
    lower,
};

/// The real pages, where they are.
fn corpus() -> Option<PathBuf> {
    let beside =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/microsoft-graph-docs");
    let docs = std::env::var_os("GRAPH_DOCS").map_or(beside, PathBuf::from);
    docs.join("api-reference").is_dir().then_some(docs)
}

/// A path without names of placeholders and values, in lower case: what has to be the same in the documentation and in a route.
fn shape(path: &PathTemplate) -> String {
    let names = |arguments: &[msgraph_schema::schema::Argument]| {
        arguments
            .iter()
            .map(|it| format!("{}=", it.name))
            .collect::<Vec<_>>()
            .join(",")
    };
    let segments = path.segments.iter().map(|it| match it {
        Segment::Literal(word) => format!("/{word}"),
        Segment::Cast(name) => format!("/{name}"),
        Segment::Placeholder(_) => "/{}".to_owned(),
        Segment::ItemPath(_) => ":{}:".to_owned(),
        Segment::Key(arguments) => format!("({})", names(arguments)),
        Segment::Call { name, arguments } => format!("/{name}({})", names(arguments)),
    });
    segments.collect::<String>().to_lowercase()
}

/// The same of what a route adds up to.
fn reached(route: &Route) -> String {
    let ways = route.ways.iter().map(|it| match &it.fixed {
        Some(word) => format!("/{word}"),
        None => added(&it.way.piece),
    });
    ways.chain(route.call.pieces.iter().map(added))
        .collect::<String>()
        .to_lowercase()
}

fn added(piece: &Piece) -> String {
    let names = |arguments: &[crate::items::Argument]| {
        arguments
            .iter()
            .map(|it| format!("{}=", it.wire_name))
            .collect::<Vec<_>>()
            .join(",")
    };
    match piece {
        Piece::Literal(text) => text.clone(),
        Piece::Id(_) => "/{}".to_owned(),
        Piece::File(_) => ":{}:".to_owned(),
        Piece::Key(arguments) => format!("({})", names(arguments)),
        Piece::Function(name, arguments) => format!("/{name}({})", names(arguments)),
    }
}

/// What of the documentation no route reaches, and where routes lead elsewhere than the documentation says.
fn unreached(schema: &Schema) -> Vec<String> {
    let routes = lower::lower(schema, &Options::default()).1.routes;
    let mut known = BTreeSet::new();
    let mut wrong = Vec::new();
    for route in &routes {
        let operation = &schema.operations[route.operation.as_str()];
        let mut paths = operation.paths.iter();
        let Some(path) = paths.find(|it| it.to_string() == route.template) else {
            // The path of an example that no line documents; the replay judges it.
            continue;
        };
        let expected = shape(path);
        // A function that is documented without its parameters is called with them.
        let reached = reached(route);
        let arguments = reached.strip_prefix(&expected);
        let same = arguments.is_some_and(|it| it.is_empty() || it.starts_with('('));
        if !same || route.call.method != operation.method.to_lowercase() {
            wrong.push(format!(
                "{} {expected} is reached at {reached}",
                route.operation
            ));
        }
        known.insert((route.operation.as_str(), route.template.as_str()));
    }
    for operation in schema.operations.values() {
        let paths = operation.paths.iter().map(ToString::to_string);
        let missing = paths.filter(|it| !known.contains(&(operation.name.as_str(), it.as_str())));
        wrong.extend(missing.map(|it| format!("{} {it} is not reached", operation.name)));
    }
    wrong
}

#[test]
fn every_documented_path_is_reached() {
    let Some(docs) = corpus() else {
        println!("skipped: no documentation, set GRAPH_DOCS");
        return;
    };
    for version in Version::ALL {
        let schema = msgraph_schema::parse(&docs, version)
            .expect("the pages can be read")
            .schema;
        let paths: usize = schema.operations.values().map(|it| it.paths.len()).sum();
        println!(
            "{version}: {} operations, {paths} paths",
            schema.operations.len()
        );
        let wrong = unreached(&schema);
        assert!(
            wrong.is_empty(),
            "{version}: {} of {paths}:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}
