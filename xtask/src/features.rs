//! The features of the generated crate: one for each area of each version, written into its manifest between two marks.
//!
//! ```toml
//! v1-client = []
//! v1 = ["v1-client", "v1-me", …]
//! v1-me = ["v1-client"]
//! …
//! ```

use std::{fs, path::Path};

use anyhow::{Context, Result};
use msgraph_codegen::Feature;

const BEGIN: &str = "# These features are written by `cargo xtask regenerate`.\n";
const END: &str = "# Those above are.\n";

/// The manifest with these features.
///
/// # Errors
/// A manifest that cannot be read or has no marks.
pub(crate) fn replace(manifest: &Path, features: &[Feature]) -> Result<String> {
    let text =
        fs::read_to_string(manifest).with_context(|| format!("reading {}", manifest.display()))?;
    let (before, rest) = text
        .split_once(BEGIN)
        .context("the manifest has no mark where features begin")?;
    let (_, behind) = rest
        .split_once(END)
        .context("the manifest has no mark where features end")?;
    let features: String = features.iter().map(line).collect();
    Ok(format!("{before}{BEGIN}{features}{END}{behind}"))
}

/// A feature as it stands in the manifest: on one line if it turns on no more than one.
fn line(it: &Feature) -> String {
    let Feature { name, turns_on } = it;
    match turns_on.as_slice() {
        [] => format!("{name} = []\n"),
        [only] => format!("{name} = [\"{only}\"]\n"),
        several => {
            let lines = several.iter().map(|it| format!("  \"{it}\",\n"));
            format!("{name} = [\n{}]\n", lines.collect::<String>())
        }
    }
}
