//! `msgraph-codegen vendor`: the pages that a crate needs, to be held beside its sources.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{
    selection::{Documentation, Part},
    terminal::{Problem, Progress},
};

/// What to vendor.
#[derive(Args, Debug)]
#[command(
    after_help = "Example: msgraph-codegen vendor --docs microsoft-graph-docs --api beta --type 'cloudPcDeviceImage' --out docs"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    documentation: Documentation,
    /// The folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    #[command(flatten)]
    part: Part,
}

/// Vendors.
pub(super) fn run(arguments: &Arguments) -> Result<(), Problem> {
    let progress = Progress::new("reading");
    let parsed = arguments.documentation.read(&progress)?;
    progress.say("selecting");
    let pages = msgraph_codegen::vendor(&parsed.schema, &arguments.part.selection())?;
    progress.say("writing");
    let mut bytes = 0;
    for (path, text) in &pages {
        let file = arguments.out.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, text)?;
        bytes += text.len();
    }
    drop(progress);
    eprintln!("{} pages written, {bytes} bytes", pages.len());
    Ok(())
}
