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
//! Deciding and spelling are apart: [`lower`] knows Graph and decides what Rust will say, [`items`] is that decision as data, [`emit`] only
//! spells it. The same schema gives the same bytes, whatever the number of threads.

mod builder;
mod cycles;
mod diagnostics;
mod docs;
mod emit;
mod explain;
mod files;
mod format;
mod items;
mod layout;
mod lower;
mod names;
mod options;
mod select;
mod vendor;

use std::collections::{BTreeMap, BTreeSet};

pub use msgraph_schema::Version;
use msgraph_schema::{Schema, schema::TypeName};
use rayon::prelude::*;

pub use self::{
    builder::{Builder, Error, Output, Warnings},
    diagnostics::{Code, Diagnostic},
    explain::{Explanation, Fact, explain},
    files::{Changes, Files, Problem, Stale},
    options::{Attribute, Docs, Layout, Options},
    select::{Selected, Selection, select},
    vendor::vendor,
};

/// What the generator made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generated {
    /// The sources, relative to the folder that holds the outermost module's file.
    pub files: Files,
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
        mut diagnostics,
    } = lower::lower(schema, options);
    assert_complete(schema, &types, &diagnostics);
    let sources: Vec<_> = modules.par_iter().map(format::format).collect();
    diagnostics.sort();
    Generated {
        files: layout::lay_out(&sources, options),
        types,
        diagnostics,
    }
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
