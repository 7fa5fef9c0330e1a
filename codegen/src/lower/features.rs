//! Which features compile which types: those of the areas whose calls can send or give them, however deep inside.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::items::{
    Access, Answer, Body, Call, Features, Field, FieldType, Item, Module, Path, Piece, Scalar,
    Value,
};

/// Gates every type by the areas that need it. A type that none needs is compiled with `rest` alone.
pub(super) fn gate(modules: &mut [Module], areas: &[Arc<str>], rest: &str) {
    let types = Types::new(modules);
    let mut needed = vec![Features::new(); modules.len()];
    for area in areas {
        for at in types.reached(modules, area) {
            needed[at].insert(Arc::clone(area));
        }
    }
    for (module, needed) in modules.iter_mut().zip(needed) {
        if !matches!(module.access, Access::Exports(_)) || module.path == super::requests::client()
        {
            continue;
        }
        module.features = match needed.len() {
            0 => Some([rest.into()].into()),
            count if count == areas.len() => None,
            _ => Some(needed),
        };
    }
}

/// The modules of types by the paths that they are reached with.
struct Types(BTreeMap<Path, usize>);

impl Types {
    fn new(modules: &[Module]) -> Self {
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
        Self(exported.collect())
    }

    /// The modules of types that an area needs.
    fn reached(&self, modules: &[Module], area: &str) -> BTreeSet<usize> {
        let requests = modules.iter().filter(|it| has(it.features.as_ref(), area));
        let mut open: Vec<&Path> = requests
            .flat_map(|it| it.items.iter().flat_map(|it| called(it, area)))
            .collect();
        let mut reached = BTreeSet::new();
        while let Some(path) = open.pop() {
            let Some(at) = self.0.get(path) else { continue };
            if reached.insert(*at) {
                open.extend(modules[*at].items.iter().flat_map(held));
            }
        }
        reached
    }
}

fn has(features: Option<&Features>, area: &str) -> bool {
    features.is_none_or(|it| it.contains(area))
}

/// The types that the calls of an area name.
fn called<'a>(item: &'a Item, area: &str) -> Vec<&'a Path> {
    match item {
        Item::Gated(features, item) if has(Some(features), area) => match item.as_ref() {
            Item::Struct(_) => held(item),
            _ => called(item, area),
        },
        Item::Requests(it) => {
            let calls = it.calls.iter().filter(|it| has(it.features.as_ref(), area));
            calls
                .flat_map(of_call)
                .chain(it.ways.iter().flat_map(|it| of_piece(&it.piece)))
                .collect()
        }
        // The parameters of an action stand beside its builder; the types of enclosed ones belong to what encloses them.
        Item::Struct(it) if it.wire_name.is_empty() => held(item),
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
