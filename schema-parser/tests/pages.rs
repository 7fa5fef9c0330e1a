//! One page in, its schema and findings out. Each fixture is named for the reason that it exists.

use std::fmt::Write;

use msgraph_schema::{
    Parsed, Version, condense, diagnostic, parse_sources,
    schema::{Enum, Facts, PageId, Property, Schema, Support, Type},
    source::{SourceFile, Sources},
};

fn parsed(pages: Vec<(String, Vec<u8>)>) -> Parsed {
    let files = pages
        .into_iter()
        .enumerate()
        .map(|(number, (path, bytes))| {
            let page = PageId(u32::try_from(number).expect("there are not so many pages"));
            SourceFile::new(page, format!("api-reference/{path}"), bytes)
        });
    let sources = Sources {
        files: files.collect(),
    };
    parse_sources(sources, Version::V1)
}

fn condensed(schema: &Schema) -> Schema {
    let pages = condense::pages(schema).into_iter();
    parsed(
        pages
            .map(|(path, text)| (path, text.into_bytes()))
            .collect(),
    )
    .schema
}

#[test]
fn pages() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::glob!("fixtures/**/*.md", |file| {
            let bytes = std::fs::read(file).expect("the fixture can be read");
            let name = file.file_name().expect("fixtures are files").to_string_lossy();
            let parsed = parsed(vec![(format!("v1.0/resources/{name}"), bytes)]);
            let findings = diagnostic::lines(&parsed.diagnostics, &parsed.schema.pages);
            insta::assert_snapshot!(format!("{}{findings}", text(&parsed.schema)));
            same_when_condensed(parsed.schema);
        });
    });
}

#[track_caller]
fn same_when_condensed(mut schema: Schema) {
    let mut again = condensed(&schema);
    condense::strip(&mut schema);
    condense::strip(&mut again);
    assert_eq!(schema, again);
}

#[test]
fn several_pages_of_one_type() {
    let page = |rows: &str| {
        let text = format!(
            "# thing resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n{rows}\n\n## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.thing\" }} -->\n"
        );
        text.into_bytes()
    };
    let pages = vec![
        (
            "v1.0/resources/area-thing.md".to_owned(),
            page("|a|Int32||\n|b|String||"),
        ),
        ("v1.0/resources/thing.md".to_owned(), page("|a|Int64||")),
    ];
    let parsed = parsed(pages);
    let findings = diagnostic::lines(&parsed.diagnostics, &parsed.schema.pages);
    insta::assert_snapshot!(format!("{}{findings}", text(&parsed.schema)));
    same_when_condensed(parsed.schema);
}

#[test]
fn findings_are_rendered_as_rustc_does() {
    let page = "# thing resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|a|what is this|It.|\n|a|String||\n";
    let parsed = parsed(vec![(
        "v1.0/resources/thing.md".to_owned(),
        page.as_bytes().to_vec(),
    )]);
    let rendered = parsed
        .diagnostics
        .iter()
        .map(|it| diagnostic::render(it, &parsed.sources));
    let json = diagnostic::json(&parsed.diagnostics, &parsed.schema.pages);
    insta::assert_snapshot!(format!(
        "{}\n\n{json:#}",
        rendered.collect::<Vec<_>>().join("\n\n")
    ));
}

fn text(schema: &Schema) -> String {
    let types = schema.types.values().map(ty);
    let enums = schema.enums.values().map(enumeration);
    types.chain(enums).map(|it| it + "\n").collect()
}

fn ty(it: &Type) -> String {
    let mut out = format!("{:?} {}", it.kind, it.name);
    let flags = [
        (it.is_abstract, "abstract"),
        (it.open, "open"),
        (it.media, "media"),
        (it.deprecation.is_some(), "deprecated"),
    ];
    if let Some(base) = &it.base {
        let _ = write!(out, " : {base}");
    }
    for (_, flag) in flags.into_iter().filter(|it| it.0) {
        let _ = write!(out, ", {flag}");
    }
    let key = it.key.iter().map(|it| format!(", key {it}"));
    let _ = writeln!(
        out,
        "{}, line {}\n  {}",
        key.collect::<String>(),
        it.location.line,
        it.description
    );
    it.properties
        .iter()
        .for_each(|it| property(&mut out, "", it));
    it.relationships
        .iter()
        .for_each(|it| property(&mut out, "-> ", it));
    if let Some(it) = &it.representation {
        let _ = writeln!(
            out,
            "  sample of {} lines at line {}, optional {:?}",
            it.json.lines().count(),
            it.location.line,
            it.optional
        );
    }
    out
}

fn property(out: &mut String, mark: &str, it: &Property) {
    let deprecated = it
        .deprecation
        .as_ref()
        .map(|it| format!(" deprecated ({})", it.note));
    let _ = writeln!(
        out,
        "  {mark}{}: {}{}{} | {}",
        it.name,
        it.ty,
        facts(&it.facts),
        deprecated.unwrap_or_default(),
        it.description
    );
}

fn facts(it: &Facts) -> String {
    let mut out = String::new();
    let flags = [
        (it.key, "key"),
        (it.read_only, "read-only"),
        (it.write_only, "write-only"),
        (it.required, "required"),
        (it.select_only, "select-only"),
    ];
    for (_, flag) in flags.into_iter().filter(|it| it.0) {
        let _ = write!(out, " {flag}");
    }
    if let Some(nullable) = it.nullable {
        let _ = write!(out, " nullable={nullable}");
    }
    if let Some(default) = &it.default {
        let _ = write!(out, " default={default}");
    }
    if let Some(from) = &it.inherited_from {
        let _ = write!(out, " from={from}");
    }
    let options = [
        ("filter", it.filter.support),
        ("orderby", it.order_by),
        ("search", it.search),
        ("expand", it.expand),
    ];
    for (name, support) in options.into_iter().filter(|it| it.1 != Support::Unsaid) {
        let _ = write!(out, " {name}={support:?}");
    }
    if !it.filter.operators.is_empty() {
        let _ = write!(out, "{:?}", it.filter.operators);
    }
    out
}

fn enumeration(it: &Enum) -> String {
    let mut out = format!("Enum {}", it.name);
    let flags = [
        (it.flags, "flags"),
        (it.evolvable, "evolvable"),
        (it.deprecation.is_some(), "deprecated"),
    ];
    for (_, flag) in flags.into_iter().filter(|it| it.0) {
        let _ = write!(out, ", {flag}");
    }
    let _ = writeln!(out, ", line {}\n  {}", it.location.line, it.description);
    for member in &it.members {
        let value = member
            .value
            .map(|it| format!(" = {it}"))
            .unwrap_or_default();
        let hidden = if member.hidden { " hidden" } else { "" };
        let _ = writeln!(
            out,
            "  {}{value}{hidden} | {}",
            member.name, member.description
        );
    }
    out
}
