//! Which features compile which types: those of the areas whose calls can send or give them, however deep inside.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::areas::AreaFeatures;
use crate::items::{
    Access, Answer, Body, Call, Features, Field, FieldType, Item, Module, Path, Piece, Scalar,
    Value,
};

/// Gates every type by the areas that need it. A type that none needs is compiled with `rest` alone.
pub(super) fn gate(modules: &mut [Module], areas: &AreaFeatures, rest: &str) {
    let types = Types::new(modules);
    let mut needed = vec![BTreeSet::new(); modules.len()];
    let all = (0..areas.count()).into_par_iter();
    let reached: Vec<_> = all.map(|it| types.reached(areas.name(it))).collect();
    for (area, reached) in reached.into_iter().enumerate() {
        for at in reached {
            needed[at].insert(area);
        }
    }
    let all = areas.merged(&(0..areas.count()).collect());
    for (module, needed) in modules.iter_mut().zip(needed) {
        if !matches!(module.access, Access::Exports(_)) || module.path == super::requests::client()
        {
            continue;
        }
        let needed = areas.merged(&needed);
        module.features = if needed.is_empty() {
            Some([rest.into()].into())
        } else {
            (needed != all).then(|| areas.names(&needed))
        };
    }
}

/// What needs what: modules by number.
struct Types {
    /// The types that calls name, with the features that have the call.
    named: Vec<(Option<Features>, usize)>,
    /// The types that the members of a type have.
    held: Vec<Vec<usize>>,
}

impl Types {
    fn new(modules: &[Module]) -> Self {
        let exports = exports(modules);
        let find = |path: &Path| exports.get(path).copied();
        let mut named = Vec::new();
        for module in modules {
            let around = module.features.as_ref();
            for (features, path) in module.items.iter().flat_map(|it| called(it, around)) {
                named.extend(find(path).map(|at| (features.cloned(), at)));
            }
        }
        let held = modules
            .par_iter()
            .map(|it| it.items.iter().flat_map(held).filter_map(find).collect());
        Self {
            named,
            held: held.collect(),
        }
    }

    /// The modules of types that an area needs.
    fn reached(&self, area: &str) -> BTreeSet<usize> {
        let named = self
            .named
            .iter()
            .filter(|it| it.0.as_ref().is_none_or(|it| it.contains(area)));
        let mut open: Vec<usize> = named.map(|it| it.1).collect();
        let mut reached = BTreeSet::new();
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                open.extend(&self.held[at]);
            }
        }
        reached
    }
}

/// The modules of types by the paths that they are reached with.
fn exports(modules: &[Module]) -> BTreeMap<Path, usize> {
    let exported = modules.iter().enumerate().flat_map(|(at, module)| {
        let names = match &module.access {
            Access::Exports(names) => names.as_slice(),
            Access::Public => &[],
        };
        let around = &module.path[..module.path.len().saturating_sub(1)];
        names
            .iter()
            .map(move |name| (around.iter().chain([name]).cloned().collect(), at))
    });
    exported.collect()
}

/// The types that an item of request builders names, with the features that have it.
fn called<'a>(
    item: &'a Item,
    around: Option<&'a Features>,
) -> Vec<(Option<&'a Features>, &'a Path)> {
    match item {
        Item::Gated(features, item) => called(item, Some(features)),
        Item::Requests(it) => {
            let calls = it.calls.iter().flat_map(|call| {
                let features = call.features.as_ref().or(around);
                of_call(call).into_iter().map(move |it| (features, it))
            });
            let ways = it.ways.iter().flat_map(|way| {
                let features = way.features.as_ref().or(around);
                of_piece(&way.piece)
                    .into_iter()
                    .map(move |it| (features, it))
            });
            calls.chain(ways).collect()
        }
        // The parameters of an action stand beside its builder and have no name that travels.
        Item::Struct(it) if it.wire_name.is_empty() => {
            held(item).into_iter().map(|it| (around, it)).collect()
        }
        _ => Vec::new(),
    }
}

fn of_call(it: &Call) -> Vec<&Path> {
    let body = match &it.body {
        Body::Object(_, path) => Some(path),
        Body::Value(_, ty, _) => of_type(ty),
        Body::None | Body::Reference | Body::Bytes(_) | Body::Json => None,
    };
    let pieces = it.pieces.iter().flat_map(of_piece);
    body.into_iter()
        .chain(of_answer(&it.answer))
        .chain(pieces)
        .collect()
}

fn of_answer(it: &Answer) -> Option<&Path> {
    match it {
        Answer::Object(path) | Answer::Perhaps(path) => Some(path),
        Answer::Page(ty) | Answer::Wrapped(ty) => of_type(ty),
        Answer::Accepted(it) => of_answer(it),
        Answer::None | Answer::Count | Answer::Media | Answer::Json => None,
    }
}

fn of_piece(it: &Piece) -> Vec<&Path> {
    let arguments = match it {
        Piece::Key(arguments) | Piece::Function(_, arguments) => arguments.as_slice(),
        Piece::Literal(_) | Piece::Id(_) | Piece::File(_) => &[],
    };
    let types = arguments.iter().filter_map(|it| match &it.ty {
        Scalar::Enum(path) => Some(path),
        _ => None,
    });
    types.collect()
}

/// The types of a type's members.
fn held(item: &Item) -> Vec<&Path> {
    match item {
        Item::Struct(it) => it
            .fields
            .iter()
            .filter_map(|it: &Field| of_type(&it.ty))
            .collect(),
        _ => Vec::new(),
    }
}

fn of_type(it: &FieldType) -> Option<&Path> {
    match &it.value {
        Value::Object(path) | Value::Enum(path) | Value::Flags(path) => Some(path),
        _ => None,
    }
}
