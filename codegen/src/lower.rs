//! A schema into modules: every decision about Rust is made here.
//!
//! ```text
//! microsoft.graph.user                  v1::User                   in the file v1/user.rs
//! microsoft.graph.callRecords.session   v1::call_records::Session  in the file v1/call_records/session.rs
//! ```

mod areas;
mod enums;
mod facts;
mod features;
mod lineage;
mod members;
mod places;
mod requests;
mod types;

use std::collections::BTreeMap;

use msgraph_schema::{Diagnostic, Schema, schema::TypeName};

use self::{
    areas::AreaFeatures,
    lineage::Types,
    places::{Places, Sort},
};
use crate::{
    Areas, Feature, Options,
    items::{Access, Module, Path, Route, Routes},
    names::{Case, rust_name},
};

/// What everything here looks things up in.
pub(crate) struct Lower<'a> {
    /// What the documentation says.
    pub(crate) schema: &'a Schema,
    /// What the caller chose.
    pub(crate) options: &'a Options,
    /// Every type, and what it inherits.
    pub(crate) types: Types<'a>,
    /// Where every type and enumeration lives.
    pub(crate) places: Places,
}

/// A schema as Rust will say it.
pub(crate) struct Lowered {
    /// All modules; the outermost one first.
    pub(crate) modules: Vec<Module>,
    /// The path of every type and enumeration below the outermost module.
    pub(crate) types: BTreeMap<TypeName, String>,
    /// The features of the crate that the code is part of.
    pub(crate) features: Vec<Feature>,
    /// What is odd about the schema.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Decides what Rust will say, and how every documented path is reached, which is no part of it.
pub(crate) fn lower(schema: &Schema, options: &Options) -> (Lowered, Routes) {
    let mut diagnostics = Vec::new();
    let entity = lineage::entity();
    let types = Types::new(schema, &entity, &mut diagnostics);
    let locations = types.iter().map(|it| (&it.name, it.location));
    let places = places::assign(locations, schema, &mut diagnostics);
    let lower = Lower {
        schema,
        options,
        types,
        places,
    };
    let mut modules = vec![types::root(&lower)];
    modules.extend(lower.places.namespaces().into_iter().map(namespace));
    // The longer work first: the other is for a thread that has nothing to do.
    let (requests, (values, found)) = rayon::join(
        || (!schema.operations.is_empty()).then(|| requests::lower(&lower)),
        || values(&lower),
    );
    modules.extend(values);
    diagnostics.extend(found);
    let (mut areas, mut routes) = (AreaFeatures::new(&options.module, &[]), Vec::new());
    if let Some(requests) = requests {
        modules.extend(requests.modules);
        diagnostics.extend(requests.diagnostics);
        (areas, routes) = (requests.areas, requests.routes);
    }
    let mut features = Vec::new();
    if options.areas == Areas::Apart {
        features::gate(&mut modules, &areas, &options.module);
        features = areas.table();
    }
    let lowered = Lowered {
        modules,
        types: lower.places.paths(),
        features,
        diagnostics,
    };
    (lowered, lower.routes(routes))
}

/// The types and enumerations, and what is odd about them.
fn values(lower: &Lower<'_>) -> (Vec<Module>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut modules = types::lower(lower, &mut diagnostics);
    modules.extend(enums::lower(lower, &mut diagnostics));
    (modules, diagnostics)
}

impl Lower<'_> {
    fn routes(&self, routes: Vec<Route>) -> Routes {
        let types = self.types.iter();
        let types =
            types.filter_map(|it| Some((it.name.to_string(), self.places.get(&it.name)?.path())));
        Routes {
            module: rust_name(Case::Snake, &self.options.module).expect("the module has a name"),
            client: vec![requests::client_name()],
            routes,
            types: types.collect(),
        }
    }
}

/// The module of a namespace, which only holds others.
fn namespace(path: Path) -> Module {
    let docs = vec![format!(
        "The namespace `{}`.",
        path.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(".")
    )];
    Module {
        path,
        access: Access::Public,
        source: String::new(),
        docs,
        features: None,
        items: Vec::new(),
    }
}
