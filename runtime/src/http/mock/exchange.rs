//! An example: a request as it must be, and what is answered to it.

use std::{collections::VecDeque, fmt, str::FromStr};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::Seen;

/// Headers of examples that are the client's own business.
const OWN: [HeaderName; 3] = [header::AUTHORIZATION, header::CONTENT_LENGTH, header::HOST];

/// A request and its answers, as an example of the documentation shows them.
///
/// A `{placeholder}` in the path, the query, a header or a text of the JSON body stands for any value. Everything else must be sent as it stands:
/// the path, the query options in any order, the headers (others may come with them), the JSON body by value.
///
/// Reading one from text takes the request first and then one or more answers, which are given in turn, the last again and again.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub(super) method: Method,
    pub(super) path: String,
    /// Whether query, headers and body must be those of the example.
    pub(super) is_strict: bool,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    pub(super) answers: VecDeque<Answer>,
    pub(super) asked: bool,
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Exchange {
    /// A request by its method and address: the path with the version, and the query, with or without host. It is answered with 204 until
    /// [`answer`](Self::answer) says otherwise.
    pub fn new(method: Method, address: &str) -> Self {
        let address = without_host(address);
        Self {
            method,
            path: address.split('?').next().unwrap_or_default().to_owned(),
            is_strict: true,
            query: options(address),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            answers: VecDeque::new(),
            asked: false,
        }
    }

    /// Any request with a method and path.
    pub(super) fn lenient(method: Method, path: &str) -> Self {
        Self {
            is_strict: false,
            ..Self::new(method, path)
        }
    }

    /// The body that must be sent.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// A header that must be sent.
    ///
    /// # Panics
    ///
    /// If the header cannot be sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("the name of a header");
        let value = HeaderValue::try_from(value).expect("the value of a header");
        if !OWN.contains(&name) {
            self.headers.insert(name, value);
        }
        self
    }

    /// What is answered, after the answers so far.
    ///
    /// # Panics
    ///
    /// If the status is no number of a status.
    #[must_use]
    pub fn answer(mut self, status: u16, body: impl Into<Bytes>) -> Self {
        self.push(status, body.into());
        self
    }

    pub(super) fn push(&mut self, status: u16, body: Bytes) {
        self.answers.push_back(Answer::new(status, body));
    }

    /// Whether a request has this method and path.
    pub(super) fn is_at(&self, method: &Method, path: &str) -> bool {
        let (mut expected, mut actual) = (self.path.split('/'), path.split('/'));
        let is_same = |(expected, actual): (&str, &str)| {
            is_placeholder(expected) && !actual.is_empty() || decode(expected) == decode(actual)
        };
        *method == self.method
            && expected.by_ref().zip(actual.by_ref()).all(is_same)
            && self.path.matches('/').count() == path.matches('/').count()
    }

    /// How a request with this method and path differs from the example.
    pub(super) fn difference(&self, asked: &Seen) -> Option<String> {
        if !self.is_strict {
            return None;
        }
        self.query_difference(&options(&asked.path_and_query))
            .or_else(|| self.header_difference(&asked.headers))
            .or_else(|| self.body_difference(&asked.body))
    }

    fn query_difference(&self, asked: &[(String, String)]) -> Option<String> {
        let find = |all: &[(String, String)], name: &str| {
            all.iter().find(|it| it.0 == name).map(|it| it.1.clone())
        };
        for (name, value) in &self.query {
            match find(asked, name) {
                None => return Some(format!("query option `{name}` is missing")),
                Some(it) if it != *value && !is_placeholder(value) => {
                    return Some(format!(
                        "query option `{name}` is `{it}`, expected `{value}`"
                    ));
                }
                Some(_) => {}
            }
        }
        let other = asked.iter().find(|it| find(&self.query, &it.0).is_none());
        other.map(|it| format!("query option `{}` is not documented", it.0))
    }

    fn header_difference(&self, asked: &HeaderMap) -> Option<String> {
        self.headers.iter().find_map(|(name, value)| {
            let text = value.to_str().unwrap_or_default();
            match asked.get(name) {
                None => Some(format!("header `{name}` is missing")),
                Some(it) if it != value && !is_placeholder(text) => {
                    Some(format!("header `{name}` is {it:?}, expected {value:?}"))
                }
                Some(_) => None,
            }
        })
    }

    fn body_difference(&self, asked: &Bytes) -> Option<String> {
        match (
            serde_json::from_slice(&self.body),
            serde_json::from_slice(asked),
        ) {
            (Ok(expected), Ok(actual)) => json_difference(&expected, &actual, "$"),
            (Ok(_), Err(error)) => Some(format!("the body is no json: {error}")),
            _ if self.body == *asked => None,
            _ => Some(format!(
                "the body has {} bytes, expected {}",
                asked.len(),
                self.body.len()
            )),
        }
    }

    /// The next answer.
    pub(super) fn take(&mut self) -> Answer {
        self.asked = true;
        let next = match self.answers.len() {
            0 | 1 => self.answers.front().cloned(),
            _ => self.answers.pop_front(),
        };
        next.unwrap_or_else(|| Answer::new(204, Bytes::new()))
    }
}

impl Answer {
    pub(super) fn new(status: u16, body: Bytes) -> Self {
        let status = StatusCode::from_u16(status).expect("the number of a status");
        Self {
            status,
            headers: HeaderMap::new(),
            body,
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::try_from(value).expect("the value of a header");
        self.headers.insert(name, value);
        self
    }
}

/// Where two values differ first. A text in braces stands for any value.
fn json_difference(expected: &Value, actual: &Value, path: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Object(left), Value::Object(right)) => {
            let new = right.keys().find(|it| !left.contains_key(*it));
            let new = new.map(|name| format!("{path}.{name} in the body is not documented"));
            new.or_else(|| {
                left.iter().find_map(|(name, value)| match right.get(name) {
                    Some(it) => json_difference(value, it, &format!("{path}.{name}")),
                    None => Some(format!("{path}.{name} in the body is missing")),
                })
            })
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs.into_iter().find_map(|(at, (left, right))| {
                json_difference(left, right, &format!("{path}[{at}]"))
            })
        }
        (Value::String(text), _) if is_placeholder(text) => None,
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => None,
        _ if expected == actual => None,
        _ => Some(format!(
            "{path} in the body is {actual}, expected {expected}"
        )),
    }
}

/// Whether a text is a name in braces.
fn is_placeholder(text: &str) -> bool {
    text.starts_with('{') && text.ends_with('}')
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The decoded options of an address.
pub(super) fn options(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |it| it.1);
    let options = query.split('&').filter(|it| !it.is_empty());
    options
        .map(|it| it.split_once('=').unwrap_or((it, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

fn without_host(address: &str) -> &str {
    let schemes = ["https://", "http://"];
    match schemes.into_iter().find_map(|it| address.strip_prefix(it)) {
        Some(rest) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => address,
    }
}

impl FromStr for Exchange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut messages = messages(text.trim()).into_iter();
        let request = messages.next().unwrap_or_default();
        let (first, headers, body) = parts(&request)?;
        let (method, address) = first
            .split_once(' ')
            .ok_or_else(|| format!("`{first}` is no request line"))?;
        let method = Method::from_str(method).map_err(|_| format!("`{method}` is no method"))?;
        let address = address.split(" HTTP/").next().unwrap_or_default().trim();
        let mut exchange = Self::new(method, address).body(body);
        exchange.headers = headers;
        for it in OWN {
            exchange.headers.remove(it);
        }
        for answer in messages {
            let (first, headers, body) = parts(&answer)?;
            let status = first
                .split_ascii_whitespace()
                .nth(1)
                .and_then(|it| it.parse().ok());
            let status = status.ok_or_else(|| format!("`{first}` is no status line"))?;
            exchange.answers.push_back(Answer {
                status,
                headers,
                body: body.into(),
            });
        }
        Ok(exchange)
    }
}

/// The texts of the messages: each answer begins with a line that begins with `HTTP/`.
fn messages(text: &str) -> Vec<String> {
    let mut messages = vec![String::new()];
    for line in text.lines() {
        if line.starts_with("HTTP/") {
            messages.push(String::new());
        }
        if let Some(message) = messages.last_mut() {
            message.push_str(line);
            message.push('\n');
        }
    }
    messages
}

/// The first line, the headers, and the body behind an empty line.
fn parts(message: &str) -> Result<(&str, HeaderMap, String), String> {
    let (head, body) = message.split_once("\n\n").unwrap_or((message, ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default().trim();
    let mut headers = HeaderMap::new();
    for line in lines {
        let header = line.split_once(':').and_then(|(name, value)| {
            Some((
                HeaderName::from_str(name.trim()).ok()?,
                HeaderValue::from_str(value.trim()).ok()?,
            ))
        });
        let (name, value) = header.ok_or_else(|| format!("`{line}` is no header"))?;
        headers.insert(name, value);
    }
    Ok((first, headers, body.trim().to_owned()))
}

/// As a request line.
impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
