//! How a client is put together.

use std::{marker::PhantomData, sync::Arc, time::Duration};

use http::HeaderValue;
use url::Url;

use super::{
    Client, Cloud, Error, ErrorKind, RetryPolicy, TokenProvider, Transport, client::Inner,
    token::TokenCache,
};

/// How long to wait for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// One try: until the whole body is there, or for a streamed body until its headers are, and again for each piece.
    pub per_try: Duration,
    /// The whole call with all its tries and waits.
    pub total: Duration,
}

impl Default for Timeouts {
    /// 100 s for a try, 10 minutes for a call.
    fn default() -> Self {
        Self {
            per_try: Duration::from_secs(100),
            total: Duration::from_secs(600),
        }
    }
}

/// The parts of a client; only a token provider is usually set. Generated code builds its own kind of client with it.
pub struct Builder<C = Client> {
    kind: PhantomData<fn() -> C>,
    cloud: Option<Cloud>,
    version: Option<String>,
    provider: Option<Box<dyn TokenProvider>>,
    scope: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    retry: RetryPolicy,
    timeouts: Timeouts,
    application: Option<String>,
}

impl<C> Default for Builder<C> {
    fn default() -> Self {
        Self {
            kind: PhantomData,
            cloud: None,
            version: None,
            provider: None,
            scope: None,
            transport: None,
            retry: RetryPolicy::default(),
            timeouts: Timeouts::default(),
            application: None,
        }
    }
}

impl<C: From<Client>> Builder<C> {
    /// Who gives the tokens; without one, requests are sent without.
    #[must_use]
    pub fn credential(mut self, provider: impl TokenProvider + 'static) -> Self {
        self.provider = Some(Box::new(provider));
        self
    }

    /// Which cloud to speak to; the global one if not set.
    #[must_use]
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = Some(cloud);
        self
    }

    /// Which version of Graph, `v1.0` or `beta`; `v1.0` if not set.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// What tokens are asked for, separated by spaces; the cloud's `.default` scope if not set.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// How to reach the network; reqwest if not set.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// When to try again.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long to wait.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// The application's name and version, put before ours in `User-Agent`: `inventory/1.2`.
    #[must_use]
    pub fn application(mut self, application: impl Into<String>) -> Self {
        self.application = Some(application.into());
        self
    }

    /// Makes the client; fails if the cloud's endpoint is no address, the application's name cannot be sent or no transport is there.
    pub fn build(self) -> Result<C, Error> {
        let cloud = self.cloud.unwrap_or(Cloud::GLOBAL);
        let base = format!(
            "{}/{}",
            cloud.endpoint,
            self.version.as_deref().unwrap_or("v1.0")
        );
        let root = Url::parse(&base).map_err(|it| {
            let what = format!("`{base}` is no address: check the cloud's endpoint");
            Error::new(ErrorKind::Request, what).with_source(it)
        })?;
        let inner = Inner {
            base,
            root,
            scope: self.scope.unwrap_or_else(|| cloud.default_scope()),
            cloud,
            tokens: self.provider.map(TokenCache::new),
            transport: self.transport.map_or_else(default_transport, Ok)?,
            retry: self.retry,
            timeouts: self.timeouts,
            user_agent: user_agent(self.application.as_deref())?,
        };
        Ok(C::from(Client(Arc::new(inner))))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(super::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(
        ErrorKind::Request,
        "no transport was given, and the feature `reqwest` is off",
    ))
}

fn user_agent(application: Option<&str>) -> Result<HeaderValue, Error> {
    const OURS: &str = concat!("msgraph-rust/", env!("CARGO_PKG_VERSION"));
    let Some(application) = application else {
        return Ok(HeaderValue::from_static(OURS));
    };
    HeaderValue::try_from(format!("{application} {OURS}")).map_err(|it| {
        Error::new(
            ErrorKind::Request,
            "the application's name cannot be sent in a header",
        )
        .with_source(it)
    })
}
