//! An application that proves itself with a secret.

use super::oauth;
use crate::http::{BoxFuture, Error, Secret, Token, TokenProvider, TokenRequest};

/// Signs an application in with its secret; no person is involved.
#[derive(Clone, Debug)]
pub struct ClientSecret {
    tenant: String,
    client_id: String,
    secret: Secret,
}

impl ClientSecret {
    /// Takes the tenant (a GUID or a domain), the application's id and its secret.
    pub fn new(
        tenant: impl Into<String>,
        client_id: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Self {
        Self {
            tenant: tenant.into(),
            client_id: client_id.into(),
            secret: secret.into(),
        }
    }
}

impl TokenProvider for ClientSecret {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(async move {
            oauth::check(&request)?;
            let mut form = vec![
                ("grant_type", "client_credentials"),
                ("client_id", &self.client_id),
                ("client_secret", self.secret.expose()),
                ("scope", request.scope),
            ];
            form.extend(request.claims.map(|it| ("claims", it)));
            oauth::token(&oauth::post(request, &self.tenant, "token", &form).await?)
        })
    }
}
