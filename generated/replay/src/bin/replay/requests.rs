//! Requests: rebuilt through the client, and compared with the example.

use std::cell::Cell;

use msgraph_replay::Example;
use msgraph_runtime::{
    Json,
    http::{Body, Request},
};
use msgraph_schema::schema::{self, Message, Schema};

use crate::{
    address, compare,
    report::{Class, Failure},
    run::{Found, strict},
    writable,
};

/// Rebuilds a request and compares it with the example, apart from members that their pages call read-only: what these are is given back.
pub(crate) fn rebuild<G>(
    (graph, schema): (&G, &Schema),
    found: &Found<'_, G>,
    message: &Message,
) -> Result<Option<Failure>, Failure> {
    let request = build(graph, found, message)?;
    if let Some(fault) = &request.fault {
        return Err(Failure::new(Class::Unsendable, fault));
    }
    path_and_query(found, &request)?;
    headers(message, &request)?;
    let without = body(schema, found, message, &request)?;
    if found.is_own {
        Ok(without)
    } else {
        Err(Failure::new(
            Class::OtherOperation,
            found.operation.name.as_str(),
        ))
    }
}

/// The request of a call that takes everything from an example.
pub(crate) fn build<G>(
    graph: &G,
    found: &Found<'_, G>,
    message: &Message,
) -> Result<Request, Failure> {
    let example = Example {
        ids: found.fit.ids.clone(),
        arguments: found.fit.arguments.clone(),
        query: found.address.query.clone(),
        headers: message.headers.clone(),
        body: sent(message),
        used: Cell::default(),
    };
    (found.route.build)(graph, &example).map_err(|it| {
        let class = if it.contains(" ids, ") {
            Class::OtherIds
        } else {
            Class::Unfit
        };
        Failure::new(class, format!("{}: {it}", found.operation.name))
    })
}

/// The body as it would travel.
fn sent(message: &Message) -> Vec<u8> {
    strict(&message.body).unwrap_or_else(|| message.body.clone().into_bytes())
}

fn path_and_query<G>(found: &Found<'_, G>, request: &Request) -> Result<(), Failure> {
    if request.method.as_str() != found.operation.method {
        return Err(Failure::new(Class::MethodDiffers, request.method.as_str()));
    }
    let built = address::split(&request.path_and_query());
    let (expected, actual) = (found.address.canonical_path(), built.canonical_path());
    if expected != actual {
        let unquoted = |it: &str| it.replace('\'', "");
        let class = if expected.eq_ignore_ascii_case(&actual) {
            Class::CaseDiffers
        } else if unquoted(&expected) == unquoted(&actual) {
            Class::QuotesDiffer
        } else {
            Class::PathDiffers
        };
        return Err(Failure::new(
            class,
            format!("`{actual}`, expected `{expected}`"),
        ));
    }
    let sorted = |mut options: Vec<(String, String)>| {
        options.sort();
        options
    };
    let (expected, actual) = (sorted(found.address.query.clone()), sorted(built.query));
    if expected == actual {
        return Ok(());
    }
    let class = if folded(&expected) == folded(&actual) {
        Class::CaseDiffers
    } else {
        Class::QueryDiffers
    };
    Err(Failure::new(
        class,
        format!("{actual:?}, expected {expected:?}"),
    ))
}

/// Query options with their names in lower case, in order.
fn folded(options: &[(String, String)]) -> Vec<(String, &str)> {
    let folded = options.iter().map(|it| (it.0.to_lowercase(), it.1.as_str()));
    let mut folded: Vec<_> = folded.collect();
    folded.sort();
    folded
}

/// Every header that the example sends must be sent, those apart that belong to the connection, the credentials and the body.
fn headers(message: &Message, request: &Request) -> Result<(), Failure> {
    const NOT_OF_A_CALL: [&str; 4] = ["authorization", "content-length", "content-type", "host"];
    let shown = message.headers.iter().filter(|it| {
        !NOT_OF_A_CALL
            .iter()
            .any(|name| it.0.eq_ignore_ascii_case(name))
    });
    for (name, value) in shown {
        let sent = request
            .headers
            .get(name)
            .map(|it| String::from_utf8_lossy(it.as_bytes()));
        if sent.as_deref() != Some(value) {
            return Err(Failure::new(
                Class::HeaderDiffers,
                format!("{name} is {sent:?}, expected `{value}`"),
            ));
        }
    }
    Ok(())
}

fn body<G>(
    schema: &Schema,
    found: &Found<'_, G>,
    message: &Message,
    request: &Request,
) -> Result<Option<Failure>, Failure> {
    let mut without = None;
    let expected = sent(message);
    let (media_type, actual): (_, &[u8]) = match &request.body {
        Body::Bytes(media_type, bytes) => (media_type.to_str().unwrap_or_default(), bytes),
        _ => ("", &[]),
    };
    if actual.is_empty() && !expected.is_empty() {
        let is_said = matches!(
            found.operation.request,
            schema::Body::None | schema::Body::Unknown
        );
        let class = if is_said {
            Class::BodyUndocumented
        } else {
            Class::BodyDiffers
        };
        return Err(Failure::new(
            class,
            format!("nothing of {} bytes is sent", expected.len()),
        ));
    }
    let differs = |detail: String| Failure::new(difference_class(&detail), detail);
    match (
        serde_json::from_slice::<Json>(&expected),
        serde_json::from_slice::<Json>(actual),
    ) {
        (Ok(mut expected), Ok(actual)) => {
            // A call of several pages sends what one of them says.
            let speaker = schema.operations.get(request.operation.name);
            let taken = writable::take_read_only(
                schema,
                speaker.unwrap_or(found.operation),
                &mut expected,
            );
            if let Some(detail) = compare::difference(&expected, &actual) {
                return Err(differs(detail));
            }
            without = (!taken.is_empty())
                .then(|| Failure::new(Class::SendsReadOnly, taken.join(", ")));
        }
        _ if expected == actual => {}
        _ => {
            return Err(differs(format!(
                "{} bytes, expected {}",
                actual.len(),
                expected.len()
            )));
        }
    }
    let shown = message
        .headers
        .iter()
        .find(|it| it.0.eq_ignore_ascii_case("content-type"))
        .map(|it| essence(&it.1));
    match shown {
        Some(shown) if !expected.is_empty() && !shown.eq_ignore_ascii_case(essence(media_type)) => {
            Err(Failure::new(
                Class::HeaderDiffers,
                format!("Content-Type is `{media_type}`, expected `{shown}`"),
            ))
        }
        _ => Ok(without),
    }
}

/// The class of a difference between bodies.
fn difference_class(detail: &str) -> Class {
    let is_answered =
        |name: &str| name == "id" || name.starts_with("@odata.") && name != "@odata.type";
    match detail.strip_prefix("$.") {
        Some(it) if it.strip_suffix(" is lost").is_some_and(is_answered) => Class::SendsAnswered,
        Some(it) if it.starts_with("@odata.id is ") => Class::OtherReference,
        _ => Class::BodyDiffers,
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type
        .split([';', ','])
        .next()
        .unwrap_or_default()
        .trim()
}
