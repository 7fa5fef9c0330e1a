//! The command `msgraph-codegen`: slices of Graph's documentation, and Rust made of them.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => cli::terminal::report(&problem),
    }
}
