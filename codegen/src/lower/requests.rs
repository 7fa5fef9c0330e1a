//! Operations into request builders.
//!
//! ```text
//! paths -> Map -> builders -> calls and ways, with names -> modules
//! ```

mod bodies;
mod builders;
mod calls;
mod facts;
mod map;
mod naming;
mod options;
mod pieces;
mod required;
mod verbs;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use msgraph_schema::schema::{Location, OperationName};

use self::{
    builders::Builder,
    calls::Draft,
    map::{Area, Map},
    naming::Home,
    options::OptionSets,
    pieces::Parameters,
};
use super::Lower;
use crate::{
    Areas, Diagnostic,
    items::{Access, Call, Features, Item, Module, Path, Requests, Struct, Way},
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
    /// The feature of each area.
    features: Vec<Arc<str>>,
}

/// The modules of all request builders, and the features that they need, one for each first word of a path.
pub(super) fn lower(lower: &Lower<'_>, diagnostics: &mut Vec<Diagnostic>) -> (Vec<Module>, Vec<Arc<str>>) {
    let map = Map::new(lower.schema);
    let spread = builders::spread(&map);
    let builders = builders::builders(&map, &spread);
    let client = Client {
        lower,
        homes: naming::homes(&map, &builders, diagnostics),
        features: features(lower, &map.areas),
        map: &map,
        builders: &builders,
        spread,
    };
    let mut sets = OptionSets::default();
    let modules = client.modules(&mut sets, diagnostics);
    (sets.modules().into_iter().chain(modules).collect(), client.features)
}

/// `v1-device-management` for `deviceManagement`.
fn features(lower: &Lower<'_>, areas: &[String]) -> Vec<Arc<str>> {
    let wanted: Vec<_> = areas.iter().map(|it| Wanted { wire_name: it, location: Location::default() }).collect();
    let names = assign(Case::Snake, &wanted, &[], &mut Vec::new()).into_iter().enumerate();
    let kebab = |name: RustName| name.bare().trim_matches('_').replace('_', "-");
    let names = names.map(|(at, name)| name.map_or_else(|| format!("area-{at}"), kebab));
    names.map(|it| format!("{}-{it}", lower.options.module).into()).collect()
}

impl<'a> Client<'_, 'a> {
    fn modules(&self, sets: &mut OptionSets, diagnostics: &mut Vec<Diagnostic>) -> Vec<Module> {
        let mut modules: BTreeMap<&[RustName], (BTreeSet<Area>, Vec<usize>)> = BTreeMap::new();
        for (id, home) in self.homes.iter().enumerate() {
            let Some(home) = home else { continue };
            let (areas, ids) = modules.entry(&home.module).or_default();
            areas.extend(&self.builders[id].areas);
            ids.push(id);
        }
        let mut lowered = Vec::new();
        for (path, (areas, ids)) in modules {
            let items = ids.iter().flat_map(|id| self.builder(*id, &areas, sets, diagnostics)).collect();
            lowered.push(Module {
                path: path.to_vec(),
                access: if path == client() { Access::Exports(vec![client_name()]) } else { Access::Public },
                source: String::new(),
                docs: Vec::new(),
                features: self.features(&areas, &self.builders[map::ROOT].areas),
                items,
            });
        }
        lowered
    }

    /// A builder and the structs that its calls send.
    fn builder(
        &self,
        id: usize,
        around: &BTreeSet<Area>,
        sets: &mut OptionSets,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Item> {
        let (builder, Some(home)) = (&self.builders[id], &self.homes[id]) else { return Vec::new() };
        let (drafts, ways) = calls::drafts(self, builder);
        let names = names(builder, &ways, &drafts, diagnostics);
        let (way_names, call_names) = names.split_at(builder.ways.len());
        let mut items = Vec::new();
        let mut lowered = Vec::new();
        for (draft, name) in drafts.iter().zip(call_names) {
            let Some(name) = name else { continue };
            let (call, object) = self.call(builder, home, draft, name.clone(), diagnostics);
            let set = sets.of(draft.visit.operation);
            lowered.push(Call { options: set, ..call });
            items.extend(object.map(|it| self.gated(Item::Struct(it), &draft.areas, around)));
        }
        let ways = builder.ways.iter().zip(way_names);
        let requests = Requests {
            name: home.name.clone(),
            docs: facts::of_builder(self, builder),
            version: (id == map::ROOT).then(|| self.lower.schema.version.as_str()),
            ways: ways.filter_map(|(way, name)| self.way(builder, way, name.clone()?)).collect(),
            calls: lowered,
        };
        items.insert(0, self.gated(Item::Requests(requests), &builder.areas, around));
        items
    }

    fn way(&self, builder: &Builder<'_>, way: &builders::Way<'_>, name: RustName) -> Option<Way> {
        Some(Way {
            name,
            docs: facts::of_way(way),
            features: self.features(&way.areas, &builder.areas),
            piece: pieces::of_way(self, way.segment, way.operation),
            to: self.homes[way.to].as_ref()?.path(),
        })
    }

    fn call(
        &self,
        builder: &Builder<'_>,
        home: &Home,
        draft: &Draft<'_>,
        name: RustName,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Call, Option<Struct>) {
        let operation = draft.visit.operation;
        let mut parameters = Parameters::default();
        let pieces = pieces::of_call(self, draft, &mut parameters);
        let required = required::of(operation, &mut parameters);
        let (body, object) = bodies::body(self, draft, home, &mut parameters, diagnostics);
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
            options: None,
            operation: facts::of_operation(self, operation),
        };
        (call, object)
    }

    fn gated(&self, item: Item, areas: &BTreeSet<Area>, around: &BTreeSet<Area>) -> Item {
        match self.features(areas, around) {
            Some(features) => Item::Gated(features, Box::new(item)),
            None => item,
        }
    }

    /// The features of some areas; nothing where what is around has no more.
    fn features(&self, areas: &BTreeSet<Area>, around: &BTreeSet<Area>) -> Option<Features> {
        let apart = self.lower.options.areas == Areas::Apart && areas != around;
        apart.then(|| areas.iter().map(|it| Arc::clone(&self.features[*it])).collect())
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
    let ways = ways.map(|(it, words)| Wanted { wire_name: words, location: it.operation.location });
    let calls = drafts.iter().map(|it| Wanted { wire_name: &it.words, location: it.visit.operation.location });
    let wanted: Vec<_> = ways.chain(calls).collect();
    assign(Case::Snake, &wanted, &[], diagnostics)
}

/// The name of the client.
fn client_name() -> RustName {
    rust_name(Case::Pascal, naming::CLIENT).expect("a word of ours is a name")
}

/// The module of the client itself.
pub(super) fn client() -> Path {
    vec![word("client")]
}

/// A name that is a word of ours.
fn word(text: &str) -> RustName {
    rust_name(Case::Snake, text).expect("a word of ours is a name")
}
