//! A request as a plain value: what goes where, and what the documentation says about it.

use std::{fmt, sync::Mutex};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde_core::Serialize;
use url::Url;

use super::{BoxStream, Error, ErrorKind, Path, Query, TransportError};

/// What the documentation says about an operation; generated code holds one in a `static`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name of its page, such as `user-list-messages`.
    pub name: &'static str,
    /// The address of its page, empty if it has none.
    pub page: &'static str,
    /// The permissions it asks for.
    pub permissions: Permissions,
}

/// Permissions by kind of sign-in, the least privileged first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// For people with a work or school account.
    pub delegated_work: &'static [&'static str],
    /// For people with a personal account.
    pub delegated_personal: &'static [&'static str],
    /// For applications without a person.
    pub application: &'static [&'static str],
}

impl Operation {
    /// A request somebody made by hand.
    pub const UNDOCUMENTED: Self = Self {
        name: "",
        page: "",
        permissions: Permissions::NONE,
    };
}

impl Permissions {
    /// No permission is known.
    pub const NONE: Self = Self {
        delegated_work: &[],
        delegated_personal: &[],
        application: &[],
    };
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A path below the client's cloud and version.
    Path(Path),
    /// A whole address that the service gave: a next link, an upload session, a monitor.
    Url(Url),
}

/// A request to Graph that has not been sent.
#[derive(Debug)]
pub struct Request {
    /// What to do.
    pub method: Method,
    /// Where.
    pub target: Target,
    /// The query options, not yet encoded.
    pub query: Query,
    /// Headers beside those the client sets.
    pub headers: HeaderMap,
    /// What to send.
    pub body: Body,
    /// What the documentation says about it.
    pub operation: &'static Operation,
    /// Whether the answer's body is handed over as it arrives instead of being collected.
    pub streamed: bool,
    /// Whether a token is sent at all; a pre-authenticated address of an upload session takes none.
    pub authorized: bool,
    /// Whether doing it twice is the same as doing it once, where more is known than its method tells: `Some(true)` for a `POST` that only reads.
    /// Other requests are sent again only when the service throttles or never saw them.
    pub idempotent: Option<bool>,
    /// Why the request cannot be sent, found while it was built.
    pub fault: Option<String>,
}

/// What a request carries.
#[derive(Debug, Default)]
pub enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// Bytes with their media type; can be sent again.
    Bytes(HeaderValue, Bytes),
    /// A stream with its media type; can be sent once.
    Stream(HeaderValue, StreamBody),
}

/// A body that is read while it is sent.
pub struct StreamBody {
    pub(crate) length: Option<u64>,
    // The mutex only makes the value `Sync`; nobody ever waits for it.
    pub(crate) stream: Mutex<Option<BoxStream<Result<Bytes, TransportError>>>>,
}

impl Request {
    /// Starts a request with a method and a path.
    pub fn new(method: Method, path: Path, operation: &'static Operation) -> Self {
        Self::with_target(method, Target::Path(path), operation)
    }

    /// Starts a request to an address the service gave.
    pub fn to_url(method: Method, url: Url, operation: &'static Operation) -> Self {
        Self::with_target(method, Target::Url(url), operation)
    }

    fn with_target(method: Method, target: Target, operation: &'static Operation) -> Self {
        Self {
            method,
            target,
            query: Query::default(),
            headers: HeaderMap::new(),
            body: Body::Empty,
            operation,
            streamed: false,
            authorized: true,
            idempotent: None,
            fault: None,
        }
    }

    /// Sends a value as JSON.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => {
                self.body = Body::Bytes(HeaderValue::from_static("application/json"), json.into())
            }
            Err(error) => self.fault = Some(format!("the body cannot be written as json: {error}")),
        }
        self
    }

    /// Sends bytes of a media type.
    #[must_use]
    pub fn bytes(mut self, content_type: &str, bytes: impl Into<Bytes>) -> Self {
        match HeaderValue::from_str(content_type) {
            Ok(content_type) => self.body = Body::Bytes(content_type, bytes.into()),
            Err(_) => self.fault = Some(format!("`{content_type:?}` is no media type")),
        }
        self
    }

    /// Sends a stream of a media type, whose length in bytes may be known; such a request is never sent twice.
    #[must_use]
    pub fn stream(mut self, content_type: &str, stream: StreamBody) -> Self {
        match HeaderValue::from_str(content_type) {
            Ok(content_type) => self.body = Body::Stream(content_type, stream),
            Err(_) => self.fault = Some(format!("`{content_type:?}` is no media type")),
        }
        self
    }

    /// Sets a header; a name or value that cannot be sent is reported when the request is sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), _) if name == header::AUTHORIZATION => {
                self.fault = Some("the authorization header is set by the client alone".to_owned());
            }
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => {
                self.fault = Some(format!(
                    "header `{name}` cannot be sent with this name and value"
                ))
            }
        }
    }

    /// Whether doing it twice is the same as doing it once.
    pub fn is_idempotent(&self) -> bool {
        self.idempotent
            .unwrap_or_else(|| self.method.is_idempotent())
    }

    /// Whether it uses what the service answers only with `ConsistencyLevel: eventual`.
    pub(crate) fn is_advanced(&self) -> bool {
        self.query.get("$search").is_some() || self.query.get("$count").is_some() || self.is_count()
    }

    /// Whether it asks for a bare number, which the service gives as text.
    pub(crate) fn is_count(&self) -> bool {
        matches!(&self.target, Target::Path(path) if path.as_str().ends_with("/$count"))
    }

    /// The path and query as they will be sent, below the version; for a whole address, that address.
    pub fn path_and_query(&self) -> String {
        let mut address = match &self.target {
            Target::Path(path) => path.as_str().to_owned(),
            Target::Url(url) => url.to_string(),
        };
        let separator = if address.contains('?') { "&" } else { "?" };
        self.push_options(&mut address, separator);
        address
    }

    /// A second request that does the same; `None` if the body is a stream.
    pub fn try_clone(&self) -> Option<Self> {
        let body = match &self.body {
            Body::Empty => Body::Empty,
            Body::Bytes(content_type, bytes) => Body::Bytes(content_type.clone(), bytes.clone()),
            Body::Stream(..) => return None,
        };
        Some(Self {
            method: self.method.clone(),
            target: self.target.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body,
            fault: self.fault.clone(),
            ..*self
        })
    }

    /// The whole address below `root`, which is that of the cloud and version. Scheme and host are taken from there as they are: only path and
    /// query are read anew.
    pub(crate) fn url(&self, root: &Url) -> Result<Url, Error> {
        self.check()?;
        let mut text = String::with_capacity(128);
        let mut url = match &self.target {
            Target::Path(path) => below(root, path.as_str(), &mut text),
            Target::Url(url) if self.query.is_empty() => return Ok(url.clone()),
            Target::Url(url) => {
                text.push_str(url.query().unwrap_or_default());
                url.clone()
            }
        };
        let separator = if text.is_empty() { "" } else { "&" };
        self.push_options(&mut text, separator);
        if !text.is_empty() {
            url.set_query(Some(&text));
        }
        Ok(url)
    }

    /// Whether it can be sent at all.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if let Some(fault) = &self.fault {
            return Err(Error::new(ErrorKind::Request, fault.clone()));
        }
        match &self.target {
            Target::Path(path) => match path.fault() {
                Some(fault) => Err(Error::new(ErrorKind::Request, fault.to_string())),
                None => Ok(()),
            },
            Target::Url(_) => Ok(()),
        }
    }

    /// Appends all options, encoded, the first one behind `separator`.
    fn push_options(&self, text: &mut String, separator: &'static str) {
        let aliases = match &self.target {
            Target::Path(path) => path.aliases(),
            Target::Url(_) => &[],
        };
        let mut separator = separator;
        for (name, value) in aliases {
            text.push_str(std::mem::replace(&mut separator, "&"));
            super::query::push(text, &format!("@{name}"), value);
        }
        for (name, value) in self.query.iter() {
            text.push_str(std::mem::replace(&mut separator, "&"));
            super::query::push(text, name, value);
        }
    }
}

impl Body {
    /// Whether it can be sent again.
    pub fn is_replayable(&self) -> bool {
        !matches!(self, Self::Stream(..))
    }
}

impl StreamBody {
    /// Wraps a stream whose length in bytes may be known.
    pub fn new(stream: BoxStream<Result<Bytes, TransportError>>, length: Option<u64>) -> Self {
        Self {
            length,
            stream: Mutex::new(Some(stream)),
        }
    }
}

impl fmt::Debug for StreamBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamBody")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// The address of a path without the query that it may have of its own, which is left in `text`.
fn below(root: &Url, path: &str, text: &mut String) -> Url {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    text.push_str(root.path());
    text.push_str(path);
    let mut url = root.clone();
    url.set_path(text);
    text.clear();
    text.push_str(query);
    url
}
