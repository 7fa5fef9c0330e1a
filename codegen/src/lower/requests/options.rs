//! The query options that operations document, as sets with names: `SelectTop`.

use std::collections::BTreeSet;

use msgraph_schema::schema::Operation;

use super::{MODULE, word};
use crate::{
    items::{Access, Item, Module, OptionSet, Path},
    names::{Case, rust_name},
};

/// The options in the order in which they make a name, with the traits of the runtime.
const OPTIONS: &[(&str, &str)] = &[
    ("$count", "Count"),
    ("$expand", "Expand"),
    ("$filter", "Filter"),
    ("$format", "Format"),
    ("$orderby", "OrderBy"),
    ("$search", "Search"),
    ("$select", "Select"),
    ("$skip", "Skip"),
    ("$skiptoken", "SkipToken"),
    ("$top", "Top"),
];

/// Their module in that of all request builders.
pub(super) const OPTIONS_MODULE: &str = "options";

/// The path to the set of an operation; nothing where it has no option.
pub(super) fn path(operation: &Operation) -> Option<Path> {
    let name = set(operation)?.name;
    Some(vec![word(MODULE), word(OPTIONS_MODULE), name])
}

fn set(operation: &Operation) -> Option<OptionSet> {
    let has = |name: &str| {
        operation
            .query
            .iter()
            .any(|it| it.name.eq_ignore_ascii_case(name) && !it.required)
    };
    let options: Vec<_> = OPTIONS
        .iter()
        .filter(|it| has(it.0))
        .map(|it| it.1)
        .collect();
    let name = rust_name(Case::Pascal, &options.concat())?;
    Some(OptionSet { name, options })
}

/// The modules of the sets of some operations, and the one around all request builders.
pub(super) fn modules<'a>(operations: impl Iterator<Item = &'a Operation>) -> Vec<Module> {
    let docs = |text: &str| vec![text.to_owned()];
    let sets: BTreeSet<_> = operations.filter_map(set).collect();
    let items = sets.into_iter().map(Item::OptionSet);
    let module = |path, docs, items| Module {
        path,
        access: Access::Public,
        source: String::new(),
        docs,
        features: None,
        items,
    };
    vec![
        module(
            vec![word(MODULE)],
            docs("Request builders: what can be called, by what it is called on."),
            Vec::new(),
        ),
        module(
            vec![word(MODULE), word(OPTIONS_MODULE)],
            docs("Sets of query options."),
            items.collect(),
        ),
    ]
}
