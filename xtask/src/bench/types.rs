//! What building the generated types costs, against two twins of them: the same structs without serde, and with its derives.
//!
//! ```text
//! v1         check s  debug s  release s  rlib MB debug/release  peak MiB
//! plain         3.40     3.70       8.30        10.6 /     23.2       382
//! ```
//!
//! Only the crate itself is measured, without incremental compilation.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use msgraph_codegen::{Options, generate};
use msgraph_schema::Version;

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

/// One build.
struct Cost {
    seconds: f64,
    mebibytes: f64,
}

/// A crate to build, and where its sources begin.
struct Subject {
    name: &'static str,
    manifest: PathBuf,
    package: &'static str,
    /// What is built first and not measured: a dependency, or the package itself where it has many.
    first: &'static str,
    arguments: Vec<String>,
    target: PathBuf,
}

/// Prints a row per subject.
pub(super) fn run(module: &str) -> Result<()> {
    println!("{module:<10} check s  debug s  release s  rlib MB debug/release  peak MiB");
    let sources = types(module)?;
    for subject in [
        twin("plain", Twin::Plain, module, &sources)?,
        generated(),
        twin("derive", Twin::Derive, module, &sources)?,
    ] {
        row(&subject)?;
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
        name: "generated",
        manifest: Path::new(GENERATED).join("Cargo.toml"),
        package: "types",
        first: "msgraph-runtime",
        arguments: Vec::new(),
        target: Path::new(GENERATED).join("target"),
    }
}

fn twin(name: &'static str, twin: Twin, module: &str, sources: &Path) -> Result<Subject> {
    let root = Path::new("target/twins").join(name);
    twins::write(twin, module, sources, &root)?;
    Ok(Subject {
        name,
        manifest: root.join("Cargo.toml"),
        package: "twin",
        first: "serde",
        arguments: Vec::new(),
        target: root.join("target"),
    })
}

fn row(subject: &Subject) -> Result<()> {
    let [check, debug, release] =
        [&["check"][..], &["build"], &["build", "--release"]].map(|it| measure(subject, it));
    let (check, debug, release) = (check?, debug?, release?);
    let peak = [&check, &debug, &release]
        .map(|it| it.mebibytes)
        .into_iter()
        .fold(0.0, f64::max);
    println!(
        "{:<10} {:>7.2}  {:>7.2}  {:>9.2}  {:>10.1} / {:>8.1}  {peak:>8.0}",
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
    let source = subject.manifest.with_file_name("src").join("lib.rs");
    let touched = fs::File::options()
        .append(true)
        .open(&source)
        .with_context(|| source.display().to_string())?;
    touched.set_modified(std::time::SystemTime::now())?;
    build(subject, command, subject.package)
}

fn build(subject: &Subject, command: &[&str], package: &str) -> Result<Cost> {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%e %M", "cargo"])
        .args(command)
        .args(["--quiet", "--lib", "--package", package, "--manifest-path"])
        .arg(&subject.manifest)
        .args(&subject.arguments)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", &subject.target)
        .output()
        .context("/usr/bin/time measures the builds: install it")?;
    let log = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{} does not build: {log}",
        subject.name
    );
    let figures = log
        .lines()
        .last()
        .and_then(|it| it.split_once(' '))
        .context("/usr/bin/time printed no figures")?;
    Ok(Cost {
        seconds: figures.0.parse()?,
        mebibytes: figures.1.parse::<f64>()? / 1024.0,
    })
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
