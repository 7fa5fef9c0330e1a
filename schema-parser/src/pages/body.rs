//! Reads the sample of a type's JSON: which members it shows, and what they look like.
//!
//! ```text
//! "id": "String (identifier)"                          text
//! "owners": [{"@odata.type": "microsoft.graph.user"}]  a list of objects
//! ```

use std::borrow::Cow;

use crate::{
    diagnostic::{Code, Reporter},
    json::{self, Value},
    type_expr::{self, TypeExpr},
};

/// The sample of a type's JSON.
#[derive(Debug)]
pub(crate) struct Body<'a> {
    pub(crate) text: &'a str,
    pub(crate) members: Vec<Member<'a>>,
}

/// A member of the sample.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) name: Cow<'a, str>,
    /// Where its name stands.
    pub(crate) place: &'a str,
    pub(crate) shape: Shape,
    /// The type that the value names.
    pub(crate) ty: Option<TypeExpr<'a>>,
}

/// What a value in the sample looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) is_list: bool,
    pub(crate) kind: ShapeKind,
}

impl Shape {
    /// Whether a single value, or each in a list, is text.
    pub(crate) fn is_text(self) -> bool {
        matches!(self.kind, ShapeKind::Text | ShapeKind::Choice)
    }
}

/// What a single value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShapeKind {
    Text,
    /// Text that lists what it can be: `"a | b"`.
    Choice,
    Object,
    /// A number, yes or no, null, or nothing at all.
    Other,
}

impl<'a> Body<'a> {
    /// Reads the code of a sample.
    pub(crate) fn parse(text: &'a str, reporter: &mut Reporter<'_>) -> Self {
        let (value, problems) = json::parse(text);
        if let Some(problem) = problems.first() {
            let part = text.get(problem.offset..).unwrap_or(text);
            let message = format!("the sample is no JSON: {}", problem.message);
            reporter.report(Code::MalformedJson, part, message);
        }
        let members = match value {
            Value::Object(members) => members,
            _ => Vec::new(),
        };
        let members = members
            .into_iter()
            .filter(|it| !it.name.contains('@'))
            .map(|it| Member {
                name: it.name,
                place: text.get(it.offset..).unwrap_or(text),
                shape: shape(&it.value),
                ty: named(&it.value),
            });
        Self {
            text,
            members: members.collect(),
        }
    }

    /// The member of a name, in any case.
    pub(crate) fn member(&self, name: &str) -> Option<&Member<'a>> {
        self.members
            .iter()
            .find(|it| it.name.eq_ignore_ascii_case(name))
    }
}

fn shape(value: &Value<'_>) -> Shape {
    match value {
        Value::Array(elements) => Shape {
            is_list: true,
            ..elements.first().map_or(
                Shape {
                    is_list: true,
                    kind: ShapeKind::Other,
                },
                shape,
            )
        },
        Value::String(text) => text_shape(text),
        Value::Object(_) => Shape {
            is_list: false,
            kind: ShapeKind::Object,
        },
        _ => Shape {
            is_list: false,
            kind: ShapeKind::Other,
        },
    }
}

/// The type that a value names, alone or in a list: `"String"`, `{"@odata.type": "microsoft.graph.x"}`. One that is a value names none.
fn named<'a>(value: &Value<'a>) -> Option<TypeExpr<'a>> {
    match value {
        Value::String(Cow::Borrowed(text)) => type_expr::of_sample(text),
        Value::Array(elements) => Some(TypeExpr {
            collection: true,
            ..named(elements.first()?)?
        }),
        Value::Object(_) => {
            let types = ["@odata.type", "@type"];
            named(types.iter().find_map(|it| value.get(it))?)
        }
        _ => None,
    }
}

/// A string can stand for an object: `"microsoft.graph.x"`, `"Collection(microsoft.graph.x)"`, `"@odata.type: microsoft.graph.x"`.
fn text_shape(text: &str) -> Shape {
    let is_list = text.starts_with("Collection(");
    let kind = if text.contains("microsoft.graph.") {
        ShapeKind::Other
    } else if text.contains('|') {
        ShapeKind::Choice
    } else {
        ShapeKind::Text
    };
    Shape { is_list, kind }
}
