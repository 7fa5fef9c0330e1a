//! All API pages of a documentation checkout: nothing is lost, and how much is understood.

use std::{
    collections::BTreeMap,
    fmt::Write,
    path::{Path, PathBuf},
};

use msgraph_schema::{
    Parsed, Version,
    diagnostic::Code,
    schema::{Body, Content, Message, Operation, Permissions, Start},
};

/// Where the checkout is, if there is one.
fn docs() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/microsoft-graph-docs");
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

#[test]
fn operations_of_v1() {
    check(Version::V1);
}

#[test]
fn operations_of_beta() {
    check(Version::Beta);
}

fn check(version: Version) {
    let Some(docs) = docs() else { return };
    let parsed = msgraph_schema::parse(&docs, version).expect("the checkout can be read");
    no_page_is_lost(&parsed);
    let figures = Figures::of(&parsed);
    let at_least = |name: &str, least: f64| {
        let share = figures.share(name);
        assert!(
            share >= least,
            "{version} {name}: {share:.2}% is less than {least}%"
        );
    };
    at_least("request lines read", 99.4);
    at_least("permissions known", 99.0);
    at_least("bodies decided", 95.0);
    at_least("statuses known", 99.9);
    at_least("response types known", 98.5);
    at_least("examples strict or repaired", 99.0);
    let name = format!("operations-{version}");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, counts(&parsed, &figures));
    });
}

/// Every page has an operation or says why not, and every operation a path.
fn no_page_is_lost(parsed: &Parsed) {
    let without = parsed
        .diagnostics
        .iter()
        .filter(|it| it.code == Code::NoRequestLine);
    let mut pages: Vec<u32> = without.map(|it| it.location.page.0).collect();
    for operation in parsed.schema.operations.values() {
        assert!(
            !operation.paths.is_empty(),
            "{} has no path",
            operation.name
        );
        pages.push(operation.location.page.0);
    }
    pages.sort_unstable();
    for source in parsed.sources.folder("api") {
        assert!(
            pages.binary_search(&source.page.0).is_ok(),
            "{} is lost",
            source.path
        );
    }
}

/// How many of how many.
struct Figures(BTreeMap<&'static str, (usize, usize)>);

impl Figures {
    fn of(parsed: &Parsed) -> Self {
        let mut figures = Self(BTreeMap::new());
        for operation in parsed.schema.operations.values() {
            figures.add_operation(operation);
        }
        for diagnostic in &parsed.diagnostics {
            match diagnostic.code {
                Code::RequestLine => figures.add("request lines read", false),
                Code::NoRequestLine => figures.add("operations", false),
                _ => {}
            }
        }
        figures
    }

    fn add_operation(&mut self, it: &Operation) {
        for _ in &it.paths {
            self.add("request lines read", true);
        }
        let sends = matches!(it.method.as_str(), "POST" | "PATCH" | "PUT");
        if sends {
            self.add(
                "bodies decided",
                !matches!(it.request, Body::Unknown | Body::Json),
            );
        }
        let first = it.responses.first().map(|it| &it.content);
        self.add("operations", true);
        self.add("permissions known", it.permissions != Permissions::Unknown);
        self.add("statuses known", first.is_some());
        self.add(
            "response types known",
            !matches!(first, None | Some(Content::Json)),
        );
        self.add("resource known", it.resource.is_some());
        for example in &it.examples {
            example
                .request
                .iter()
                .chain(&example.responses)
                .for_each(|it| self.add_message(it));
        }
    }

    fn add_message(&mut self, message: &Message) {
        self.add(
            "examples with a first line",
            message.start != Start::Status(0),
        );
        if message.body.starts_with(['{', '[']) {
            let (_, problems) = msgraph_schema::json::parse(&message.body);
            self.add("examples strict", problems.is_empty());
            let lost = problems
                .iter()
                .any(|it| it.message == "text behind the value");
            self.add("examples strict or repaired", !lost);
        }
    }

    fn add(&mut self, name: &'static str, hit: bool) {
        let (hits, all) = self.0.entry(name).or_default();
        *hits += usize::from(hit);
        *all += 1;
    }

    fn share(&self, name: &str) -> f64 {
        let (hits, all) = self.0[name];
        100.0 * hits as f64 / all.max(1) as f64
    }
}

/// The figures, what sorts of calls there are, and how often each diagnostic is about an API page.
fn counts(parsed: &Parsed, figures: &Figures) -> String {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for operation in parsed.schema.operations.values() {
        *kinds.entry(format!("{:?}", operation.kind)).or_default() += 1;
    }
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for it in &parsed.diagnostics {
        if parsed.schema.page(it.location.page).contains("/api/") {
            *codes.entry(it.code.as_str()).or_default() += 1;
        }
    }
    let mut out = String::new();
    for (name, (hits, all)) in &figures.0 {
        let _ = writeln!(out, "{name}: {hits} of {all}");
    }
    for (name, count) in kinds {
        let _ = writeln!(out, "{name}: {count}");
    }
    for (name, count) in codes {
        let _ = writeln!(out, "{name}: {count}");
    }
    out
}
