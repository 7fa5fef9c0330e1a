//! One call: a request, bound to the type of its answer and the options it takes.

use super::{method, parameters, signature, step};
use crate::{
    emit::{
        Scope, structs,
        text::{cfg, chain, deprecated, list, literal},
    },
    items::{
        Answer, Body, Call, FieldType, Operation, Piece, Place, Required, RequiredValue, Value,
    },
};

pub(super) fn emit(it: &Call, scope: Scope<'_>) -> String {
    let attributes = cfg(it.features.as_ref()) + &deprecated(it.deprecated.as_ref());
    let options = it.options.iter().map(|it| scope.path(it));
    let types: Vec<_> = std::iter::once(answer(&it.answer, scope))
        .chain(options)
        .collect();
    let result = list(4, ") -> rt::http::Call<", &types, "> {");
    let signature = signature(it.name.as_str(), all_parameters(it, scope), &result);
    let queries: String = it.required.iter().filter_map(query).collect();
    let call = list(8, "self.0.call(", &[request(it)], &format!("){queries}"));
    let body = format!("{}\n        {call}", operation(&it.operation));
    method(&it.docs, &attributes, &signature, &body)
}

fn all_parameters(it: &Call, scope: Scope<'_>) -> Vec<String> {
    let pieces = it.pieces.iter().flat_map(|it| parameters(it, scope));
    let given = it.required.iter().filter_map(|it| match &it.value {
        RequiredValue::Given(name) => Some(format!("{name}: &str")),
        RequiredValue::Fixed(_) => None,
    });
    pieces
        .chain(given)
        .chain(body_parameters(&it.body, scope))
        .collect()
}

fn body_parameters(it: &Body, scope: Scope<'_>) -> Vec<String> {
    let bytes = || "bytes: impl Into<rt::http::Bytes>".to_owned();
    match it {
        Body::None => Vec::new(),
        Body::Object(name, path) => vec![format!("{name}: &{}", scope.path(path))],
        Body::Value(name, ty, _) => {
            let value = structs::value(&ty.value, scope);
            vec![if ty.list {
                format!("{name}: &[{value}]")
            } else {
                format!("{name}: &{value}")
            }]
        }
        Body::Reference => vec!["target: &rt::http::Place".to_owned()],
        Body::Bytes(kind) if kind.is_empty() => vec!["content_type: &str".to_owned(), bytes()],
        Body::Bytes(_) => vec![bytes()],
        Body::Json => vec!["body: &rt::Json".to_owned()],
    }
}

/// The path, the body and the headers.
fn request(it: &Call) -> String {
    let (before, last) = match it.pieces.as_slice() {
        [before @ .., Piece::Literal(last)] => (before, last.as_str()),
        before => (before, ""),
    };
    let mut steps: Vec<_> = before.iter().map(step).collect();
    steps.push(format!(".{}({}, operation)", it.method, literal(last)));
    steps.extend(body(&it.body));
    steps.extend(it.required.iter().filter_map(header));
    chain(12, "self.0", &steps)
}

fn body(it: &Body) -> Option<String> {
    Some(match it {
        Body::None => return None,
        Body::Object(name, _) => format!(".json(&rt::Writable({name}))"),
        Body::Value(name, _, wrapper) if wrapper.is_empty() => format!(".json({name})"),
        Body::Value(name, ty, wrapper) => wrapped(name.as_str(), ty, &literal(wrapper)),
        Body::Reference => ".reference(target)".to_owned(),
        Body::Bytes(kind) if kind.is_empty() => ".bytes(content_type, bytes)".to_owned(),
        Body::Bytes(kind) => format!(".bytes({}, bytes)", literal(kind)),
        Body::Json => ".json(body)".to_owned(),
    })
}

fn wrapped(name: &str, ty: &FieldType, wrapper: &str) -> String {
    let value = match (&ty.value, ty.list) {
        (Value::Object(_), false) => format!("rt::Writable({name})"),
        _ => name.to_owned(),
    };
    format!(".json(&std::collections::BTreeMap::from([({wrapper}, {value})]))")
}

fn header(it: &Required) -> Option<String> {
    let value = match (it.place, &it.value) {
        (Place::Query, _) => return None,
        (Place::Header, RequiredValue::Fixed(value)) => literal(value),
        (Place::Header, RequiredValue::Given(value)) => value.to_string(),
    };
    Some(format!(".header({}, {value})", literal(&it.wire_name)))
}

fn query(it: &Required) -> Option<String> {
    let value = match (it.place, &it.value) {
        (Place::Header, _) => return None,
        (Place::Query, RequiredValue::Fixed(value)) => literal(value),
        (Place::Query, RequiredValue::Given(value)) => format!("{value}.to_owned()"),
    };
    Some(format!(".query({}, {value})", literal(&it.wire_name)))
}

fn answer(it: &Answer, scope: Scope<'_>) -> String {
    match it {
        Answer::None => "()".to_owned(),
        Answer::Object(path) => scope.path(path),
        Answer::Perhaps(path) => format!("Option<{}>", scope.path(path)),
        Answer::Page(ty) => format!("rt::http::Page<{}>", structs::value(&ty.value, scope)),
        Answer::Wrapped(ty) => format!("rt::http::Value<{}>", structs::value(&ty.value, scope)),
        Answer::Count => "i64".to_owned(),
        Answer::Media => "rt::http::Media".to_owned(),
        Answer::Accepted(it) => format!("rt::http::Accepted<{}>", answer(it, scope)),
        Answer::Json => "rt::Json".to_owned(),
    }
}

/// The facts of an operation, as a value that the compiler makes static by itself: a `static` for each call would take a tenth longer to check.
fn operation(it: &Operation) -> String {
    let (name, page) = (literal(&it.name), literal(&it.page));
    let [work, personal, application] = &it.permissions;
    let work = permissions("delegated_work", work);
    let personal = permissions("delegated_personal", personal);
    let application = permissions("application", application);
    format!(
        "let operation = &rt::http::Operation {{
            name: {name},
            page: {page},
            permissions: rt::http::Permissions {{
                {work}
                {personal}
                {application}
            }},
        }};"
    )
}

fn permissions(name: &str, permissions: &[String]) -> String {
    let permissions: Vec<_> = permissions.iter().map(|it| literal(it)).collect();
    list(16, &format!("{name}: &["), &permissions, "],")
}
