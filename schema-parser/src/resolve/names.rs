//! Finds out what the name of a type on a page means.
//!
//! ```text
//! [session](callrecords-session.md)      what the page behind the link defines, if it is called so
//! microsoft.graph.callRecords.session    itself
//! session                                in the page's own namespace, then in microsoft.graph, then the only one anywhere
//! [the session](callrecords-session.md)  what the page behind the link defines
//! ```
//!
//! Case does not matter.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::{pages::GRAPH, schema::TypeName, type_expr::Name};

/// What a name can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Type,
    Enum,
}

/// The names of all types and enumerations that pages define.
#[derive(Debug, Default)]
pub(crate) struct Names {
    entries: FxHashMap<String, (TypeName, Kind)>,
    /// Qualified names in lower case by short name in lower case; empty where there are several.
    short: FxHashMap<String, String>,
    /// Namespaces as they are spelled first, by their lower case.
    namespaces: FxHashMap<String, String>,
    /// Qualified names in lower case by the stem of the page in lower case.
    pages: FxHashMap<String, String>,
}

impl Names {
    /// Adds a name; the first definition gives its spelling.
    pub(crate) fn add(&mut self, name: &TypeName, kind: Kind) {
        let key = name.as_str().to_ascii_lowercase();
        if self.entries.contains_key(&key) {
            return;
        }
        let namespace = name.namespace();
        self.namespaces
            .entry(namespace.to_ascii_lowercase())
            .or_insert_with(|| namespace.to_owned());
        let short = key.rsplit('.').next().unwrap_or(&key).to_owned();
        self.short
            .entry(short)
            .and_modify(String::clear)
            .or_insert_with(|| key.clone());
        self.entries.insert(key, (name.clone(), kind));
    }

    /// Says that a page is about one name.
    pub(crate) fn add_page(&mut self, stem: &str, name: &TypeName) {
        let key = name.as_str().to_ascii_lowercase();
        self.pages.entry(stem.to_ascii_lowercase()).or_insert(key);
    }

    /// The usual spelling of a namespace.
    pub(crate) fn namespace(&self, namespace: &str) -> String {
        let found = self.namespaces.get(&namespace.to_ascii_lowercase());
        found.map_or(namespace, String::as_str).to_owned()
    }

    /// What a qualified name means.
    pub(crate) fn get(&self, qualified: &str) -> Option<&(TypeName, Kind)> {
        self.entries.get(&*lower(qualified))
    }

    /// What a name in a namespace means.
    fn within(&self, namespace: &str, name: &str) -> Option<&(TypeName, Kind)> {
        let mut key = [namespace, ".", name].concat();
        key.make_ascii_lowercase();
        self.entries.get(&key)
    }

    /// What a name on a page of a namespace means.
    pub(crate) fn find(&self, name: Name<'_>, namespace: &str) -> Option<&(TypeName, Kind)> {
        let target = name.target.and_then(|it| self.behind(it));
        let short = name.text.rsplit('.').next().unwrap_or(name.text);
        let same = target.filter(|it| it.0.short().eq_ignore_ascii_case(short));
        if name.text.contains('.') {
            let found = self.get(&qualified(name.text, namespace));
            return found.or(same).or_else(|| self.within(GRAPH, name.text));
        }
        same.or_else(|| self.within(namespace, short))
            .or_else(|| self.within(GRAPH, short))
            .or(target)
            .or_else(|| self.entries.get(self.short.get(&*lower(short))?))
    }

    /// What the page behind a link defines.
    pub(crate) fn behind(&self, target: &str) -> Option<&(TypeName, Kind)> {
        self.entries.get(self.pages.get(&*stem(target)?)?)
    }
}

/// The stem of the page that a link leads to, in lower case; nothing for places on the same page.
pub(crate) fn stem(target: &str) -> Option<Cow<'_, str>> {
    let end = memchr::memchr2(b'#', b'?', target.as_bytes());
    let path = &target[..end.unwrap_or(target.len())];
    let slash = memchr::memrchr(b'/', path.as_bytes());
    let file = &path[slash.map_or(0, |it| it + 1)..];
    let stem = file.strip_suffix(".md").unwrap_or(file);
    (!stem.is_empty()).then(|| lower(stem))
}

/// A text in lower case, copied only if it is not.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|it| it.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// The qualified form of a name that no page defines.
pub(crate) fn qualified(text: &str, namespace: &str) -> String {
    match text.strip_prefix("graph.") {
        Some(rest) => format!("{GRAPH}.{rest}"),
        None if text.contains('.') => text.to_owned(),
        None => format!("{namespace}.{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_what_is_nearest() {
        let mut names = Names::default();
        for name in [
            "microsoft.graph.a",
            "microsoft.graph.sub.A",
            "microsoft.graph.sub.b",
            "microsoft.graph.photo",
        ] {
            names.add(&TypeName::from(name), Kind::Type);
        }
        names.add_page("sub-a", &TypeName::from("microsoft.graph.sub.A"));
        let find = |text, target, namespace| {
            let found = names.find(Name { text, target }, namespace);
            found.map(|it| it.0.as_str())
        };
        assert_eq!(find("A", None, GRAPH), Some("microsoft.graph.a"));
        assert_eq!(
            find("a", None, "microsoft.graph.sub"),
            Some("microsoft.graph.sub.A")
        );
        assert_eq!(
            find("a", Some("../x/Sub-A.md#y"), GRAPH),
            Some("microsoft.graph.sub.A")
        );
        assert_eq!(
            find("", Some("sub-a.md"), GRAPH),
            Some("microsoft.graph.sub.A")
        );
        assert_eq!(find("B", None, GRAPH), Some("microsoft.graph.sub.b"));
        assert_eq!(
            find("graph.photo", None, GRAPH),
            Some("microsoft.graph.photo")
        );
        assert_eq!(find("sub.b", None, GRAPH), Some("microsoft.graph.sub.b"));
        assert_eq!(find("c", Some("#c"), GRAPH), None);
    }
}
