//! Compares the table of properties with the sample of the type's JSON on the same page, and settles how names are spelled.

use super::{Body, Row, ShapeKind, TypePage};
use crate::{
    diagnostic::{Code, Reporter},
    schema::PropertyName,
    type_expr::Base,
};

/// Reports names and kinds that differ between the tables and the sample.
pub(super) fn check(page: &TypePage<'_>, reporter: &mut Reporter<'_>) {
    let Some(body) = &page.body else { return };
    let mut seen = vec![false; body.members.len()];
    for (at, row) in page.properties.iter().enumerate() {
        match find(body, row, at) {
            Some(member) => {
                seen[member] = true;
                check_row(row, body, member, reporter);
            }
            None if row.inherited_from.is_none() => {
                let message = format!("`{}` is not in the JSON representation", row.property.name);
                reporter.report(Code::MissingFromJson, row.place, message);
            }
            None => {}
        }
    }
    for (member, seen) in body.members.iter().zip(seen) {
        let is_relationship = || {
            let mut names = page
                .relationships
                .iter()
                .map(|it| it.property.name.as_str());
            names.any(|it| it.eq_ignore_ascii_case(&member.name))
        };
        if !seen && !is_relationship() {
            let message = format!(
                "`{}` is in the JSON representation and in no table",
                member.name
            );
            reporter.report(Code::MissingFromTable, member.place, message);
        }
    }
}

/// Spells the names of rows as the sample does, which shows what travels. A sample that begins a name with a capital is not believed.
pub(super) fn spell(page: &mut TypePage<'_>) {
    let Some(body) = &page.body else { return };
    for (at, row) in page.properties.iter_mut().enumerate() {
        let Some(member) = find(body, row, at) else {
            continue;
        };
        let spelled = &body.members[member].name;
        if *spelled != row.property.name.as_str() && !spelled.starts_with(char::is_uppercase) {
            row.property.name = PropertyName(spelled.to_string());
        }
    }
}

/// The member of a row's name. Samples mostly have the order of the table, so the search begins at the same place.
fn find(body: &Body<'_>, row: &Row<'_>, at: usize) -> Option<usize> {
    let name = row.property.name.as_str();
    let at = at.min(body.members.len());
    let (before, behind) = body.members.split_at(at);
    let is_it = |it: &super::body::Member<'_>| it.name.eq_ignore_ascii_case(name);
    let found = behind.iter().position(is_it).map(|it| it + at);
    found.or_else(|| before.iter().position(is_it))
}

fn check_row(row: &Row<'_>, body: &Body<'_>, at: usize, reporter: &mut Reporter<'_>) {
    let member = &body.members[at];
    let name = &row.property.name;
    if member.name != name.as_str() {
        let message = format!(
            "`{name}` is called `{}` in the JSON representation",
            member.name
        );
        reporter.report(Code::NameCase, row.place, message);
    }
    let Some(ty) = row.ty else { return };
    if ty.collection != member.shape.is_list && !member.shape.is_text() {
        let (table, json) = if ty.collection {
            ("a collection", "no list")
        } else {
            ("a single value", "a list")
        };
        let message =
            format!("`{name}` is {table} in the table, but {json} in the JSON representation");
        reporter.report(Code::JsonKind, row.place, message);
    } else if matches!(ty.base, Base::Primitive(_)) && member.shape.kind == ShapeKind::Object {
        let message =
            format!("`{name}` is primitive in the table, but an object in the JSON representation");
        reporter.report(Code::JsonKind, row.place, message);
    }
}
