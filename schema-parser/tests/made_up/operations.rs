//! Made-up operations on three types that stand still: of every form that a call has, with every fact that a page of it can hold.

use msgraph_schema::{
    path,
    schema::{
        Body, Content, Facts, Location, Operation, OperationKind, OperationName, PageId, Parameter,
        ParameterPlace, Primitive, Property, PropertyName, Response, Schema, Type, TypeKind,
        TypeName, TypeRef, TypeTarget,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};

use super::{
    common::{common, example},
    types,
};

const THING: &str = "microsoft.graph.thing";
const PART: &str = "microsoft.graph.part";

/// A schema of a few types, whose entity set `things` is listed, and some other pages of calls.
pub(crate) fn a_schema() -> impl Strategy<Value = Schema> {
    vec(a_page(), 1..5).prop_map(|pages| {
        let mut schema = Schema::default();
        for ty in [thing(), entity(PART)] {
            add_type(&mut schema, ty);
        }
        add_page(&mut schema, "things-list", vec![list_of_things()]);
        for (at, operations) in pages.into_iter().enumerate() {
            add_page(&mut schema, &format!("call{at}"), operations);
        }
        schema
    })
}

fn thing() -> Type {
    let relationship = |name: &str, to, collection| Property {
        name: PropertyName::from(name),
        ty: named(to, collection),
        ..Property::default()
    };
    Type {
        relationships: vec![
            relationship("owner", THING, false),
            relationship("parts", PART, true),
        ],
        ..entity(THING)
    }
}

fn entity(name: &str) -> Type {
    Type {
        name: TypeName::from(name),
        kind: TypeKind::Entity,
        base: Some(TypeName::from("microsoft.graph.entity")),
        ..Type::default()
    }
}

fn list_of_things() -> Operation {
    Operation {
        responses: answer(200, Content::Value(named(THING, true))),
        ..on(call(OperationKind::List, "GET /things"), THING)
    }
}

/// The calls of one page: one of any form, or two of different methods that share what the page says of both.
fn a_page() -> impl Strategy<Value = Vec<Operation>> {
    let one = prop_oneof![with_parameters(), with_arguments()].prop_map(|it| vec![it]);
    let plain = || prop_oneof![select(fixed_forms()), with_values()];
    let some = vec(plain(), 1..3).prop_map(|mut forms| {
        forms.dedup_by(|b, a| a.method == b.method);
        forms
    });
    let forms = prop_oneof![one, some];
    (forms, common(), any::<bool>()).prop_map(|(forms, common, has_examples)| {
        let forms = forms.into_iter().map(|form| Operation {
            examples: has_examples.then(|| example(&form)).into_iter().collect(),
            kind: form.kind,
            method: form.method,
            paths: form.paths,
            resource: form.resource,
            relationship: form.relationship,
            parameters: form.parameters,
            request: form.request,
            responses: form.responses,
            ..common.clone()
        });
        forms.collect()
    })
}

/// The forms in which only the page around them differs.
fn fixed_forms() -> Vec<Operation> {
    reads().into_iter().chain(writes()).collect()
}

/// Calls that send nothing.
fn reads() -> Vec<Operation> {
    use OperationKind as Kind;
    let parts = Content::Value(named(PART, true));
    let part = Content::Value(named(PART, false));
    let int = Content::Value(primitive(Primitive::Int32, false));
    let forms = [
        (Kind::List, "GET /things/{id}/parts", parts),
        (Kind::Get, "GET /things/{id}/parts/{id}", part),
        (Kind::Count, "GET /things/$count", int),
        (Kind::Delete, "DELETE /things/{id}", Content::None),
        (Kind::GetMedia, "GET /things/{id}/$value", Content::Stream),
        (
            Kind::ListReferences,
            "GET /things/{id}/parts/$ref",
            Content::Json,
        ),
        (
            Kind::RemoveReference,
            "DELETE /things/{id}/parts/{id}/$ref",
            Content::None,
        ),
    ];
    let calls = forms.into_iter().map(|(kind, line, content)| {
        let status = if content == Content::None { 204 } else { 200 };
        Operation {
            responses: answer(status, content),
            ..match kind {
                Kind::Get => on(call(kind, line), PART),
                _ if line.contains("/parts") => below(call(kind, line), THING, "parts"),
                _ => on(call(kind, line), THING),
            }
        }
    });
    calls.collect()
}

/// Calls that answer nothing.
fn writes() -> Vec<Operation> {
    use OperationKind as Kind;
    let add = call(Kind::AddReference, "POST /things/{id}/parts/$ref");
    let set = call(Kind::SetReference, "PUT /things/{id}/owner/$ref");
    let media = call(Kind::PutMedia, "PUT /things/{id}/$value");
    let action = call(Kind::Action, "POST /things/{id}/start");
    let calls = [
        (below(add, THING, "parts"), Body::Reference),
        (below(set, THING, "owner"), Body::Reference),
        (on(media, THING), Body::Raw(Vec::new())),
        (on(action, THING), Body::None),
    ];
    let calls = calls.into_iter().map(|(call, request)| Operation {
        request,
        responses: answer(204, Content::None),
        ..call
    });
    calls.collect()
}

/// Calls that send a value.
fn with_values() -> impl Strategy<Value = Operation> {
    let create = below(
        call(OperationKind::Create, "POST /things/{id}/parts"),
        THING,
        "parts",
    );
    let update = on(call(OperationKind::Update, "PATCH /things/{id}"), THING);
    let one = |name| Content::Value(named(name, false));
    let forms = select(vec![
        (create, PART, 201, one(PART)),
        (update.clone(), THING, 200, one(THING)),
        (update, THING, 204, Content::None),
    ]);
    (forms, values()).prop_map(|((form, sent, status, content), properties)| Operation {
        request: Body::Value {
            ty: named(sent, false),
            wrapper: String::new(),
            properties,
        },
        responses: answer(status, content),
        ..form
    })
}

/// Actions that take named values.
fn with_parameters() -> impl Strategy<Value = Operation> {
    let parameters = values().prop_filter("a table has rows", |it| !it.is_empty());
    (parameters, answers()).prop_map(|(mut parameters, responses)| {
        for it in &mut parameters {
            it.facts.read_only = false;
        }
        Operation {
            request: Body::Parameters(parameters),
            responses,
            ..on(
                call(OperationKind::Action, "POST /things/{id}/start"),
                THING,
            )
        }
    })
}

/// Functions that take arguments.
fn with_arguments() -> impl Strategy<Value = Operation> {
    (values(), answers()).prop_map(|(properties, mut responses)| {
        let arguments = properties
            .iter()
            .map(|it| format!("{0}='{{{0}}}'", it.name));
        let arguments: Vec<String> = arguments.collect();
        let line = format!("GET /things/{{id}}/compute({})", arguments.join(","));
        if responses[0].status == 204 {
            responses = answer(200, Content::Json);
        }
        let parameters = properties.into_iter().map(|property| Parameter {
            place: ParameterPlace::Function,
            property,
        });
        Operation {
            parameters: parameters.collect(),
            responses,
            ..on(call(OperationKind::Function, &line), THING)
        }
    })
}

/// Rows of a table of what is sent, which say less than the page of a type.
fn values() -> impl Strategy<Value = Vec<Property>> {
    types::properties("p").prop_map(|mut values| {
        for it in &mut values {
            let facts = std::mem::take(&mut it.facts);
            it.facts = Facts {
                required: facts.required,
                read_only: facts.read_only,
                write_only: facts.write_only,
                nullable: facts.nullable,
                default: facts.default,
                ..Facts::default()
            };
        }
        values
    })
}

fn answers() -> impl Strategy<Value = Vec<Response>> {
    let content = prop_oneof![
        any::<bool>().prop_map(|many| Content::Value(named(PART, many))),
        any::<bool>().prop_map(|many| Content::Value(primitive(Primitive::String, many))),
        Just(Content::None),
    ];
    content.prop_map(|content| match content {
        Content::None => answer(204, content),
        _ => answer(200, content),
    })
}

/// A call of one request line.
fn call(kind: OperationKind, line: &str) -> Operation {
    let (method, address) = path::request_line(line).expect("a request line");
    Operation {
        kind,
        method: method.to_owned(),
        paths: vec![path::parse(address).expect("a path")],
        title: "Call it".to_owned(),
        ..Operation::default()
    }
}

fn on(call: Operation, resource: &str) -> Operation {
    Operation {
        resource: Some(TypeName::from(resource)),
        ..call
    }
}

fn below(call: Operation, resource: &str, relationship: &str) -> Operation {
    Operation {
        relationship: Some(PropertyName::from(relationship)),
        ..on(call, resource)
    }
}

fn answer(status: u16, content: Content) -> Vec<Response> {
    vec![Response {
        status,
        content,
        ..Response::default()
    }]
}

fn named(name: &str, collection: bool) -> TypeRef {
    TypeRef {
        target: TypeTarget::Named(TypeName::from(name)),
        collection,
    }
}

fn primitive(it: Primitive, collection: bool) -> TypeRef {
    TypeRef {
        target: TypeTarget::Primitive(it),
        collection,
    }
}

fn add_type(schema: &mut Schema, mut ty: Type) {
    ty.location = page(schema, &format!("resources/{}", ty.name.short()));
    let rows = ty.properties.iter_mut().chain(&mut ty.relationships);
    rows.for_each(|it| it.location = ty.location);
    schema.types.insert(ty.name.clone(), ty);
}

/// Adds the calls of a page, which the page of what the first belongs to lists.
fn add_page(schema: &mut Schema, stem: &str, operations: Vec<Operation>) {
    let location = page(schema, &format!("api/{stem}"));
    let lists = operations[0].resource.clone();
    for (number, mut it) in (1..).zip(operations) {
        it.name = OperationName(match number {
            1 => stem.to_owned(),
            _ => format!("{stem}#{number}"),
        });
        it.location = location;
        let ty = lists.as_ref().and_then(|it| schema.types.get_mut(it));
        ty.expect("calls belong to a type")
            .methods
            .push(it.name.clone());
        schema.operations.insert(it.name.clone(), it);
    }
}

fn page(schema: &mut Schema, below: &str) -> Location {
    schema.pages.push(format!("api-reference/v1.0/{below}.md"));
    let number = u32::try_from(schema.pages.len() - 1).expect("there are not so many pages");
    Location {
        page: PageId(number),
        ..Location::default()
    }
}
