//! Building one crate alone, without incremental compilation, and what that costs.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// The head of a table of [`row`]s, behind the title of its first column.
pub(super) const HEAD: &str = "check s  debug s  release s  rlib MB debug/release  peak MiB";

/// A crate to build.
pub(super) struct Subject {
    /// What it is called in the table.
    pub(super) name: String,
    /// The manifest to build by.
    pub(super) manifest: PathBuf,
    /// The package to measure.
    pub(super) package: &'static str,
    /// What is measured with it: what else of its makers it consists of.
    pub(super) parts: &'static [&'static str],
    /// What is built first and not measured: a dependency that brings all others, or the package itself.
    pub(super) first: &'static str,
    /// What else cargo is told.
    pub(super) arguments: Vec<String>,
    /// Where it is built.
    pub(super) target: PathBuf,
}

/// What one build took.
pub(super) struct Cost {
    /// From start to end.
    pub(super) seconds: f64,
    /// Of processors.
    pub(super) user: f64,
    /// The most memory that one process had.
    pub(super) mebibytes: f64,
}

/// Measures checking a crate.
pub(super) fn check(subject: &Subject) -> Result<Cost> {
    measure(subject, &["check"])
}

/// Measures both ways to build a crate and prints them behind what checking took.
pub(super) fn row(subject: &Subject, check: &Cost) -> Result<()> {
    let [debug, release] = [&["build"][..], &["build", "--release"]].map(|it| measure(subject, it));
    let (debug, release) = (debug?, release?);
    let peak = [check, &debug, &release]
        .map(|it| it.mebibytes)
        .into_iter()
        .fold(0.0, f64::max);
    println!(
        "{:<40} {:>7.2}  {:>7.2}  {:>9.2}  {:>10.1} / {:>8.1}  {peak:>8.0}",
        subject.name,
        check.seconds,
        debug.seconds,
        release.seconds,
        rlib(subject, "debug")?,
        rlib(subject, "release")?,
    );
    Ok(())
}

/// Builds what the crate needs, then the crate alone.
fn measure(subject: &Subject, command: &[&str]) -> Result<Cost> {
    build(subject, command, subject.first)?;
    let profile = command.iter().copied().filter(|it| it.starts_with("--"));
    let mut clean = cargo(subject, &["clean"]);
    let own = std::iter::once(&subject.package).chain(subject.parts);
    clean.args(own.flat_map(|it| ["--package", it]));
    clean.args(profile);
    let output = clean.output()?;
    let log = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}: {log}", subject.name);
    build(subject, command, subject.package)
}

/// Builds a package and what it needs.
pub(super) fn build(subject: &Subject, command: &[&str], package: &str) -> Result<Cost> {
    let mut build = cargo(subject, command);
    build.args(["--lib", "--package", package]);
    build.args(&subject.arguments);
    let output = build
        .output()
        .context("/usr/bin/time measures the builds: install it")?;
    let log = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{} does not build: {log}",
        subject.name
    );
    let figures: Vec<f64> = log
        .lines()
        .last()
        .context("/usr/bin/time printed no figures")?
        .split(' ')
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    let [seconds, user, kibibytes] = figures[..] else {
        anyhow::bail!("/usr/bin/time printed other figures");
    };
    Ok(Cost {
        seconds,
        user,
        mebibytes: kibibytes / 1024.0,
    })
}

fn cargo(subject: &Subject, command: &[&str]) -> Command {
    let mut cargo = Command::new("/usr/bin/time");
    cargo
        .args(["-f", "%e %U %M", "cargo"])
        .args(command)
        .args(["--quiet", "--manifest-path"])
        .arg(&subject.manifest)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", &subject.target);
    cargo
}

/// The size of the built library in MB.
fn rlib(subject: &Subject, profile: &str) -> Result<f64> {
    let path = subject
        .target
        .join(profile)
        .join(format!("lib{}.rlib", subject.package));
    let size = fs::metadata(&path)
        .with_context(|| path.display().to_string())?
        .len();
    Ok(size as f64 / 1e6)
}

/// A package of this workspace with some features, built apart from everything else.
pub(super) fn ours(features: &str) -> Subject {
    let arguments = ["--no-default-features", "--features", features];
    Subject {
        name: features.to_owned(),
        manifest: Path::new("Cargo.toml").to_owned(),
        package: "msgraph",
        parts: &[],
        first: "msgraph",
        arguments: arguments.map(str::to_owned).to_vec(),
        target: Path::new("target/features").to_owned(),
    }
}
