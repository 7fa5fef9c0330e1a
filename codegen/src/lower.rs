//! A schema into modules: every decision about Rust is made here.
//!
//! ```text
//! microsoft.graph.user                  v1::User                   in the file v1/user.rs
//! microsoft.graph.callRecords.session   v1::call_records::Session  in the file v1/call_records/session.rs
//! ```

mod enums;
mod facts;
mod lineage;
mod members;
mod places;
mod types;

use msgraph_schema::Schema;

use self::{
    lineage::Types,
    places::{Places, Sort},
};
use crate::{
    Diagnostic, Options,
    items::{Access, Module},
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

/// All modules of a schema, and what is odd about it.
pub(crate) fn lower(schema: &Schema, options: &Options) -> (Vec<Module>, Vec<Diagnostic>) {
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
    modules.extend(types::lower(&lower, &mut diagnostics));
    modules.extend(enums::lower(&lower, &mut diagnostics));
    (modules, diagnostics)
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
        items: Vec::new(),
    }
}
