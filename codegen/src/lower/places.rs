//! Where every type and enumeration lives.
//!
//! The namespace `microsoft.graph` is the outermost module, a namespace in it is a module, and every type has a file of its own.

use std::collections::BTreeMap;

use msgraph_schema::{
    Diagnostic, Schema,
    diagnostic::Code,
    schema::{Enum, Location, TypeName},
};

use super::requests;
use crate::{
    items::Path,
    names::{Case, RustName, Wanted, assign as assign_names, rust_name},
};

/// The namespace that nearly everything is in.
const ROOT: &str = "microsoft.graph";

/// The modules of the outermost one that are no type's and no namespace's, whether there are calls or not.
const CLAIMED: &[&str] = &[requests::CLIENT_MODULE, requests::MODULE];

/// Where one type or enumeration lives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    /// The module of its namespace.
    pub(crate) namespace: Path,
    /// The private module in that one which holds it.
    pub(crate) file: RustName,
    /// Its name.
    pub(crate) name: RustName,
    /// What it is.
    pub(crate) sort: Sort,
}

/// What has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// An entity or complex type.
    Type,
    /// An enumeration.
    Enum,
    /// An enumeration whose values are sets of members.
    Flags,
}

impl Place {
    /// The path to it below the outermost module.
    pub(crate) fn path(&self) -> Path {
        self.namespace.iter().chain([&self.name]).cloned().collect()
    }

    /// The path of its file's module below the outermost module.
    pub(crate) fn module(&self) -> Path {
        self.namespace.iter().chain([&self.file]).cloned().collect()
    }
}

/// The places of all types and enumerations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(BTreeMap<TypeName, Place>);

impl Places {
    /// The place of a type or enumeration; nothing where no page defines it or its name is unusable.
    pub(crate) fn get(&self, name: &TypeName) -> Option<&Place> {
        self.0.get(name)
    }

    /// The path of everything below the outermost module, as text.
    pub(crate) fn paths(&self) -> BTreeMap<TypeName, String> {
        let text = |it: &Place| {
            it.path()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("::")
        };
        self.0
            .iter()
            .map(|(name, place)| (name.clone(), text(place)))
            .collect()
    }

    /// The modules of namespaces, sorted.
    pub(crate) fn namespaces(&self) -> Vec<Path> {
        let mut all: Vec<Path> = self
            .0
            .values()
            .flat_map(|it| prefixes(&it.namespace))
            .collect();
        all.sort();
        all.dedup();
        all
    }
}

/// `[a, b]`: `[a]`, `[a, b]`.
fn prefixes(path: &Path) -> impl Iterator<Item = Path> {
    (1..=path.len()).map(|it| path[..it].to_vec())
}

/// One thing that wants a place.
struct Candidate<'a> {
    name: &'a TypeName,
    location: Location,
    sort: Sort,
}

/// Gives every type and enumeration a place.
pub(crate) fn assign<'a>(
    types: impl Iterator<Item = (&'a TypeName, Location)>,
    schema: &'a Schema,
    diagnostics: &mut Vec<Diagnostic>,
) -> Places {
    let types = types.map(|(name, location)| Candidate {
        name,
        location,
        sort: Sort::Type,
    });
    let enums = schema
        .enums
        .values()
        .filter(|it| is_only_an_enum(it, schema, diagnostics))
        .map(|it| Candidate {
            name: &it.name,
            location: it.location,
            sort: if it.flags { Sort::Flags } else { Sort::Enum },
        });
    let mut scopes: BTreeMap<Path, Vec<Candidate<'_>>> = BTreeMap::new();
    for it in types.chain(enums).collect::<Vec<_>>() {
        match namespace(it.name) {
            Some(path) => scopes.entry(path).or_default().push(it),
            None => diagnostics.push(unusable(&it)),
        }
    }
    let namespaces: Vec<Path> = scopes.keys().flat_map(prefixes).collect();
    let scopes = scopes
        .iter()
        .map(|(path, candidates)| place(path, candidates, &namespaces, diagnostics));
    Places(scopes.flatten().collect())
}

fn is_only_an_enum(it: &Enum, schema: &Schema, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let Some(other) = schema.types.get(&it.name) else {
        return true;
    };
    let message = format!(
        "`{}` is an enumeration and a type; the type is taken",
        it.name
    );
    diagnostics
        .push(Diagnostic::new(Code::NameClash, it.location, message).related_to(other.location));
    false
}

/// The module of a type's namespace.
fn namespace(name: &TypeName) -> Option<Path> {
    let namespace = name.namespace();
    let below = match namespace.strip_prefix(ROOT) {
        Some("") => return Some(Path::new()),
        Some(below) if below.starts_with('.') => &below[1..],
        _ => namespace,
    };
    let names = below.split('.').enumerate().map(|(at, it)| {
        let name = rust_name(Case::Snake, it)?;
        Some(name.outside(if at == 0 { CLAIMED } else { &[] }))
    });
    names.collect()
}

/// The places of one namespace's types and enumerations.
fn place(
    namespace: &Path,
    candidates: &[Candidate<'_>],
    namespaces: &[Path],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(TypeName, Place)> {
    let inner = namespaces
        .iter()
        .filter(|it| it.len() == namespace.len() + 1 && it.starts_with(namespace));
    let is_root = namespace.is_empty();
    let claimed = CLAIMED.iter().copied().filter(|_| is_root);
    let reserved: Vec<&str> = inner
        .filter_map(|it| it.last())
        .map(RustName::bare)
        .chain(claimed)
        .collect();
    let wanted: Vec<_> = candidates
        .iter()
        .map(|it| Wanted {
            wire_name: it.name.short(),
            location: it.location,
        })
        .collect();
    let client = requests::client_name();
    let reserved_names = [client.bare()];
    let reserved_names = if is_root { &reserved_names[..] } else { &[] };
    let names = assign_names(Case::Pascal, &wanted, reserved_names, diagnostics);
    // What is odd about a name was just said.
    let files = assign_names(Case::Snake, &wanted, &reserved, &mut Vec::new());
    let places = candidates.iter().zip(names.into_iter().zip(files));
    places
        .filter_map(|(it, (name, file))| {
            let place = Place {
                namespace: namespace.clone(),
                file: file?,
                name: name?,
                sort: it.sort,
            };
            Some((it.name.clone(), place))
        })
        .collect()
}

fn unusable(it: &Candidate<'_>) -> Diagnostic {
    let message = format!(
        "`{}` is in no namespace that Rust can name",
        it.name.as_str().escape_debug()
    );
    Diagnostic::new(Code::UnusableName, it.location, message)
}
