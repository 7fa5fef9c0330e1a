//! Finds out which enumerations the values on a page are of: those in descriptions, and those in sections of their own.

use super::{Evidence, Linker, Listed};
use crate::{
    diagnostic::Code,
    pages::{Row, Shape, ShapeKind, TypePage, Values},
    resolve::Kind,
    schema::{Member, PropertyName, TypeName},
    type_expr::{Base, Name},
};

impl<'a> Linker<'_, 'a> {
    /// A string with a list of values.
    pub(super) fn listed(&mut self, row: &Row<'a>, shape: Option<Shape>) {
        let message = format!(
            "`{}` is a string with the values {:?}",
            row.property.name, row.values
        );
        self.reporter
            .report(Code::StringWithValues, row.values[0], message);
        self.linked.strings.push(Listed {
            property: row.property.name.clone(),
            members: self.members(row),
            is_choice: row.type_cell.starts_with("String")
                && shape.is_some_and(|it| it.kind == ShapeKind::Choice),
        });
    }

    /// The values that a description lists for an enumeration.
    pub(super) fn prose(&mut self, name: TypeName, row: &Row<'a>) {
        let members = self.members(row);
        if let Some(first) = members.first() {
            self.linked.evidence.push(Evidence {
                name,
                location: first.location,
                members,
                description: String::new(),
                is_flags: false,
                is_section: false,
            });
        }
    }

    fn members(&self, row: &Row<'a>) -> Vec<Member> {
        let visible = row.values.iter().map(|it| (*it, false));
        let hidden = row.hidden.iter().map(|it| (*it, true));
        let values = visible.chain(hidden).filter(|it| is_member(it.0));
        let members = values.map(|(value, hidden)| Member {
            name: value.to_owned(),
            hidden,
            location: self.reporter.source.location(value),
            ..Member::default()
        });
        members.collect()
    }

    /// The values in a section of their own.
    pub(super) fn section(&mut self, values: Values<'a>, page: &TypePage<'a>) {
        let Some(name) = self.owner(values.name, page) else {
            let message = format!(
                "`{}` is neither an enumeration nor a property of one",
                values.name
            );
            return self
                .reporter
                .report(Code::UnnamedValues, values.name, message);
        };
        self.linked.evidence.push(Evidence {
            name,
            location: self.reporter.source.location(values.name),
            members: values.members,
            description: values.description,
            is_flags: values.is_flags,
            is_section: true,
        });
    }

    /// The enumeration that a section of values is about: the type of that name, or the type of the property of that name.
    fn owner(&self, name: &str, page: &TypePage<'a>) -> Option<TypeName> {
        if name.contains('.') {
            let known = self.names.get(name);
            return match known {
                Some((_, Kind::Type)) => None,
                Some((name, Kind::Enum)) => Some(name.clone()),
                None => Some(TypeName(name.to_owned())),
            };
        }
        let rows = || page.properties.iter().chain(&page.relationships);
        let named = |row: &Row<'a>| match row.ty?.base {
            Base::Named(name) => Some(name),
            Base::Primitive(_) => None,
        };
        let is_short = |it: &Name<'_>| {
            let short = it.text.rsplit('.').next();
            short.is_some_and(|it| it.eq_ignore_ascii_case(name))
        };
        let by_type = rows().filter_map(named).find(is_short);
        let by_property = || {
            let mut rows = rows().filter(|it| it.property.name.as_str().eq_ignore_ascii_case(name));
            rows.find_map(named)
        };
        let by_link = || {
            let anchor = format!("#{}-", name.to_ascii_lowercase());
            let mut names = rows().filter_map(named);
            names.find(|it| it.target.is_some_and(|it| it.contains(&anchor)))
        };
        let found = by_type.or_else(by_property).or_else(by_link);
        let text = found.unwrap_or(Name {
            text: name,
            target: None,
        });
        match self.names.find(text, &self.namespace) {
            Some((name, Kind::Enum)) => Some(name.clone()),
            Some((_, Kind::Type)) => found
                .filter(|_| is_text(name, page))
                .and_then(|_| self.section_of(&PropertyName::from(name))),
            None => found.map(|it| self.named(it)),
        }
    }
}

/// Whether the sample shows that a property is text.
fn is_text(property: &str, page: &TypePage<'_>) -> bool {
    let member = page.body.as_ref().and_then(|it| it.member(property));
    member.is_some_and(|it| it.shape.is_text())
}

/// Whether a documented value has the form of a member of an enumeration.
fn is_member(value: &str) -> bool {
    let mut bytes = value.bytes();
    bytes.all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && value.bytes().any(|it| it.is_ascii_alphabetic())
}
