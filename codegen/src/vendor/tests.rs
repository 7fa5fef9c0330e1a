//! What is vendored says the same as what it was taken from.

use std::path::{Path, PathBuf};

use msgraph_schema::{Schema, Version, parse};

use super::{read, vendor};
use crate::{Selection, select::select};

fn operations(patterns: &[&str]) -> Selection {
    Selection {
        operations: patterns.iter().map(ToString::to_string).collect(),
        ..Selection::default()
    }
}

/// What differs between a part of a schema and the pages vendored for it: operations that are missing or of another kind, and missing types.
fn differences(schema: &Schema, selection: &Selection) -> Vec<String> {
    let pages = vendor(schema, selection).unwrap();
    let part = select(schema, selection).schema;
    let again = read(&pages, &part);
    let operations = part.operations.values().filter(|it| {
        let facts = |schema: &Schema| {
            let it = schema.operations.get(&it.name)?.clone();
            Some((it.kind, it.resource, it.relationship))
        };
        facts(&part) != facts(&again)
    });
    let types = part.types.keys().chain(part.enums.keys());
    let types = types.filter(|it| !again.types.contains_key(*it) && !again.enums.contains_key(*it));
    let operations = operations.map(|it| it.name.to_string());
    operations.chain(types.map(ToString::to_string)).collect()
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slices/docs")
}

#[test]
fn the_way_to_operations_comes_along() {
    let schema = parse(&docs(), Version::Beta).unwrap().schema;
    let selection = operations(&["POST /deviceManagement/**"]);
    assert_eq!(differences(&schema, &selection), [""; 0]);
    let pages = vendor(&schema, &selection).unwrap();
    let names: Vec<_> = pages.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "beta/api/virtualendpoint-post-deviceimages.md",
            "beta/resources/cloudpcdeviceimage.md",
            "beta/resources/cloudpcdeviceimagestatus.md",
            "beta/resources/devicemanagement.md",
            "beta/resources/virtualendpoint.md",
        ]
    );
}

#[test]
fn slices_of_the_whole_documentation_say_the_same() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/microsoft-graph-docs");
    let docs = std::env::var_os("GRAPH_DOCS").map_or(beside, PathBuf::from);
    if !docs.is_dir() {
        println!("skipped: no documentation at {}", docs.display());
        return;
    }
    let schema = parse(&docs, Version::V1).unwrap().schema;
    let areas = [
        "/users/**",
        "/planner/**",
        "/groups/*",
        "/sites/**",
        "/communications/**",
    ];
    let areas = areas
        .iter()
        .flat_map(|it| differences(&schema, &operations(&[it])));
    assert_eq!(areas.collect::<Vec<_>>(), [""; 0]);
}
