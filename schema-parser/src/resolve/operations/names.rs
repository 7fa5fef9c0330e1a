//! Which type a name or link on an API page means.

use rustc_hash::FxHashMap;

use crate::{
    inline::{Link, Target},
    schema::{PageId, Schema, TypeName},
    type_expr::Name,
};

/// The types and enumerations of a schema, by what pages call them.
#[derive(Debug)]
pub(crate) struct Names<'s> {
    /// By the stem of the page that defines them, as its file spells it.
    by_stem: FxHashMap<&'s str, &'s TypeName>,
    /// By the last part of the name in lower case.
    by_short: FxHashMap<String, Vec<&'s TypeName>>,
}

impl<'s> Names<'s> {
    /// All names of a schema.
    pub(crate) fn new(schema: &'s Schema) -> Self {
        let mut names = Self {
            by_stem: FxHashMap::default(),
            by_short: FxHashMap::default(),
        };
        for (name, ty) in &schema.types {
            names.add(name, ty.location.page, schema);
        }
        for (name, it) in &schema.enums {
            names.add(name, it.location.page, schema);
        }
        names
    }

    fn add(&mut self, name: &'s TypeName, page: PageId, schema: &'s Schema) {
        let short = name.short().to_ascii_lowercase();
        let stem = stem(schema.page(page));
        // A page may define enumerations besides its type; the type comes first and has the name of the page.
        let known = self
            .by_stem
            .get(stem)
            .is_some_and(|it| stem.ends_with(&it.short().to_ascii_lowercase()));
        if !known {
            self.by_stem.insert(stem, name);
        }
        self.by_short.entry(short).or_default().push(name);
    }

    /// The type that a name in a cell means; the namespace is that of the page.
    pub(crate) fn of_name(&self, name: Name<'_>, namespace: &str) -> Option<&'s TypeName> {
        let by_target = name.target.and_then(|it| self.of_target(it));
        by_target.or_else(|| self.of_word(name.text, namespace))
    }

    /// The type that a link leads to, if it leads to one.
    pub(crate) fn of_link(
        &self,
        link: Link<'_>,
        references: &[(&str, &str)],
    ) -> Option<&'s TypeName> {
        let target = match link.target {
            Target::Address(address) => address,
            Target::Reference(label) => {
                let found = references
                    .iter()
                    .find(|it| it.0.eq_ignore_ascii_case(label));
                found?.1
            }
        };
        target
            .contains("resources/")
            .then(|| self.of_target(target))?
    }

    fn of_target(&self, target: &str) -> Option<&'s TypeName> {
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        if let Some(name) = anchor.strip_suffix("-values") {
            return self.of_word(name, "microsoft.graph");
        }
        let stem = stem(path).trim_start_matches('\\');
        let found = self.by_stem.get(stem).copied();
        found.or_else(|| {
            let lower = stem.to_ascii_lowercase();
            let found = self.by_stem.get(lower.as_str()).copied();
            let last = || {
                lower
                    .rsplit('-')
                    .next()
                    .and_then(|it| self.of_word(it, "microsoft.graph"))
            };
            found.or_else(last)
        })
    }

    /// The type that a word means, with or without namespace, whatever its case.
    pub(crate) fn of_word(&self, word: &str, namespace: &str) -> Option<&'s TypeName> {
        let word = word.trim_start_matches('#');
        let (given, short) = word.rsplit_once('.').unwrap_or(("", word));
        let candidates = self.by_short.get(&short.to_ascii_lowercase())?;
        let within = |namespace: &str| {
            let mut found = candidates.iter();
            found
                .find(|it| it.namespace().eq_ignore_ascii_case(namespace))
                .copied()
        };
        if !given.is_empty() && given != "graph" {
            return within(given);
        }
        within(namespace)
            .or_else(|| within("microsoft.graph"))
            .or_else(|| candidates.first().copied())
    }
}

/// The name of a file without folders and `.md`.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}
