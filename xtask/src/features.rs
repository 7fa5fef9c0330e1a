//! The features of the generated crate: one for each area of each version, written into its manifest between two marks.
//!
//! ```toml
//! v1-client = []
//! v1 = ["v1-client", "v1-me", …]
//! v1-me = ["v1-client"]
//! ```

use std::{fs, path::Path};

use anyhow::{Context, Result};

const BEGIN: &str = "# These features are written by `cargo xtask regenerate`.\n";
const END: &str = "# Those above are.\n";

/// The manifest with the features of these versions.
///
/// # Errors
/// A manifest that cannot be read or has no marks.
pub(crate) fn replace(manifest: &Path, versions: &[(&str, Vec<String>)]) -> Result<String> {
    let text =
        fs::read_to_string(manifest).with_context(|| format!("reading {}", manifest.display()))?;
    let (before, rest) = text
        .split_once(BEGIN)
        .context("the manifest has no mark where features begin")?;
    let (_, behind) = rest
        .split_once(END)
        .context("the manifest has no mark where features end")?;
    let features: String = versions
        .iter()
        .map(|(version, areas)| of_version(version, areas))
        .collect();
    Ok(format!("{before}{BEGIN}{features}{END}{behind}"))
}

fn of_version(version: &str, areas: &[String]) -> String {
    let all: String = areas.iter().map(|it| format!("  \"{it}\",\n")).collect();
    let each: String = areas
        .iter()
        .map(|it| format!("{it} = [\"{version}-client\"]\n"))
        .collect();
    format!("{version}-client = []\n{version} = [\n  \"{version}-client\",\n{all}]\n{each}")
}
