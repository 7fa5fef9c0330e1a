//! One item of a batch on the wire, both ways.

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use crate::http::{
    Body, Client, Error, ErrorKind, Operation, Request, Response, Target, TransportBody, decode,
};

/// Whether a request can be part of a batch.
pub(super) fn check(request: &Request, client: &Client) -> Result<(), Error> {
    request.url(&client.0.root)?;
    let refuse = |what: &str| {
        Err(Error::new(
            ErrorKind::Request,
            format!("{what} cannot be part of a batch"),
        ))
    };
    match (&request.body, &request.target) {
        (Body::Stream(..), _) => refuse("a streamed body"),
        (_, Target::Url(url)) if relative(url.as_str(), client).is_none() => {
            refuse("an address outside the version")
        }
        _ => Ok(()),
    }
}

/// Writes an item; `after` are the numbers of the items in the same batch it waits for.
pub(super) fn write(at: usize, request: &Request, after: &[String], client: &Client) -> Value {
    let address = request.path_and_query();
    let mut headers: Map<String, Value> = request
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.into())))
        .collect();
    if request.is_advanced() {
        headers
            .entry("consistencylevel")
            .or_insert("eventual".into());
    }
    let mut item = json!({
        "id": at.to_string(),
        "method": request.method.as_str(),
        "url": relative(&address, client).unwrap_or(&address),
    });
    if let Body::Bytes(content_type, bytes) = &request.body {
        headers.insert(
            "content-type".to_owned(),
            content_type.to_str().unwrap_or_default().into(),
        );
        item["body"] = body(content_type, bytes);
    }
    if !headers.is_empty() {
        item["headers"] = headers.into();
    }
    if !after.is_empty() {
        item["dependsOn"] = json!(after);
    }
    item
}

/// JSON as it is, everything else in base64.
fn body(content_type: &HeaderValue, bytes: &Bytes) -> Value {
    let json = is_json(content_type)
        .then(|| serde_json::from_slice(bytes).ok())
        .flatten();
    json.unwrap_or_else(|| BASE64_STANDARD.encode(bytes).into())
}

fn is_json(content_type: &HeaderValue) -> bool {
    content_type.to_str().is_ok_and(|it| it.contains("json"))
}

fn relative<'a>(address: &'a str, client: &Client) -> Option<&'a str> {
    match address.strip_prefix(client.base()) {
        Some(rest) if rest.starts_with('/') => Some(rest),
        _ => address.starts_with('/').then_some(address),
    }
}

/// Reads the answers of a batch, in any order.
pub(super) fn read(response: &Response) -> Result<Vec<Value>, Error> {
    match decode::decode::<Value>(response)?
        .get_mut("responses")
        .map(Value::take)
    {
        Some(Value::Array(answers)) => Ok(answers),
        _ => Err(response.error(
            ErrorKind::Decode,
            "the answer to a batch has no array `responses`",
        )),
    }
}

/// The answer to one item as if it had been sent alone.
pub(super) fn find(
    answers: &[Value],
    at: usize,
    operation: &'static Operation,
) -> Result<Response, Error> {
    let at = at.to_string();
    let Some(answer) = answers.iter().find(|it| it["id"] == *at) else {
        return Err(Error::new(
            ErrorKind::Transport,
            "the batch was answered without this item",
        )
        .with_call(operation.name, ""));
    };
    let status = answer["status"]
        .as_u64()
        .and_then(|it| StatusCode::from_u16(it.try_into().ok()?).ok());
    let status = status.unwrap_or(StatusCode::BAD_GATEWAY);
    let headers = headers(&answer["headers"]);
    let body = bytes(&answer["body"], &headers);
    if !status.is_success() {
        return Err(Error::service(status, headers, body).with_call(operation.name, ""));
    }
    let client_request_id = HeaderValue::from_static("");
    Ok(Response {
        status,
        headers,
        operation,
        client_request_id,
        body: TransportBody::Bytes(body),
    })
}

fn headers(value: &Value) -> HeaderMap {
    let pairs = value.as_object().into_iter().flatten();
    pairs
        .filter_map(|(name, value)| {
            Some((
                name.parse::<HeaderName>().ok()?,
                value.as_str()?.parse().ok()?,
            ))
        })
        .collect()
}

/// A body that is no JSON comes as base64 in a string.
fn bytes(body: &Value, headers: &HeaderMap) -> Bytes {
    let json = headers.get(http::header::CONTENT_TYPE).is_none_or(is_json);
    match body {
        Value::Null => Bytes::new(),
        Value::String(text) if !json => BASE64_STANDARD
            .decode(text)
            .unwrap_or_else(|_| text.clone().into_bytes())
            .into(),
        other => other.to_string().into(),
    }
}
