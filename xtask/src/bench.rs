//! What `cargo xtask bench` measures.

mod build;
mod features;
mod peer;
mod regenerate;
mod types;

use std::path::PathBuf;

use clap::Subcommand;

/// What to measure.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Building the generated types, against the same structs without serde and with its derives.
    Types {
        /// The module to measure: `v1` or `beta`.
        #[arg(long, default_value = "v1")]
        module: String,
    },
    /// Building `msgraph` alone by its features.
    Features {
        /// Sets of features, each with commas.
        #[arg(default_values_t = features::USUAL.map(str::to_owned))]
        sets: Vec<String>,
    },
    /// Checking everything of v1.0, against the same of graph-rs-sdk.
    Peer,
    /// Regenerating both versions from a checkout, against only reading its pages.
    Regenerate {
        /// The documentation: the folder that holds `api-reference`.
        #[arg(long)]
        docs: PathBuf,
    },
}

/// Measures and prints.
///
/// # Errors
/// A build that fails, or the disk.
pub(crate) fn run(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Types { module } => types::run(module),
        Bench::Features { sets } => features::run(sets),
        Bench::Peer => peer::run(),
        Bench::Regenerate { docs } => regenerate::run(docs),
    }
}
