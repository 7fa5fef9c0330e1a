//! What calls are called.
//!
//! ```text
//! GET /users               list        GET …/$value              download
//! GET /users/{id}          get         PUT …/content             upload_content
//! POST /users              create      GET …/members/$ref        list_refs
//! POST …/sendMail          send_mail   GET …/reminderView(a,b)   reminder_view
//! ```

use std::collections::{BTreeMap, BTreeSet};

use msgraph_schema::{
    schema::{Body, Primitive, Segment, TypeTarget},
    walk::By,
};

use super::map::{self, Visit};

/// The words of a call's name by what it does alone.
pub(super) fn words(visit: &Visit<'_>, many: bool) -> String {
    let method = visit.operation.method.as_str();
    let named = visit
        .rest
        .iter()
        .rev()
        .find(|it| !matches!(it.1, By::Reference | By::Value | By::Count));
    let word = named
        .map(|(segment, by)| map::word(segment, by))
        .unwrap_or_default();
    let verb = match visit.rest.last().map(|it| &it.1) {
        None => return of_value(method, many).to_owned(),
        Some(By::Function(_) | By::Action(_)) => return word,
        Some(_) if named.is_some_and(|it| matches!(it.1, By::Function(_) | By::Action(_))) => {
            return word;
        }
        Some(By::Reference) if many && method == "GET" => "list-refs",
        Some(By::Reference) => of_reference(method),
        Some(By::Value) if word.is_empty() => of_content(method, Content::Whole),
        Some(By::Count) => "count",
        Some(_) if is_bytes(visit) => of_content(method, Content::Part),
        Some(_) => of_part(method),
    };
    if word.is_empty() {
        verb.to_owned()
    } else {
        format!("{verb}-{word}")
    }
}

fn of_value(method: &str, many: bool) -> &'static str {
    match method {
        "GET" if many => "list",
        "GET" => "get",
        "POST" => "create",
        "PATCH" => "update",
        "PUT" => "replace",
        _ => "delete",
    }
}

fn of_reference(method: &str) -> &'static str {
    match method {
        "GET" => "get-ref",
        "POST" => "add-ref",
        "DELETE" => "remove-ref",
        _ => "set-ref",
    }
}

/// Whether bytes are all that a place holds, or one member of it.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    Whole,
    Part,
}

fn of_content(method: &str, of: Content) -> &'static str {
    match (method, of) {
        ("GET", _) => "download",
        ("DELETE", Content::Whole) => "delete-content",
        ("DELETE", Content::Part) => "delete",
        _ => "upload",
    }
}

fn of_part(method: &str) -> &'static str {
    match method {
        "GET" => "get",
        "DELETE" => "delete",
        "POST" => "post",
        _ => "set",
    }
}

fn is_bytes(visit: &Visit<'_>) -> bool {
    let to = visit.walk.steps.last().and_then(|it| it.to.as_ref());
    let stream = to.is_some_and(|it| it.target == TypeTarget::Primitive(Primitive::Stream));
    stream
        || matches!(visit.operation.request, Body::Raw(_))
        || visit.rest.last().is_some_and(|it| it.1 == By::Value)
}

/// A way or a call that wants a name.
#[derive(Clone)]
pub(super) struct Candidate<'a> {
    /// The words of its name.
    pub(super) words: String,
    /// The names of its arguments.
    pub(super) arguments: Vec<&'a str>,
    /// The method of HTTP; empty for a way.
    pub(super) method: &'a str,
}

/// The names of the arguments of functions.
pub(super) fn arguments<'a>(segments: impl IntoIterator<Item = &'a Segment>) -> Vec<&'a str> {
    let arguments = segments.into_iter().filter_map(|it| match it {
        Segment::Call { arguments, .. } => Some(arguments),
        _ => None,
    });
    arguments.flatten().map(|it| it.name.as_str()).collect()
}

/// Tells apart what would be called the same: `range`, `range_with_address`; and calls from ways: `get_range`.
pub(super) fn tell_apart(ways: &mut [Candidate<'_>], calls: &mut [Candidate<'_>]) {
    let taken: BTreeSet<String> = ways.iter().map(|it| it.words.to_lowercase()).collect();
    add_arguments(ways);
    let shadowed: Vec<bool> = calls
        .iter()
        .map(|it| taken.contains(&it.words.to_lowercase()))
        .collect();
    add_arguments(calls);
    for (call, shadowed) in calls.iter_mut().zip(shadowed) {
        if shadowed {
            call.words = format!("{}-{}", call.method.to_lowercase(), call.words);
        }
    }
}

/// Of several that are called the same, all but the one with the fewest arguments are told apart.
fn add_arguments(candidates: &mut [Candidate<'_>]) {
    let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, it) in candidates.iter().enumerate() {
        by_words
            .entry(it.words.to_lowercase())
            .or_default()
            .push(at);
    }
    for mut same in by_words.into_values() {
        same.sort_by_key(|at| (candidates[*at].arguments.len(), *at));
        for at in same.into_iter().skip(1) {
            let it = &mut candidates[at];
            it.words = match it.arguments.as_slice() {
                [] => format!("{}-{}", it.method.to_lowercase(), it.words),
                arguments => format!("{}-with-{}", it.words, arguments.join("-and-")),
            };
        }
    }
}
