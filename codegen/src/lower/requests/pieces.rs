//! Segments into what a method adds to the path, with the parameters it needs for that.

use msgraph_schema::{
    schema::{self, Operation, ParameterPlace, Primitive, Segment, TypeRef, TypeTarget},
    walk::By,
};

use super::{Client, builders::Way, calls, map::Link};
use crate::{
    items::{Argument, Piece, Scalar, Value},
    names::{Case, RustName, Wanted, assign},
};

/// The names of the parameters of one method, each given once.
#[derive(Default)]
pub(super) struct Parameters(Vec<String>);

impl Parameters {
    /// A name for a parameter.
    pub(super) fn name(&mut self, wire_name: &str) -> RustName {
        self.0.push(wire_name.replace('$', ""));
        let wanted: Vec<_> = self
            .0
            .iter()
            .map(|it| Wanted {
                wire_name: it,
                location: schema::Location::default(),
            })
            .collect();
        // Parameters are told apart by their order as well, so that equal names need no report.
        let names = assign(Case::Snake, &wanted, &["operation"], &mut Vec::new());
        names
            .into_iter()
            .next_back()
            .flatten()
            .unwrap_or_else(|| self.fallback())
    }

    fn fallback(&mut self) -> RustName {
        let name = format!("value{}", self.0.len());
        crate::names::rust_name(Case::Snake, &name).expect("a word with a number is a name")
    }
}

/// What a way adds to the path.
pub(super) fn of_way(client: &Client<'_, '_>, way: &Way<'_>) -> Piece {
    let mut parameters = Parameters::default();
    match way.segment {
        // A key that is written out is one of those that the caller can give.
        Segment::Literal(_) if way.link == Link::Id => Piece::Id(parameters.name("id")),
        segment => piece(client, segment, way.operation, &mut parameters),
    }
}

/// What a call adds to the path itself.
pub(super) fn of_call(
    client: &Client<'_, '_>,
    draft: &calls::Draft<'_>,
    parameters: &mut Parameters,
) -> Vec<Piece> {
    let visit = draft.visit;
    let mut pieces: Vec<Piece> = Vec::new();
    for (segment, by) in &visit.rest {
        let piece = match (segment, by) {
            (Segment::Literal(word), By::Function(_)) if calls::lacks_arguments(visit) => {
                Piece::Function(
                    word.clone(),
                    documented(client, visit.operation, parameters),
                )
            }
            _ => piece(client, segment, visit.operation, parameters),
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Literal(before)), Piece::Literal(it)) => before.push_str(&it),
            (_, piece) => pieces.push(piece),
        }
    }
    pieces
}

fn piece(
    client: &Client<'_, '_>,
    segment: &Segment,
    operation: &Operation,
    parameters: &mut Parameters,
) -> Piece {
    let mut arguments = |them: &[schema::Argument]| -> Vec<Argument> {
        them.iter()
            .map(|it| argument(client, it, operation, parameters))
            .collect()
    };
    match segment {
        Segment::Literal(word) => Piece::Literal(format!("/{word}")),
        Segment::Cast(name) => Piece::Literal(format!("/{name}")),
        Segment::Placeholder(it) => {
            Piece::Id(parameters.name(it.names.first().map_or("id", String::as_str)))
        }
        Segment::ItemPath(_) => Piece::File(parameters.name("path")),
        Segment::Key(them) => Piece::Key(arguments(them)),
        Segment::Call {
            name,
            arguments: them,
        } => Piece::Function(name.clone(), arguments(them)),
    }
}

fn argument(
    client: &Client<'_, '_>,
    it: &schema::Argument,
    operation: &Operation,
    parameters: &mut Parameters,
) -> Argument {
    let documented = operation.parameters.iter().find(|parameter| {
        parameter.place == ParameterPlace::Function
            && parameter
                .property
                .name
                .as_str()
                .eq_ignore_ascii_case(&it.name)
    });
    let wire_name = if it.name.is_empty() {
        it.value.text.as_str()
    } else {
        &it.name
    };
    let quoted = it.value.quoted;
    let ty = match documented {
        Some(it) => scalar(client, &it.property.ty, quoted),
        None if quoted => Scalar::Text,
        None => Scalar::Raw,
    };
    Argument {
        wire_name: it.name.clone(),
        name: parameters.name(wire_name),
        ty,
    }
}

/// The arguments of a function that the documentation only lists.
fn documented(
    client: &Client<'_, '_>,
    operation: &Operation,
    parameters: &mut Parameters,
) -> Vec<Argument> {
    let listed = operation
        .parameters
        .iter()
        .filter(|it| it.place == ParameterPlace::Function);
    listed
        .map(|it| Argument {
            wire_name: it.property.name.to_string(),
            name: parameters.name(it.property.name.as_str()),
            ty: scalar(client, &it.property.ty, false),
        })
        .collect()
}

fn scalar(client: &Client<'_, '_>, ty: &TypeRef, quoted: bool) -> Scalar {
    if ty.collection {
        return Scalar::Json;
    }
    let value = client.lower.field_type(ty, false).value;
    match (value, quoted) {
        (Value::String, _) => Scalar::Text,
        (Value::Bool, false) => Scalar::Plain("bool"),
        (Value::Number("u8" | "i8"), false) => Scalar::Raw,
        (Value::Number(name), false) => Scalar::Plain(name),
        (Value::Text("Binary"), false) => Scalar::Raw,
        (Value::Text(name), false) => Scalar::Plain(name),
        (Value::Text(name), true) if name != "Binary" => Scalar::Quoted(name),
        (Value::Enum(path), _) => Scalar::Enum(path),
        (_, true) => Scalar::Text,
        (Value::Json("Decimal"), false) => Scalar::Plain("Decimal"),
        _ if matches!(ty.target, TypeTarget::Primitive(Primitive::Untyped)) => Scalar::Raw,
        _ => Scalar::Json,
    }
}
