//! Routes: a function for every documented path that makes its request through the request builders.
//!
//! There are thousands of one form, so they are laid out here, one route a line, and no formatter has to.

use super::{Paragraph, Scope, structs, text::literal};
use crate::{
    items::{
        Answer, Argument, Body, FieldType, Path, Piece, Place, RequiredValue, Route, RouteWay,
        Routes, Scalar, Value,
    },
    names::RustName,
};

pub(crate) fn emit(it: &Routes) -> Vec<Paragraph> {
    let client = path(&it.client);
    let routes = it.routes.iter().enumerate();
    let entries = routes.clone().map(|(at, it)| entry(at, it));
    let types = it.types.iter();
    let types = types.map(|(name, it)| format!("({}, object::<{}>)", literal(name), path(it)));
    let imports = format!("use crate::support::*;\nuse msgraph::{}::*;\n", it.module);
    let tables = [
        imports,
        table(
            "Every documented path, sorted by operation and path.",
            &format!("ROUTES: [Route<{client}>; {}]", it.routes.len()),
            entries,
        ),
        table(
            "Every type, sorted by name.",
            &format!("TYPES: [(&str, Decode); {}]", it.types.len()),
            types,
        ),
    ];
    let functions = routes.map(|(at, it)| function(at, it, &client));
    let texts = tables.into_iter().chain(functions);
    texts.map(Paragraph::Text).collect()
}

/// A static with one item a line.
fn table(docs: &str, name: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|it| format!("    {it},\n")).collect();
    format!("/// {docs}\npub static {name} = [\n{items}];\n")
}

fn entry(at: usize, it: &Route) -> String {
    let (operation, path) = (literal(&it.operation), literal(&it.template));
    let decode = decode(&it.call.answer);
    format!("Route {{ operation: {operation}, path: {path}, build: build_{at}, decode: {decode} }}")
}

/// The function that reads an answer.
fn decode(it: &Answer) -> String {
    match it {
        Answer::None => "nothing".to_owned(),
        Answer::Object(it) | Answer::Perhaps(it) => format!("object::<{}>", path(it)),
        Answer::Page(it) if is_object(it) => format!("objects::<{}>", value(&it.value)),
        Answer::Page(it) => format!("values::<{}>", value(&it.value)),
        Answer::Wrapped(it) => format!("wrapped::<{}>", value(&it.value)),
        Answer::Count => "count".to_owned(),
        Answer::Media => "media".to_owned(),
        Answer::Accepted(it) => decode(it),
        Answer::Json => "json".to_owned(),
    }
}

fn is_object(it: &FieldType) -> bool {
    matches!(it.value, Value::Object(_))
}

fn function(at: usize, it: &Route, client: &str) -> String {
    let call = &it.call;
    let pieces = call.pieces.iter().flat_map(arguments);
    let required = call.required.iter();
    let required = required.filter_map(|it| match (&it.value, it.place) {
        (RequiredValue::Fixed(_), _) => None,
        (RequiredValue::Given(_), Place::Header) => Some(from_example("header", &it.wire_name)),
        (RequiredValue::Given(_), Place::Query) => Some(from_example("query", &it.wire_name)),
    });
    let arguments = pieces.chain(required).chain(body(&call.body));
    let ways: String = it.ways.iter().map(way).collect();
    let call = method(&call.name, arguments.collect());
    format!(
        "fn build_{at}(graph: &{client}, example: &Example) -> Result<Request, String> {{\n    \
         example.finish(graph{ways}{call})\n}}\n"
    )
}

fn way(it: &RouteWay) -> String {
    let RouteWay { way, fixed } = it;
    let fixed = fixed.as_ref().map(|it| vec![literal(it)]);
    method(&way.name, fixed.unwrap_or_else(|| arguments(&way.piece)))
}

fn method(name: &RustName, arguments: Vec<String>) -> String {
    format!(".{name}({})", arguments.join(", "))
}

/// What an example gives for a part of a path.
fn arguments(it: &Piece) -> Vec<String> {
    match it {
        Piece::Literal(_) => Vec::new(),
        Piece::Id(_) | Piece::File(_) => vec!["example.id()?".to_owned()],
        Piece::Key(arguments) | Piece::Function(_, arguments) => {
            arguments.iter().map(argument).collect()
        }
    }
}

fn argument(Argument { wire_name, ty, .. }: &Argument) -> String {
    match ty {
        Scalar::Text | Scalar::Raw => from_example("argument", wire_name),
        Scalar::Plain(_) | Scalar::Quoted(_) => from_example("parsed", wire_name),
        Scalar::Enum(it) => {
            let member = from_example(&format!("member::<{}>", path(it)), wire_name);
            format!("&{member}")
        }
        Scalar::Json => from_example("json_argument", wire_name),
    }
}

/// What a method of an example finds under a name.
fn from_example(method: &str, name: &str) -> String {
    format!("example.{method}({})?", literal(name))
}

/// What an example gives as a body.
fn body(it: &Body) -> Vec<String> {
    match it {
        Body::None => Vec::new(),
        Body::Object(_, it) => vec![format!("&example.body::<{}>()?", path(it))],
        Body::Value(_, ty, wrapper) => {
            let value = value(&ty.value);
            let value = if ty.list {
                format!("Vec<{value}>")
            } else {
                value
            };
            let wrapped = from_example(&format!("wrapped::<{value}>"), wrapper);
            vec![format!("&{wrapped}")]
        }
        Body::Reference => vec!["&example.reference(&graph.0)?".to_owned()],
        Body::Bytes(kind) if kind.is_empty() => {
            vec![
                "example.content_type()".to_owned(),
                "example.bytes()".to_owned(),
            ]
        }
        Body::Bytes(_) => vec!["example.bytes()".to_owned()],
        Body::Json => vec!["&example.json()?".to_owned()],
    }
}

fn path(it: &Path) -> String {
    let names: Vec<_> = it.iter().map(RustName::as_str).collect();
    names.join("::")
}

fn value(it: &Value) -> String {
    structs::value(it, Scope::OUTERMOST)
}
