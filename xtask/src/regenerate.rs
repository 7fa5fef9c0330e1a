//! `cargo xtask regenerate`: from the pages to the sources of `msgraph`, or only a check that they fit.
//!
//! ```text
//! docs  --parse-->  Schema  --generate-->  Files  --write or check-->  generated/
//! ```
//!
//! Where neither the pages, nor this program, nor what is generated changed since last time, nothing is done.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use msgraph_codegen::{Areas, Files, Options, generate, routes};
use msgraph_schema::{Version, diagnostic};
use rayon::prelude::*;

use crate::{features, fingerprint};

/// The command that people run to bring the sources up to date.
const COMMAND: &str = "cargo xtask regenerate";

/// The folder that holds what is generated.
const OUTPUT: &str = "generated";

/// Where it is remembered for which pages and by which program the sources were generated.
const REMEMBERED: &str = "target/regenerate.fingerprint";

/// What to generate from, and whether to write.
#[derive(Args)]
pub(crate) struct Regenerate {
    /// Writes nothing; fails and says what differs where the sources do not fit the pages.
    #[arg(long)]
    check: bool,
    /// The documentation: the folder that holds `api-reference`, or the condensed pages of this repository.
    #[arg(long, default_value = "generated/docs")]
    docs: PathBuf,
}

/// Generates the sources of all versions.
///
/// # Errors
/// The disk; with `--check`, sources that do not fit.
pub(crate) fn run(arguments: &Regenerate) -> Result<()> {
    let inputs = fingerprint::of(&arguments.docs)?;
    if fingerprint::remembered(REMEMBERED, inputs, OUTPUT)? {
        println!("nothing has changed");
        return Ok(());
    }
    let files = files(&arguments.docs)?;
    if arguments.check {
        check(&files)?;
    } else {
        let changes = files.write_to(Path::new(OUTPUT))?;
        println!(
            "{} files written, {} unchanged, {} deleted",
            changes.written, changes.unchanged, changes.deleted
        );
    }
    fingerprint::remember(REMEMBERED, inputs, OUTPUT)
}

/// What the folder of the generated crate should hold, without its hand-written files.
fn files(docs: &Path) -> Result<Files> {
    let versions: Vec<(Files, Vec<String>)> = Version::ALL
        .par_iter()
        .map(|it| version_files(docs, *it))
        .collect::<Result<_>>()?;
    let mut all = Files::default();
    let mut areas = Vec::new();
    for (version, (files, features)) in Version::ALL.into_iter().zip(versions) {
        all.extend(files);
        areas.push((module(version), features));
    }
    let manifest = Path::new(OUTPUT).join("Cargo.toml");
    all.insert("Cargo.toml".to_owned(), features::replace(&manifest, &areas)?);
    Ok(all)
}

/// The files of a version and the features of its areas.
fn version_files(docs: &Path, version: Version) -> Result<(Files, Vec<String>)> {
    let parsed = msgraph_schema::parse(docs, version)
        .with_context(|| format!("reading {}", docs.display()))?;
    let options = Options {
        module: module(version).to_owned(),
        command: COMMAND.to_owned(),
        areas: Areas::Apart,
        ..Options::default()
    };
    let generated = generate(&parsed.schema, &options);
    let routes = routes(&parsed.schema, &options).under("replay/src");
    let mut found = [parsed.diagnostics, generated.diagnostics].concat();
    found.sort();
    // A schema may come from elsewhere, so the generator checks some things again.
    found.dedup_by_key(|it| (it.location, it.code));
    let mut files = generated.files.under("src");
    files.extend(routes);
    files.insert(
        format!("diagnostics-{version}.txt"),
        diagnostic::lines(&found, &parsed.schema.pages),
    );
    Ok((files, generated.features))
}

/// The name of a version's module and feature.
const fn module(version: Version) -> &'static str {
    match version {
        Version::V1 => "v1",
        Version::Beta => "beta",
    }
}

fn check(files: &Files) -> Result<()> {
    let stale = files.check(Path::new(OUTPUT))?;
    if stale.is_empty() {
        return Ok(());
    }
    for it in &stale {
        eprintln!("{it}");
    }
    bail!(
        "{} files do not fit the pages: run `{COMMAND}` and commit the result",
        stale.len()
    )
}
