//! Operations into request builders.
//!
//! ```text
//! paths -> Map -> builders -> calls and ways, with names -> modules
//! ```

mod areas;
mod bodies;
mod builders;
mod calls;
mod facts;
mod map;
mod naming;
mod options;
mod pieces;
mod required;
mod routes;
mod verbs;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use msgraph_schema::{Diagnostic, schema::OperationName};
use rayon::prelude::*;

pub(super) use self::areas::{Area, Name as AreaName};
use self::{
    builders::{Builder, BuilderId},
    calls::Draft,
    map::Map,
    naming::Home,
    pieces::Parameters,
};
use super::{Lower, areas::AreaFeatures};
use crate::{
    Areas,
    items::{Access, Call, Features, Item, Module, Path, Requests, Route, Struct, Way},
    names::{Case, RustName, Wanted, assign, rust_name},
};

/// What everything here looks things up in.
struct Client<'l, 'a> {
    lower: &'l Lower<'a>,
    map: &'a Map<'a>,
    builders: &'a [Builder<'a>],
    homes: Vec<Option<Home>>,
    /// In how many places each operation ends.
    spread: BTreeMap<&'a OperationName, usize>,
    /// The features of the areas.
    areas: AreaFeatures,
}

/// A builder with its ways, in their order, and its calls.
struct Built<'a> {
    ways: Vec<Option<Arc<Way>>>,
    calls: Vec<(Draft<'a>, Arc<Call>)>,
    /// What the calls send, where it has no page of its own.
    objects: Vec<(BTreeSet<Area>, Struct)>,
    /// What is odd about all that.
    diagnostics: Vec<Diagnostic>,
}

/// The builders of one module and their areas.
type Together<'a> = (BTreeSet<Area>, Vec<(BuilderId, Built<'a>)>);

/// The request builders of a schema.
pub(super) struct Lowered {
    /// Their modules.
    pub(super) modules: Vec<Module>,
    /// The features that they need.
    pub(super) areas: AreaFeatures,
    /// How every path is reached.
    pub(super) routes: Vec<Route>,
    /// What is odd about them.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Lowers all operations.
pub(super) fn lower(lower: &Lower<'_>) -> Lowered {
    let mut diagnostics = Vec::new();
    let map = Map::new(lower.schema);
    let spread = builders::spread(&map);
    let builders = builders::builders(&map, &spread);
    let client = Client {
        lower,
        homes: naming::homes(&map, &builders, &mut diagnostics),
        areas: AreaFeatures::new(&lower.options.module, &map.areas.names),
        map: &map,
        builders: &builders,
        spread,
    };
    let ids = 0..builders.len();
    let mut built: Vec<_> = ids.into_par_iter().map(|id| client.build(id)).collect();
    diagnostics.extend(built.iter_mut().flat_map(|it| it.diagnostics.drain(..)));
    let routes = routes::routes(&client, &built);
    let calls = built.iter().flat_map(|it| &it.calls);
    let sets = options::modules(calls.map(|it| it.0.visit.operation));
    let mut modules = client.modules(built);
    modules.extend(sets);
    Lowered {
        modules,
        areas: client.areas,
        routes,
        diagnostics,
    }
}

impl<'a> Client<'_, 'a> {
    fn build(&self, id: BuilderId) -> Built<'a> {
        let builder = &self.builders[id];
        let (drafts, words) = calls::drafts(self, builder);
        let mut diagnostics = Vec::new();
        let names = names(builder, &words, &drafts, &mut diagnostics);
        let (way_names, call_names) = names.split_at(builder.ways.len());
        let ways = builder.ways.iter().zip(way_names);
        let mut built = Built {
            ways: ways
                .map(|(way, name)| Some(Arc::new(self.way(builder, way, name.clone()?)?)))
                .collect(),
            calls: Vec::new(),
            objects: Vec::new(),
            diagnostics,
        };
        for (draft, name) in drafts.into_iter().zip(call_names) {
            let Some(name) = name.clone() else { continue };
            let (call, object) = self.call(id, &draft, name, &mut built.diagnostics);
            built
                .objects
                .extend(object.map(|it| (draft.areas.clone(), it)));
            built.calls.push((draft, Arc::new(call)));
        }
        built
    }

    fn modules(&self, built: Vec<Built<'_>>) -> Vec<Module> {
        let mut modules: BTreeMap<&[RustName], Together<'_>> = BTreeMap::new();
        for (id, built) in built.into_iter().enumerate() {
            let Some(home) = &self.homes[id] else {
                continue;
            };
            let (areas, builders) = modules.entry(&home.module).or_default();
            areas.extend(&self.builders[id].areas);
            builders.push((id, built));
        }
        let modules = modules.into_iter().map(|(path, (areas, builders))| Module {
            path: path.to_vec(),
            access: if path == client() {
                Access::Exports(vec![client_name()])
            } else {
                Access::Public
            },
            source: String::new(),
            docs: path
                .last()
                .map(|it| format!("Calls on `{it}`."))
                .into_iter()
                .collect(),
            features: self.features(&areas, &self.builders[map::ROOT].areas),
            items: builders
                .into_iter()
                .flat_map(|(id, built)| self.items(id, built, &areas))
                .collect(),
        });
        modules.collect()
    }

    /// A builder and what its calls send.
    fn items(&self, id: BuilderId, built: Built<'_>, around: &BTreeSet<Area>) -> Vec<Item> {
        let (builder, Some(home)) = (&self.builders[id], &self.homes[id]) else {
            return Vec::new();
        };
        let requests = Requests {
            name: home.name.clone(),
            docs: facts::of_builder(self, builder),
            version: (id == map::ROOT).then(|| self.lower.schema.version.as_str()),
            ways: built.ways.into_iter().flatten().collect(),
            calls: built.calls.into_iter().map(|it| it.1).collect(),
        };
        let objects = built
            .objects
            .into_iter()
            .map(|(areas, it)| self.gated(Item::Struct(it), &areas, around));
        std::iter::once(self.gated(Item::Requests(requests), &builder.areas, around))
            .chain(objects)
            .collect()
    }

    fn way(&self, builder: &Builder<'_>, way: &builders::Way<'_>, name: RustName) -> Option<Way> {
        Some(Way {
            name,
            docs: facts::of_way(way),
            features: self.features(&way.areas, &builder.areas),
            piece: pieces::of_way(self, way),
            to: self.homes[way.to].as_ref()?.path(),
        })
    }

    fn call(
        &self,
        id: BuilderId,
        draft: &Draft<'_>,
        name: RustName,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Call, Option<Struct>) {
        let builder = &self.builders[id];
        let operation = draft.visit.operation;
        let mut parameters = Parameters::default();
        let pieces = pieces::of_call(self, draft, &mut parameters);
        let required = required::of(operation, &mut parameters);
        let (body, object) = bodies::body(self, draft, id, &mut parameters, diagnostics);
        let call = Call {
            name,
            docs: facts::of_call(self, builder, draft),
            deprecated: self.lower.deprecated(operation.deprecation.as_ref()),
            features: self.features(&draft.areas, &builder.areas),
            method: facts::method(operation),
            pieces,
            body,
            required,
            answer: bodies::answer(self, draft, self.map.nodes[builder.node].many),
            options: options::path(operation),
            operation: facts::of_operation(self, operation),
        };
        (call, object)
    }

    /// The path to something beside a builder.
    fn sibling(&self, id: BuilderId, name: &RustName) -> Path {
        self.homes[id]
            .as_ref()
            .map_or_else(Path::new, |it| it.sibling(name))
    }

    /// The words of the name of a builder.
    fn words(&self, id: BuilderId) -> &str {
        self.homes[id].as_ref().map_or("", |it| it.words.as_str())
    }

    fn gated(&self, item: Item, areas: &BTreeSet<Area>, around: &BTreeSet<Area>) -> Item {
        match self.features(areas, around) {
            Some(features) => Item::Gated(features, Box::new(item)),
            None => item,
        }
    }

    /// The features of some areas; nothing where what is around has no more.
    fn features(&self, areas: &BTreeSet<Area>, around: &BTreeSet<Area>) -> Option<Features> {
        if self.lower.options.areas == Areas::Together || areas == around {
            return None;
        }
        let (areas, around) = (self.areas.merged(areas), self.areas.merged(around));
        (areas != around).then(|| self.areas.names(&areas))
    }
}

/// The names of a builder's ways and then of its calls.
fn names(
    builder: &Builder<'_>,
    ways: &[String],
    drafts: &[Draft<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<RustName>> {
    let ways = builder.ways.iter().zip(ways);
    let ways = ways.map(|(it, words)| Wanted {
        wire_name: words,
        location: it.operation.location,
    });
    let calls = drafts.iter().map(|it| Wanted {
        wire_name: &it.words,
        location: it.visit.operation.location,
    });
    let wanted: Vec<_> = ways.chain(calls).collect();
    assign(Case::Snake, &wanted, &[], diagnostics)
}

/// The module of all request builders.
pub(super) const MODULE: &str = "requests";

/// The module of the client.
pub(super) const CLIENT_MODULE: &str = "client";

/// The name of the client.
pub(super) fn client_name() -> RustName {
    rust_name(Case::Pascal, naming::CLIENT).expect("a word of ours is a name")
}

/// The module of the client itself.
pub(super) fn client() -> Path {
    vec![word(CLIENT_MODULE)]
}

/// A name that is a word of ours.
fn word(text: &str) -> RustName {
    rust_name(Case::Snake, text).expect("a word of ours is a name")
}

#[cfg(test)]
mod tests;
