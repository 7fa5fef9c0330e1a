//! Reading condensed API pages gives the operations that they were written from.

use std::{collections::BTreeMap, path::PathBuf};

use msgraph_schema::{
    Version, condense, parse_sources,
    schema::{Body, Location, Operation, OperationName, Permissions, Property},
    source::{self, SourceFile, Sources},
};

#[test]
fn condensed_pages_of_v1_say_the_same() {
    check(Version::V1);
}

#[test]
fn condensed_pages_of_beta_say_the_same() {
    check(Version::Beta);
}

fn docs() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/microsoft-graph-docs"
    ));
    let path = std::env::var_os("GRAPH_DOCS").map_or(beside, PathBuf::from);
    let found = path.join("api-reference").is_dir();
    if !found {
        println!(
            "skipped: there is no checkout of the documentation at {}",
            path.display()
        );
    }
    found.then_some(path)
}

#[track_caller]
fn check(version: Version) {
    let Some(docs) = docs() else { return };
    let sources = source::read(&docs, version).expect("the checkout can be read");
    let original = parse_sources(sources, version);
    let pages = condense::operations(&original.schema);
    let files = original
        .sources
        .files
        .into_iter()
        .map(|file| match pages.get(&file.path) {
            Some(text) => SourceFile::new(file.page, file.path, text.clone().into_bytes()),
            None => file,
        });
    let condensed = parse_sources(
        Sources {
            files: files.collect(),
        },
        version,
    );
    let (expected, found) = (
        facts(original.schema.operations),
        facts(condensed.schema.operations),
    );
    let different: Vec<&OperationName> = expected
        .keys()
        .chain(found.keys().filter(|it| !expected.contains_key(*it)))
        .filter(|it| expected.get(*it) != found.get(*it))
        .collect();
    if let Some(name) = different.first() {
        let (expected, found) = (expected.get(*name), found.get(*name));
        assert_eq!(
            found,
            expected,
            "{} operations differ: {different:?}",
            different.len()
        );
    }
}

/// Operations without what condensed pages leave out.
fn facts(mut operations: BTreeMap<OperationName, Operation>) -> BTreeMap<OperationName, Operation> {
    operations.values_mut().for_each(reduce);
    operations
}

fn reduce(it: &mut Operation) {
    it.location = Location::default();
    it.description.clear();
    it.deprecation.iter_mut().for_each(|it| it.note.clear());
    if let Permissions::Tables(tables) = &mut it.permissions {
        tables
            .iter_mut()
            .for_each(|it| it.location = Location::default());
    }
    it.paths
        .iter_mut()
        .for_each(|it| it.location = Location::default());
    it.query
        .iter_mut()
        .for_each(|it| it.location = Location::default());
    for header in &mut it.headers {
        header.location = Location::default();
        header.description.clear();
    }
    it.parameters
        .iter_mut()
        .for_each(|it| reduce_property(&mut it.property));
    match &mut it.request {
        Body::Value { properties, .. } | Body::Parameters(properties) => {
            properties.iter_mut().for_each(reduce_property);
        }
        _ => {}
    }
    it.responses
        .iter_mut()
        .for_each(|it| it.location = Location::default());
    it.examples = it.examples.iter().map(condense::reduce).collect();
}

fn reduce_property(it: &mut Property) {
    it.location = Location::default();
    it.description.clear();
    it.deprecation.iter_mut().for_each(|it| it.note.clear());
}
