//! Operations that end at a place into calls of its builder.
//!
//! Where several pages describe the same call, one of them speaks for it: the one about the place's own type, then the one that is about few
//! places. A page that sends a value of another type to the same address gives a call of its own: `create_ios_lob_app`.

use std::collections::BTreeSet;

use msgraph_schema::schema::{
    Body, Content, Operation, PathTemplate, Segment, TypeName, TypeRef, TypeTarget,
};

use super::{
    Client,
    areas::Area,
    builders::{Builder, Group},
    map::Visit,
    verbs::{self, Candidate},
};

/// A call before it has a name of Rust's.
pub(super) struct Draft<'a> {
    /// The words of its name.
    pub(super) words: String,
    /// The operation that speaks for it, with one of its paths.
    pub(super) visit: &'a Visit<'a>,
    /// The type of what it gives, where that is not what the operation says.
    pub(super) answer: Option<TypeRef>,
    pub(super) areas: BTreeSet<Area>,
    /// All paths of operations that it is the call of.
    pub(super) visits: Vec<&'a Visit<'a>>,
}

/// The calls of a builder, and the words of the names of its ways.
pub(super) fn drafts<'a>(
    client: &Client<'_, 'a>,
    builder: &'a Builder<'a>,
) -> (Vec<Draft<'a>>, Vec<String>) {
    let many = client.map.nodes[builder.node].many;
    let mut drafts: Vec<Draft<'_>> = builder
        .calls
        .iter()
        .flat_map(|it| of_group(client, builder, it))
        .collect();
    let ways = builder.ways.iter().map(|it| Candidate {
        words: it.word.to_owned(),
        arguments: verbs::arguments([it.segment]),
        method: "",
    });
    let calls = drafts.iter().map(|it| Candidate {
        words: [verbs::words(it.visit, many), it.words.clone()]
            .join("-")
            .trim_end_matches('-')
            .to_owned(),
        arguments: verbs::arguments(it.visit.rest.iter().map(|it| it.0)),
        method: &it.visit.operation.method,
    });
    let (mut ways, mut calls): (Vec<_>, Vec<_>) = (ways.collect(), calls.collect());
    verbs::tell_apart(&mut ways, &mut calls);
    for (draft, call) in drafts.iter_mut().zip(calls) {
        draft.words = call.words;
    }
    (drafts, ways.into_iter().map(|it| it.words).collect())
}

/// One call for what is sent, whichever page says so.
fn of_group<'a>(
    client: &Client<'_, 'a>,
    builder: &Builder<'_>,
    group: &Group<'a>,
) -> Vec<Draft<'a>> {
    let ty = client.map.nodes[builder.node].ty.as_ref();
    let main = speaker(client, ty, group);
    let others = others(client, ty, main, group);
    let is_other = |visit: &Visit<'_>| {
        self::sent(visit.operation).is_some_and(|it| others.iter().any(|other| other.0 == it))
    };
    let (of_others, own): (Vec<_>, Vec<_>) =
        group.visits.iter().copied().partition(|it| is_other(it));
    let words = match self::sent(main.operation) {
        Some(sent) if !others.is_empty() && ty != Some(sent) => sent.short().to_owned(),
        _ => String::new(),
    };
    let mut drafts = vec![draft(main, own)];
    drafts[0].words = words;
    drafts[0].answer = common_answer(client, ty, main, group);
    drafts.extend(others.iter().map(|(other, visit)| {
        let same = of_others
            .iter()
            .filter(|it| self::sent(it.operation) == Some(other));
        Draft {
            words: other.short().to_owned(),
            ..draft(visit, same.copied().collect())
        }
    }));
    drafts
}

/// The types of a family that other pages send in the place of the main one's, each with one page.
fn others<'a>(
    client: &Client<'_, '_>,
    ty: Option<&TypeName>,
    main: &Visit<'_>,
    group: &Group<'a>,
) -> Vec<(&'a TypeName, &'a Visit<'a>)> {
    let mut others: Vec<(&TypeName, &Visit<'_>)> = Vec::new();
    let Some(main) = sent(main.operation) else {
        return others;
    };
    for visit in &group.visits {
        match sent(visit.operation) {
            Some(other)
                if other != main
                    && is_kin(client, other, main, ty)
                    && !others.iter().any(|it| it.0 == other) =>
            {
                others.push((other, visit));
            }
            _ => {}
        }
    }
    others
}

fn draft<'a>(visit: &'a Visit<'a>, visits: Vec<&'a Visit<'a>>) -> Draft<'a> {
    let areas = visits.iter().map(|it| it.area).collect();
    Draft {
        words: String::new(),
        visit,
        answer: None,
        areas,
        visits,
    }
}

/// The operation that speaks for a call.
fn speaker<'a>(client: &Client<'_, '_>, ty: Option<&TypeName>, group: &Group<'a>) -> &'a Visit<'a> {
    let candidates = group
        .visits
        .iter()
        .filter(|it| group.common.contains(&it.operation.name));
    let rank = |operation: &'a Operation| {
        let own = ty.is_some() && (sent(operation) == ty || given(operation) == ty);
        let called = ty.is_some_and(|it| is_called(operation, it));
        let spread = client
            .spread
            .get(&operation.name)
            .copied()
            .unwrap_or_default();
        (is_narrow(operation), !own, !called, spread, &operation.name)
    };
    candidates
        .copied()
        .min_by_key(|it| rank(it.operation))
        .unwrap_or(group.visits[0])
}

/// Whether a page is only about the call with some option of OData's: `GET /devices/{id}?$expand=extensions`.
fn is_narrow(operation: &Operation) -> bool {
    let mut options = operation.query.iter();
    options.any(|it| it.required && it.name.starts_with('$'))
}

/// Whether the name of a page begins with a type: `message-delete`.
fn is_called(operation: &Operation, ty: &TypeName) -> bool {
    let first = operation
        .name
        .as_str()
        .split('-')
        .next()
        .unwrap_or_default();
    first.eq_ignore_ascii_case(ty.short())
}

/// The place's own type where pages say that a call gives values of different types.
fn common_answer(
    client: &Client<'_, '_>,
    ty: Option<&TypeName>,
    main: &Visit<'_>,
    group: &Group<'_>,
) -> Option<TypeRef> {
    let ty = ty?;
    let answers: BTreeSet<_> = group
        .visits
        .iter()
        .filter_map(|it| answer(it.operation))
        .collect();
    let first = answers.first()?;
    let kin = answers.iter().all(
        |it| matches!(&it.target, TypeTarget::Named(name) if client.lower.types.is_a(name, ty)),
    );
    // Where the main page forgets the answer, that of another stands for it.
    let differ = answers.len() > 1 || answer(main.operation).is_none();
    (differ && kin).then(|| TypeRef {
        target: TypeTarget::Named(ty.clone()),
        collection: first.collection,
    })
}

/// Whether two types that can be sent to one address are of one family.
fn is_kin(
    client: &Client<'_, '_>,
    left: &TypeName,
    right: &TypeName,
    ty: Option<&TypeName>,
) -> bool {
    let types = &client.lower.types;
    types.is_a(left, right) || types.is_a(right, left) || ty.is_some_and(|it| types.is_a(left, it))
}

/// The type of the value that an operation sends.
pub(super) fn sent(operation: &Operation) -> Option<&TypeName> {
    match &operation.request {
        Body::Value {
            ty:
                TypeRef {
                    target: TypeTarget::Named(name),
                    collection: false,
                },
            wrapper,
            ..
        } if wrapper.is_empty() => Some(name),
        _ => None,
    }
}

/// The type of the value or values that an operation gives.
fn given(operation: &Operation) -> Option<&TypeName> {
    match &answer(operation)?.target {
        TypeTarget::Named(name) => Some(name),
        TypeTarget::Primitive(_) => None,
    }
}

fn answer(operation: &Operation) -> Option<&TypeRef> {
    operation.responses.iter().find_map(|it| match &it.content {
        Content::Value(ty) => Some(ty),
        _ => None,
    })
}

/// Whether the documentation shows a function without the parentheses that its parameters need. Where it shows the function with them too,
/// they are not needed.
pub(super) fn lacks_arguments(visit: &Visit<'_>) -> bool {
    let is_word = matches!(
        visit.rest.last(),
        Some((Segment::Literal(_), msgraph_schema::walk::By::Function(_)))
    );
    let has_parameters = visit
        .operation
        .parameters
        .iter()
        .any(|it| it.place == msgraph_schema::schema::ParameterPlace::Function);
    let has_arguments = |it: &PathTemplate| matches!(it.segments.last(), Some(Segment::Call { arguments, .. }) if !arguments.is_empty());
    is_word && has_parameters && !visit.operation.paths.iter().any(has_arguments)
}
