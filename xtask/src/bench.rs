//! What `cargo xtask bench` measures.

mod types;

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
}

/// Measures and prints.
///
/// # Errors
/// A build that fails, or the disk.
pub(crate) fn run(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Types { module } => types::run(module),
    }
}
