//! What `regenerate` of both versions takes from a checkout of the documentation, against only reading its pages.
//!
//! ```text
//! seconds                                  fastest  slowest
//! only reading the pages                      0.05     0.06
//! regenerate, every file as it should be      0.79     0.86
//! ```
//!
//! It runs in a folder of its own, so that nothing here changes; each figure but the first run's is of several rounds by turns.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, ensure};

use crate::regenerate::{MANIFEST, REMEMBERED, read};

/// Where it runs.
const FOLDER: &str = "target/regenerate";

/// How often each is measured.
const ROUNDS: usize = 5;

/// Prints a row for each case.
pub(super) fn run(docs: &Path) -> Result<()> {
    let docs = docs
        .canonicalize()
        .with_context(|| docs.display().to_string())?;
    let folder = folder()?;
    let first = seconds(|| regenerate(folder, &docs))?;
    let (mut reading, mut fitting, mut unchanged) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        reading.push(seconds(|| read(&docs).map(drop))?);
        fs::remove_file(folder.join(REMEMBERED))?;
        fitting.push(seconds(|| regenerate(folder, &docs))?);
        unchanged.push(seconds(|| regenerate(folder, &docs))?);
    }
    println!("{:<40} {:>7}  {:>7}", "seconds", "fastest", "slowest");
    row("only reading the pages", &reading);
    row("regenerate, every file as it should be", &fitting);
    row("regenerate, nothing has changed", &unchanged);
    row("regenerate, into an empty folder", &[first]);
    Ok(())
}

/// An empty folder, but for the manifest that the features are written into.
fn folder() -> Result<&'static Path> {
    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let manifest = folder.join(MANIFEST);
    fs::create_dir_all(manifest.parent().context("the manifest is in a folder")?)?;
    fs::copy(MANIFEST, manifest).context(MANIFEST)?;
    Ok(folder)
}

/// Runs this program as its users do.
fn regenerate(folder: &Path, docs: &Path) -> Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["regenerate", "--docs"]).arg(docs);
    let status = command.current_dir(folder).stdout(Stdio::null()).status()?;
    ensure!(status.success(), "`regenerate` failed: {status}");
    Ok(())
}

fn seconds(measured: impl FnOnce() -> Result<()>) -> Result<f64> {
    let start = Instant::now();
    measured()?;
    Ok(start.elapsed().as_secs_f64())
}

fn row(name: &str, seconds: &[f64]) {
    let fastest = seconds.iter().copied().fold(f64::INFINITY, f64::min);
    let slowest = seconds.iter().copied().fold(0.0, f64::max);
    println!("{name:<40} {fastest:>7.2}  {slowest:>7.2}");
}
