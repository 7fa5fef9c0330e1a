//! What `cargo check` of everything of v1.0 costs, against the same of graph-rs-sdk, which has no types.
//!
//! Both have a transport with TLS, as a program needs it. Both take turns, and the least of the rounds counts: all packages of each project
//! alone, and then once with the dependencies of others.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::build::{self, Cost, Subject};

const MANIFEST: &str = r#"[package]
name = "peer"
edition = "2024"

[workspace]

[dependencies]
graph-rs-sdk = "3.0.1"
"#;

const ROUNDS: usize = 2;

/// Prints a row for each of both.
pub(super) fn run() -> Result<()> {
    let ours = Subject {
        parts: &["msgraph-runtime"],
        ..build::ours("v1,rustls")
    };
    let subjects = [ours, peer()?];
    let mut alone: [Vec<Cost>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (subject, costs) in subjects.iter().zip(&mut alone) {
            costs.push(build::check(subject)?);
        }
    }
    println!(
        "{:<16} alone: s  user s  peak MiB  with dependencies: s  user s",
        "check"
    );
    for (subject, costs) in subjects.iter().zip(&alone) {
        let whole = whole(subject)?;
        println!(
            "{:<16} {:>8.2} {:>7.2}  {:>8.0}  {:>20.2} {:>7.2}",
            subject.name,
            least(costs, |it| it.seconds),
            least(costs, |it| it.user),
            least(costs, |it| it.mebibytes),
            whole.seconds,
            whole.user,
        );
    }
    Ok(())
}

/// A check that begins with nothing.
fn whole(subject: &Subject) -> Result<Cost> {
    fs::remove_dir_all(&subject.target).with_context(|| subject.target.display().to_string())?;
    build::build(subject, &["check"], subject.package)
}

fn least(costs: &[Cost], figure: impl Fn(&Cost) -> f64) -> f64 {
    costs.iter().map(figure).fold(f64::INFINITY, f64::min)
}

/// A crate that depends on graph-rs-sdk.
fn peer() -> Result<Subject> {
    let root: PathBuf = Path::new("target/peer").to_owned();
    fs::create_dir_all(root.join("src"))?;
    fs::write(root.join("Cargo.toml"), MANIFEST)?;
    fs::write(root.join("src/lib.rs"), "")?;
    Ok(Subject {
        name: "graph-rs-sdk".to_owned(),
        manifest: root.join("Cargo.toml"),
        package: "graph-rs-sdk",
        parts: &["graph-core", "graph-error", "graph-http", "graph-oauth"],
        first: "graph-rs-sdk",
        arguments: Vec::new(),
        target: root.join("target"),
    })
}
