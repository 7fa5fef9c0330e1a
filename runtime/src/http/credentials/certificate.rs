//! An application that proves itself with a certificate: it signs a short-lived statement with the private key.
//!
//! ```text
//! { "alg": "PS256", "typ": "JWT", "x5t#S256": "…" } . { "aud": "…/token", "iss": "app", "sub": "app", "jti": "…", "exp": … } . signature
//! ```

use std::time::{SystemTime, UNIX_EPOCH};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use rsa::{
    PrivateKey,
    pkcs1::DecodeRsaPrivateKey,
    pkcs8::DecodePrivateKey,
    pss::SigningKey,
    rand_core::UnwrapErr,
    signature::{RandomizedSigner, SignatureEncoding},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::oauth;
use crate::http::{BoxFuture, Error, ErrorKind, Secret, Token, TokenProvider, TokenRequest};

/// How long a statement is good, in seconds.
const LIFE: u64 = 600;

/// Signs an application in with its certificate; no person is involved.
pub struct ClientCertificate {
    tenant: String,
    client_id: String,
    thumbprint: String,
    key: SigningKey<Sha256>,
}

impl ClientCertificate {
    /// Takes the tenant, the application's id, and the certificate and its RSA private key in PEM form (PKCS#8 or PKCS#1).
    pub fn new(
        tenant: impl Into<String>,
        client_id: impl Into<String>,
        certificate: &str,
        key: &Secret,
    ) -> Result<Self, Error> {
        let pem = key.expose();
        let key = PrivateKey::from_pkcs8_pem(pem)
            .ok()
            .or_else(|| PrivateKey::from_pkcs1_pem(pem).ok());
        let key = key.ok_or_else(|| invalid("the key is no RSA private key in PEM form"))?;
        let certificate =
            der(certificate).ok_or_else(|| invalid("the certificate is not in PEM form"))?;
        Ok(Self {
            tenant: tenant.into(),
            client_id: client_id.into(),
            thumbprint: BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(certificate)),
            key: SigningKey::new(key),
        })
    }

    fn assertion(&self, audience: &str) -> Result<Secret, Error> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint });
        let claims = json!({
            "aud": audience,
            "iss": self.client_id,
            "sub": self.client_id,
            "jti": format!("{:032x}", fastrand::u128(..)),
            "nbf": now,
            "exp": now + LIFE,
        });
        let encode = |it: &Value| BASE64_URL_SAFE_NO_PAD.encode(it.to_string());
        let statement = format!("{}.{}", encode(&header), encode(&claims));
        let signature = self
            .key
            .try_sign_with_rng(&mut UnwrapErr(getrandom::SysRng), statement.as_bytes());
        let signature = signature.map_err(|_| invalid("the key cannot sign"))?;
        Ok(Secret::from(format!(
            "{statement}.{}",
            BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes())
        )))
    }

    async fn fetch(&self, request: TokenRequest<'_>) -> Result<Token, Error> {
        oauth::check(&request)?;
        let audience = format!(
            "{}/{}/oauth2/v2.0/token",
            request.cloud.authority, self.tenant
        );
        let assertion = self.assertion(&audience)?;
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", self.client_id.as_str()),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion.expose()),
            ("scope", request.scope),
        ];
        form.extend(request.claims.map(|it| ("claims", it)));
        oauth::token(&oauth::post(request, &self.tenant, "token", &form).await?)
    }
}

impl TokenProvider for ClientCertificate {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(self.fetch(request))
    }
}

impl std::fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientCertificate")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// The bytes of the first certificate in a PEM text.
fn der(pem: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    BASE64_STANDARD
        .decode(body.split_whitespace().collect::<String>())
        .ok()
}

fn invalid(what: &str) -> Error {
    Error::new(ErrorKind::Credential, format!("no token: {what}"))
}
