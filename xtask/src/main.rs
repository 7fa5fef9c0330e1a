//! The commands of this repository's maintainers.

mod bench;
mod diagnose;
mod features;
mod fingerprint;
mod import;
mod regenerate;
mod replay;
mod schema;
mod twins;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(Parser)]
#[command(about = "The commands of this repository's maintainers")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures something against its floor in the same run.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Makes the sources of `msgraph` from the documentation.
    Regenerate(regenerate::Regenerate),
    /// Says what is odd about the documentation.
    Diagnose(diagnose::Arguments),
    /// Writes the condensed pages of a documentation checkout.
    Import(import::Arguments),
    /// Replays every example of the documentation against the generated client.
    Replay(replay::Replay),
    /// Prints what the documentation of a version says.
    Schema(schema::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Bench(bench) => bench::run(&bench),
        Command::Regenerate(arguments) => regenerate::run(&arguments),
        Command::Diagnose(arguments) => diagnose::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    }
}
