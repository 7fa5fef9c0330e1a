//! Reading some pages says the same as reading all.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use msgraph_schema::{Schema, Version, condense, parse_sources, source};

use serde_json::Value;

use super::{Folders, list, read, read_some};
use crate::{Selection, select::select};

fn types(names: &[&str]) -> Selection {
    Selection {
        types: names.iter().map(ToString::to_string).collect(),
        ..Selection::default()
    }
}

fn operations(patterns: &[&str]) -> Selection {
    Selection {
        operations: patterns.iter().map(ToString::to_string).collect(),
        ..Selection::default()
    }
}

/// A part of a schema without the places of everything: those are of no account.
fn part(schema: &Schema, selection: &Selection) -> Value {
    let mut part = select(schema, selection).schema;
    part.pages.clear();
    let mut value = serde_json::to_value(part).unwrap();
    forget_places(&mut value);
    value
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.ends_with("location"));
            members.values_mut().for_each(forget_places);
        }
        Value::Array(values) => values.iter_mut().for_each(forget_places),
        _ => {}
    }
}

/// Where two parts differ: `types microsoft.graph.user base: "x" not "y"`.
fn differences(some: &Value, all: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for kind in ["types", "enums", "operations"] {
        let (some, all) = (&some[kind], &all[kind]);
        let names = |it: &Value| it.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        for name in BTreeSet::from_iter([names(some), names(all)].concat()) {
            match (some[&name].as_object(), all[&name].as_object()) {
                (Some(some), Some(all)) => found.extend(
                    all.iter()
                        .filter(|(key, value)| some[*key] != **value)
                        .map(|(key, value)| format!("{name} {key}: {} not {value}", some[key])),
                ),
                (None, _) => found.push(format!("{name} is missing")),
                (_, None) => found.push(format!("{name} is too much")),
            }
        }
    }
    found
}

fn folders(docs: &[PathBuf], version: Version) -> Folders<'_> {
    Folders { docs, version }
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slices/docs")
}

#[track_caller]
fn check(version: Version, selection: &Selection) {
    let pages = list(folders(&[docs()], version)).unwrap();
    let some = read_some(&pages, version, selection).unwrap().parsed.schema;
    let all = parse_sources(source::read_pages(pages).unwrap(), version).schema;
    let none: [String; 0] = [];
    assert_eq!(
        differences(&part(&some, selection), &part(&all, selection)),
        none
    );
}

#[test]
fn some_pages_say_what_all_say() {
    check(Version::V1, &types(&["user"]));
    check(Version::V1, &types(&["*Settings", "ageGroup"]));
    for depth in 0..3 {
        let selection = Selection {
            depth: Some(depth),
            ..types(&["drive"])
        };
        check(Version::V1, &selection);
    }
    check(Version::Beta, &operations(&["cloudpcdeviceimage-*"]));
    check(Version::Beta, &operations(&["POST /deviceManagement/**"]));
}

#[test]
fn only_the_pages_in_use_are_watched() {
    let docs = [docs()];
    let folders = folders(&docs, Version::V1);
    let watched = |selection: &Selection| {
        let pages = list(folders).unwrap();
        let some = read_some(&pages, Version::V1, selection).unwrap().watch;
        assert_eq!(some, read(folders, selection).unwrap().watch);
        let names = some.iter().filter_map(|it| it.file_name());
        names
            .map(|it| it.to_string_lossy().into_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(watched(&types(&["quota"])), ["quota.md"]);
    assert_eq!(
        watched(&types(&["mailboxSettings"])),
        ["mailboxsettings.md", "userpurpose.md"]
    );
    // A new page could be one more.
    assert_eq!(watched(&types(&["quo*"])), ["resources", "quota.md"]);
}

/// A checkout of the documentation, if there is one.
fn checkout() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/microsoft-graph-docs");
    let docs = std::env::var_os("GRAPH_DOCS").map_or(beside, PathBuf::from);
    if !docs.is_dir() {
        println!("skipped: no documentation at {}", docs.display());
        return None;
    }
    Some(docs)
}

/// All condensed pages of a version in a folder.
fn condensed(docs: &Path, version: Version) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let schema = msgraph_schema::parse(docs, version).unwrap().schema;
    for (path, text) in condense::pages(&schema) {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

#[test]
fn slices_of_the_whole_documentation_are_parts_of_it() {
    let Some(docs) = checkout() else { return };
    let folder = condensed(&docs, Version::V1);
    let pages = list(folders(&[folder.path().to_owned()], Version::V1)).unwrap();
    let all = source::read_pages(pages.clone()).unwrap();
    let all = parse_sources(all, Version::V1).schema;
    let selections = [
        types(&["user"]),
        types(&["message"]),
        types(&["workbook*"]),
        types(&["microsoft.graph.callRecords.session"]),
        types(&["deviceManagement"]),
        operations(&["/users/*/messages/**"]),
        operations(&["/groups/*"]),
        operations(&["/communications/**"]),
        operations(&["/planner/**"]),
    ];
    let found = selections.iter().flat_map(|selection| {
        let some = read_some(&pages, Version::V1, selection).unwrap();
        let some = part(&some.parsed.schema, selection);
        differences(&some, &part(&all, selection))
    });
    let none: [String; 0] = [];
    assert_eq!(found.collect::<Vec<_>>(), none);
}
