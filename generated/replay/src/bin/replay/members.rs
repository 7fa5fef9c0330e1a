//! Which members of an answer its type knows.

use std::collections::BTreeMap;

use msgraph_replay::Decode;
use msgraph_runtime::Json;
use msgraph_schema::schema::Location;

use crate::{
    report::{Class, Failure, Report, Subject},
    run::Table,
};

/// Counts the members of an answer, annotations apart, and reports those that its type does not know or whose values do not fit. What an open
/// type does not know itself is no fault.
pub(crate) fn add<G>(
    table: &Table<G>,
    (decode, body): (Decode, &[u8]),
    (subject, location, is_open): (Subject, Location, bool),
    report: &mut Report,
) {
    let (Ok(json), Ok(decoded)) = (serde_json::from_slice::<Json>(body), decode(body)) else {
        return;
    };
    // Some pages show one object like a list, in a member that the service does not answer.
    let wrapped = json
        .get("value")
        .filter(|it| it.is_object() && decoded.unknown == ["$.value"]);
    if let Some(inner) = wrapped {
        return add(
            table,
            (decode, inner.to_string().as_bytes()),
            (subject, location, is_open),
            report,
        );
    }
    let is_own = |path: &str| json.get(&path["$.".len()..]).is_some();
    let failures = decoded.unknown.iter().map(|it| match is_own(it) {
        true if is_open => (it.as_str(), Class::OpenMember),
        _ => (it.as_str(), Class::UnknownMember),
    });
    let failures = failures.chain(
        decoded
            .misfits
            .iter()
            .map(|it| (it.as_str(), Class::MisfitMember)),
    );
    let mut walk = Walk {
        failures: failures.collect(),
        found: Vec::new(),
        derived: |object: &Json| derived(table, object),
    };
    walk.value(&json, "$");
    for (path, class) in walk.found {
        let result = class.map_or(Ok(()), |it| Err(Failure::new(it, path)));
        report.add(subject, location, result);
    }
}

/// What is unknown to a type of that name, which a value names as its own.
fn derived<G>(table: &Table<G>, object: &Json) -> Option<Vec<String>> {
    let name = object.get("@odata.type")?.as_str()?.trim_start_matches('#');
    let decode = table.decode(name)?;
    decode(object.to_string().as_bytes())
        .ok()
        .map(|it| it.unknown)
}

struct Walk<'a, F> {
    failures: BTreeMap<&'a str, Class>,
    found: Vec<(String, Option<Class>)>,
    derived: F,
}

impl<F: Fn(&Json) -> Option<Vec<String>>> Walk<'_, F> {
    fn value(&mut self, value: &Json, path: &str) {
        match value {
            Json::Object(members) => {
                let mut derived = None;
                for (name, inner) in members.iter().filter(|it| !it.0.contains('@')) {
                    let path = format!("{path}.{name}");
                    let mut class = self.failures.get(path.as_str()).copied();
                    if class == Some(Class::UnknownMember) {
                        let derived = derived.get_or_insert_with(|| (self.derived)(value));
                        let knows =
                            |unknown: &Vec<String>| !unknown.iter().any(|it| it[2..] == *name);
                        class = class.filter(|_| !derived.as_ref().is_some_and(knows));
                    }
                    if class.is_none() {
                        self.value(inner, &path);
                    }
                    self.found.push((path, class));
                }
            }
            Json::Array(elements) => {
                for (at, element) in elements.iter().enumerate() {
                    self.value(element, &format!("{path}[{at}]"));
                }
            }
            _ => {}
        }
    }
}
