//! The map of Graph: places, the ways between them, and which operations end where.
//!
//! ```text
//! Root --/me--> One(user) --/messages--> Many(One(user), messages) --{id}--> One(message) --/attachments--> …
//! ```
//!
//! What leads to one value of a type leads to the same place whatever its path; what leads to many values is a place of its own below the place
//! before it. So there are as many places as types have relationships, not as many as there are paths.

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::{
    Schema,
    schema::{Operation, PathTemplate, Segment, TypeName, TypeRef, TypeTarget},
    walk::{By, PlaceId, Step, Walk, Walker},
};
use rayon::prelude::*;

use super::areas::{self, Area, Areas, Walked};

/// A place by number; the first is the root.
pub(super) type NodeId = usize;

/// The root.
pub(super) const ROOT: NodeId = 0;

/// All places.
pub(super) struct Map<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// What is compiled together.
    pub(super) areas: Areas,
    keys: BTreeMap<Key, NodeId>,
}

/// What makes a place itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Root,
    One(PlaceId),
    Below(NodeId, Link),
}

/// One place.
pub(super) struct Node<'a> {
    /// The place before it, where it is not the one place of a type.
    pub(super) parent: Option<NodeId>,
    /// How it is reached from there, or was first reached at all.
    pub(super) link: Link,
    /// The type of its value or values.
    pub(super) ty: Option<TypeName>,
    /// Whether it holds many values.
    pub(super) many: bool,
    /// The ways from it.
    pub(super) ways: BTreeMap<Link, Way<'a>>,
    /// The operations that end at it.
    pub(super) visits: Vec<Visit<'a>>,
}

/// How one place is reached from another. Words are in lower case, names of arguments too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Link {
    Word(String),
    Id,
    File,
    Cast(TypeName),
    Key(Vec<String>),
    Function(String, Vec<String>),
}

/// The way into a place: the place before and the link.
pub(super) type Via = (NodeId, Link);

/// A way to another place.
pub(super) struct Way<'a> {
    pub(super) to: NodeId,
    /// The segment as it is first written.
    pub(super) segment: &'a Segment,
    /// The word of it, as the type's page spells it where it has one.
    pub(super) word: String,
    /// How the paths that go on so came to the place before, with their areas.
    pub(super) vias: BTreeMap<Via, BTreeSet<Area>>,
    /// The operation that first shows it.
    pub(super) operation: &'a Operation,
}

/// A path of an operation that ends at a place, or goes on only with what a call adds itself.
pub(super) struct Visit<'a> {
    pub(super) operation: &'a Operation,
    pub(super) path: &'a PathTemplate,
    /// The links from the root to the place, one for each segment.
    pub(super) links: Vec<Link>,
    /// What the call adds, with what it is.
    pub(super) rest: Vec<(&'a Segment, By)>,
    pub(super) walk: Walk,
    pub(super) via: Via,
    pub(super) area: Area,
}

impl<'a> Map<'a> {
    /// The map of a schema.
    pub(super) fn new(schema: &'a Schema) -> Self {
        let walker = Walker::new(schema);
        let operations: Vec<_> = schema.operations.values().collect();
        let walked = operations.par_iter().flat_map_iter(|operation| {
            let paths = operation.paths.iter();
            paths.map(|path| (*operation, path, walker.walk(path)))
        });
        let paths: Vec<Walked<'_>> = walked.collect();
        let mut map = Self {
            nodes: vec![root()],
            areas: Areas::new(areas::SIZES, &paths),
            keys: [(Key::Root, ROOT)].into(),
        };
        for (operation, path, walk) in paths {
            map.add(operation, path, walk);
        }
        map
    }

    fn add(&mut self, operation: &'a Operation, path: &'a PathTemplate, walk: Walk) {
        let Some(area) = self.areas.of(path, &walk) else {
            return;
        };
        let length = walked(&walk);
        let (mut at, mut via) = (ROOT, (ROOT, Link::Id));
        let mut links = Vec::new();
        for (index, segment) in path.segments[..length].iter().enumerate() {
            let link = link(segment, &walk.steps[index].by);
            let to = self.node(at, &link, &walk.steps[index]);
            let way = self.nodes[at]
                .ways
                .entry(link.clone())
                .or_insert_with(|| Way {
                    to,
                    segment,
                    word: word(segment, &walk.steps[index].by),
                    vias: BTreeMap::new(),
                    operation,
                });
            way.vias.entry(via).or_default().insert(area);
            links.push(link.clone());
            via = (at, link);
            at = to;
        }
        let rest = path.segments[length..]
            .iter()
            .zip(walk.steps[length..].iter().map(|it| it.by.clone()))
            .collect();
        self.nodes[at].visits.push(Visit {
            operation,
            path,
            links,
            rest,
            walk,
            via,
            area,
        });
    }

    /// The place that a link leads to.
    fn node(&mut self, at: NodeId, link: &Link, step: &Step) -> NodeId {
        if *link == Link::File {
            return at;
        }
        let ty = step.to.as_ref().and_then(|it| match &it.target {
            TypeTarget::Named(name) => Some(name.clone()),
            TypeTarget::Primitive(_) => None,
        });
        let many = step.to.as_ref().is_some_and(|it| it.collection);
        let key = match &ty {
            Some(_) if !many => Key::One(step.place),
            _ => Key::Below(at, link.clone()),
        };
        let parent = matches!(key, Key::Below(..)).then_some(at);
        let next = self.nodes.len();
        let id = *self.keys.entry(key).or_insert(next);
        if id == next {
            self.nodes.push(Node {
                parent,
                link: link.clone(),
                ty,
                many,
                ways: BTreeMap::new(),
                visits: Vec::new(),
            });
        }
        id
    }
}

fn root<'a>() -> Node<'a> {
    Node {
        parent: None,
        link: Link::Id,
        ty: None,
        many: false,
        ways: BTreeMap::new(),
        visits: Vec::new(),
    }
}

/// The word of a segment for names of Rust's.
pub(super) fn word(segment: &Segment, by: &By) -> String {
    match (segment, by) {
        (_, By::Member { name, .. }) => name.as_str().trim_start_matches('$').to_owned(),
        (_, By::Function(name) | By::Action(name)) => name.trim_start_matches('$').to_owned(),
        (Segment::Cast(name), _) => format!("as-{}", name.short()),
        (Segment::Key(arguments), _) => {
            let names: Vec<_> = arguments.iter().map(|it| it.name.as_str()).collect();
            format!("by-{}", names.join("-and-"))
        }
        (Segment::ItemPath(_), _) => "at-path".to_owned(),
        _ => "id".to_owned(),
    }
}

pub(super) fn link(segment: &Segment, by: &By) -> Link {
    let names = |arguments: &[msgraph_schema::schema::Argument]| {
        arguments.iter().map(|it| it.name.to_lowercase()).collect()
    };
    match segment {
        Segment::Literal(_) if *by == By::Key => Link::Id,
        Segment::Literal(word) => Link::Word(word.to_lowercase()),
        Segment::Placeholder(_) => Link::Id,
        Segment::ItemPath(_) => Link::File,
        Segment::Cast(name) => Link::Cast(name.clone()),
        Segment::Key(arguments) => Link::Key(names(arguments)),
        Segment::Call { name, arguments } => Link::Function(name.to_lowercase(), names(arguments)),
    }
}

/// How many segments of a path lead from place to place; the rest belongs to the call.
pub(super) fn walked(walk: &Walk) -> usize {
    let ends = |at: &usize| match &walk.steps[*at] {
        Step {
            by: By::Reference | By::Value | By::Count,
            ..
        } => true,
        Step {
            by: By::Function(_) | By::Action(_),
            ..
        } => !goes_on(walk, at + 1),
        step => is_primitive(step),
    };
    (0..walk.steps.len()).find(ends).unwrap_or(walk.steps.len())
}

/// Whether a path has more from a segment on than `$value` and the like.
fn goes_on(walk: &Walk, from: usize) -> bool {
    walk.steps[from..]
        .iter()
        .any(|it| !matches!(it.by, By::Reference | By::Value | By::Count))
}

fn is_primitive(step: &Step) -> bool {
    matches!(
        &step.to,
        Some(TypeRef {
            target: TypeTarget::Primitive(_),
            ..
        })
    )
}
