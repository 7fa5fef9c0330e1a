//! Generates Rust types and a client from a Microsoft Graph schema.
//!
//! ```text
//!          lower              emit, format            lay out             write, check
//! Schema   ->   Vec<Module>   ->   Vec<Source>   ->   Files   ->   disk
//! ```
//!
//! ```no_run
//! # let schema = msgraph_schema::Schema::default();
//! let generated = msgraph_codegen::generate(&schema, &msgraph_codegen::Options::default());
//! generated.files.write_to("src".as_ref())?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Deciding and spelling are apart: `lower` knows Graph and decides what Rust will say, `items` is that decision as data, `emit` only
//! spells it. The same schema gives the same bytes, whatever the number of threads.

mod cycles;
mod docs;
mod emit;
mod files;
mod format;
mod items;
mod layout;
mod lower;
mod names;
mod options;

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::{Diagnostic, Schema, schema::TypeName};
use rayon::prelude::*;

pub use self::{
    files::{Changes, Files, Problem, Stale},
    options::{Areas, Docs, Layout, Options},
};

/// What the generator made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generated {
    /// The sources, relative to the folder that holds the outermost module's file.
    pub files: Files,
    /// The features that compile one area each, where areas can be compiled apart.
    pub features: Vec<String>,
    /// Every generated type and enumeration, with its path below the outermost module: `call_records::Session`.
    pub types: BTreeMap<TypeName, String>,
    /// What is odd about the schema, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Generates the code of one schema.
///
/// # Panics
/// Where a type of the schema became neither code nor a diagnostic: that is a mistake of the generator.
pub fn generate(schema: &Schema, options: &Options) -> Generated {
    let lower::Lowered {
        modules,
        types,
        features,
        mut diagnostics,
        ..
    } = lower::lower(schema, options);
    assert_complete(schema, &types, &diagnostics);
    let sources: Vec<_> = modules.par_iter().map(format::format).collect();
    diagnostics.sort();
    Generated {
        files: layout::lay_out(&sources, options),
        features: features.iter().map(ToString::to_string).collect(),
        types,
        diagnostics,
    }
}

/// Generates how every documented path is reached through the generated request builders: for those who replay examples, not for users.
///
/// The code stands beside a module `support`, in a crate that has the generated one as a dependency. See the crate `msgraph-replay`.
pub fn routes(schema: &Schema, options: &Options) -> Files {
    let lowered = lower::lower(schema, options);
    let docs = format!(
        "How every documented path of Microsoft Graph {} is reached.",
        schema.version
    );
    let module = items::Module {
        path: Vec::new(),
        access: items::Access::Public,
        source: String::new(),
        docs: vec![docs],
        features: None,
        items: vec![items::Item::Routes(lowered.routes)],
    };
    layout::alone(&format::format(&module), options)
}

/// Everything that the documentation defines is generated, or it is said why not.
fn assert_complete(
    schema: &Schema,
    types: &BTreeMap<TypeName, String>,
    diagnostics: &[Diagnostic],
) {
    let reported: BTreeSet<_> = diagnostics.iter().map(|it| it.location).collect();
    let types_of = schema.types.values().map(|it| (&it.name, it.location));
    let enums_of = schema.enums.values().map(|it| (&it.name, it.location));
    for (name, location) in types_of.chain(enums_of) {
        assert!(
            types.contains_key(name) || reported.contains(&location),
            "`{name}` was lost"
        );
    }
}
