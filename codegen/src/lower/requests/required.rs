//! Headers and query options that a call fails without.

use msgraph_schema::schema::Operation;

use super::pieces::Parameters;
use crate::items::{Place, Required, RequiredValue};

/// Headers that the runtime sets, or that follow from the body.
const SET_ALREADY: &[&str] = &[
    "Accept",
    "Authorization",
    "ConsistencyLevel",
    "Content-Length",
    "Content-Type",
    "Host",
];

/// What an operation requires beside its path and body.
pub(super) fn of(operation: &Operation, parameters: &mut Parameters) -> Vec<Required> {
    let is_set = |name: &str| SET_ALREADY.iter().any(|it| it.eq_ignore_ascii_case(name));
    let headers = operation
        .headers
        .iter()
        .filter(|it| it.required && !is_set(&it.name));
    let headers = headers.map(|it| (Place::Header, &it.name, it.value.as_str()));
    let query = operation
        .query
        .iter()
        .filter(|it| it.required)
        .map(|it| (Place::Query, &it.name, ""));
    headers
        .chain(query)
        .map(|(place, name, value)| required(place, name, value, parameters))
        .collect()
}

fn required(place: Place, name: &str, value: &str, parameters: &mut Parameters) -> Required {
    let value = match value {
        "" => RequiredValue::Given(parameters.name(name)),
        _ => RequiredValue::Fixed(value.to_owned()),
    };
    Required {
        place,
        wire_name: name.to_owned(),
        value,
    }
}
