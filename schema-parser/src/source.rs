//! Reads a documentation checkout into memory, and tells where in a page a piece of its text stands.
//!
//! ```text
//! <docs>/api-reference/v1.0/{resources,api,includes}/**.md     a checkout of the documentation
//! <docs>/v1.0/{resources,api}/**.md                            condensed pages
//! ```
//!
//! Everything the parser keeps of a page is a slice of its text, so a slice needs no offset beside it: [`SourceFile::location`] finds
//! its place from its address. Line ends become `\n`, and a byte order mark is left out.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::schema::{Location, PageId, Version};

/// A page in memory.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// Its number in [`Schema::pages`](crate::Schema::pages).
    pub page: PageId,
    /// Its path relative to the folder that holds `api-reference`, with forward slashes.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether bytes had to be replaced because they are not UTF-8.
    pub lossy: bool,
    /// Where the lines after the first begin.
    line_starts: Vec<u32>,
}

impl SourceFile {
    /// A page from its bytes.
    pub fn new(page: PageId, path: String, bytes: Vec<u8>) -> Self {
        let (text, lossy) = decode(bytes);
        let mut line_starts = Vec::with_capacity(text.len() / 32);
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| index(at + 1)));
        Self {
            page,
            path,
            text,
            lossy,
            line_starts,
        }
    }

    /// The name of the file without folder and `.md`.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// Where a slice of the text begins. Text from elsewhere is taken to stand at the beginning of the page.
    pub fn location(&self, part: &str) -> Location {
        let (start, at) = (self.text.as_ptr().addr(), part.as_ptr().addr());
        let offset = at
            .checked_sub(start)
            .filter(|offset| *offset <= self.text.len());
        self.location_at(offset.unwrap_or(0))
    }

    /// The line and column of a byte of the text.
    pub fn location_at(&self, offset: usize) -> Location {
        let line = self
            .line_starts
            .partition_point(|it| *it as usize <= offset);
        let start = line
            .checked_sub(1)
            .map_or(0, |it| self.line_starts[it] as usize);
        let before = &self.text.as_bytes()[start..offset.min(self.text.len())];
        let characters = before.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        Location {
            page: self.page,
            line: index(line + 1),
            column: index(characters + 1),
        }
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The pages of one version.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// All of them by number, sorted by path.
    pub files: Vec<SourceFile>,
}

impl Sources {
    /// The pages in one folder of the version, such as `resources`, `api` or `includes`.
    pub fn folder<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        self.files
            .iter()
            .filter(move |it| it.path.split('/').nth(2) == Some(name))
    }
}

/// Reads all pages of a version.
pub fn read(docs: &Path, version: Version) -> io::Result<Sources> {
    read_pages(list(docs, version)?)
}

/// Finds all pages of a version: what they are called, and where they are, sorted.
pub fn list(docs: &Path, version: Version) -> io::Result<Vec<(String, PathBuf)>> {
    let root = version_folder(docs, version);
    let mut paths = Vec::new();
    for folder in ["api", "includes", "resources"] {
        add(&root, folder, version, &mut paths)?;
    }
    paths.sort_unstable();
    Ok(paths)
}

/// Reads pages: what they are called, and where they are, sorted.
pub fn read_pages(paths: Vec<(String, PathBuf)>) -> io::Result<Sources> {
    let files = paths
        .into_par_iter()
        .enumerate()
        .map(|(number, (path, file))| {
            let bytes = fs::read(&file).map_err(|error| naming(&file, &error))?;
            Ok(SourceFile::new(PageId(index(number)), path, bytes))
        });
    Ok(Sources {
        files: files.collect::<io::Result<_>>()?,
    })
}

fn version_folder(docs: &Path, version: Version) -> PathBuf {
    let checkout = docs.join("api-reference").join(version.as_str());
    if checkout.is_dir() {
        checkout
    } else {
        docs.join(version.as_str())
    }
}

/// Adds the pages of a folder. Only `resources` has to exist.
fn add(
    root: &Path,
    folder: &str,
    version: Version,
    paths: &mut Vec<(String, PathBuf)>,
) -> io::Result<()> {
    let path = root.join(folder);
    if folder != "resources" && !path.is_dir() {
        return Ok(());
    }
    for entry in WalkDir::new(&path) {
        let entry = entry.map_err(io::Error::from)?;
        let Ok(relative) = entry.path().strip_prefix(root) else {
            continue;
        };
        if entry.file_type().is_file() && relative.extension().is_some_and(|it| it == "md") {
            let relative = relative.to_string_lossy().replace('\\', "/");
            paths.push((
                format!("api-reference/{version}/{relative}"),
                entry.into_path(),
            ));
        }
    }
    Ok(())
}

fn naming(file: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file.display()))
}

/// Text from bytes, and whether some were not UTF-8.
fn decode(mut bytes: Vec<u8>) -> (String, bool) {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let (text, lossy) = match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
    };
    let text = unix_lines(&text).unwrap_or(text);
    (text, lossy)
}

/// The text with `\n` at the end of each line, or nothing where it is so already.
fn unix_lines(text: &str) -> Option<String> {
    memchr::memchr(b'\r', text.as_bytes())?;
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(bytes: &[u8]) -> SourceFile {
        SourceFile::new(
            PageId(7),
            "api-reference/v1.0/resources/a-b.md".into(),
            bytes.to_vec(),
        )
    }

    #[test]
    fn a_slice_knows_its_line_and_column() {
        let page = page("eins\nzwölf = 12\n".as_bytes());
        let location = page.location(&page.text[page.text.find("12").unwrap()..]);
        assert_eq!((location.page.0, location.line, location.column), (7, 2, 9));
        assert_eq!(page.location("elsewhere").line, 1);
        assert_eq!(page.location(&page.text[page.text.len()..]).line, 3);
    }

    #[test]
    fn marks_and_line_ends_are_made_plain() {
        let page = page(b"\xEF\xBB\xBFa\r\nb\rc\n");
        assert_eq!((page.text.as_str(), page.lossy), ("a\nb\nc\n", false));
        assert_eq!(page.stem(), "a-b");
    }

    #[test]
    fn other_encodings_lose_characters_but_not_the_page() {
        let page = page(b"caf\xE9\n");
        assert_eq!((page.text.as_str(), page.lossy), ("caf\u{FFFD}\n", true));
    }
}
