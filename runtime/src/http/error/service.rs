//! A service's error body as a value.
//!
//! ```json
//! { "error": { "code": "…", "message": "…", "innerError": { "code": "…", "request-id": "…", "date": "…" } } }
//! ```

use serde_json::Value;

/// What Graph says about a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GraphError {
    /// The code to match on, such as `ErrorItemNotFound`.
    pub code: String,
    /// The message for people.
    pub message: String,
    /// The property or parameter the failure is about.
    pub target: Option<String>,
    /// Further failures behind this one.
    pub details: Vec<GraphError>,
    /// The more exact failure behind this one.
    pub inner: Option<Box<InnerError>>,
}

/// The more exact failure behind a [`GraphError`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct InnerError {
    /// A more exact code.
    pub code: Option<String>,
    /// A more exact message.
    pub message: Option<String>,
    /// The service's number of the request.
    pub request_id: Option<String>,
    /// The number the client sent.
    pub client_request_id: Option<String>,
    /// When it happened, as the service writes it.
    pub date: Option<String>,
    /// The failure behind this one.
    pub inner: Option<Box<InnerError>>,
}

impl GraphError {
    /// Reads an error body of Graph or of the sign-in service; `None` if it is neither.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(body).ok()?;
        match body.get("error")? {
            Value::String(code) => Some(Self {
                code: code.clone(),
                message: text(&body, "error_description").unwrap_or_default(),
                ..Self::default()
            }),
            error => Some(Self::from_value(error)),
        }
    }

    /// Reads the value of an `error` property.
    pub fn from_value(error: &Value) -> Self {
        let details = error.get("details").and_then(Value::as_array);
        Self {
            code: text(error, "code").unwrap_or_default(),
            message: text(error, "message").unwrap_or_default(),
            target: text(error, "target"),
            details: details
                .into_iter()
                .flatten()
                .map(Self::from_value)
                .collect(),
            inner: inner(error),
        }
    }
}

fn inner(error: &Value) -> Option<Box<InnerError>> {
    let error = ["innerError", "innererror"]
        .iter()
        .find_map(|it| error.get(it))
        .filter(|it| it.is_object())?;
    Some(Box::new(InnerError {
        code: text(error, "code"),
        message: text(error, "message"),
        request_id: text(error, "request-id"),
        client_request_id: text(error, "client-request-id"),
        date: text(error, "date"),
        inner: inner(error),
    }))
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}
