//! What building the generated types costs, against two twins of them: the same structs without serde, and with its derives.
//!
//! ```text
//! v1                                       check s  debug s  release s  rlib MB debug/release  peak MiB
//! plain                                       3.40     3.70       8.30        10.6 /     23.2       382
//! ```
//!
//! Only the crate itself is measured, without incremental compilation. The three are checked by turns, and the fastest check of each counts: the
//! speed of a machine changes within minutes, and only figures of the same minutes can be compared.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use msgraph_codegen::{Options, generate};
use msgraph_schema::Version;

use super::build::{self, Cost, Subject};
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

/// How often each is checked.
const ROUNDS: usize = 3;

/// Prints a row per subject, and how the generated types compare.
pub(super) fn run(module: &str) -> Result<()> {
    let sources = types(module)?;
    let subjects = [
        twin("plain", Twin::Plain, module, &sources)?,
        generated(),
        twin("derive", Twin::Derive, module, &sources)?,
    ];
    let checks = checks(&subjects)?;
    println!("{module:<40} {}", build::HEAD);
    for (subject, check) in subjects.iter().zip(&checks) {
        build::row(subject, check)?;
    }
    let [plain, generated, derive] = checks.map(|it| it.seconds);
    let (plain, derive) = (generated / plain, generated / derive);
    println!("check of generated: {plain:.2} times plain, {derive:.3} times derive");
    Ok(())
}

/// The fastest check of each.
fn checks(subjects: &[Subject; 3]) -> Result<[Cost; 3]> {
    let round = || -> Result<[Cost; 3]> {
        let [plain, generated, derive] = subjects.each_ref().map(build::check);
        Ok([plain?, generated?, derive?])
    };
    let mut best = round()?;
    for _ in 1..ROUNDS {
        for (best, next) in best.iter_mut().zip(round()?) {
            if next.seconds < best.seconds {
                *best = next;
            }
        }
    }
    Ok(best)
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
