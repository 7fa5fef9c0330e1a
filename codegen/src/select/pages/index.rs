//! Finds the pages that define names and paths, without parsing one.
//!
//! ```text
//! user.md, intune-devices-user.md                                                 may define `user`
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.user" } -->     defines `microsoft.graph.user`
//! # ageGroup enum type                                                            may define `ageGroup`
//! ### recipientScopeType values                                                   may define `recipientScopeType`
//! GET /users/{id}/messages                                                        is about that path, and one of `/users/{id}`
//! ```
//!
//! Files that are called after a name cost nothing to find, everything else a look into all pages. A page that is found turns out not to be
//! needed now and then.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use memchr::{memchr_iter, memmem};
use msgraph_schema::{path, schema::TypeName};
use rayon::prelude::*;

use super::{ENTITY, Pages, is_open};
use crate::select::{
    Selection,
    pattern::{Operations, name_fits, type_fits},
};

/// Where names and paths are defined; pages by their numbers.
#[derive(Debug)]
pub(super) struct Index<'a> {
    pages: &'a Pages,
    /// The pages of types by the last part of what the file is called, in lower case.
    called: BTreeMap<String, Vec<usize>>,
    /// Names as the pages of types spell them, qualified or not; once somebody wants one that no file is called after.
    names: Option<Vec<(String, usize)>>,
    /// Methods and paths of operations; only if somebody wants operations.
    requests: Vec<(Request, usize)>,
}

/// A method and a path.
type Request = (String, String);

impl<'a> Index<'a> {
    /// Looks into the pages of operations if the selection names some.
    pub(super) fn new(pages: &'a Pages, selection: &Selection) -> io::Result<Self> {
        let mut called: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, (path, _)) in pages.iter().enumerate() {
            if let Some(stem) = stem(path, "resources") {
                let last = stem.rsplit('-').next().unwrap_or(stem);
                let last = last.to_ascii_lowercase();
                called.entry(last).or_default().push(number);
            }
        }
        let requests = if selection.operations.is_empty() {
            Vec::new()
        } else {
            look_into(pages, "api", requests)?
        };
        Ok(Self {
            pages,
            called,
            names: None,
            requests,
        })
    }

    /// The pages that define names: those that are called so, or else those that contain them.
    pub(super) fn defining<'n>(
        &mut self,
        names: impl Iterator<Item = &'n TypeName>,
    ) -> io::Result<BTreeSet<usize>> {
        let mut found = BTreeSet::new();
        let mut others = BTreeSet::new();
        for name in names {
            let short = short(name.as_str());
            match self.called.get(&short) {
                Some(pages) => found.extend(pages),
                None if name.as_str() == ENTITY => {}
                None => _ = others.insert(short),
            }
        }
        if !others.is_empty() {
            let names = self.names()?.iter();
            let fitting = names.filter(|it| others.contains(&short(&it.0)));
            found.extend(fitting.map(|it| it.1));
        }
        Ok(found)
    }

    /// The pages that define what fits patterns.
    pub(super) fn matching(&mut self, patterns: &[String]) -> io::Result<BTreeSet<usize>> {
        let (open, plain): (Vec<&String>, Vec<&String>) =
            patterns.iter().partition(|it| is_open(it));
        let plain = plain.into_iter().map(|it| TypeName(it.clone()));
        let plain: Vec<TypeName> = plain.collect();
        let mut found = self.defining(plain.iter())?;
        if !open.is_empty() {
            let names = self.names()?.iter();
            let fitting = names.filter(|(name, _)| open.iter().any(|it| may_fit(it, name)));
            found.extend(fitting.map(|it| it.1));
        }
        Ok(found)
    }

    /// All names that pages of types may define; that takes a look into all of them.
    fn names(&mut self) -> io::Result<&[(String, usize)]> {
        if self.names.is_none() {
            self.names = Some(look_into(self.pages, "resources", names)?);
        }
        Ok(self.names.as_deref().unwrap_or_default())
    }

    /// The pages of operations that a selection names.
    pub(super) fn operations(&self, selection: &Selection) -> BTreeSet<usize> {
        let patterns = selection.operations.iter();
        let patterns: Vec<_> = patterns.map(|it| Operations::parse(it)).collect();
        let requests = self.requests.iter();
        let fitting = requests.filter(|((method, path), page)| {
            let stem = stem(&self.pages[*page].0, "api").unwrap_or_default();
            patterns.iter().any(|it| it.fits(stem, method, path))
        });
        fitting.map(|it| it.1).collect()
    }

    /// The pages that are called after a name.
    pub(super) fn called(&self, name: &str) -> &[usize] {
        let pages = self.called.get(&short(name));
        pages.map_or(&[], Vec::as_slice)
    }

    /// The words in the paths of pages, in lower case.
    pub(super) fn words(&self, of: &BTreeSet<usize>) -> BTreeSet<String> {
        let requests = self.requests.iter().filter(|it| of.contains(&it.1));
        let words = requests.flat_map(|it| it.0.1.split(['/', '(', ':']));
        let words = words.filter(|it| !it.is_empty() && !it.contains('{'));
        words.map(str::to_lowercase).collect()
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
    pub(super) fn includes(&self, text: &str) -> BTreeSet<usize> {
        let places = memmem::find_iter(text.as_bytes(), "/includes/");
        let targets = places.filter_map(|it| text[it..].split(')').next());
        let numbers = targets.flat_map(|target| {
            let fitting = self.pages.iter().enumerate();
            fitting
                .filter(move |(_, (path, _))| path.ends_with(target))
                .map(|it| it.0)
        });
        numbers.collect()
    }
}

/// What all pages of a folder contain, with their numbers.
fn look_into<T: Send>(
    pages: &Pages,
    folder: &str,
    look: fn(&[u8]) -> Vec<T>,
) -> io::Result<Vec<(T, usize)>> {
    let found = pages.par_iter().enumerate().map(|(number, (path, file))| {
        let found = match stem(path, folder) {
            Some(_) => look(&read(file)?),
            None => Vec::new(),
        };
        Ok((found, number))
    });
    let found: Vec<(Vec<T>, usize)> = found.collect::<io::Result<_>>()?;
    let found = found.into_iter();
    let found = found.flat_map(|(found, number)| found.into_iter().map(move |it| (it, number)));
    Ok(found.collect())
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
