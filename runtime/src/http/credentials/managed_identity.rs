//! A machine in Azure with an identity: App Service and the like by environment variables, virtual machines by their metadata address.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::oauth;
use crate::http::{BoxFuture, Error, ErrorKind, Secret, Token, TokenProvider, TokenRequest};

const METADATA: &str = "http://169.254.169.254/metadata/identity/oauth2/token";

/// Asks the machine the program runs on for a token of its identity.
#[derive(Clone, Debug)]
pub struct ManagedIdentity {
    endpoint: String,
    // App Service proves with this header that the question comes from the machine itself.
    identity_header: Option<Secret>,
    client_id: Option<String>,
}

impl ManagedIdentity {
    /// Looks at `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`, which App Service sets; without them the metadata address is asked.
    pub fn new() -> Self {
        let variable = |name| std::env::var(name).ok().filter(|it| !it.is_empty());
        match (variable("IDENTITY_ENDPOINT"), variable("IDENTITY_HEADER")) {
            (Some(endpoint), Some(header)) => Self::app_service(endpoint, header),
            _ => Self::metadata(METADATA),
        }
    }

    /// Asks App Service at this address with this header.
    pub fn app_service(endpoint: impl Into<String>, header: impl Into<Secret>) -> Self {
        Self {
            endpoint: endpoint.into(),
            identity_header: Some(header.into()),
            client_id: None,
        }
    }

    /// Asks a metadata service at this address.
    pub fn metadata(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            identity_header: None,
            client_id: None,
        }
    }

    /// Chooses among several identities of the machine by the client id.
    #[must_use]
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = Some(client_id.into());
        self
    }

    async fn fetch(&self, request: TokenRequest<'_>) -> Result<Token, Error> {
        let (version, mut headers) = ("2018-02-01", HeaderMap::new());
        let version = match &self.identity_header {
            None => {
                headers.insert("metadata", HeaderValue::from_static("true"));
                version
            }
            Some(secret) => {
                headers.insert("x-identity-header", sensitive(secret)?);
                "2019-08-01"
            }
        };
        let url = self.url(version, request.scope.trim_end_matches("/.default"));
        oauth::token(
            &oauth::send(request.transport, Method::GET, &url, headers, Bytes::new()).await?,
        )
    }

    fn url(&self, version: &str, resource: &str) -> String {
        let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let client = self
            .client_id
            .as_deref()
            .map(|it| format!("&client_id={}", encode(it)))
            .unwrap_or_default();
        format!(
            "{}?api-version={version}&resource={}{client}",
            self.endpoint,
            encode(resource)
        )
    }
}

impl Default for ManagedIdentity {
    fn default() -> Self {
        Self::new()
    }
}

impl TokenProvider for ManagedIdentity {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(self.fetch(request))
    }
}

fn sensitive(secret: &Secret) -> Result<HeaderValue, Error> {
    let invalid = |_| {
        Error::new(
            ErrorKind::Credential,
            "no token: the identity header cannot be sent",
        )
    };
    let mut value = HeaderValue::from_str(secret.expose()).map_err(invalid)?;
    value.set_sensitive(true);
    Ok(value)
}
