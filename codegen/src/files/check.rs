//! Comparing the output with a folder.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use similar::{ChangeTag, TextDiff};

use super::Files;

/// How many changed lines of a file are shown.
const SHOWN: usize = 12;

/// A file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not there.
    Missing,
    /// It says something else; the first lines that differ.
    Different(String),
    /// It was generated once, and nothing makes it any more.
    LeftOver,
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.problem {
            Problem::Missing => write!(f, "{path}: missing"),
            Problem::Different(diff) => write!(f, "{path}: different\n{diff}"),
            Problem::LeftOver => write!(f, "{path}: left over"),
        }
    }
}

impl Files {
    /// The files of a folder that are not as these say, sorted by path; none where writing would change nothing.
    ///
    /// # Errors
    /// The disk, with the path.
    pub fn check(&self, root: &Path) -> io::Result<Vec<Stale>> {
        let compared: Vec<_> = self
            .0
            .par_iter()
            .map(|(path, text)| compare(root.join(path), text))
            .collect::<io::Result<_>>()?;
        let mut found: Vec<Stale> = compared.into_iter().flatten().collect();
        let left_over = self.left_over(root)?.into_iter();
        found.extend(left_over.map(|path| Stale {
            path,
            problem: Problem::LeftOver,
        }));
        found.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(found)
    }
}

/// What is wrong with a file that should have a text.
fn compare(path: PathBuf, text: &str) -> io::Result<Option<Stale>> {
    let problem = match fs::read(&path) {
        Ok(bytes) if bytes == text.as_bytes() => return Ok(None),
        Ok(bytes) => Problem::Different(short_diff(&String::from_utf8_lossy(&bytes), text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Problem::Missing,
        Err(error) => return Err(super::at(&path, error)),
    };
    Ok(Some(Stale { path, problem }))
}

/// The first changed lines, with their numbers in the file that is there.
fn short_diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let changes = diff
        .iter_all_changes()
        .filter(|it| it.tag() != ChangeTag::Equal);
    let lines = changes.take(SHOWN).map(|it| {
        let number = it.old_index().or(it.new_index()).map_or(0, |it| it + 1);
        format!("{number:>6} {}{}", it.tag(), it.value().trim_end())
    });
    lines.collect::<Vec<_>>().join("\n")
}
