//! Replays a whole version: every operation's examples, every type's sample.

use std::collections::BTreeMap;

use msgraph_replay::{Decode, Route, routes};
use msgraph_runtime::http::{Client, Request};
use msgraph_schema::{
    Schema, json, path,
    schema::{Example, Message, Operation, PageId, PathTemplate, Start},
};

use crate::{
    address::{self, Address},
    answers,
    fit::{self, Fit},
    members,
    report::{Class, Failure, Fault, Report, Subject},
    requests,
    wire::{self, Wire},
};

/// What is generated of a version.
pub(crate) struct Table<G: 'static> {
    /// Every documented path.
    pub(crate) routes: &'static [Route<G>],
    /// Every type.
    pub(crate) types: &'static [(&'static str, Decode)],
}

/// A version that is replayed.
pub(crate) struct Replay<'a, G: 'static> {
    schema: &'a Schema,
    table: &'a Table<G>,
    /// A client of the real service, which nothing is sent with.
    graph: G,
    /// A client of the loopback server.
    wire: Wire<G>,
    pages: BTreeMap<PageId, Vec<&'a Operation>>,
}

/// An example request that a call was found for.
pub(crate) struct Found<'a, G: 'static> {
    pub(crate) operation: &'a Operation,
    pub(crate) route: &'static Route<G>,
    pub(crate) address: Address,
    pub(crate) fit: Fit,
    /// Whether the call is one of the example's own page.
    pub(crate) is_own: bool,
}

impl<G> Table<G> {
    /// How a type is read.
    pub(crate) fn decode(&self, name: &str) -> Option<Decode> {
        let at = self.types.binary_search_by(|it| it.0.cmp(name)).ok()?;
        Some(self.types[at].1)
    }
}

/// Replays the pages that a pattern names.
pub(crate) fn run<G: From<Client>>(
    schema: &Schema,
    table: &Table<G>,
    pattern: &str,
) -> anyhow::Result<Report> {
    let wire = Wire::start(schema.version)?;
    let graph = wire::unsent(schema.version)?;
    let mut pages: BTreeMap<PageId, Vec<&Operation>> = BTreeMap::new();
    for it in schema.operations.values() {
        pages.entry(it.location.page).or_default().push(it);
    }
    let replay = Replay {
        schema,
        table,
        graph,
        wire,
        pages,
    };
    let mut report = Report::from(schema);
    for operation in schema
        .operations
        .values()
        .filter(|it| is_named(schema, it.location.page, pattern))
    {
        for example in &operation.examples {
            report.append(replay.example(operation, example));
        }
    }
    for ty in schema.types.values() {
        if let Some(sample) = ty
            .representation
            .as_ref()
            .filter(|it| is_named(schema, it.location.page, pattern))
        {
            answers::sample(table, ty, sample, &mut report);
        }
    }
    report.findings.sort_by_key(|it| (it.location, it.subject));
    Ok(report)
}

impl<'a, G> Replay<'a, G> {
    fn example(&self, operation: &'a Operation, example: &Example) -> Report {
        let mut report = Report::default();
        let asked = example
            .request
            .as_ref()
            .map(|it| (it, self.find(operation, it)));
        let mut sent = None;
        if let Some((message, found)) = &asked {
            let built = match found {
                Ok(found) => requests::rebuild((&self.graph, self.schema), found, message),
                Err(failure) => Err(failure.clone()),
            };
            sent = built.is_ok().then_some((*message, found));
            if let Ok(Some(without)) = &built {
                report.remark(Subject::Request, message.location, without.clone());
            }
            report.add(Subject::Request, message.location, built.map(|_| ()));
        }
        let own = asked
            .as_ref()
            .and_then(|it| it.1.as_ref().ok())
            .filter(|it| it.is_own);
        let (operation, route) = match own {
            Some(it) => (it.operation, Some(it.route)),
            None => (
                operation,
                routes(self.table.routes, operation.name.as_str()).first(),
            ),
        };
        let is_elsewhere = asked
            .as_ref()
            .is_some_and(|it| is_elsewhere(it.1.as_ref().err()));
        for message in example.responses.iter().filter(|_| !is_elsewhere) {
            self.answer(operation, route, message, &mut report);
            if let Some((asked, Ok(found))) = sent {
                let request = requests::build(self.wire.graph(), found, asked);
                self.exchange(found, request, message, &mut report);
            }
        }
        report
    }

    fn answer(
        &self,
        operation: &Operation,
        route: Option<&Route<G>>,
        message: &Message,
        report: &mut Report,
    ) {
        let Some(body) = json_body(message).filter(|_| has_answer(message)) else {
            return;
        };
        let read = answers::read(operation, route, &body);
        if let Some(route) = route.filter(|_| read.is_ok()) {
            members::add(
                self.table,
                (route.decode, &body),
                (Subject::Member, message.body_location, false),
                report,
            );
        }
        report.add(Subject::Answer, message.body_location, read);
    }

    fn exchange(
        &self,
        found: &Found<'_, G>,
        request: Result<Request, Failure>,
        message: &Message,
        report: &mut Report,
    ) {
        let Start::Status(status @ 200..=299) = message.start else {
            return;
        };
        let body = json_body(message).unwrap_or_else(|| message.body.clone().into_bytes());
        let result =
            request.and_then(|it| self.wire.exchange(found.route.decode, it, (status, &body)));
        report.add(Subject::Exchange, message.location, result);
    }

    /// The call that an example request is one of: one of its own page, or else of any.
    fn find(&self, operation: &'a Operation, message: &Message) -> Result<Found<'a, G>, Failure> {
        let Start::Request { method, url } = &message.start else {
            return Err(Failure::new(Class::UnknownAddress, ""));
        };
        let address =
            address::read(url, self.schema.version).map_err(|it| Failure::new(it, url))?;
        let own = || self.pages[&operation.location.page].iter().copied();
        let documented = || {
            own()
                .flat_map(|it| &it.paths)
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let with_method = |it: &&Operation| it.method == *method;
        let best = |all: &mut dyn Iterator<Item = &'a Operation>| best(all, &address);
        if let Some((operation, template, fit)) = best(&mut own().filter(with_method)) {
            return self.found(operation, template, (address, fit), true);
        }
        if let Some(it) = self.other_way(own().filter(with_method), url, &address) {
            return Ok(it);
        }
        if best(&mut own()).is_some() {
            return Err(Failure::new(Class::OtherMethod, format!("{method} {url}")));
        }
        match best(&mut self.schema.operations.values().filter(with_method)) {
            Some((operation, template, fit)) => {
                self.found(operation, template, (address, fit), false)
            }
            None => {
                let detail = format!("{method} {url}, expected {}", documented());
                Err(Failure::new(Class::UnknownAddress, detail))
            }
        }
    }

    /// The call of an address that no page documents, where the client has another way to the place of a documented path.
    fn other_way(
        &self,
        mut operations: impl Iterator<Item = &'a Operation>,
        url: &str,
        address: &Address,
    ) -> Option<Found<'a, G>> {
        let template = path::parse(url).ok()?;
        let (_, _, fit) = fit::best(std::iter::once(((), &template)), address)?;
        operations.find_map(|operation| {
            let (address, fit) = (address.clone(), fit.clone());
            self.found(operation, &template, (address, fit), true).ok()
        })
    }

    /// The generated call of a path.
    fn found(
        &self,
        operation: &'a Operation,
        template: &PathTemplate,
        (address, fit): (Address, Fit),
        is_own: bool,
    ) -> Result<Found<'a, G>, Failure> {
        let template = template.to_string();
        let route = routes(self.table.routes, operation.name.as_str())
            .iter()
            .find(|it| it.path == template);
        let route = route
            .ok_or_else(|| Failure::new(Class::NoCall, format!("{} {template}", operation.name)))?;
        Ok(Found {
            operation,
            route,
            address,
            fit,
            is_own,
        })
    }
}

fn best<'a>(
    operations: &mut dyn Iterator<Item = &'a Operation>,
    address: &Address,
) -> Option<(&'a Operation, &'a PathTemplate, Fit)> {
    fit::best(
        operations.flat_map(|it| it.paths.iter().map(move |path| (it, path))),
        address,
    )
}

/// Whether a page's path below the version matches a pattern with stars.
fn is_named(schema: &Schema, page: PageId, pattern: &str) -> bool {
    let page = schema.page(page);
    let below = page.splitn(3, '/').last().unwrap_or_default();
    matches(pattern, below.strip_suffix(".md").unwrap_or(below)) || matches(pattern, below)
}

fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            text.char_indices()
                .map(|it| it.0)
                .chain([text.len()])
                .any(|at| matches(rest, &text[at..]))
        }),
    }
}

/// Whether an answer is that of a call that succeeded, and can have a body at all: HTTP knows none behind 204.
fn has_answer(message: &Message) -> bool {
    matches!(message.start, Start::Status(it @ ..=299) if it != 204)
}

/// Whether a request is none of the page's calls, and so are its answers.
fn is_elsewhere(failure: Option<&Failure>) -> bool {
    failure.is_some_and(|it| {
        it.class.fault() == Fault::Nobody
            || matches!(it.class, Class::UnknownAddress | Class::OtherMethod)
    })
}

/// The body as JSON to the letter, if it is JSON as documentation writes it.
pub(crate) fn json_body(message: &Message) -> Option<Vec<u8>> {
    strict(&message.body)
}

/// JSON to the letter of JSON as documentation writes it; nothing of other text, such as headers in braces.
pub(crate) fn strict(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let inner = text.strip_prefix('{').map(str::trim_start);
    let is_object = inner.is_some_and(|it| it.starts_with(['"', '“', '\'', '}', '/', '.']));
    if !is_object && !text.starts_with('[') && !json::is_strict(text) {
        return None;
    }
    let value = serde_json::to_value(&json::parse(text).0).ok()?;
    serde_json::to_vec(&value).ok()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_text() {
        assert!(matches("*", "api/user-get"));
        assert!(matches("api/user-*get*", "api/user-get"));
        assert!(!matches("api/user", "api/user-get"));
    }
}
