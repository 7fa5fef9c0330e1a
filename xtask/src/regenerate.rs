//! `cargo xtask regenerate`: from the pages to the sources of `msgraph`, or only a check that they fit.
//!
//! ```text
//! docs  --read-->  Sources  --parse-->  Schema  --generate-->  Files  --write or check-->  generated/
//! ```
//!
//! Where neither the pages, nor this program, nor what is generated changed since last time, nothing is done.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use msgraph_codegen::{Areas, Feature, Files, Options, generate_with_routes};
use msgraph_schema::{
    Diagnostic, Parsed, Schema, Version, diagnostic, parse_sources,
    schema::TypeName,
    source::{self, Sources},
};
use rayon::prelude::*;

use crate::{features, fingerprint};

/// The command that people run to bring the sources up to date.
const COMMAND: &str = "cargo xtask regenerate";

/// The folder that holds what is generated.
const OUTPUT: &str = "generated";

/// The manifest that the features are written into.
pub(crate) const MANIFEST: &str = "generated/Cargo.toml";

/// Where it is remembered for which pages and by which program the sources were generated.
pub(crate) const REMEMBERED: &str = "target/regenerate.fingerprint";

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
    let sources = read(&arguments.docs)?;
    let inputs = fingerprint::of(sources.iter().flat_map(|it| &it.1.files))?;
    if fingerprint::remembered(REMEMBERED, inputs, OUTPUT)? {
        println!("nothing has changed");
        return Ok(());
    }
    let files = files(sources)?;
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

/// The pages of all versions.
///
/// # Errors
/// The disk, with the path.
pub(crate) fn read(docs: &Path) -> Result<Vec<(Version, Sources)>> {
    let read = |it: &Version| {
        let pages = source::read(docs, *it);
        let pages = pages.with_context(|| format!("reading {}", docs.display()))?;
        Ok((*it, pages))
    };
    Version::ALL.par_iter().map(read).collect()
}

/// What the folder of the generated crate should hold, without its hand-written files.
fn files(sources: Vec<(Version, Sources)>) -> Result<Files> {
    let parsed: Vec<_> = sources
        .into_par_iter()
        .map(|(version, sources)| (version, parse_sources(sources, version).corrected()))
        .collect();
    // Only now, as the smaller version then has work left while parts of the larger one keep a single thread busy.
    let versions: Vec<(Files, Vec<Feature>)> = parsed
        .into_par_iter()
        .map(|(version, parsed)| version_files(parsed, version))
        .collect::<Result<_>>()?;
    let mut all = Files::default();
    let mut features = Vec::new();
    for (files, of_version) in versions {
        all.extend(files);
        features.extend(of_version);
    }
    let manifest = features::replace(Path::new(MANIFEST), &features)?;
    all.insert("Cargo.toml", manifest);
    Ok(all)
}

/// The files of a version and its features.
fn version_files(parsed: Parsed, version: Version) -> Result<(Files, Vec<Feature>)> {
    let options = Options {
        module: module(version).to_owned(),
        command: COMMAND.to_owned(),
        areas: Areas::Apart,
        ..Options::default()
    };
    let (generated, routes) = generate_with_routes(&parsed.schema, &options);
    let mut found = [&parsed.diagnostics[..], &generated.diagnostics].concat();
    found.sort();
    // A schema may come from elsewhere, so the generator checks some things again.
    found.dedup_by_key(|it| (it.location, it.code));
    let is_error = |it: &&Diagnostic| it.code.severity() == diagnostic::Severity::Error;
    let errors: Vec<_> = found.iter().filter(is_error).cloned().collect();
    if !errors.is_empty() {
        bail!(
            "nothing was written:\n{}",
            diagnostic::lines(&errors, &parsed.schema.pages)
        );
    }
    let mut files = generated.files.under("src");
    files.extend(routes.under("replay/src"));
    files.insert(
        format!("tests/json/{}.rs", options.module),
        cases(&options.module, &parsed.schema, &generated.types),
    );
    files.insert(
        format!("diagnostics-{version}.txt"),
        diagnostic::lines(&found, &parsed.schema.pages),
    );
    // Freeing so many small things takes longer than writing all files does, and the program is about to end.
    std::mem::forget(parsed);
    Ok((files, generated.features))
}

/// The types that `tests/json.rs` sends samples through.
fn cases(module: &str, schema: &Schema, types: &BTreeMap<TypeName, String>) -> String {
    let types = types.iter().filter(|it| schema.types.contains_key(it.0));
    let cases: String = types
        .map(|(name, path)| format!("    (\"{name}\", case::<{module}::{path}>),\n"))
        .collect();
    format!(
        "// @generated by `{COMMAND}`. Do not edit.\nuse msgraph::{module};\n\nuse super::{{Case, case}};\n\n\
         pub(super) const CASES: &[Case] = &[\n{cases}];\n"
    )
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
