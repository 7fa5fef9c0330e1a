//! What request builders are called and which module they are in.
//!
//! ```text
//! One(user)                    requests::user::UserRequests
//! Many(One(user), messages)    requests::user::UserMessagesRequests
//! Many(Root, users)            requests::users::UsersRequests
//! ```

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::{
    Diagnostic,
    schema::{Location, TypeName},
};

use super::{
    builders::{Builder, BuilderId},
    map::{Link, Map, NodeId, ROOT},
    options::OPTIONS_MODULE,
};
use crate::{
    items::Path,
    names::{Case, RustName, Wanted, assign, rust_name},
};

/// The name of the client.
pub(super) const CLIENT: &str = "graph";

/// The words of the client's module, which no type has.
const CLIENT_WORDS: &str = "";

/// Where one request builder lives.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Home {
    /// The words that its name is made of, without the ending.
    pub(super) words: String,
    /// Its module.
    pub(super) module: Path,
    /// Its name.
    pub(super) name: RustName,
}

impl Home {
    /// The path to it below the outermost module.
    pub(super) fn path(&self) -> Path {
        self.sibling(&self.name)
    }

    /// The path to something beside it.
    pub(super) fn sibling(&self, name: &RustName) -> Path {
        self.module.iter().chain([name]).cloned().collect()
    }
}

/// Gives every builder a home. One that no name can be made for gets none.
pub(super) fn homes(
    map: &Map<'_>,
    builders: &[Builder<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Home>> {
    let mut modules: BTreeMap<String, Vec<BuilderId>> = BTreeMap::new();
    for (id, builder) in builders.iter().enumerate() {
        modules
            .entry(module_words(map, builder.node))
            .or_default()
            .push(id);
    }
    let client = modules.remove(CLIENT_WORDS).unwrap_or_default();
    let wanted: Vec<_> = modules.keys().map(|it| unlocated(it)).collect();
    let names = assign(Case::Snake, &wanted, &[OPTIONS_MODULE], diagnostics);
    let named = modules
        .values()
        .zip(names)
        .filter_map(|(ids, name)| Some((ids, vec![super::word(super::MODULE), name?])));
    let mut homes = vec![None; builders.len()];
    for (ids, module) in std::iter::once((&client, super::client())).chain(named) {
        let words = distinct_words(map, ids.iter().map(|it| &builders[*it]));
        let full: Vec<String> = words.iter().map(|it| full_words(it)).collect();
        let wanted: Vec<_> = full.iter().map(|it| unlocated(it)).collect();
        let names = assign(Case::Pascal, &wanted, &[], diagnostics);
        for ((id, words), name) in ids.iter().zip(words).zip(names) {
            homes[*id] = name.map(|name| Home {
                words,
                module: module.clone(),
                name,
            });
        }
    }
    homes
}

fn full_words(words: &str) -> String {
    if words.is_empty() {
        CLIENT.to_owned()
    } else {
        format!("{words}-requests")
    }
}

/// The words of the builders of one module. Many that would be called like one are a collection, and one that would be is a place.
fn distinct_words<'b, 'a: 'b>(
    map: &Map<'_>,
    builders: impl Iterator<Item = &'b Builder<'a>>,
) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut all = Vec::new();
    for builder in builders {
        let words = words(map, builder);
        let is_free = taken.insert(rust_name(Case::Pascal, &words));
        all.push(match (is_free, map.nodes[builder.node].many) {
            (true, _) => words,
            (false, true) => format!("{words}-collection"),
            (false, false) => format!("{words}-place"),
        });
    }
    all
}

fn unlocated(wire_name: &str) -> Wanted<'_> {
    Wanted {
        wire_name,
        location: Location::default(),
    }
}

fn words(map: &Map<'_>, builder: &Builder<'_>) -> String {
    match &builder.via {
        Some((from, link)) => below(map, *from, link),
        None => node_words(map, builder.node),
    }
}

fn node_words(map: &Map<'_>, id: NodeId) -> String {
    let node = &map.nodes[id];
    match (node.parent, &node.ty) {
        (Some(parent), _) => below(map, parent, &node.link),
        (None, Some(ty)) => type_words(ty),
        (None, None) => String::new(),
    }
}

fn below(map: &Map<'_>, from: NodeId, link: &Link) -> String {
    let word = map.nodes[from]
        .ways
        .get(link)
        .map_or("", |it| it.word.as_str());
    let word = if *link == Link::Id { "item" } else { word };
    let before = node_words(map, from);
    if before.is_empty() {
        word.to_owned()
    } else {
        format!("{before}-{word}")
    }
}

fn type_words(ty: &TypeName) -> String {
    let name = ty.as_str();
    name.strip_prefix("microsoft.graph.")
        .unwrap_or(name)
        .replace('.', "-")
}

fn module_words(map: &Map<'_>, id: NodeId) -> String {
    let node = &map.nodes[id];
    match node.parent {
        _ if id == ROOT => CLIENT_WORDS.to_owned(),
        Some(ROOT) | None => node_words(map, id),
        Some(parent) => module_words(map, parent),
    }
}
