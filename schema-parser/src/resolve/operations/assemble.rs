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
        let Some(page) = page else {
            return Assembled {
                diagnostics,
                ..Assembled::default()
            };
        };
        let mut reporter = Reporter::new(source);
        let permissions = self.permissions(&page, &mut reporter.found);
        let mut operations = Vec::with_capacity(page.calls.len());
        for (at, calls) in page.calls.iter().enumerate() {
            let mut operation = self.operation(&page, calls, at, &mut reporter);
            operation.permissions = permissions.clone();
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

    fn operation<'a>(
        &self,
        page: &OperationPage<'a>,
        calls: &Calls<'a>,
        at: usize,
        reporter: &mut Reporter<'a>,
    ) -> Operation {
        let source = reporter.source;
        let paths = paths::paths(calls, &self.members, source);
        let mut query = page.query.clone();
        paths::add_query(&paths, &mut query);
        query.sort_by(|a, b| a.name.cmp(&b.name));
        let chosen: Vec<_> = page
            .examples
            .iter()
            .filter(|it| belongs(it, page, at))
            .collect();
        let mut operation = Operation {
            name: name(source.stem(), at),
            method: calls.method.to_owned(),
            title: page.title.to_owned(),
            description: page.description.clone(),
            deprecation: page.deprecation.clone(),
            query,
            headers: page.headers.clone(),
            clouds: page.clouds.clone(),
            examples: chosen
                .iter()
                .map(|it| examples::example(it, source))
                .collect(),
            location: paths[0].location,
            paths,
            ..Operation::default()
        };
        self.fill(&mut operation, (page, calls.chapter), &chosen, reporter);
        operation
    }

    /// Adds what is sent and answered, and the parameters.
    fn fill<'a>(
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
        let sent: Vec<&Shown<'a>> = chosen.iter().filter_map(|it| it.request.as_ref()).collect();
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
        operation.parameters = self.parameters(&operation.method, page, reporter);
    }

    /// The parameters outside the body. A `GET` has no body, so that what its page lists there are arguments of its function.
    fn parameters<'a>(
        &self,
        method: &str,
        page: &OperationPage<'a>,
        reporter: &mut Reporter<'a>,
    ) -> Vec<Parameter> {
        let listed = page.parameters.iter().map(|it| (it.place, &it.row));
        let bodies = page.bodies.iter().filter(|_| method == "GET");
        let rows = bodies.flat_map(|it| &it.1.tables).flat_map(|it| &it.rows);
        let arguments = rows.map(|it| (ParameterPlace::Function, it));
        let all = listed.chain(arguments).map(|(place, row)| Parameter {
            place,
            property: properties::property(row, self.names, page.namespace, reporter),
        });
        all.collect()
    }

    fn permissions(&self, page: &OperationPage<'_>, found: &mut Vec<Diagnostic>) -> Permissions {
        match &page.permissions {
            RawPermissions::Unknown => Permissions::Unknown,
            RawPermissions::Tables(tables) => Permissions::Tables(tables.clone()),
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

/// Whether an example is one of the operation at a place of the page: of its method and with its last word, or of no operation's.
fn belongs(example: &RawExample<'_>, page: &OperationPage<'_>, at: usize) -> bool {
    let calls = &page.calls;
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
