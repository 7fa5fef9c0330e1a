//! What the command understands, and who does it.

mod explain;
mod generate;
mod list;
mod selection;
pub(crate) mod terminal;
mod vendor;

use clap::{Parser, Subcommand};

/// Slices of Microsoft Graph's documentation, and Rust made of them.
///
/// The documentation is a checkout of Microsoft's repository, or a folder of condensed pages.
///
/// Exit status: 0 if all went well, 1 if something did not, 2 if the command was not understood.
#[derive(Debug, Parser)]
#[command(name = "msgraph-codegen", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write condensed pages of what is selected and of everything it refers to.
    Vendor(vendor::Arguments),
    /// Write Rust.
    Generate(generate::Arguments),
    /// Tell why a type, or a member of one, is as it is.
    Explain(explain::Arguments),
    /// List types, enumerations, operations or areas.
    List(list::Arguments),
}

impl Cli {
    /// Does what is asked.
    pub(crate) fn run(self) -> Result<(), terminal::Problem> {
        match self.command {
            Command::Vendor(it) => vendor::run(&it),
            Command::Generate(it) => generate::run(&it),
            Command::Explain(it) => explain::run(&it),
            Command::List(it) => list::run(&it),
        }
    }
}
