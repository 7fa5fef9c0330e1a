//! Whether anything changed since last time: a number over the contents of the pages and of this program, and one over what was generated.
//!
//! Contents, not times: a fresh checkout or a touched file changes nothing. Of pages it is the text that the parser sees, so that line ends do
//! not matter either; of everything else it is every byte.

use std::{
    ffi::OsString,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use anyhow::{Context, Result};
use msgraph_schema::source::SourceFile;
use rayon::prelude::*;

/// The folder of the output that holds pages.
const PAGES: &str = "docs";

/// The fingerprint of pages, by all that the parser sees of them, and of this program.
///
/// # Errors
/// The disk, with the path.
pub(crate) fn of<'a>(pages: impl Iterator<Item = &'a SourceFile>) -> Result<u64> {
    let program = std::env::current_exe()?;
    let pages: Vec<_> = pages.collect();
    let pages: Vec<u64> = pages
        .into_par_iter()
        .map(|it| hash(&(&it.path, &it.text, it.lossy)))
        .collect();
    Ok(hash(&[file(&program)?, hash(&pages)]))
}

/// Whether the output is what was remembered for the inputs.
///
/// # Errors
/// The disk, with the path.
pub(crate) fn remembered(memory: &str, inputs: u64, output: &str) -> Result<bool> {
    let text = fs::read_to_string(memory).unwrap_or_default();
    // The output is read only where the inputs are the same.
    let Some(before) = text.strip_prefix(&format!("{inputs} ")) else {
        return Ok(false);
    };
    Ok(before == outputs(output)?.to_string())
}

/// Remembers that the output is right for the inputs.
///
/// # Errors
/// The disk, with the path.
pub(crate) fn remember(memory: &str, inputs: u64, output: &str) -> Result<()> {
    let outputs = outputs(output)?;
    // The build may be elsewhere, so the folder of builds need not be there.
    if let Some(folder) = Path::new(memory).parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(memory, format!("{inputs} {outputs}")).with_context(|| memory.to_owned())
}

/// The output without the pages in it: those are read, if anything, and never written.
fn outputs(root: &str) -> Result<u64> {
    let root = Path::new(root);
    let mut paths = Vec::new();
    list(root, &root.join(PAGES), &mut paths)?;
    paths.sort_unstable();
    let files: Vec<u64> = paths
        .par_iter()
        .map(|it| Ok(hash(&[hash(it), file(Path::new(it))?])))
        .collect::<Result<_>>()?;
    Ok(hash(&files))
}

/// The files below a folder, as text: comparing paths part by part takes twenty times as long.
fn list(folder: &Path, without: &Path, paths: &mut Vec<OsString>) -> Result<()> {
    if folder == without {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), without, paths)?;
        } else {
            paths.push(entry.path().into_os_string());
        }
    }
    Ok(())
}

fn file(path: &Path) -> Result<u64> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(hash(bytes.as_slice()))
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
