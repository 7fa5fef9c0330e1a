//! `msgraph-codegen generate`: what a build script does, by hand.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use msgraph_codegen::{Builder, Docs, Layout, Version, Warnings};

use super::{
    selection::Part,
    terminal::{Problem, Progress},
};

/// What to generate.
#[derive(Args, Debug)]
#[command(
    after_help = "Example: msgraph-codegen generate --docs docs --type user --depth 0 --out src/graph"
)]
pub(crate) struct Arguments {
    /// The documentation: a checkout, or a folder of condensed pages; a later one goes before an earlier one
    #[arg(long, value_name = "FOLDER", required = true)]
    docs: Vec<PathBuf>,
    /// The versions of Graph: v1.0, beta or both
    #[arg(
        long,
        value_name = "VERSION",
        default_value = "v1.0",
        value_delimiter = ','
    )]
    api: Vec<Version>,
    /// The folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Write nothing; fail and show what would change, if anything would
    #[arg(long)]
    check: bool,
    /// How the code is laid out
    #[arg(long, value_name = "LAYOUT", default_value = "files")]
    layout: LayoutArgument,
    /// How much documentation the code carries
    #[arg(long, value_name = "HOW", default_value = "facts")]
    comments: CommentsArgument,
    #[command(flatten)]
    part: Part,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LayoutArgument {
    /// A file for each type
    Files,
    /// One file that can be included
    Single,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CommentsArgument {
    /// A line of facts for everything
    Facts,
    /// And what the pages say
    Full,
}

/// Generates.
pub(super) fn run(arguments: &Arguments) -> Result<(), Problem> {
    let progress = Progress::new("generating");
    let builder = builder(arguments);
    let output = builder.output()?;
    if arguments.check {
        let stale = output.check(&arguments.out)?;
        drop(progress);
        return match stale.as_slice() {
            [] => Ok(()),
            all => {
                let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
                Err(Problem::Other(format!(
                    "not as it would be generated:\n{}",
                    lines.join("\n")
                )))
            }
        };
    }
    let changes = output.write(&arguments.out)?;
    drop(progress);
    for line in &output.warnings {
        eprintln!("{line}");
    }
    eprintln!(
        "{} files written, {} unchanged, {} deleted",
        changes.written, changes.unchanged, changes.deleted
    );
    Ok(())
}

fn builder(arguments: &Arguments) -> Builder {
    let (first, others) = arguments
        .docs
        .split_first()
        .expect("clap requires a folder");
    let builder = others.iter().fold(Builder::new(first), Builder::docs);
    let layout = match arguments.layout {
        LayoutArgument::Files => Layout::Files,
        LayoutArgument::Single => Layout::Single,
    };
    let comments = match arguments.comments {
        CommentsArgument::Facts => Docs::Facts,
        CommentsArgument::Full => Docs::Full,
    };
    builder
        .versions(arguments.api.iter().copied())
        .select(arguments.part.selection())
        .layout(layout)
        .comments(comments)
        .warnings(Warnings::Show)
}
