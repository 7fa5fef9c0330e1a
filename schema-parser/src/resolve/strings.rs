//! Finds the enumerations that properties have which pages call strings.
//!
//! Many tables say `String` where the service has an enumeration, and list the values. Values of enumerations are written in camelCase,
//! and those of real strings mostly are not. Of a list in camelCase:
//!
//! ```text
//! status      running, failed                  all are members of operationStatus       -> operationStatus
//! status      draft, published                 educationAssignment has it               -> educationAssignmentStatus
//! daysOfWeek  sunday, monday, tuesday, …       at least four, all members of one        -> dayOfWeek
//! kind        a, b, unknownFutureValue         only enumerations have that              -> kind, or the type's name before it
//! routingType forwarded, lookup                the sample lists them too                -> routingType
//! ```

use std::collections::BTreeMap;

use super::{
    Kind, Names,
    enums::Enums,
    link::{Linked, Listed},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    schema::{Enum, Member, TypeName, TypeTarget},
};

/// Gives strings with values the enumerations that they have.
pub(super) fn settle(
    types: &mut BTreeMap<TypeName, Linked>,
    enums: &mut Enums,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Names by convention come last, so that none of them is taken for an enumeration that a page names.
    for find in [existing, conventional] {
        for (name, it) in &mut *types {
            let strings = std::mem::take(&mut it.strings);
            for listed in strings {
                let found = is_camel_case(&listed)
                    .then(|| find(&listed, name, enums))
                    .flatten();
                let is_type =
                    |it: &TypeName| matches!(names.get(it.as_str()), Some((_, Kind::Type)));
                match found.filter(|it| !is_type(it)) {
                    Some(found) => {
                        take_for(&listed, &found, it, diagnostics);
                        enums.add_listed(found, listed.members, diagnostics);
                    }
                    None => it.strings.push(listed),
                }
            }
        }
    }
}

/// Gives a property an enumeration for its type, and says so.
fn take_for(listed: &Listed, found: &TypeName, it: &mut Linked, diagnostics: &mut Vec<Diagnostic>) {
    let mut properties = it.ty.properties.iter_mut().chain(&mut it.ty.relationships);
    let Some(property) = properties.find(|it| it.name == listed.property) else {
        return;
    };
    property.ty.target = TypeTarget::Named(found.clone());
    diagnostics.push(Diagnostic {
        location: property.location,
        code: Code::EnumByConvention,
        message: format!(
            "`{}` is called a string, but taken for `{found}` because of its values",
            listed.property
        ),
        related: None,
    });
}

fn is_camel_case(listed: &Listed) -> bool {
    let is_lower = |it: &Member| it.name.starts_with(|it: char| it.is_ascii_lowercase());
    let is_plain = listed
        .property
        .as_str()
        .bytes()
        .all(|it| it.is_ascii_alphanumeric());
    is_plain && listed.members.len() > 1 && listed.members.iter().all(is_lower)
}

/// The enumeration that has all values, and a name like the property's or very much the same values; rather in the same namespace, and
/// rather the one with the shortest name.
fn existing(listed: &Listed, ty: &TypeName, enums: &Enums) -> Option<TypeName> {
    let property = listed.property.as_str();
    let is_enough = listed.members.len() >= 4;
    let candidates = enums.iter().filter(|it| {
        let is_like = is_like(it.name.short(), property);
        (is_like || is_enough) && has_all(it, listed)
    });
    let best = candidates.min_by_key(|it| {
        let is_unlike = !is_like(it.name.short(), property);
        let is_other = it.name.namespace() != ty.namespace();
        (is_unlike, is_other, it.name.short().len(), &it.name)
    });
    best.map(|it| it.name.clone())
}

/// Whether a name begins or ends with another, in any case.
fn is_like(name: &str, property: &str) -> bool {
    let (name, property) = (name.as_bytes(), property.as_bytes());
    let Some(more) = name.len().checked_sub(property.len()) else {
        return false;
    };
    name[more..].eq_ignore_ascii_case(property)
        || name[..property.len()].eq_ignore_ascii_case(property)
}

fn has_all(it: &Enum, listed: &Listed) -> bool {
    let has = |name: &str| {
        it.members
            .iter()
            .any(|it| it.name.eq_ignore_ascii_case(name))
    };
    listed.members.iter().all(|it| has(&it.name))
}

/// The name that the service usually gives an enumeration of a property.
fn conventional(listed: &Listed, ty: &TypeName, _: &Enums) -> Option<TypeName> {
    let property = listed.property.as_str();
    let is_word = property.bytes().all(|it| it.is_ascii_lowercase());
    let is_evolvable = listed
        .members
        .iter()
        .any(|it| it.name == "unknownFutureValue");
    let is_own = is_word && ["state", "status", "importance", "type"].contains(&property);
    let endings = ["Type", "State", "Status", "Mode"];
    let is_said = listed.is_choice && endings.iter().any(|it| property.ends_with(it));
    if !(is_own || is_evolvable || is_said) {
        return None;
    }
    let short = if is_word {
        let owner = ty.short().strip_suffix("Info").unwrap_or(ty.short());
        let (first, rest) = property.split_at(1);
        format!("{owner}{}{rest}", first.to_ascii_uppercase())
    } else {
        property.to_owned()
    };
    Some(TypeName(format!("{}.{short}", ty.namespace())))
}
