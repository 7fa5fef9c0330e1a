//! Replays every example of the documentation against the generated client.
//!
//! ```text
//! examples of a checkout --read--> address, query, headers, body --fit--> route --build--> request    as the example shows it?
//!                                  answer                        --decode--> value --write--> answer  nothing lost?
//!                                  both, through a loopback server                                    the same value?
//! samples of types               --decode--> value --write--> sample                                 nothing lost?
//! ```

mod address;
mod answers;
mod compare;
mod fit;
mod members;
mod report;
mod requests;
mod run;
mod wire;
mod writable;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use clap::Parser;
use msgraph_schema::{Schema, Version};

use crate::report::Report;

/// Replays every example of the documentation against the generated client.
#[derive(Parser)]
#[command(name = "cargo xtask replay")]
struct Arguments {
    /// The documentation: a checkout.
    #[arg(long)]
    docs: PathBuf,
    /// The version of Graph: `v1.0` or `beta`.
    #[arg(long, default_value = "v1.0")]
    api: Version,
    /// Only pages whose path below the version matches, such as `api/user-*`.
    #[arg(long, default_value = "*")]
    page: String,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// What is generated of a version.
macro_rules! table {
    ($($module:ident)::+) => {
        run::Table { routes: &$($module)::+::ROUTES, types: &$($module)::+::TYPES }
    };
}

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let docs = &arguments.docs;
    let schema = msgraph_schema::parse(docs, arguments.api)
        .with_context(|| format!("reading {}", docs.display()))?
        .schema;
    let page = arguments.page.as_str();
    let report = replay(&schema, page)?;
    print(&report, arguments.json)?;
    Ok(if report.is_ours() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Replays against the generated module of the version, if it is compiled in.
fn replay(schema: &Schema, page: &str) -> anyhow::Result<Report> {
    match schema.version {
        #[cfg(feature = "v1")]
        Version::V1 => run::run(schema, &table!(msgraph_replay::v1), page),
        #[cfg(feature = "beta")]
        Version::Beta => run::run(schema, &table!(msgraph_replay::beta), page),
        #[cfg(not(all(feature = "v1", feature = "beta")))]
        version => anyhow::bail!("{version} is not compiled in"),
    }
}

fn print(report: &Report, json: bool) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match json {
        true => writeln!(out, "{}", serde_json::to_string_pretty(&report.to_json())?)?,
        false => write!(out, "{report}")?,
    }
    Ok(())
}
