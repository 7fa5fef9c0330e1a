//! The whole documentation: nothing panics, no row is lost, and the number of findings per code is known.
//!
//! The documentation is looked for in `GRAPH_DOCS` or beside the repository; where it is not, these tests say so and pass.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::PathBuf,
};

use msgraph_schema::{
    Parsed, Version, condense,
    diagnostic::Code,
    inline,
    markdown::{self, Block, Row},
    parse, parse_pages, parse_sources,
    schema::{PageId, Schema, TypeName},
    source::{self, SourceFile, Sources},
};

fn docs() -> Option<PathBuf> {
    let found = match std::env::var_os("GRAPH_DOCS") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/microsoft-graph-docs"),
    };
    if found.is_dir() {
        return Some(found);
    }
    println!("skipped: there is no documentation at {}", found.display());
    None
}

/// The pages of types of a version.
fn pages(version: Version) -> Option<Sources> {
    let mut sources = source::read(&docs()?, version).expect("the documentation can be read");
    sources.files.retain(|it| it.path.contains("/resources/"));
    for (number, file) in sources.files.iter_mut().enumerate() {
        file.page = PageId(u32::try_from(number).expect("there are not so many pages"));
    }
    Some(sources)
}

fn parsed(version: Version) -> Option<Parsed> {
    Some(parse_sources(pages(version)?, version))
}

/// What is odd on a page alone is odd as well when all pages are put together.
#[test]
fn findings_of_single_pages_stay() {
    let Some(docs) = docs() else { return };
    for version in Version::ALL {
        let sources = source::read(&docs, version).expect("the documentation can be read");
        let alone = parse_pages(&sources);
        let together: BTreeSet<_> = parse_sources(sources, version)
            .diagnostics
            .into_iter()
            .collect();
        assert!(!alone.is_empty());
        let lost: Vec<_> = alone.iter().filter(|it| !together.contains(it)).collect();
        assert!(lost.is_empty(), "{version}: {lost:#?}");
    }
}

/// The page that the project was founded on, in its first form.
#[test]
fn the_founding_page() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/seed/cloudpcdeviceimage.md");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: there is no page at {}", path.display());
        return;
    };
    let below = "api-reference/beta/resources/cloudpcdeviceimage.md".to_owned();
    let files = vec![SourceFile::new(PageId(0), below, bytes)];
    let parsed = parse_sources(Sources { files }, Version::Beta);
    insta::assert_snapshot!(facts(&parsed.schema));
    let codes: BTreeSet<Code> = parsed.diagnostics.iter().map(|it| it.code).collect();
    // The pages around it are not there: neither those of its calls nor that of the type a call answers.
    insta::assert_debug_snapshot!(codes);
}

/// The types and enumerations of a schema, a line for each property and member.
fn facts(schema: &Schema) -> String {
    let mut out = String::new();
    for it in schema.types.values() {
        let _ = writeln!(
            out,
            "{:?} {} of {:?}, key {:?}",
            it.kind, it.name, it.base, it.key
        );
        for it in &it.properties {
            let read_only = if it.facts.read_only {
                ", read-only"
            } else {
                ""
            };
            let _ = writeln!(out, "  {}: {}{read_only}", it.name, it.ty);
        }
    }
    for it in schema.enums.values() {
        let members: Vec<&str> = it.members.iter().map(|it| it.name.as_str()).collect();
        let _ = writeln!(out, "enum {}: {}", it.name, members.join(", "));
    }
    out
}

#[test]
fn findings_per_code() {
    for version in Version::ALL {
        let Some(docs) = docs() else { return };
        let parsed = parse(&docs, version).expect("the documentation can be read");
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for it in &parsed.diagnostics {
            *counts.entry(it.code.as_str()).or_default() += 1;
        }
        let mut text = format!(
            "{} types\n{} enums\n\n",
            parsed.schema.types.len(),
            parsed.schema.enums.len()
        );
        for (code, count) in counts {
            writeln!(text, "{count:6} {code}").expect("strings take everything");
        }
        insta::assert_snapshot!(format!("findings-{version}"), text);
    }
}

#[test]
fn every_row_is_in_the_schema_or_in_a_finding() {
    for version in Version::ALL {
        let Some(parsed) = parsed(version) else {
            return;
        };
        let reported: BTreeSet<(PageId, u32)> = parsed
            .diagnostics
            .iter()
            .map(|it| (it.location.page, it.location.line))
            .collect();
        let owners = owners(&parsed);
        let mut lost = Vec::new();
        // A page that defines nothing is a finding as a whole.
        let nothing: BTreeSet<PageId> = parsed
            .diagnostics
            .iter()
            .filter(|it| it.code == Code::NoDefinition)
            .map(|it| it.location.page)
            .collect();
        let files = parsed.sources.files.iter();
        for file in files.filter(|it| !nothing.contains(&it.page)) {
            each_row(file, |header, row| {
                let is_reported = [header.line, row.line]
                    .iter()
                    .any(|it| reported.contains(&(file.page, file.location(it).line)));
                let is_there = owners
                    .get(&file.page)
                    .is_some_and(|it| declares(&parsed.schema, it, row));
                if !is_reported && !is_there {
                    lost.push(format!("{}: {}", file.path, row.line));
                }
            });
        }
        assert_eq!(lost, Vec::<String>::new());
    }
}

/// The type that each page defines or adds to.
fn owners(parsed: &Parsed) -> BTreeMap<PageId, TypeName> {
    let mut owners = BTreeMap::new();
    for ty in parsed.schema.types.values() {
        let rows = ty.properties.iter().chain(&ty.relationships);
        let pages = rows.map(|it| it.location.page).chain([ty.location.page]);
        owners.extend(pages.map(|it| (it, ty.name.clone())));
    }
    for it in parsed
        .diagnostics
        .iter()
        .filter(|it| it.code == Code::SplitType)
    {
        let name = it.message.split('`').nth(1).unwrap_or_default();
        owners.insert(it.location.page, TypeName::from(name));
    }
    owners
}

fn declares(schema: &Schema, owner: &TypeName, row: &Row<'_, '_>) -> bool {
    let cell = row.cell(0);
    let text = inline::links(cell).next().map_or(cell, |it| it.text);
    let name = inline::unwrapped(text)
        .split([' ', '('])
        .next()
        .unwrap_or_default();
    let name = inline::unwrapped(name).replace('\\', "");
    let mut rows = schema
        .lineage(owner)
        .flat_map(|it| it.properties.iter().chain(&it.relationships));
    rows.any(|it| it.name.as_str().eq_ignore_ascii_case(&name))
}

fn each_row(file: &SourceFile, mut check: impl FnMut(Row<'_, '_>, &Row<'_, '_>)) {
    for section in markdown::parse(&file.text).sections {
        if !["properties", "relationships"].contains(&section.heading.to_ascii_lowercase().as_str())
        {
            continue;
        }
        for block in &section.blocks {
            if let Block::Table(table) = block {
                table.rows().for_each(|row| check(table.header(), &row));
            }
        }
    }
}

#[test]
fn condensed_pages_say_the_same() {
    for version in Version::ALL {
        let Some(original) = parsed(version) else {
            return;
        };
        let pages = condense::pages(&original.schema);
        let files = pages.into_iter().enumerate().map(|(number, (path, text))| {
            let page = PageId(u32::try_from(number).expect("there are not so many pages"));
            SourceFile::new(page, format!("api-reference/{path}"), text.into_bytes())
        });
        let sources = Sources {
            files: files.collect(),
        };
        let mut condensed = parse_sources(sources, version).schema;
        let mut original = original.schema;
        condense::strip(&mut original);
        condense::strip(&mut condensed);
        assert_eq!(original.types.len(), condensed.types.len());
        for (a, b) in original.types.values().zip(condensed.types.values()) {
            assert_eq!(a, b);
        }
        for (a, b) in original.enums.values().zip(condensed.enums.values()) {
            assert_eq!(a, b);
        }
        assert_eq!(original, condensed);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads start").install(|| parsed(Version::V1))
    };
    let (Some(one), Some(two)) = (run(1), run(2)) else {
        return;
    };
    assert_eq!(one.schema, two.schema);
    assert_eq!(one.diagnostics, two.diagnostics);
}
