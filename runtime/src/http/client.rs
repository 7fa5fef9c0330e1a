//! The client: shared by clones, used from any thread.

use std::{fmt, sync::Arc};

use http::{HeaderValue, Method};
use serde_core::de::DeserializeOwned;
use url::Url;

use super::{
    BoxFuture, Builder, Cloud, Error, ErrorKind, Pages, Path, Request, Response, RetryPolicy,
    Timeouts, TokenRequest, Transport, execute, request::Operation, token::TokenCache,
};

/// A client of one cloud and version; clones are cheap and share connections and tokens.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) base: String,
    /// The same, read.
    pub(crate) root: Url,
    pub(crate) scope: String,
    pub(crate) cloud: Cloud,
    pub(crate) tokens: Option<TokenCache>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) retry: RetryPolicy,
    pub(crate) timeouts: Timeouts,
    pub(crate) user_agent: HeaderValue,
}

impl Client {
    /// Starts putting a client together.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Sends a request with everything this client promises; `Err` for every status that is no success.
    pub fn execute(&self, request: Request) -> BoxFuture<'static, Result<Response, Error>> {
        self.execute_boxed(Box::new(request))
    }

    pub(crate) fn execute_boxed(
        &self,
        request: Box<Request>,
    ) -> BoxFuture<'static, Result<Response, Error>> {
        let operation = request.operation;
        Box::pin(super::trace::call(
            operation,
            execute::run(self.clone(), request),
        ))
    }

    /// The address of the cloud and version, such as `https://graph.microsoft.com/v1.0`.
    pub fn base(&self) -> &str {
        &self.0.base
    }

    /// The cloud this client speaks to.
    pub fn cloud(&self) -> &Cloud {
        &self.0.cloud
    }

    /// The body of a `$ref` request, which names a resource by its whole address: `{ "@odata.id": "https://…" }`.
    pub fn reference(&self, path: &Path) -> Result<serde_json::Value, Error> {
        match path.fault() {
            Some(fault) => Err(Error::new(ErrorKind::Request, fault.to_string())),
            None => {
                Ok(serde_json::json!({ "@odata.id": format!("{}{}", self.base(), path.as_str()) }))
            }
        }
    }

    /// Goes on with a list at a saved next link; the link must lead to this client's cloud.
    pub fn pages<T: DeserializeOwned>(&self, link: &str) -> Result<Pages<T>, Error> {
        let url = self.own_url(link)?;
        Ok(Pages::new(
            self.clone(),
            Request::to_url(Method::GET, url, &Operation::UNDOCUMENTED),
        ))
    }

    /// Reads an address the service gave; an error if it leads out of the cloud.
    pub(crate) fn own_url(&self, link: &str) -> Result<Url, Error> {
        let url = Url::parse(link).map_err(|it| {
            Error::new(ErrorKind::Request, "the link is no address").with_source(it)
        })?;
        if self.0.cloud.allows(&url) {
            return Ok(url);
        }
        let host = url.host_str().unwrap_or("no host");
        Err(Error::new(
            ErrorKind::ForeignHost,
            format!(
                "a link leads to `{host}`, expected a host of {}",
                self.0.cloud.endpoint
            ),
        ))
    }
}

impl Inner {
    pub(crate) fn token_request(&self) -> TokenRequest<'_> {
        TokenRequest {
            scope: &self.scope,
            claims: None,
            cloud: &self.cloud,
            transport: self.transport.as_ref(),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.0.base)
            .field("authorized", &self.0.tokens.is_some())
            .finish_non_exhaustive()
    }
}
