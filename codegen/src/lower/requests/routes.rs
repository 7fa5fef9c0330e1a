//! How every documented path is reached: the ways to a place and the call there.

use msgraph_schema::schema::Segment;

use super::{Built, Client, map::Visit};
use crate::items::{Route, RouteWay};

/// The routes of all paths, sorted by operation and path.
pub(super) fn routes(client: &Client<'_, '_>, built: &[Built<'_>]) -> Vec<Route> {
    let mut routes = Vec::new();
    for it in built {
        for (draft, call) in &it.calls {
            routes.extend(draft.visits.iter().filter_map(|visit| {
                Some(Route {
                    operation: visit.operation.name.to_string(),
                    template: visit.path.to_string(),
                    ways: ways(client, built, visit)?,
                    call: call.clone(),
                })
            }));
        }
    }
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
    let mut at = super::map::ROOT;
    let mut ways = Vec::new();
    for (link, segment) in visit.links.iter().zip(&visit.path.segments) {
        let number = client.builders[at]
            .ways
            .iter()
            .position(|it| it.link == *link)?;
        let way = built[at].ways[number].as_ref()?;
        let fixed = match (link, segment) {
            (super::map::Link::Id, Segment::Literal(word)) => Some(word.clone()),
            _ => None,
        };
        ways.push(RouteWay {
            name: way.name.clone(),
            piece: way.piece.clone(),
            fixed,
        });
        at = client.builders[at].ways[number].to;
    }
    Some(ways)
}
