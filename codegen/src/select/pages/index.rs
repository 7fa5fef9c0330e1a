//! Finds the pages that define names, without parsing one.
//!
//! ```text
//! user.md, intune-devices-user.md                                                 may define `user`
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.user" } -->     defines `microsoft.graph.user`
//! # ageGroup enum type                                                            may define `ageGroup`
//! ### recipientScopeType values                                                   may define `recipientScopeType`
//! ```
//!
//! The first costs nothing, the others a look into all pages: they are for what the first does not find. A page that is found turns out not
//! to be needed now and then.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use memchr::{memchr_iter, memmem};
use msgraph_schema::path;
use rayon::prelude::*;

use super::{Pages, is_open};
use crate::select::{
    Selection,
    pattern::{Operations, name_fits, type_fits},
};

/// Where names are defined.
#[derive(Debug)]
pub(super) struct Index<'a> {
    pages: &'a Pages,
    /// The pages of types by the last part of what the file is called, in lower case.
    called: BTreeMap<String, Vec<usize>>,
    /// Names as the pages spell them, qualified or not, each with the number of its page; once somebody wants it.
    defined: Option<Vec<(String, usize)>>,
}

impl<'a> Index<'a> {
    /// An index that has looked into no page yet.
    pub(super) fn new(pages: &'a Pages) -> Self {
        let mut called: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, (path, _)) in pages.iter().enumerate() {
            if let Some(stem) = stem(path, "resources") {
                let last = stem.rsplit('-').next().unwrap_or(stem);
                let last = last.to_ascii_lowercase();
                called.entry(last).or_default().push(number);
            }
        }
        Self {
            pages,
            called,
            defined: None,
        }
    }

    /// The pages that are called like a name.
    pub(super) fn called(&self, names: &BTreeSet<&str>) -> BTreeSet<usize> {
        let pages = names.iter().filter_map(|it| self.called.get(&short(it)));
        pages.flatten().copied().collect()
    }

    /// The pages that define names; they may be patterns.
    pub(super) fn defining(&mut self, names: &BTreeSet<&str>) -> io::Result<BTreeSet<usize>> {
        if self.defined.is_none() {
            self.defined = Some(look_for_names(self.pages)?);
        }
        let (open, plain): (Vec<&str>, Vec<&str>) = names.iter().partition(|it| is_open(it));
        let plain: BTreeSet<String> = plain.into_iter().map(short).collect();
        let defined = self.defined.iter().flatten();
        let fitting = defined.filter(|(name, _)| {
            plain.contains(&short(name)) || open.iter().any(|it| may_fit(it, name))
        });
        Ok(fitting.map(|it| it.1).collect())
    }

    /// The pages of operations that a selection names.
    pub(super) fn operations(&self, selection: &Selection) -> io::Result<BTreeSet<usize>> {
        let patterns = selection.operations.iter();
        let patterns: Vec<_> = patterns.map(|it| Operations::parse(it)).collect();
        let is_path = |it: &Operations<'_>| matches!(it, Operations::Path(..));
        let (by_path, by_page): (Vec<_>, Vec<_>) = patterns.into_iter().partition(is_path);
        let is_wanted = |(path, file): &(String, PathBuf)| {
            let Some(stem) = stem(path, "api") else {
                return Ok(false);
            };
            Ok(by_page.iter().any(|it| it.fits(stem, "", ""))
                || !by_path.is_empty() && has_path(&read(file)?, &by_path))
        };
        let wanted = self.pages.par_iter().map(is_wanted);
        let wanted: Vec<bool> = wanted.collect::<io::Result<_>>()?;
        let wanted = wanted.into_iter().enumerate();
        Ok(wanted.filter(|it| it.1).map(|it| it.0).collect())
    }
}

/// The names that pages of types may define.
fn look_for_names(pages: &Pages) -> io::Result<Vec<(String, usize)>> {
    let found = pages.par_iter().enumerate().map(|(number, (path, file))| {
        let names = match stem(path, "resources") {
            Some(_) => names(&read(file)?),
            None => Vec::new(),
        };
        Ok(names.into_iter().map(|it| (it, number)).collect())
    });
    let found: Vec<Vec<_>> = found.collect::<io::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    fs::read(file).map_err(|it| io::Error::new(it.kind(), format!("{}: {it}", file.display())))
}

/// `user-list` of `api-reference/v1.0/api/user-list.md`.
fn stem<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    let name = path.rsplit('/').next()?.strip_suffix(".md")?;
    (path.split('/').nth(2) == Some(folder)).then_some(name)
}

fn short(name: &str) -> String {
    let short = name.rsplit('.').next().unwrap_or(name);
    short.to_ascii_lowercase()
}

/// Whether a pattern can mean a name whose namespace may not be known.
fn may_fit(pattern: &str, name: &str) -> bool {
    let (namespace, last) = pattern.rsplit_once('.').unwrap_or(("", pattern));
    type_fits(pattern, name)
        || (!namespace.is_empty() && last != "*" && !name.contains('.') && name_fits(last, name))
}

/// Whether a line that looks like the first one of a request has a path that is wanted.
fn has_path(text: &[u8], paths: &[Operations<'_>]) -> bool {
    let mut lines = lines(text, |it| b"GPDH".contains(it));
    lines.any(|line| {
        let Some((method, address)) = path::request_line(line) else {
            return false;
        };
        let Ok(path) = path::parse(address) else {
            return false;
        };
        let path = path.to_string();
        paths.iter().any(|it| it.fits("", method, &path))
    })
}

/// The lines that begin with certain bytes.
fn lines(text: &[u8], is_first: impl Fn(&u8) -> bool) -> impl Iterator<Item = &str> {
    let starts = std::iter::once(0).chain(memchr_iter(b'\n', text).map(|it| it + 1));
    starts.filter_map(move |start| {
        let rest = &text[start..];
        rest.first().filter(|it| is_first(it))?;
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        str::from_utf8(&rest[..end]).ok()
    })
}

fn names(text: &[u8]) -> Vec<String> {
    let mut names: Vec<String> = metadata_name(text).into_iter().collect();
    names.extend(lines(text, |it| *it == b'#').filter_map(heading_name));
    names
}

/// The name in the first metadata comment about a type.
fn metadata_name(text: &[u8]) -> Option<String> {
    memmem::find_iter(text, "blockType").find_map(|at| {
        let start = memmem::rfind(&text[..at], b"<!--")?;
        let end = at + memmem::find(&text[at..], b"-->")?;
        let comment = str::from_utf8(&text[start..end]).ok()?;
        let kind = value(comment, "blockType")?;
        let name = value(comment, "@odata.type")?;
        (kind == "resource").then(|| name.trim_start_matches('#').to_owned())
    })
}

/// The text behind a key in a comment that is nearly JSON.
fn value<'a>(comment: &'a str, key: &str) -> Option<&'a str> {
    let (_, behind) = comment.split_once(key)?;
    let (_, behind) = behind.split_once(':')?;
    let mut pieces = behind.split(['"', '\'']);
    pieces.nth(1)
}

/// The name in a heading that can be the one of a type or enumeration.
fn heading_name(line: &str) -> Option<String> {
    let text = line.trim_start_matches('#');
    let words = || text.split(|it: char| it.is_whitespace() || "*`".contains(it));
    let is_title = line.len() - text.len() == 1;
    let is_about_values = words().any(|it| it.starts_with("value") || it == "options");
    let word = words().find(|it| !it.is_empty())?;
    (is_title || is_about_values).then(|| word.to_owned())
}
