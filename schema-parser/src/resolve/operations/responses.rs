//! What an operation answers: from the prose of its page, checked against its examples.
//!
//! ```text
//! If successful, this method returns a `200 OK` response code and a collection of [user](../resources/user.md) objects.
//! -> 200, many microsoft.graph.user
//! ```

use super::prose::{self, Reader};
use crate::{
    diagnostic::{Code, Reporter},
    http::{self, RawStart},
    json::{self, Value},
    pages::operation::{OperationPage, Prose, Shown, contains_words, sentences},
    schema::{Content, Primitive, Response, TypeRef, TypeTarget},
};

/// What the responses of one operation are read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'r, 'a> {
    pub(super) page: &'r OperationPage<'a>,
    /// The section about it.
    pub(super) prose: Option<&'r Prose<'a>>,
    pub(super) reader: Reader<'r>,
    /// The last word of the path: `$value`, `$count`, `content`, `delta`, ….
    pub(super) tail: &'r str,
    pub(super) method: &'r str,
    /// Whether the path ends with a key, so that it leads to one value.
    pub(super) is_one: bool,
    /// The answers in the examples of the operation.
    pub(super) shown: &'r [&'r Shown<'a>],
}

impl<'a> Source<'_, 'a> {
    /// The responses, the usual one first.
    pub(super) fn responses(&self, reporter: &mut Reporter<'a>) -> Vec<Response> {
        let mut found = self.said();
        if found.is_empty() {
            found = self.exemplified();
        }
        let mut responses: Vec<Response> = Vec::new();
        for (status, sentence) in found {
            if responses.iter().any(|it| it.status == status) {
                continue;
            }
            let mut content = self.content(status, sentence);
            if let (Content::Json, Some(first)) = (&content, responses.first()) {
                // Part of what is usually answered, such as 206, is of the same type.
                content = first.content.clone();
            }
            responses.push(Response {
                status,
                content,
                location: reporter.source.location(sentence),
            });
        }
        self.check(&responses, reporter);
        responses.extend(self.unsaid(&responses, reporter));
        responses
    }

    /// A value that an example answers although the text knows of none.
    fn unsaid(&self, responses: &[Response], reporter: &Reporter<'a>) -> Option<Response> {
        if responses.iter().any(|it| it.content != Content::None) {
            return None;
        }
        self.shown.iter().find_map(|shown| {
            let RawStart::Status(status @ (200 | 201)) = shown.message.start else {
                return None;
            };
            let ty = self
                .type_shown(shown)
                .filter(|_| shown.message.body.starts_with('{'))?;
            let location = reporter
                .source
                .location(&shown.fence[shown.message.offset..]);
            let is_new = responses.iter().all(|it| it.status != status);
            is_new.then(|| Response {
                status,
                content: Content::Value(with_example(ty, shown)),
                location,
            })
        })
    }

    /// The statuses that the prose says, each with its sentence.
    fn said(&self) -> Vec<(u16, &'a str)> {
        let texts = self.prose.iter().flat_map(|it| it.texts.iter());
        let sentences = texts.flat_map(|it| sentences(it));
        let mut found = Vec::new();
        for sentence in sentences {
            let mut statuses = statuses(sentence).peekable();
            if statuses.peek().is_some() && !contains_words(sentence, &["if unsuccessful", "fails"])
            {
                found.extend(statuses.map(|it| (it, sentence)));
            }
        }
        found
    }

    /// The statuses of the first example that has one.
    fn exemplified(&self) -> Vec<(u16, &'a str)> {
        let all = self.prose.iter().flat_map(|it| it.texts.iter());
        let text = all.copied().next().unwrap_or("");
        let others = self.page.examples.iter().flat_map(|it| &it.responses);
        let shown = self.shown.iter().copied().chain(others);
        let statuses = shown.filter_map(|it| match it.message.start {
            RawStart::Status(status) if (200..304).contains(&status) => Some((status, text)),
            _ => None,
        });
        statuses.take(1).collect()
    }

    fn content(&self, status: u16, sentence: &str) -> Content {
        match status {
            204 | 205 => Content::None,
            301..=303 | 307 | 308 => Content::Redirect,
            202 => self.accepted(sentence),
            _ => self.body(status, sentence),
        }
    }

    /// Work that goes on: an address to ask, unless the answer has a value already.
    fn accepted(&self, sentence: &str) -> Content {
        let texts = self.prose.iter().flat_map(|it| it.texts.iter());
        let mut texts = texts.copied();
        let shown = self.shown_for(202);
        let has_body = shown.is_some_and(|it| it.message.body.starts_with('{'));
        if let Some(ty) = self.reader.type_ref(sentence).filter(|_| has_body) {
            return Content::Value(ty);
        }
        let headers = ["Location", "Operation-Location", "Content-Location"];
        let has_address = |it: &&Shown<'_>| {
            headers
                .iter()
                .any(|name| http::header(&it.message.headers, name).is_some())
        };
        let said = |it: &str| contains_words(it, &["location", "operation-location", "monitor"]);
        if texts.any(said) || shown.as_ref().is_some_and(has_address) {
            return Content::Monitor;
        }
        Content::None
    }

    fn body(&self, status: u16, sentence: &str) -> Content {
        let shown = self.shown_for(status);
        if self.tail == "$count" {
            return value(Primitive::Int32);
        }
        if self.is_stream(shown, sentence) {
            return Content::Stream;
        }
        if contains_words(
            sentence,
            &[
                "not return anything",
                "no response body",
                "empty response body",
                "nothing in the response body",
            ],
        ) {
            return Content::None;
        }
        let said = self.type_said(sentence);
        let contradicted = said
            .as_ref()
            .is_some_and(|said| self.shown.iter().any(|it| contradicts(said, it)));
        let ty = match said {
            Some(_) if !contradicted => said,
            _ => shown.and_then(|it| self.type_shown(it)).or(said),
        };
        match (ty, shown) {
            (Some(ty), _) if self.is_one => Content::Value(TypeRef {
                collection: false,
                ..ty
            }),
            (Some(ty), Some(_)) if ty.collection && self.page.lists() => Content::Value(ty),
            (Some(ty), Some(shown)) => Content::Value(with_example(ty, shown)),
            (Some(ty), None) => Content::Value(ty),
            (None, Some(shown)) if !shown.message.body.is_empty() => Content::Json,
            (None, _) if self.method == "GET" => Content::Json,
            (None, _) => Content::None,
        }
    }

    /// The type in the sentence with the status, or else in the first sentence of the section that has one.
    fn type_said(&self, sentence: &str) -> Option<TypeRef> {
        let found = self.reader.type_ref(sentence);
        found.or_else(|| {
            let texts = self.prose.iter().flat_map(|it| it.texts.iter());
            // What is excepted is not what is answered.
            let mut others = texts.flat_map(|it| sentences(it)).filter(|it| {
                statuses(it).next().is_none() && !contains_words(it, &["other than", "but not"])
            });
            others.find_map(|it| {
                let name = self.reader.linked(it)?;
                Some(TypeRef {
                    target: TypeTarget::Named(name.clone()),
                    collection: prose::is_many(it),
                })
            })
        })
    }

    /// The type that an example shows: in its comment, in its members, or by the form of its JSON.
    fn type_shown(&self, shown: &Shown<'_>) -> Option<TypeRef> {
        let given = shown.metadata.odata_type.as_str();
        let inner = given
            .strip_prefix("Collection(")
            .and_then(|it| it.strip_suffix(')'));
        let name = inner.unwrap_or(given);
        if !name.is_empty() {
            let primitive = crate::type_expr::primitive(name).map(TypeTarget::Primitive);
            let named = || self.reader.of_word(name);
            let target = primitive.or_else(|| named().cloned().map(TypeTarget::Named))?;
            let collection = inner.is_some() || shown.metadata.is_collection;
            return Some(TypeRef { target, collection });
        }
        if !shown.message.body.starts_with('{') {
            return None;
        }
        let (value, _) = json::parse(shown.message.body);
        let inner = value.get("value").filter(|_| is_wrapped(&value));
        self.type_of(inner.unwrap_or(&value), inner.is_some())
    }

    /// The type of a JSON value that is answered; only a wrapped one can be primitive.
    fn type_of(&self, value: &Value<'_>, wrapped: bool) -> Option<TypeRef> {
        let primitive = |it| {
            wrapped.then_some(TypeRef {
                target: TypeTarget::Primitive(it),
                collection: false,
            })
        };
        match value {
            Value::Object(_) => {
                let name = value.get("@odata.type")?.as_str()?;
                let name = self.reader.of_word(name)?;
                Some(TypeRef {
                    target: TypeTarget::Named(name.clone()),
                    collection: false,
                })
            }
            Value::Array(elements) if wrapped => {
                let first = self.type_of(elements.first()?, true)?;
                Some(TypeRef {
                    collection: true,
                    ..first
                })
            }
            Value::Bool(_) => primitive(Primitive::Boolean),
            Value::String(_) => primitive(Primitive::String),
            Value::Number(text) if text.contains('.') => primitive(Primitive::Double),
            Value::Number(_) => primitive(Primitive::Int32),
            _ => None,
        }
    }

    fn is_stream(&self, shown: Option<&Shown<'_>>, sentence: &str) -> bool {
        let content_type = shown.and_then(|it| http::header(&it.message.headers, "Content-Type"));
        if let Some(it) = content_type {
            let is_text = contains_words(it, &["json", "text/plain"]);
            if !is_text {
                return true;
            }
            if contains_words(it, &["json"]) {
                return false;
            }
        }
        matches!(self.tail, "$value" | "content" if self.method == "GET")
            || (contains_words(
                sentence,
                &["stream", "binary data", "file content", "raw contents"],
            ) && self.reader.linked(sentence).is_none())
    }

    fn shown_for(&self, status: u16) -> Option<&Shown<'a>> {
        let fits = |it: &&Shown<'a>| matches!(it.message.start, RawStart::Status(it) if it == status || it == 0);
        let others = self.page.examples.iter().flat_map(|it| &it.responses);
        let others = others.filter(|_| self.shown.is_empty());
        let mut fitting = self.shown.iter().copied().chain(others).filter(fits);
        let first = fitting.next()?;
        // An answer without a body may have been shortened, one with a body was not.
        if !first.message.body.is_empty() {
            return Some(first);
        }
        fitting
            .find(|it| !it.message.body.is_empty())
            .or(Some(first))
    }

    /// Reports what prose and examples do not agree on.
    fn check(&self, responses: &[Response], reporter: &mut Reporter<'a>) {
        let title = self.page.title;
        if responses.is_empty() {
            let message = "no status of a response can be read".to_owned();
            reporter.report(Code::NoStatus, title, message);
        }
        let statuses: Vec<(u16, &Shown<'a>)> = self
            .shown
            .iter()
            .filter_map(|it| match it.message.start {
                RawStart::Status(status @ 200..400) => Some((status, *it)),
                _ => None,
            })
            .collect();
        let known = |status: u16| responses.iter().any(|it| it.status == status);
        if let Some((status, shown)) = statuses.first()
            && !statuses.iter().any(|it| known(it.0))
        {
            let said: Vec<_> = responses.iter().map(|it| it.status.to_string()).collect();
            let message = format!(
                "the example answers {status}, the text says {}",
                said.join(" and ")
            );
            reporter.report(
                Code::StatusDiffers,
                &shown.fence[shown.message.offset..],
                message,
            );
        }
        let unknown = responses.iter().any(|it| it.content == Content::Json);
        if unknown {
            let message = "neither text nor example say what type is answered".to_owned();
            reporter.report(Code::UnknownResponse, title, message);
        }
    }
}

/// Whether an example shows objects where the text says that there are primitive values.
fn contradicts(said: &TypeRef, shown: &Shown<'_>) -> bool {
    let is_primitive = matches!(said.target, TypeTarget::Primitive(_));
    if !is_primitive || !said.collection || !shown.message.body.starts_with('{') {
        return false;
    }
    let (value, _) = json::parse(shown.message.body);
    let elements = value
        .get("value")
        .and_then(Value::as_array)
        .unwrap_or_default();
    elements.first().is_some_and(|it| !it.members().is_empty())
}

fn value(primitive: Primitive) -> Content {
    Content::Value(TypeRef {
        target: TypeTarget::Primitive(primitive),
        collection: false,
    })
}

/// The type, one or many as the example shows.
fn with_example(ty: TypeRef, shown: &Shown<'_>) -> TypeRef {
    let body = shown.message.body;
    let said = shown.metadata.is_collection || shown.metadata.odata_type.starts_with("Collection(");
    if said && !shows_one(body) {
        return TypeRef {
            collection: true,
            ..ty
        };
    }
    if !body.starts_with('{') {
        return ty;
    }
    let listed = lists_values(body);
    if listed == ty.collection {
        return ty;
    }
    let (value, _) = json::parse(body);
    let collection = is_wrapped(&value) && value.get("value").and_then(Value::as_array).is_some();
    // An object in `value`, or one that is shown without a list around it, is one.
    let is_single = value.get("value").is_some() || !value.members().is_empty();
    TypeRef {
        collection: collection || (ty.collection && !is_single),
        ..ty
    }
}

/// Whether the text shows an object that is no list, whatever the comment before it says.
fn shows_one(body: &str) -> bool {
    body.starts_with('{')
        && !body.contains("\"value\"")
        && !json::parse(body).0.members().is_empty()
}

/// Whether a list stands behind a `"value"`, as far as the text shows.
fn lists_values(body: &str) -> bool {
    let Some(at) = body.find("\"value\"") else {
        return false;
    };
    let rest = body[at + "\"value\"".len()..].trim_start();
    rest.strip_prefix(':')
        .is_some_and(|it| it.trim_start().starts_with('['))
}

/// Whether a JSON object is only there to hold `value`: its other members are annotations.
fn is_wrapped(value: &Value<'_>) -> bool {
    let members = value.members();
    let annotation = |name: &str| name.contains('@') || name == "value";
    members.iter().any(|it| it.name == "value") && members.iter().all(|it| annotation(&it.name))
}

/// The statuses of success in a sentence: numbers in code, or beside words about answers.
fn statuses(sentence: &str) -> impl Iterator<Item = u16> {
    const WORDS: [&str; 6] = [
        "response",
        "returns",
        "code",
        "status",
        "return",
        "successful",
    ];
    let bytes = sentence.as_bytes();
    let is_part =
        |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'/' | b'#' | b'-' | b'_' | b'%');
    let alone = move |at: Option<usize>| {
        at.and_then(|it| bytes.get(it))
            .is_none_or(|it| !is_part(*it))
    };
    let candidates = memchr::memchr2_iter(b'2', b'3', bytes)
        .filter(move |at| alone(at.checked_sub(1)) && alone(at.checked_add(3)));
    candidates.filter_map(move |at| {
        let status = sentence.get(at..at + 3)?.parse::<u16>().ok()?;
        let known = matches!(status, 200..=208 | 301..=303 | 307 | 308);
        let in_code = sentence[..at].ends_with('`');
        (known && (in_code || contains_words(sentence, &WORDS))).then_some(status)
    })
}
