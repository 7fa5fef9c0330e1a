//! The token endpoint: a form in, a token or an error body out.
//!
//! ```json
//! { "access_token": "…", "expires_in": 3599, "refresh_in": 1800, "refresh_token": "…" }
//! ```

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use url::Url;
use zeroize::Zeroizing;

use crate::http::{
    Error, ErrorKind, Secret, Token, TokenRequest, Transport, TransportBody, TransportRequest,
    cloud, response::collect,
};

/// How long the sign-in service may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Posts a form to an endpoint of the tenant and reads the JSON that comes back.
pub(super) async fn post(
    request: TokenRequest<'_>,
    tenant: &str,
    endpoint: &str,
    form: &[(&str, &str)],
) -> Result<Value, Error> {
    let tenant = utf8_percent_encode(tenant, TENANT);
    let url = format!(
        "{}/{tenant}/oauth2/v2.0/{endpoint}",
        request.cloud.authority
    );
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    let body = Bytes::from(encode(form).as_bytes().to_vec());
    send(request.transport, Method::POST, &url, headers, body).await
}

const TENANT: &percent_encoding::AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// Sends one request of a sign-in; an answer that is no success is an error with the service's words.
pub(super) async fn send(
    transport: &dyn Transport,
    method: Method,
    url: &str,
    mut headers: HeaderMap,
    body: Bytes,
) -> Result<Value, Error> {
    let failed = |what: &str| Error::new(ErrorKind::Credential, format!("no token: {what}"));
    let url = Url::parse(url)
        .map_err(|it| failed("the sign-in address is no address").with_source(it))?;
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let exchange = async {
        let request = TransportRequest {
            method,
            url,
            headers,
            body: TransportBody::Bytes(body),
            streamed: false,
        };
        let answer = transport.send(request).await?;
        Ok((answer.status, answer.headers, collect(answer.body).await?))
    };
    let answer = tokio::time::timeout(LIMIT, exchange)
        .await
        .map_err(|_| failed("the sign-in service is too slow").into_unsent())?;
    let (status, headers, body) = answer.map_err(|it: crate::http::TransportError| {
        failed(&it.to_string()).with_source(it).into_unsent()
    })?;
    if !status.is_success() {
        return Err(Error::service(status, headers, body).into_credential());
    }
    // The body holds the token, so a misfit must not show it.
    serde_json::from_slice(&body).map_err(|_| failed("the sign-in service's answer is no json"))
}

/// Refuses to send a secret in the clear.
pub(super) fn check(request: &TokenRequest<'_>) -> Result<(), Error> {
    let private =
        Url::parse(&request.cloud.authority).is_ok_and(|it| cloud::is_private_enough(&it));
    if private {
        Ok(())
    } else {
        Err(Error::new(
            ErrorKind::Credential,
            "the sign-in address is not encrypted",
        ))
    }
}

/// Reads the token out of a token endpoint's answer.
pub(super) fn token(answer: &Value) -> Result<Token, Error> {
    let secret = answer.get("access_token").and_then(Value::as_str);
    let secret = secret.ok_or_else(|| {
        Error::new(
            ErrorKind::Credential,
            "no token: the answer has no `access_token`",
        )
    })?;
    let now = SystemTime::now();
    let after = |name| seconds(answer.get(name)?).and_then(|it| now.checked_add(it));
    let at =
        |name| seconds(answer.get(name)?).and_then(|it| SystemTime::UNIX_EPOCH.checked_add(it));
    Ok(Token {
        secret: Secret::from(secret),
        expires_on: at("expires_on").or_else(|| after("expires_in")),
        refresh_on: after("refresh_in"),
    })
}

/// Seconds as a number or as text, both of which are sent.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    Some(Duration::from_secs(seconds))
}

fn encode(form: &[(&str, &str)]) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::new());
    for (name, value) in form {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
    }
    out
}
