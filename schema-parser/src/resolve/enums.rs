//! Gathers what all places say about an enumeration: its page, sections with its values, and descriptions of properties.
//!
//! The members are the union, in the order in which the places are read: pages first, then sections, then descriptions. The first
//! spelling of a member counts.

use std::collections::BTreeMap;

use super::{
    Kind, Names,
    link::{Evidence, Linked, Unknown},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    pages::EnumPage,
    schema::{Enum, Location, Member, TypeName},
};

/// Enumerations in the making, by qualified name in lower case.
#[derive(Debug, Default)]
pub(super) struct Enums {
    drafts: BTreeMap<String, Draft>,
    unknown: Vec<Unknown>,
}

#[derive(Debug, Default)]
struct Draft {
    it: Enum,
    /// How many members are defined by a page or section, and not only mentioned in a description.
    defined: usize,
}

impl Enums {
    /// Takes in the pages of enumerations, and names what they define.
    pub(super) fn add_pages(
        &mut self,
        pages: Vec<EnumPage<'_>>,
        names: &mut Names,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for page in pages {
            let is_single = page.enums.len() == 1;
            let namespace = names.namespace(&page.namespace);
            for values in page.enums {
                let name = TypeName(format!("{namespace}.{}", values.name));
                names.add(&name, Kind::Enum);
                if is_single {
                    names.add_page(page.source.stem(), &name);
                }
                let evidence = Evidence {
                    name,
                    location: page.source.location(values.name),
                    members: values.members,
                    description: values.description,
                    is_flags: values.is_flags,
                    is_section: true,
                };
                let draft = self.add(evidence, diagnostics);
                if draft.it.deprecation.is_none() {
                    draft.it.deprecation.clone_from(&page.deprecation);
                }
            }
        }
    }

    /// Takes in what the pages of a type say.
    pub(super) fn add_evidence(&mut self, linked: &mut Linked, diagnostics: &mut Vec<Diagnostic>) {
        // Sections come before descriptions, because they define.
        let (sections, prose): (Vec<_>, Vec<_>) =
            linked.evidence.drain(..).partition(|it| it.is_section);
        for evidence in sections.into_iter().chain(prose) {
            self.add(evidence, diagnostics);
        }
        self.unknown.append(&mut linked.unknown);
    }

    fn add(&mut self, evidence: Evidence, diagnostics: &mut Vec<Diagnostic>) -> &mut Draft {
        let key = evidence.name.as_str().to_ascii_lowercase();
        let draft = self.drafts.entry(key).or_default();
        if draft.it.name.as_str().is_empty() {
            draft.it.name = evidence.name.clone();
            draft.it.location = evidence.location;
        }
        compare(draft, &evidence, diagnostics);
        if draft.it.description.is_empty() {
            draft.it.description = evidence.description;
        }
        draft.it.flags |= evidence.is_flags;
        for member in evidence.members {
            merge(&mut draft.it.members, member);
        }
        if evidence.is_section {
            draft.defined = draft.it.members.len();
        }
        draft
    }

    /// The enumerations so far.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Enum> {
        self.drafts.values().map(|it| &it.it)
    }

    /// Takes in values that a page lists for a string.
    pub(super) fn add_listed(
        &mut self,
        name: TypeName,
        members: Vec<Member>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let location = members.first().map(|it| it.location).unwrap_or_default();
        let evidence = Evidence {
            name,
            members,
            description: String::new(),
            is_flags: false,
            is_section: false,
            location,
        };
        self.add(evidence, diagnostics);
    }

    /// The enumerations, and reports of names that turned out to be none.
    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<TypeName, Enum> {
        for it in self.unknown {
            let is_enum = self
                .drafts
                .contains_key(&it.name.as_str().to_ascii_lowercase());
            let (code, message) = if is_enum {
                let message = format!(
                    "`{}`, the type of `{}`, is known only from descriptions",
                    it.name, it.property
                );
                (Code::EnumFromProse, message)
            } else {
                let message = format!(
                    "`{}` has type `{}`, which no page defines",
                    it.property, it.name
                );
                (Code::UnknownType, message)
            };
            diagnostics.push(diagnostic(code, it.location, message, None));
        }
        let drafts = self.drafts.into_values();
        drafts
            .map(|it| (it.it.name.clone(), finished(it.it)))
            .collect()
    }
}

fn diagnostic(
    code: Code,
    location: Location,
    message: String,
    related: Option<Location>,
) -> Diagnostic {
    Diagnostic {
        location,
        code,
        message,
        related,
    }
}

/// Adds a member, or what it says about one that is there.
fn merge(members: &mut Vec<Member>, member: Member) {
    let found = members
        .iter_mut()
        .find(|it| it.name.eq_ignore_ascii_case(&member.name));
    let Some(it) = found else {
        return members.push(member);
    };
    it.value = it.value.or(member.value);
    it.hidden |= member.hidden;
    if it.description.is_empty() {
        it.description = member.description;
    }
}

/// Reports where a definition is repeated, and where a place lists other members than the definition.
fn compare(draft: &Draft, evidence: &Evidence, diagnostics: &mut Vec<Diagnostic>) {
    if draft.defined == 0 {
        return;
    }
    let name = &draft.it.name;
    let related = Some(draft.it.location);
    if evidence.is_section {
        let message = format!("`{name}` is defined more than once");
        diagnostics.push(diagnostic(
            Code::DuplicateEnum,
            evidence.location,
            message,
            related,
        ));
    }
    let defined = &draft.it.members[..draft.defined];
    let surplus = evidence.members.iter().find(|member| {
        let mut defined = defined.iter();
        !defined.any(|it| it.name.eq_ignore_ascii_case(&member.name))
    });
    if let Some(member) = surplus {
        let message = format!(
            "`{}` is no member in the definition of `{name}`",
            member.name
        );
        diagnostics.push(diagnostic(
            Code::EnumMembersDiffer,
            member.location,
            message,
            related,
        ));
    }
}

fn finished(mut it: Enum) -> Enum {
    it.evolvable = it
        .members
        .iter()
        .any(|it| it.hidden || it.name.eq_ignore_ascii_case("unknownFutureValue"));
    it.flags |= are_flags(&it.members);
    it
}

/// Whether numbers are powers of two, which means that members can be combined: at least two that are not zero, at least one above two.
fn are_flags(members: &[Member]) -> bool {
    let mut numbers: Vec<i64> = members
        .iter()
        .filter_map(|it| it.value)
        .filter(|it| *it != 0)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() >= 2
        && numbers.iter().all(|it| *it > 0 && it.count_ones() == 1)
        && numbers.last().is_some_and(|it| *it >= 4)
}
