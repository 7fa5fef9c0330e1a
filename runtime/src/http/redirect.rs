//! Redirects, which media and report downloads answer with: followed by us, without the token once the host is not the cloud's.

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use url::Url;

use super::{Error, ErrorKind, cloud};

/// How many redirects one try follows.
pub(crate) const MAX: usize = 5;

/// What a redirect of a reading request says; `None` if the answer is none.
pub(crate) fn location<'a>(
    method: &Method,
    status: StatusCode,
    headers: &'a HeaderMap,
) -> Option<&'a [u8]> {
    let follows = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
        && matches!(*method, Method::GET | Method::HEAD);
    if !follows {
        return None;
    }
    headers.get(header::LOCATION).map(HeaderValue::as_bytes)
}

/// Where a redirect leads.
pub(crate) fn resolve(from: &Url, location: &[u8]) -> Result<Url, Error> {
    let refuse = |what: &str| {
        Error::new(
            ErrorKind::ForeignHost,
            format!("a redirect leads to {what}"),
        )
    };
    let location =
        std::str::from_utf8(location).map_err(|_| refuse("an address that is no text"))?;
    let url = from
        .join(location)
        .map_err(|_| refuse("something that is no address"))?;
    // From an encrypted address nothing leads back into the clear, not even on this machine.
    let private =
        url.scheme() == "https" || (cloud::is_loopback(from) && cloud::is_private_enough(&url));
    if private {
        Ok(url)
    } else {
        Err(refuse("an unencrypted address"))
    }
}

/// The headers that may go to a host outside the cloud.
pub(crate) fn foreign_headers(headers: &HeaderMap) -> HeaderMap {
    let keep = [
        header::ACCEPT,
        header::ACCEPT_ENCODING,
        header::RANGE,
        header::IF_RANGE,
        header::IF_NONE_MATCH,
        header::IF_MATCH,
        header::CONTENT_RANGE,
    ];
    keep.into_iter()
        .filter_map(|name| Some((headers.get(&name)?.clone(), name)))
        .map(|(value, name)| (name, value))
        .collect()
}
