//! What building the generated types costs, against two twins of them: the same structs without serde, and with its derives.
//!
//! ```text
//! v1                                       check s  debug s  release s  rlib MB debug/release  peak MiB
//! plain                                       3.40     3.70       8.30        10.6 /     23.2       382
//! ```
//!
//! Only the crate itself is measured, without incremental compilation.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use msgraph_codegen::{Options, generate};
use msgraph_schema::Version;

use super::build::{self, Subject};
use crate::twins::{self, Twin};

/// The crate of the generated types.
const GENERATED: &str = "target/twins/generated";

const MANIFEST: &str = r#"[package]
name = "types"
edition = "2024"

[workspace]

[dependencies]
msgraph-runtime = { path = "../../../runtime", default-features = false }

[profile.dev]
debug = 0
"#;

/// Prints a row per subject.
pub(super) fn run(module: &str) -> Result<()> {
    println!("{module:<40} {}", build::HEAD);
    let sources = types(module)?;
    for subject in [
        twin("plain", Twin::Plain, module, &sources)?,
        generated(),
        twin("derive", Twin::Derive, module, &sources)?,
    ] {
        build::row(&subject)?;
    }
    Ok(())
}

/// Writes a crate of the generated types without the client, which the twins do not have either; gives its sources.
fn types(module: &str) -> Result<PathBuf> {
    let version = if module == "beta" {
        Version::Beta
    } else {
        Version::V1
    };
    let mut schema = msgraph_schema::parse(Path::new("generated/docs"), version)?.schema;
    schema.operations.clear();
    let options = Options {
        module: module.to_owned(),
        ..Options::default()
    };
    let sources = Path::new(GENERATED).join("src");
    generate(&schema, &options).files.write_to(&sources)?;
    fs::write(
        sources.join("lib.rs"),
        format!("#![allow(warnings)]\npub mod {module};\n"),
    )?;
    fs::write(Path::new(GENERATED).join("Cargo.toml"), MANIFEST)?;
    Ok(sources)
}

fn generated() -> Subject {
    Subject {
        name: "generated".to_owned(),
        manifest: Path::new(GENERATED).join("Cargo.toml"),
        package: "types",
        parts: &[],
        first: "msgraph-runtime",
        arguments: Vec::new(),
        target: Path::new(GENERATED).join("target"),
    }
}

fn twin(name: &'static str, twin: Twin, module: &str, sources: &Path) -> Result<Subject> {
    let root = Path::new("target/twins").join(name);
    twins::write(twin, module, sources, &root)?;
    Ok(Subject {
        name: name.to_owned(),
        manifest: root.join("Cargo.toml"),
        package: "twin",
        parts: &[],
        first: "serde",
        arguments: Vec::new(),
        target: root.join("target"),
    })
}
