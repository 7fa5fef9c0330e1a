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

mod cycles;
mod diagnostics;
mod docs;
mod emit;
mod files;
mod format;
mod items;
mod layout;
mod lower;
mod names;
mod options;

use msgraph_schema::Schema;
use rayon::prelude::*;

pub use self::{
    diagnostics::{Code, Diagnostic},
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
    /// What is odd about the schema, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Generates the code of one schema.
pub fn generate(schema: &Schema, options: &Options) -> Generated {
    let mut diagnostics = Vec::new();
    let lowered = lower::lower(schema, options, &mut diagnostics);
    let sources: Vec<_> = lowered.modules.par_iter().map(format::format).collect();
    diagnostics.sort();
    Generated {
        files: layout::lay_out(&sources, options),
        features: lowered.features.iter().map(ToString::to_string).collect(),
        diagnostics,
    }
}

/// Generates how every documented path is reached through the generated request builders: for those who replay examples, not for users.
///
/// The code stands beside a module `support`, in a crate that has the generated one as a dependency. See the crate `msgraph-replay`.
pub fn routes(schema: &Schema, options: &Options) -> Files {
    let lowered = lower::lower(schema, options, &mut Vec::new());
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
