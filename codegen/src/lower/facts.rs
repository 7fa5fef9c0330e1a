//! Documentation made of facts, with what the pages say behind it where the caller wants that.

use msgraph_schema::schema::{
    Deprecation, Enum, Facts, Location, Member, Property, Support, Type, TypeKind,
};

use super::Lower;
use crate::{
    Docs,
    docs::{code, plain, prose},
    items::Deprecated,
};

impl Lower<'_> {
    /// `microsoft.graph.user`: entity, open, based on `microsoft.graph.directoryObject`. Reference.
    pub(crate) fn type_docs(&self, it: &Type) -> Vec<String> {
        let kind = match it.kind {
            TypeKind::Entity => "entity",
            TypeKind::Complex => "complex type",
        };
        let mut facts = vec![kind.to_owned()];
        let flags = [
            (it.is_abstract, "abstract"),
            (it.open, "open"),
            (it.media, "stream of bytes"),
        ];
        facts.extend(flags.iter().filter(|it| it.0).map(|it| it.1.to_owned()));
        facts.extend(
            self.types
                .base(it)
                .map(|base| format!("based on {}", code(base.name.as_str()))),
        );
        let summary = format!(
            "{}: {}.{}",
            code(it.name.as_str()),
            facts.join(", "),
            self.reference(it.location)
        );
        self.with_prose(summary, &it.description)
    }

    /// `microsoft.graph.ageGroup`: enumeration. Reference.
    pub(crate) fn enum_docs(&self, it: &Enum) -> Vec<String> {
        let kind = if it.flags {
            "set of flags"
        } else {
            "enumeration"
        };
        let summary = format!(
            "{}: {kind}.{}",
            code(it.name.as_str()),
            self.reference(it.location)
        );
        self.with_prose(summary, &it.description)
    }

    /// `minor` (1).
    pub(crate) fn member_docs(&self, it: &Member) -> Vec<String> {
        let value = it.value.map(|it| format!(" ({it})")).unwrap_or_default();
        let hidden = if it.hidden {
            " Only answered to `Prefer: include-unknown-enum-members`."
        } else {
            ""
        };
        self.with_prose(
            format!("{}{value}.{hidden}", code(&it.name)),
            &it.description,
        )
    }

    /// `displayName`: `Edm.String`, read-only. Filters: `eq`, `ne`. Sortable.
    pub(crate) fn property_docs(&self, it: &Property) -> Vec<String> {
        let facts = property_facts(&it.facts);
        let ty = code(&it.ty.to_string());
        self.with_prose(
            format!("{}: {ty}{facts}", code(it.name.as_str())),
            &it.description,
        )
    }

    /// That something should not be used; why, where the caller wants what the pages say.
    pub(crate) fn deprecated(&self, it: Option<&Deprecation>) -> Option<Deprecated> {
        let note = |it: &Deprecation| {
            if self.options.docs == Docs::Full {
                plain(&it.note)
            } else {
                String::new()
            }
        };
        it.map(|it| Deprecated { note: note(it) })
    }

    fn with_prose(&self, summary: String, description: &str) -> Vec<String> {
        let mut lines = vec![summary];
        if self.options.docs == Docs::Full && !description.trim().is_empty() {
            lines.push(String::new());
            lines.extend(prose(description));
        }
        lines
    }

    /// A link to the page on the web.
    fn reference(&self, location: Location) -> String {
        let stem = self
            .schema
            .page(location.page)
            .rsplit_once("/resources/")
            .and_then(|it| it.1.strip_suffix(".md"));
        let is_safe = |it: &&str| {
            it.bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
        };
        let version = self.schema.version.as_str().trim_start_matches('v');
        stem.filter(is_safe).map_or_else(String::new, |stem| {
            format!(" [Reference](https://learn.microsoft.com/graph/api/resources/{stem}?view=graph-rest-{version}).")
        })
    }
}

fn property_facts(facts: &Facts) -> String {
    let flags = [
        (facts.key, "key"),
        (facts.read_only, "read-only"),
        (facts.write_only, "write-only"),
        (facts.required, "required on create"),
        (facts.nullable == Some(false), "not nullable"),
        (facts.select_only, "only with `$select`"),
    ];
    let mut text: String = flags
        .iter()
        .filter(|it| it.0)
        .map(|it| format!(", {}", it.1))
        .collect();
    text.push('.');
    text.extend(
        facts
            .default
            .iter()
            .map(|it| format!(" Default: {}.", code(it))),
    );
    let options = [
        ("$filter", facts.filter.support),
        ("$orderby", facts.order_by),
        ("$search", facts.search),
        ("$expand", facts.expand),
    ];
    text.extend(
        options
            .iter()
            .filter_map(|(name, support)| option(name, *support, facts)),
    );
    text
}

/// ` $filter: eq, ne.`
fn option(name: &str, support: Support, facts: &Facts) -> Option<String> {
    match support {
        Support::Unsaid => None,
        Support::No => Some(format!(" No `{name}`.")),
        Support::Yes if name == "$filter" && !facts.filter.operators.is_empty() => {
            let operators: Vec<_> = facts.filter.operators.iter().map(|it| code(it)).collect();
            Some(format!(" `{name}`: {}.", operators.join(", ")))
        }
        Support::Yes => Some(format!(" `{name}`.")),
    }
}
