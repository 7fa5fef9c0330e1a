//! Fixtures: an API page goes in, its operations as facts and the diagnostics come out.

use std::{fmt::Write, fs, path::Path};

use msgraph_schema::{
    Version, condense, diagnostic, parse_sources,
    schema::{Operation, PageId},
    source::{SourceFile, Sources},
};

#[test]
fn api_pages() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("fixtures/operations/*.md", |path| {
            insta::assert_snapshot!(read(path));
        });
    });
}

/// The operations of a page among the pages of a few types: a line for each, all their facts as a condensed page, and what was found.
fn read(path: &Path) -> String {
    let parsed = parse_sources(sources(path), Version::V1);
    let mut out = String::new();
    for it in parsed.schema.operations.values() {
        let _ = writeln!(out, "{}", line(it));
    }
    for page in condense::operations(&parsed.schema).values() {
        let _ = write!(out, "\n{page}");
    }
    let about_page = |it: &&diagnostic::Diagnostic| {
        !parsed.schema.page(it.location.page).contains("/resources/")
    };
    let found: Vec<_> = parsed
        .diagnostics
        .iter()
        .filter(about_page)
        .cloned()
        .collect();
    let _ = write!(out, "\n{}", diagnostic::lines(&found, &parsed.schema.pages));
    out
}

fn line(it: &Operation) -> String {
    let resource = it.resource.as_ref().map_or("", |it| it.as_str());
    let relationship = it.relationship.as_ref().map_or("", |it| it.as_str());
    let location = it.location;
    let place = format!("{}:{}", location.line, location.column);
    format!(
        "{} {place}: {:?} of `{resource}` `{relationship}`: {}",
        it.name, it.kind, it.description
    )
}

fn sources(path: &Path) -> Sources {
    let fixtures = path.parent().expect("a fixture stands in a folder");
    let mut files = vec![(format!("api/{}", name(path)), path.to_owned())];
    for (folder, below) in [("types", "resources"), ("includes", "includes/permissions")] {
        let entries = fs::read_dir(fixtures.join(folder)).expect("there are pages of types");
        files.extend(entries.map(|it| {
            let path = it.expect("a folder can be read").path();
            (format!("{below}/{}", name(&path)), path)
        }));
    }
    files.sort();
    let files = files.into_iter().zip(0..).map(|((below, path), page)| {
        let bytes = fs::read(path).expect("a fixture can be read");
        SourceFile::new(PageId(page), format!("api-reference/v1.0/{below}"), bytes)
    });
    Sources {
        files: files.collect(),
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("a fixture has a name")
        .to_string_lossy()
        .into_owned()
}
