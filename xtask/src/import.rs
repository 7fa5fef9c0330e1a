//! `cargo xtask import`: writes the condensed pages of a documentation checkout under `generated/docs`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use msgraph_codegen::Files;
use msgraph_schema::{Version, condense, parse_sources, source};

/// What to read and where to write.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The documentation checkout.
    #[arg(long)]
    docs: PathBuf,
    /// The folder of the condensed pages.
    #[arg(long, default_value = "generated/docs")]
    into: PathBuf,
}

/// Writes the pages of both versions, and deletes those that are not condensed from any page any more.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut pages = BTreeMap::new();
    for version in Version::ALL {
        let sources = source::read(&arguments.docs, version)
            .with_context(|| format!("reading {}", arguments.docs.display()))?;
        // Corrections are not condensed: they apply again to what is written.
        pages.append(&mut condense::pages(
            &parse_sources(sources, version).schema,
        ));
    }
    let bytes: usize = pages.values().map(String::len).sum();
    let (files, into) = (Files::from_iter(pages), &arguments.into);
    let changes = files
        .write_to(into)
        .with_context(|| format!("writing {}", into.display()))?;
    let paths: BTreeSet<&str> = files.iter().map(|it| it.0).collect();
    delete_others(into, &paths).with_context(|| format!("cleaning {}", into.display()))?;
    println!(
        "{} pages of {bytes} bytes, {} of them changed",
        paths.len(),
        changes.written
    );
    Ok(())
}

/// Deletes pages in the written folders that are not among those written.
fn delete_others(into: &Path, written: &BTreeSet<&str>) -> io::Result<()> {
    let folders: BTreeSet<&Path> = written
        .iter()
        .filter_map(|it| Path::new(it).parent())
        .collect();
    for folder in folders {
        for entry in fs::read_dir(into.join(folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            let is_page = path.extension().is_some_and(|it| it == "md");
            if is_page && !written.contains(&*path.to_string_lossy()) {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}
