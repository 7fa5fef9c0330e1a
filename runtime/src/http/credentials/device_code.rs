//! A person who signs in elsewhere: the program shows a code, the person types it into a browser.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::oauth;
use crate::http::{BoxFuture, Error, ErrorKind, Secret, Token, TokenProvider, TokenRequest};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What the person must be shown.
#[derive(Clone, Debug)]
pub struct DevicePrompt {
    /// The whole sentence as the service words it.
    pub message: String,
    /// The page to open.
    pub verification_uri: String,
    /// The code to type there.
    pub user_code: String,
    /// How long the code is good.
    pub expires_in: Duration,
}

/// Signs a person in with a code; later tokens come from the refresh token, without asking again.
pub struct DeviceCode {
    tenant: String,
    client_id: String,
    show: Box<dyn Fn(DevicePrompt) + Send + Sync>,
    refresh_token: Mutex<Option<Secret>>,
}

impl DeviceCode {
    /// Takes the tenant (`organizations` and `common` are possible), the application's id, and what shows the code to the person.
    pub fn new(
        tenant: impl Into<String>,
        client_id: impl Into<String>,
        show: impl Fn(DevicePrompt) + Send + Sync + 'static,
    ) -> Self {
        Self {
            tenant: tenant.into(),
            client_id: client_id.into(),
            show: Box::new(show),
            refresh_token: Mutex::default(),
        }
    }

    async fn fetch(&self, request: TokenRequest<'_>) -> Result<Token, Error> {
        oauth::check(&request)?;
        let scope = format!("{} offline_access", request.scope);
        if let Some(refresh) = self.saved() {
            match self.refresh(request, &scope, &refresh).await {
                // The person's consent or session is over: ask again.
                Err(error)
                    if matches!(error.code(), Some("invalid_grant" | "interaction_required")) => {}
                other => return other,
            }
        }
        self.ask(request, &scope).await
    }

    async fn refresh(
        &self,
        request: TokenRequest<'_>,
        scope: &str,
        refresh: &Secret,
    ) -> Result<Token, Error> {
        let mut form = vec![
            ("grant_type", "refresh_token"),
            ("client_id", self.client_id.as_str()),
            ("refresh_token", refresh.expose()),
            ("scope", scope),
        ];
        form.extend(request.claims.map(|it| ("claims", it)));
        let answer = oauth::post(request, &self.tenant, "token", &form).await?;
        self.keep(&answer)
    }

    async fn ask(&self, request: TokenRequest<'_>, scope: &str) -> Result<Token, Error> {
        let mut form = vec![("client_id", self.client_id.as_str()), ("scope", scope)];
        form.extend(request.claims.map(|it| ("claims", it)));
        let answer = oauth::post(request, &self.tenant, "devicecode", &form).await?;
        let text = |name| {
            answer
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let seconds = |name, otherwise| {
            Duration::from_secs(
                answer
                    .get(name)
                    .and_then(Value::as_u64)
                    .unwrap_or(otherwise),
            )
        };
        let expires_in = seconds("expires_in", 900);
        (self.show)(DevicePrompt {
            message: text("message"),
            verification_uri: text("verification_uri"),
            user_code: text("user_code"),
            expires_in,
        });
        self.poll(
            request,
            &Secret::from(text("device_code")),
            seconds("interval", 5),
            Instant::now() + expires_in,
        )
        .await
    }

    async fn poll(
        &self,
        request: TokenRequest<'_>,
        code: &Secret,
        mut every: Duration,
        end: Instant,
    ) -> Result<Token, Error> {
        let form = [
            ("grant_type", GRANT),
            ("client_id", &self.client_id),
            ("device_code", code.expose()),
        ];
        while Instant::now() < end {
            sleep(every).await;
            match oauth::post(request, &self.tenant, "token", &form).await {
                Ok(answer) => return self.keep(&answer),
                Err(error) if error.code() == Some("authorization_pending") => {}
                Err(error) if error.code() == Some("slow_down") => every += Duration::from_secs(5),
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(
            ErrorKind::Credential,
            "no token: the device code ran out before anybody typed it",
        ))
    }

    fn keep(&self, answer: &Value) -> Result<Token, Error> {
        if let Some(refresh) = answer.get("refresh_token").and_then(Value::as_str) {
            *self
                .refresh_token
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(Secret::from(refresh));
        }
        oauth::token(answer)
    }

    fn saved(&self) -> Option<Secret> {
        self.refresh_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl TokenProvider for DeviceCode {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(self.fetch(request))
    }
}
