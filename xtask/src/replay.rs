//! `cargo xtask replay`: replays every example of the documentation against the generated client.
//!
//! The program that does it links all generated code, which this one must not: it is built and run on demand, and says itself what it takes.

use std::process::{Command, ExitStatus};

use anyhow::{Context, Result, ensure};
use clap::Args;

/// What to replay; see `--help` of the program.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Replay {
    /// `--docs PATH --api v1.0|beta [--page GLOB] [--json]`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds the program and runs it.
///
/// # Errors
/// A build that fails, or an example that fails by our fault.
pub(crate) fn run(replay: &Replay) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "msgraph-replay", "--"]);
    let status: ExitStatus = command
        .args(&replay.arguments)
        .status()
        .context("starting cargo")?;
    ensure!(status.success(), "replaying failed: {status}");
    Ok(())
}
