//! The counts of a replay of the whole documentation, so that a regression shows in review.
//!
//! The documentation is looked for where `GRAPH_DOCS` says, or beside this repository.

use std::{env, path::PathBuf, process::Command};

fn docs() -> Option<PathBuf> {
    let beside = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/microsoft-graph-docs"
    );
    let docs = env::var_os("GRAPH_DOCS").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    if docs.is_dir() {
        return Some(docs);
    }
    println!("skipped: no documentation at {}", docs.display());
    None
}

/// The totals, which follow the findings and an empty line.
fn totals(version: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_replay");
    let run = Command::new(program)
        .arg("--docs")
        .arg(docs()?)
        .args(["--api", version])
        .output()
        .unwrap();
    let report = String::from_utf8(run.stdout).unwrap();
    let (_, totals) = report
        .split_once("\n\n")
        .expect("totals behind an empty line");
    Some(totals.to_owned())
}

#[test]
fn v1() {
    if let Some(totals) = totals("v1.0") {
        insta::assert_snapshot!(totals);
    }
}

#[test]
fn beta() {
    if let Some(totals) = totals("beta") {
        insta::assert_snapshot!(totals);
    }
}
