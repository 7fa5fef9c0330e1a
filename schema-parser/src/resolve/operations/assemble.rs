//! One page -> its operations.

use rustc_hash::FxHashMap;

use super::super::Names;
use super::{
    body, examples,
    paths::{self, Members},
    properties, prose, responses,
};
use crate::{
    diagnostic::{Diagnostic, Reporter},
    http::RawStart,
    markdown,
    pages::operation::{
        self, Calls, OperationPage, RawExample, RawPermissions, Shown, permission_tables,
    },
    schema::{
        Location, Operation, OperationName, Parameter, ParameterPlace, PathTemplate,
        PermissionTable, Permissions, Schema, Segment,
    },
    source::{SourceFile, Sources},
};

/// What a page becomes.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    /// Its operations; none if it has no request line.
    pub(super) operations: Vec<Operation>,
    /// Where its title stands.
    pub(super) title: Location,
    /// What was found on the way.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What all pages are assembled with.
pub(super) struct Assembly<'r> {
    schema: &'r Schema,
    names: &'r Names,
    members: Members,
    /// The pages of permissions, by the name of their file.
    includes: FxHashMap<&'r str, &'r SourceFile>,
}

impl<'r> Assembly<'r> {
    pub(super) fn new(schema: &'r Schema, names: &'r Names, sources: &'r Sources) -> Self {
        let includes = sources.folder("includes");
        let includes = includes.filter(|it| it.path.contains("/permissions/"));
        Self {
            schema,
            names,
            members: Members::new(schema),
            includes: includes.map(|it| (it.stem(), it)).collect(),
        }
    }

    /// Parses a page and makes its operations.
    pub(super) fn page(&self, source: &SourceFile) -> Assembled {
        let (page, mut diagnostics) = operation::parse(source);
        let Some(mut page) = page else {
            return Assembled {
                diagnostics,
                ..Assembled::default()
            };
        };
        let mut reporter = Reporter::new(source);
        let shared = self.shared(&mut page, &mut reporter);
        let calls = std::mem::take(&mut page.calls);
        let shared = std::iter::repeat_n(shared, calls.len());
        let page = page;
        let chosen: Vec<Vec<_>> = (0..calls.len())
            .map(|at| chosen(&page.examples, &calls, at))
            .collect();
        let mut operations = Vec::with_capacity(calls.len());
        for ((calls, chosen), mut operation) in calls.into_iter().zip(chosen).zip(shared) {
            operation.name = name(source.stem(), operations.len());
            self.fill(&mut operation, (&page, calls), &chosen, &mut reporter);
            operations.push(operation);
        }
        // Several operations of a page are read from the same sections.
        reporter.found.sort();
        reporter.found.dedup();
        diagnostics.append(&mut reporter.found);
        Assembled {
            operations,
            title: source.location(page.title),
            diagnostics,
        }
    }

    /// What all operations of a page have in common, taken from the page.
    fn shared<'a>(&self, page: &mut OperationPage<'a>, reporter: &mut Reporter<'a>) -> Operation {
        Operation {
            parameters: self.parameters(page, reporter),
            title: page.title.to_owned(),
            description: page.description.clone(),
            deprecation: page.deprecation.take(),
            query: std::mem::take(&mut page.query),
            headers: std::mem::take(&mut page.headers),
            clouds: page.clouds.take(),
            permissions: self
                .permissions(std::mem::take(&mut page.permissions), &mut reporter.found),
            ..Operation::default()
        }
    }

    /// Adds the paths, and what is sent and answered.
    fn fill<'a>(
        &self,
        operation: &mut Operation,
        (page, calls): (&OperationPage<'a>, Calls<'a>),
        chosen: &[&RawExample<'a>],
        reporter: &mut Reporter<'a>,
    ) {
        let source = reporter.source;
        let (method, chapter) = (calls.method, calls.chapter);
        method.clone_into(&mut operation.method);
        operation.paths = paths::paths(calls, &self.members, source);
        operation.location = operation.paths[0].location;
        paths::add_query(&operation.paths, &mut operation.query);
        operation.query.sort_by(|a, b| a.name.cmp(&b.name));
        let shown = chosen.iter().map(|it| examples::example(it, source));
        operation.examples = shown.collect();
        self.fill_bodies(operation, (page, chapter), chosen, reporter);
        paths::add_calls(
            &mut operation.paths,
            &page.parameters,
            &operation.parameters,
        );
    }

    /// Adds what is sent and answered.
    fn fill_bodies<'a>(
        &self,
        operation: &mut Operation,
        (page, chapter): (&OperationPage<'a>, &str),
        chosen: &[&RawExample<'a>],
        reporter: &mut Reporter<'a>,
    ) {
        let reader = prose::Reader {
            names: self.names,
            schema: self.schema,
            references: &page.references,
            namespace: page.namespace,
        };
        let path = &operation.paths[0];
        let answers: Vec<&Shown<'a>> = chosen.iter().flat_map(|it| &it.responses).collect();
        let responses = responses::Source {
            page,
            prose: page.response(chapter),
            reader,
            tail: tail(path),
            method: &operation.method,
            is_one: ends_with_key(path) && operation.method == "GET",
            shown: &answers,
        };
        let responses = responses.responses(reporter);
        let sent = sent(chosen, &operation.method);
        let body = body::Source {
            page,
            prose: page.body(chapter),
            reader,
            method: &operation.method,
            tail: tail(path),
            ends_in_member: self.members.ends(path),
            shown: &sent,
            responses: &responses,
        };
        operation.request = body.body(reporter);
        operation.responses = responses;
    }

    /// The parameters outside the body. A `GET` has no body, so that what a page of nothing else lists there are arguments of its function.
    fn parameters<'a>(
        &self,
        page: &OperationPage<'a>,
        reporter: &mut Reporter<'a>,
    ) -> Vec<Parameter> {
        let listed = page.parameters.iter().map(|it| (it.place, &it.row));
        let only_reads = page.calls.iter().all(|it| it.method == "GET");
        let bodies = page.bodies.iter().filter(|_| only_reads);
        let rows = bodies.flat_map(|it| &it.1.tables).flat_map(|it| &it.rows);
        let arguments = rows.map(|it| (ParameterPlace::Function, it));
        let all = listed.chain(arguments).map(|(place, row)| Parameter {
            place,
            property: properties::property(row, self.names, page.namespace, reporter),
        });
        all.collect()
    }

    fn permissions(&self, raw: RawPermissions<'_>, found: &mut Vec<Diagnostic>) -> Permissions {
        match raw {
            RawPermissions::Unknown => Permissions::Unknown,
            RawPermissions::Tables(tables) => Permissions::Tables(tables),
            RawPermissions::Includes(targets) => {
                let tables = targets.iter().flat_map(|it| self.included(it, found));
                let tables: Vec<_> = tables.collect();
                match tables.is_empty() {
                    true => Permissions::Unknown,
                    false => Permissions::Tables(tables),
                }
            }
        }
    }

    /// The tables of an included page, if it is there.
    fn included(&self, target: &str, found: &mut Vec<Diagnostic>) -> Vec<PermissionTable> {
        let name = target.rsplit('/').next().unwrap_or(target);
        let name = name.strip_suffix(".md").unwrap_or(name);
        let Some(source) = self.includes.get(name) else {
            return Vec::new();
        };
        let mut reporter = Reporter::new(source);
        let page = markdown::parse(&source.text);
        let sections = page.sections.iter();
        let tables = sections
            .flat_map(|it| permission_tables(it, &mut reporter))
            .collect();
        found.append(&mut reporter.found);
        tables
    }
}

fn name(stem: &str, at: usize) -> OperationName {
    OperationName(match at {
        0 => stem.to_owned(),
        _ => format!("{stem}#{}", at + 1),
    })
}

/// The example requests that say what is sent: those of the same method, or all where none is.
fn sent<'p, 'a>(chosen: &[&'p RawExample<'a>], method: &str) -> Vec<&'p Shown<'a>> {
    let all = || chosen.iter().filter_map(|it| it.request.as_ref());
    let is_own =
        |it: &&Shown<'a>| matches!(it.message.start, RawStart::Request(its, _) if its == method);
    let own: Vec<_> = all().filter(is_own).collect();
    if own.is_empty() { all().collect() } else { own }
}

/// The last word of a path.
fn tail(path: &PathTemplate) -> &str {
    match path.segments.last() {
        Some(Segment::Literal(word)) => word,
        Some(Segment::Call { name, .. }) => name,
        _ => "",
    }
}

fn ends_with_key(path: &PathTemplate) -> bool {
    let last = path.segments.last();
    matches!(last, Some(Segment::Placeholder(_) | Segment::Key(_)))
}

/// The examples of the operation at a place of the page.
fn chosen<'p, 'a>(
    examples: &'p [RawExample<'a>],
    calls: &[Calls<'_>],
    at: usize,
) -> Vec<&'p RawExample<'a>> {
    let examples = examples.iter();
    examples.filter(|it| belongs(it, calls, at)).collect()
}

/// Whether an example is one of the operation at a place of the page: of its method and with its last word, or of no operation's.
fn belongs(example: &RawExample<'_>, calls: &[Calls<'_>], at: usize) -> bool {
    if calls.len() == 1 {
        return true;
    }
    let chapter = calls
        .iter()
        .filter(|it| it.chapter == example.chapter)
        .count();
    if chapter > 0 && chapter < calls.len() && calls[at].chapter != example.chapter {
        return false;
    }
    let start = example.request.as_ref().map(|it| it.message.start);
    let Some(RawStart::Request(method, url)) = start else {
        return at == 0 || chapter == 1;
    };
    let path = url.split('?').next().unwrap_or(url);
    let ends = |it: &Calls<'_>| match tail(&it.paths[0].template) {
        word @ ("$ref" | "$value" | "$count" | "content") => path.ends_with(word),
        _ => !path.ends_with("$ref") && !path.ends_with("$value") && !path.ends_with("$count"),
    };
    let here = |it: &Calls<'_>| chapter == 0 || it.chapter == example.chapter;
    let exact = calls
        .iter()
        .position(|it| here(it) && it.method == method && ends(it));
    let loose = exact.or_else(|| calls.iter().position(|it| here(it) && it.method == method));
    loose.or_else(|| calls.iter().position(here)) == Some(at)
}
