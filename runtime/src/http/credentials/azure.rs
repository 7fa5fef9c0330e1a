//! Credentials of the Azure SDK as token providers.

use std::{sync::Arc, time::SystemTime};

use azure_core::credentials::TokenCredential;

use crate::http::{BoxFuture, Error, ErrorKind, Token, TokenProvider, TokenRequest};

/// Any `azure_core` credential; what it cannot do is to satisfy the claims of a challenge.
#[derive(Clone, Debug)]
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// Takes the credential, which uses its own transport.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(credential)
    }
}

impl TokenProvider for AzureCredential {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(async move {
            let scopes: Vec<&str> = request.scope.split_whitespace().collect();
            let failed = |it: azure_core::Error| {
                Error::new(ErrorKind::Credential, format!("no token: {it}")).with_source(it)
            };
            let token = self.0.get_token(&scopes, None).await.map_err(failed)?;
            Ok(Token::new(
                token.token.secret(),
                SystemTime::from(token.expires_on),
            ))
        })
    }
}
