//! Finds the pages that define names and paths, without parsing one.
//!
//! ```text
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.user" } -->     defines `microsoft.graph.user`
//! # ageGroup enum type                                                            may define `ageGroup`
//! ### recipientScopeType values                                                   may define `recipientScopeType`
//! GET /users/{id}/messages                                                        is about that path, and one of `/users/{id}`
//! ```
//!
//! A page that is found turns out not to be needed now and then.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use memchr::{memchr_iter, memmem};
use msgraph_schema::{path, schema::TypeName};
use rayon::prelude::*;

use super::{Pages, is_open};
use crate::select::{
    Selection,
    pattern::{Operations, name_fits, type_fits},
};

/// Where names and paths are defined; pages by their numbers.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Names as the pages of types spell them, qualified or not.
    names: Vec<(String, usize)>,
    /// The same by the short name in lower case.
    by_short: BTreeMap<String, BTreeSet<usize>>,
    /// Methods and paths of operations; only if somebody wants operations.
    requests: Vec<(Request, usize)>,
}

/// A method and a path.
type Request = (String, String);

impl Index {
    /// Looks into all pages of types, and into those of operations if the selection names some.
    pub(super) fn read(pages: &Pages, selection: &Selection) -> io::Result<Self> {
        let has_operations = !selection.operations.is_empty();
        let found = pages.par_iter().map(|(path, file)| {
            let is_type = stem(path, "resources").is_some();
            let is_operation = has_operations && stem(path, "api").is_some();
            if !is_type && !is_operation {
                return Ok((Vec::new(), Vec::new()));
            }
            let text = read(file)?;
            Ok(if is_type {
                (names(&text), Vec::new())
            } else {
                (Vec::new(), requests(&text))
            })
        });
        let found: Vec<(Vec<String>, Vec<Request>)> = found.collect::<io::Result<_>>()?;
        let mut index = Self::default();
        for (page, (names, requests)) in found.into_iter().enumerate() {
            for name in names {
                index.by_short.entry(short(&name)).or_default().insert(page);
                index.names.push((name, page));
            }
            let requests = requests.into_iter().map(|it| (it, page));
            index.requests.extend(requests);
        }
        Ok(index)
    }

    /// The pages that define names.
    pub(super) fn defining<'a>(
        &self,
        names: impl Iterator<Item = &'a TypeName>,
    ) -> BTreeSet<usize> {
        let pages = names.filter_map(|it| self.by_short.get(&short(it.as_str())));
        pages.flatten().copied().collect()
    }

    /// The pages that define what fits patterns.
    pub(super) fn matching(&self, patterns: &[String]) -> BTreeSet<usize> {
        let (open, plain): (Vec<&String>, Vec<&String>) =
            patterns.iter().partition(|it| is_open(it));
        let plain = plain.into_iter().map(|it| TypeName(it.clone()));
        let plain: Vec<TypeName> = plain.collect();
        let mut found = self.defining(plain.iter());
        if !open.is_empty() {
            let names = self.names.iter();
            let fitting = names.filter(|(name, _)| open.iter().any(|it| may_fit(it, name)));
            found.extend(fitting.map(|it| it.1));
        }
        found
    }

    /// The pages of operations that a selection names.
    pub(super) fn operations(&self, pages: &Pages, selection: &Selection) -> BTreeSet<usize> {
        let patterns = selection.operations.iter();
        let patterns: Vec<_> = patterns.map(|it| Operations::parse(it)).collect();
        let requests = self.requests.iter();
        let fitting = requests.filter(|((method, path), page)| {
            let stem = stem(&pages[*page].0, "api").unwrap_or_default();
            patterns.iter().any(|it| it.fits(stem, method, path))
        });
        fitting.map(|it| it.1).collect()
    }

    /// The pages about the beginnings of the paths of other pages.
    pub(super) fn beginnings(&self, of: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut wanted = BTreeSet::new();
        for ((_, path), _) in self.requests.iter().filter(|it| of.contains(&it.1)) {
            let slashes = memchr_iter(b'/', path.as_bytes()).skip(1);
            wanted.extend(slashes.map(|it| path[..it].to_ascii_lowercase()));
            wanted.insert(path.to_ascii_lowercase());
        }
        let requests = self.requests.iter();
        let found = requests.filter(|it| wanted.contains(&it.0.1.to_ascii_lowercase()));
        found.map(|it| it.1).collect()
    }

    /// The pages that a page includes.
    pub(super) fn includes(&self, pages: &Pages, text: &str) -> BTreeSet<usize> {
        let places = memmem::find_iter(text.as_bytes(), "/includes/");
        let targets = places.filter_map(|it| text[it..].split(')').next());
        let numbers = targets.flat_map(|target| {
            let fitting = pages.iter().enumerate();
            fitting
                .filter(move |(_, (path, _))| path.ends_with(target))
                .map(|it| it.0)
        });
        numbers.collect()
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    fs::read(file).map_err(|it| io::Error::new(it.kind(), format!("{}: {it}", file.display())))
}

/// `user-list` of `api-reference/v1.0/api/user-list.md`.
fn stem<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    let name = path.rsplit('/').next()?.strip_suffix(".md")?;
    (path.split('/').nth(2) == Some(folder)).then_some(name)
}

/// All names of Graph's in a text.
pub(super) fn qualified_names(text: &str) -> Vec<String> {
    const ROOT: &str = "microsoft.graph.";
    let places = memmem::find_iter(text.as_bytes(), ROOT);
    let names = places.map(|at| {
        let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_');
        let end = text[at..].find(|it| !is_part(it));
        let name = end.map_or(&text[at..], |end| &text[at..at + end]);
        name.trim_end_matches('.').to_owned()
    });
    names.collect()
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

/// The methods and paths of the lines that look like the first one of a request, with `{}` for everything in braces.
fn requests(text: &[u8]) -> Vec<Request> {
    let lines = lines(text, |it| b"GPDH".contains(it));
    let requests = lines.filter_map(|line| {
        let (method, address) = path::request_line(line)?;
        let path = address.split('?').next()?;
        let is_path = path.starts_with('/');
        is_path.then(|| (method.to_owned(), without_names(path)))
    });
    requests.collect()
}

/// `/users/{}/messages` of `/users/{id | userPrincipalName}/messages`.
fn without_names(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (at, piece) in path.split('{').enumerate() {
        if at > 0 {
            out.push_str("{}");
        }
        out.push_str(if at == 0 {
            piece
        } else {
            piece.split_once('}').map_or("", |it| it.1)
        });
    }
    out
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
