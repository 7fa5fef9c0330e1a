//! How every documented path is reached: the ways to a place and the call there.
//!
//! Many examples take another way to the place of a documented path, which the request builders know as well:
//!
//! ```text
//! GET /me/drive/items/{id}/workbook/worksheets/{id}/pivotTables      documented
//! GET /me/drive/root/workbook/worksheets/{id}/pivotTables            in the example
//! ```

use std::sync::Arc;

use msgraph_schema::{
    path,
    schema::{Operation, PathTemplate, Segment, Start},
    walk::By,
};
use rayon::prelude::*;

use super::{
    Built, Client,
    map::{Link, ROOT, Visit, link},
};
use crate::items::{Route, RouteWay};

/// The routes of all paths, sorted by operation and path.
pub(super) fn routes(client: &Client<'_, '_>, built: &[Built<'_>]) -> Vec<Route> {
    let documented = built.par_iter().flat_map_iter(|it| {
        let calls = it.calls.iter();
        let visits = calls.flat_map(|(draft, call)| draft.visits.iter().map(move |it| (it, call)));
        visits.filter_map(|(visit, call)| {
            Some(Route {
                operation: visit.operation.name.to_string(),
                template: visit.path.to_string(),
                ways: ways(client, built, visit)?,
                call: Arc::clone(call),
            })
        })
    });
    let operations = client.lower.schema.operations.par_iter();
    let others = operations.flat_map_iter(|(_, operation)| {
        shown(operation).filter_map(|it| other_way(client, built, operation, &it))
    });
    let mut routes: Vec<_> = documented.chain(others).collect();
    routes.sort_by(|left, right| {
        (&left.operation, &left.template).cmp(&(&right.operation, &right.template))
    });
    routes.dedup_by(|left, right| {
        left.operation == right.operation && left.template == right.template
    });
    routes
}

/// The methods from the client to a place.
fn ways(client: &Client<'_, '_>, built: &[Built<'_>], visit: &Visit<'_>) -> Option<Vec<RouteWay>> {
    let mut at = ROOT;
    let mut ways = Vec::new();
    for (link, segment) in visit.links.iter().zip(&visit.path.segments) {
        let number = client.builders[at]
            .ways
            .iter()
            .position(|it| it.link == *link)?;
        let way = built[at].ways[number].as_ref()?;
        let fixed = match (link, segment) {
            (Link::Id, Segment::Literal(word)) => Some(word.clone()),
            _ => None,
        };
        ways.push(RouteWay {
            way: Arc::clone(way),
            fixed,
        });
        at = client.builders[at].ways[number].to;
    }
    Some(ways)
}

/// The paths of the examples of an operation that are none of its documented ones.
fn shown(operation: &Operation) -> impl Iterator<Item = PathTemplate> {
    let requests = operation
        .examples
        .iter()
        .filter_map(|it| it.request.as_ref());
    let paths = requests.filter_map(|it| match &it.start {
        Start::Request { method, url } if *method == operation.method => path::parse(url).ok(),
        _ => None,
    });
    paths.filter(|shown| !operation.paths.iter().any(|it| is_of(shown, it)))
}

/// Whether a path is a documented one with values in it.
fn is_of(shown: &PathTemplate, documented: &PathTemplate) -> bool {
    let is_same = |(shown, documented): (&Segment, &Segment)| match (shown, documented) {
        (Segment::Literal(shown), Segment::Literal(it)) => shown.eq_ignore_ascii_case(it),
        (Segment::Literal(word), Segment::Placeholder(_)) => !word.starts_with('$'),
        (shown, documented) => std::mem::discriminant(shown) == std::mem::discriminant(documented),
    };
    let pairs = shown.segments.iter().zip(&documented.segments);
    shown.segments.len() == documented.segments.len() && pairs.into_iter().all(is_same)
}

/// How a path that no page documents is reached, if it leads to a call of the operation.
fn other_way(
    client: &Client<'_, '_>,
    built: &[Built<'_>],
    operation: &Operation,
    path: &PathTemplate,
) -> Option<Route> {
    let mut at = ROOT;
    let mut ways = Vec::new();
    let mut segments = path.segments.as_slice();
    loop {
        let mut calls = built[at].calls.iter();
        let found = calls.find(|it| {
            it.0.visits
                .iter()
                .any(|it| ends_so(it, operation, segments))
        });
        if let Some((_, call)) = found {
            return Some(Route {
                operation: operation.name.to_string(),
                template: path.to_string(),
                ways,
                call: Arc::clone(call),
            });
        }
        let (first, rest) = segments.split_first()?;
        let (number, fixed) = step(client, at, first)?;
        let way = built[at].ways[number].as_ref()?;
        ways.push(RouteWay {
            way: Arc::clone(way),
            fixed,
        });
        at = client.builders[at].ways[number].to;
        segments = rest;
    }
}

/// Whether a documented path of an operation has these segments behind its place.
fn ends_so(visit: &Visit<'_>, operation: &Operation, segments: &[Segment]) -> bool {
    let is_same = |(rest, shown): (&Segment, &Segment)| match (rest, shown) {
        (Segment::Literal(rest), Segment::Literal(shown)) => rest.eq_ignore_ascii_case(shown),
        (
            Segment::Call { name, arguments },
            Segment::Call {
                name: shown,
                arguments: given,
            },
        ) => name.eq_ignore_ascii_case(shown) && arguments.len() == given.len(),
        (rest, shown) => rest == shown,
    };
    visit.operation.name == operation.name
        && visit.rest.len() == segments.len()
        && visit.rest.iter().map(|it| it.0).zip(segments).all(is_same)
}

/// The way of a builder that a segment takes, and the id that it writes out. Where many values are, a word that is nothing else is an id.
fn step(client: &Client<'_, '_>, at: usize, segment: &Segment) -> Option<(usize, Option<String>)> {
    let ways = &client.builders[at].ways;
    let find = |link: &Link| ways.iter().position(|it| it.link == *link);
    match (find(&link(segment, &By::Value)), segment) {
        (Some(number), _) => Some((number, None)),
        (None, Segment::Literal(word)) => Some((find(&Link::Id)?, Some(word.clone()))),
        (None, _) => None,
    }
}
