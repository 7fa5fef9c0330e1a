//! Whether anything changed since last time: one number over the contents of the pages, of this program and of what was generated.
//!
//! Contents, not times: a fresh checkout or a touched file changes nothing, a changed byte always does.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use rayon::prelude::*;

/// The fingerprint of a folder's files, by path and content, and of this program.
///
/// # Errors
/// The disk, with the path.
pub(crate) fn of(folder: &Path) -> Result<u64> {
    let program = std::env::current_exe()?;
    Ok(combined([file(&program)?, tree(folder)?]))
}

/// Whether the output is what was remembered for the inputs.
///
/// # Errors
/// The disk, with the path.
pub(crate) fn remembered(memory: &str, inputs: u64, output: &str) -> Result<bool> {
    let Ok(text) = fs::read_to_string(memory) else {
        return Ok(false);
    };
    Ok(text == combined([inputs, tree(Path::new(output))?]).to_string())
}

/// Remembers that the output is right for the inputs.
///
/// # Errors
/// The disk, with the path.
pub(crate) fn remember(memory: &str, inputs: u64, output: &str) -> Result<()> {
    let all = combined([inputs, tree(Path::new(output))?]);
    // The build may be elsewhere, so the folder of builds need not be there.
    if let Some(folder) = Path::new(memory).parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(memory, all.to_string()).with_context(|| memory.to_owned())
}

fn tree(root: &Path) -> Result<u64> {
    let mut paths = Vec::new();
    list(root, &mut paths)?;
    paths.sort();
    let files: Vec<u64> = paths
        .par_iter()
        .map(|it| Ok(combined([hash(it), file(it)?])))
        .collect::<Result<_>>()?;
    Ok(hash(&files))
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), paths)?;
        } else {
            paths.push(entry.path());
        }
    }
    Ok(())
}

fn file(path: &Path) -> Result<u64> {
    Ok(hash(
        &fs::read(path).with_context(|| path.display().to_string())?,
    ))
}

fn combined(parts: [u64; 2]) -> u64 {
    hash(&parts)
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
