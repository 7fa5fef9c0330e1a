//! Places into request builders: usually one, and more where the documentation says different things about different ways to a place.
//!
//! ```text
//! DELETE /groups/{id}/members/{id}/$ref          group-delete-members
//! DELETE /applications/{id}/owners/{id}/$ref     application-delete-owners      both end at One(directoryObject)
//! ```
//!
//! Ways that agree about every call they share are one builder; the builder with the most calls comes first and is named after the type.

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::schema::{Operation, OperationName, Segment};

use super::{
    areas::Area,
    map::{Link, Map, Node, NodeId, ROOT, Via, Visit},
};

/// A request builder by number; the first is the client.
pub(super) type BuilderId = usize;

/// One request builder.
pub(super) struct Builder<'a> {
    pub(super) node: NodeId,
    /// The way to it that it is named after; nothing where it is named after its place.
    pub(super) via: Option<Via>,
    /// Its calls.
    pub(super) calls: Vec<Group<'a>>,
    /// Its ways on: link, first segment, target.
    pub(super) ways: Vec<Way<'a>>,
    pub(super) areas: BTreeSet<Area>,
}

/// A way from one builder to another.
pub(super) struct Way<'a> {
    pub(super) link: Link,
    pub(super) segment: &'a Segment,
    pub(super) word: &'a str,
    pub(super) operation: &'a Operation,
    pub(super) to: BuilderId,
    pub(super) areas: BTreeSet<Area>,
}

/// The operations that do the same to a place: one method, one rest of the path.
pub(super) struct Group<'a> {
    pub(super) visits: Vec<&'a Visit<'a>>,
    /// The operations that all ways to the place share, or all where none is.
    pub(super) common: BTreeSet<&'a OperationName>,
}

/// What tells calls of one place apart.
type CallKey<'a> = (&'a str, Vec<Link>);

/// The calls of a place that one way leads to.
type Table<'a> = BTreeMap<CallKey<'a>, BTreeSet<&'a OperationName>>;

/// How many places an operation may have before it counts as one that is about all of them and not about each.
const FEW: usize = 4;

/// All request builders of a map.
pub(super) fn builders<'a>(map: &'a Map<'a>, spread: &Spread<'_>) -> Vec<Builder<'a>> {
    let mut builders = Vec::new();
    let mut entries: BTreeMap<(NodeId, Option<&Via>), BuilderId> = BTreeMap::new();
    for (id, node) in map.nodes.iter().enumerate() {
        for (index, class) in classes(id, node, spread).into_iter().enumerate() {
            if index == 0 {
                entries.insert((id, None), builders.len());
            }
            entries.extend(
                class
                    .vias
                    .iter()
                    .map(|via| ((id, Some(*via)), builders.len())),
            );
            let via = class
                .vias
                .first()
                .filter(|_| index > 0)
                .map(|it| (*it).clone());
            builders.push(builder(id, node, via, &class));
        }
    }
    connect(map, &mut builders, &entries);
    builders
}

/// In how many places each operation ends.
pub(super) type Spread<'a> = BTreeMap<&'a OperationName, usize>;

/// Counts the places of each operation.
pub(super) fn spread<'a>(map: &Map<'a>) -> Spread<'a> {
    let mut places: BTreeMap<&OperationName, BTreeSet<NodeId>> = BTreeMap::new();
    for (id, node) in map.nodes.iter().enumerate() {
        for visit in &node.visits {
            places.entry(&visit.operation.name).or_default().insert(id);
        }
    }
    places
        .into_iter()
        .map(|(name, it)| (name, it.len()))
        .collect()
}

/// Ways to a place that agree.
#[derive(Default)]
struct Class<'a> {
    vias: Vec<&'a Via>,
    table: Table<'a>,
}

fn classes<'a>(id: NodeId, node: &'a Node<'a>, spread: &Spread<'_>) -> Vec<Class<'a>> {
    let mut tables: BTreeMap<&Via, Table<'_>> = BTreeMap::new();
    for visit in &node.visits {
        let table = tables.entry(&visit.via).or_default();
        table
            .entry(key(visit))
            .or_default()
            .insert(&visit.operation.name);
    }
    let mut tables: Vec<_> = tables.into_iter().collect();
    tables.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
    let mut classes: Vec<Class<'_>> = Vec::new();
    for (via, table) in tables {
        let may_split = id != ROOT && node.parent.is_none();
        let agreeing = classes
            .iter_mut()
            .find(|it| !may_split || agree(&it.table, &table, spread));
        match agreeing {
            Some(class) => class.join(via, table),
            None => classes.push(Class {
                vias: vec![via],
                table,
            }),
        }
    }
    if classes.is_empty() {
        classes.push(Class::default());
    }
    classes
}

/// Whether two ways share an operation for every call that both have, those aside that are about very many places.
fn agree(left: &Table<'_>, right: &Table<'_>, spread: &Spread<'_>) -> bool {
    let is_about_few = |it: &&&OperationName| spread.get(**it).is_none_or(|it| *it <= FEW);
    left.iter().all(|(key, left)| {
        let Some(right) = right.get(key) else {
            return true;
        };
        !left.is_disjoint(right)
            || left.iter().filter(is_about_few).count() == 0
            || right.iter().filter(is_about_few).count() == 0
    })
}

impl<'a> Class<'a> {
    fn join(&mut self, via: &'a Via, table: Table<'a>) {
        self.vias.push(via);
        for (key, operations) in table {
            let known = self.table.entry(key).or_insert_with(|| operations.clone());
            let common: BTreeSet<_> = known.intersection(&operations).copied().collect();
            if !common.is_empty() {
                *known = common;
            }
        }
    }
}

fn key<'a>(visit: &Visit<'a>) -> CallKey<'a> {
    (
        &visit.operation.method,
        visit
            .rest
            .iter()
            .map(|(segment, by)| super::map::link(segment, by))
            .collect(),
    )
}

fn builder<'a>(id: NodeId, node: &'a Node<'a>, via: Option<Via>, class: &Class<'a>) -> Builder<'a> {
    let mut groups: BTreeMap<CallKey<'_>, Vec<&Visit<'_>>> = BTreeMap::new();
    for visit in node
        .visits
        .iter()
        .filter(|it| class.vias.contains(&&it.via))
    {
        groups.entry(key(visit)).or_default().push(visit);
    }
    let calls = groups.into_iter().map(|(key, visits)| Group {
        common: class.table[&key].clone(),
        visits,
    });
    Builder {
        node: id,
        via,
        calls: calls.collect(),
        ways: Vec::new(),
        areas: BTreeSet::new(),
    }
}

/// Leads every way of the map from builder to builder.
fn connect<'a>(
    map: &'a Map<'a>,
    builders: &mut [Builder<'a>],
    entries: &BTreeMap<(NodeId, Option<&Via>), BuilderId>,
) {
    let entry = |node: NodeId, via: &Via| {
        entries
            .get(&(node, Some(via)))
            .or_else(|| entries.get(&(node, None)))
            .copied()
    };
    builders[ROOT].areas = (0..map.areas.names.len()).collect();
    for (id, node) in map.nodes.iter().enumerate() {
        for (link, way) in &node.ways {
            let through = (id, link.clone());
            let Some(to) = entry(way.to, &through) else {
                continue;
            };
            for (via, areas) in &way.vias {
                let Some(from) = entry(id, via) else { continue };
                builders[to].areas.extend(areas);
                add_way(&mut builders[from].ways, link, way, to, areas);
            }
        }
    }
}

fn add_way<'a>(
    ways: &mut Vec<Way<'a>>,
    link: &Link,
    way: &'a super::map::Way<'a>,
    to: BuilderId,
    areas: &BTreeSet<Area>,
) {
    if let Some(known) = ways.iter_mut().find(|it| it.link == *link) {
        known.areas.extend(areas);
        return;
    }
    let super::map::Way {
        segment,
        word,
        operation,
        ..
    } = way;
    ways.push(Way {
        link: link.clone(),
        segment,
        word,
        operation,
        to,
        areas: areas.clone(),
    });
}
