//! What operations send and give.

use msgraph_schema::{
    Diagnostic,
    schema::{self, Content, Primitive, Property, TypeRef, TypeTarget},
    walk::By,
};

use super::{Client, builders::BuilderId, calls::Draft, map::Visit, pieces::Parameters};
use crate::{
    items::{Answer, Body, Struct, Value},
    lower::members,
    names::{Case, rust_name},
};

/// What a call sends, and the struct that it needs for that.
pub(super) fn body(
    client: &Client<'_, '_>,
    draft: &Draft<'_>,
    id: BuilderId,
    parameters: &mut Parameters,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Body, Option<Struct>) {
    let operation = draft.visit.operation;
    let takes_body = !matches!(operation.method.as_str(), "GET" | "DELETE");
    let body = match &operation.request {
        schema::Body::None => Body::None,
        schema::Body::Reference => Body::Reference,
        schema::Body::Value { ty, wrapper, .. } => value(client, ty, wrapper, parameters),
        schema::Body::Parameters(listed) if !listed.is_empty() => {
            let object = structure(client, draft, id, listed, diagnostics);
            return match object {
                Some(it) => (
                    Body::Object(parameters.name("parameters"), client.sibling(id, &it.name)),
                    Some(it),
                ),
                None => (Body::Json, None),
            };
        }
        schema::Body::Raw(types) if takes_body => Body::Bytes(match types.as_slice() {
            [only] => only.clone(),
            _ => String::new(),
        }),
        _ if !takes_body => Body::None,
        _ => Body::Json,
    };
    (body, None)
}

fn value(
    client: &Client<'_, '_>,
    ty: &TypeRef,
    wrapper: &str,
    parameters: &mut Parameters,
) -> Body {
    let field = client.lower.field_type(ty, false);
    match (&field.value, &ty.target) {
        (Value::Object(path), TypeTarget::Named(name)) if !field.list && wrapper.is_empty() => {
            Body::Object(parameters.name(name.short()), path.clone())
        }
        (Value::Json(_), _) if wrapper.is_empty() => Body::Json,
        _ => {
            let name = if wrapper.is_empty() { "value" } else { wrapper };
            Body::Value(parameters.name(name), field, wrapper.to_owned())
        }
    }
}

/// The parameters of an action as a type of their own.
fn structure(
    client: &Client<'_, '_>,
    draft: &Draft<'_>,
    id: BuilderId,
    listed: &[Property],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Struct> {
    let operation = draft.visit.operation;
    let name = rust_name(
        Case::Pascal,
        &format!("{}-{}", client.words(id), draft.words),
    )?;
    let ty = schema::Type {
        properties: listed.to_vec(),
        location: operation.location,
        ..schema::Type::default()
    };
    let fields = members::lower(client.lower, &ty, diagnostics);
    let docs = vec![format!("What `{}` sends.", operation.name)];
    Some(Struct {
        wire_name: String::new(),
        name,
        docs,
        deprecated: None,
        attributes: Vec::new(),
        fields,
    })
}

/// What a call gives.
pub(super) fn answer(client: &Client<'_, '_>, draft: &Draft<'_>, many: bool) -> Answer {
    let visit = draft.visit;
    if matches!(visit.rest.last(), Some((_, By::Count))) {
        return Answer::Count;
    }
    if is_media(visit) {
        return Answer::Media;
    }
    let responses = &visit.operation.responses;
    let contents: Vec<&Content> = responses.iter().map(|it| &it.content).collect();
    let given = draft
        .answer
        .as_ref()
        .or_else(|| contents.iter().find_map(|it| value_of(it)));
    match contents.first() {
        Some(Content::Monitor) => Answer::Accepted(Box::new(
            given.map_or(Answer::None, |it| of_value(client, it)),
        )),
        Some(Content::Stream | Content::Redirect) => Answer::Media,
        None | Some(Content::None) if given.is_none() => Answer::None,
        Some(Content::Json) => Answer::Json,
        _ => {
            let Some(ty) = given else { return Answer::Json };
            let is_list = match visit.rest.as_slice() {
                [] => many && visit.operation.method == "GET",
                [(_, By::Function(name))] => name == "delta",
                _ => false,
            };
            let ty = TypeRef {
                collection: ty.collection || is_list,
                ..ty.clone()
            };
            match of_value(client, &ty) {
                Answer::Object(path)
                    if visit.operation.method != "GET" && contents.contains(&&Content::None) =>
                {
                    Answer::Perhaps(path)
                }
                answer => answer,
            }
        }
    }
}

fn value_of(content: &Content) -> Option<&TypeRef> {
    match content {
        Content::Value(ty) => Some(ty),
        _ => None,
    }
}

fn of_value(client: &Client<'_, '_>, ty: &TypeRef) -> Answer {
    let one = client.lower.field_type(
        &TypeRef {
            collection: false,
            ..ty.clone()
        },
        false,
    );
    match one.value {
        _ if ty.collection => Answer::Page(one),
        Value::Object(path) => Answer::Object(path),
        Value::Json(_) => Answer::Json,
        _ => Answer::Wrapped(one),
    }
}

/// Whether a path ends at bytes that are read.
fn is_media(visit: &Visit<'_>) -> bool {
    let stream = TypeTarget::Primitive(Primitive::Stream);
    let is_stream = visit
        .walk
        .steps
        .last()
        .and_then(|it| it.to.as_ref())
        .is_some_and(|it| it.target == stream);
    let is_member = !matches!(
        visit.rest.last(),
        Some((_, By::Function(_) | By::Action(_)))
    );
    let is_value = matches!(visit.rest.last(), Some((_, By::Value)));
    visit.operation.method == "GET" && (is_value || is_stream && is_member)
}
