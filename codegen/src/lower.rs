//! A schema into modules: every decision about Rust is made here.
//!
//! ```text
//! microsoft.graph.user                  v1::User                   in the file v1/user.rs
//! microsoft.graph.callRecords.session   v1::call_records::Session  in the file v1/call_records/session.rs
//! ```

mod enums;
mod facts;
mod features;
mod lineage;
mod members;
mod places;
mod requests;
mod types;

use std::sync::Arc;

use msgraph_schema::Schema;

use self::{
    lineage::Types,
    places::{Places, Sort},
};
use crate::{
    Areas, Diagnostic, Options,
    items::{Access, Module, Route, Routes},
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

/// What a schema becomes.
pub(crate) struct Lowered {
    /// All modules.
    pub(crate) modules: Vec<Module>,
    /// The features of the areas that can be compiled apart.
    pub(crate) features: Vec<Arc<str>>,
    /// How every path is reached.
    pub(crate) routes: Routes,
}

/// All modules of a schema; what is odd about it is reported.
pub(crate) fn lower(
    schema: &Schema,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Lowered {
    let entity = lineage::entity();
    let types = Types::new(schema, &entity, diagnostics);
    let locations = types.iter().map(|it| (&it.name, it.location));
    let places = places::assign(locations, schema, diagnostics);
    let lower = Lower {
        schema,
        options,
        types,
        places,
    };
    let mut modules = vec![types::root(&lower)];
    modules.extend(lower.places.namespaces().into_iter().map(namespace));
    modules.extend(types::lower(&lower, diagnostics));
    modules.extend(enums::lower(&lower, diagnostics));
    let mut features = Vec::new();
    let mut routes = Vec::new();
    if !schema.operations.is_empty() {
        let requests = requests::lower(&lower, diagnostics);
        modules.extend(requests.modules);
        (features, routes) = (requests.features, requests.routes);
    }
    match options.areas {
        Areas::Apart => features::gate(&mut modules, &features, &options.module),
        Areas::Together => features.clear(),
    }
    let routes = lower.routes(routes);
    Lowered {
        modules,
        features,
        routes,
    }
}

impl Lower<'_> {
    fn routes(&self, routes: Vec<Route>) -> Routes {
        let types = self
            .types
            .iter()
            .filter_map(|it| Some((it.name.to_string(), self.places.get(&it.name)?.path())));
        Routes {
            module: rust_name(Case::Snake, &self.options.module).expect("the module has a name"),
            client: vec![requests::client_name()],
            routes,
            types: types.collect(),
        }
    }
}

/// The module of a namespace, which only holds others.
fn namespace(path: Vec<crate::names::RustName>) -> Module {
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
