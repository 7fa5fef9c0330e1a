//! Tokens: who gives them, and the cache that asks rarely, early and one at a time.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use http::HeaderValue;
use tokio::time::Instant;

use super::{BoxFuture, Cloud, Error, ErrorKind, Secret, Transport};

/// How long before its end a token is replaced.
const EARLY: Duration = Duration::from_secs(300);

/// How long after a failed early replacement the next is tried.
const PAUSE: Duration = Duration::from_secs(30);

/// Gives tokens; the client caches them, so an implementation need not.
pub trait TokenProvider: Send + Sync {
    /// Fetches a new token.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>>;
}

/// What a token is wanted for.
#[derive(Clone, Copy)]
pub struct TokenRequest<'a> {
    /// The scopes, separated by spaces.
    pub scope: &'a str,
    /// The claims of a challenge (JSON) that the new token must satisfy.
    pub claims: Option<&'a str>,
    /// The cloud, for the address of its sign-in service.
    pub cloud: &'a Cloud,
    /// The client's transport, for providers that need one.
    pub transport: &'a dyn Transport,
}

/// An access token.
#[derive(Clone, Debug)]
pub struct Token {
    /// The token itself.
    pub secret: Secret,
    /// When it ends; `None` if that is not known, and then it is used until refused.
    pub expires_on: Option<SystemTime>,
    /// When to replace it; if `None`, five minutes before its end, or at half its life if that is later.
    pub refresh_on: Option<SystemTime>,
}

impl Token {
    /// A token with a known end.
    pub fn new(secret: impl Into<Secret>, expires_on: SystemTime) -> Self {
        Self {
            secret: secret.into(),
            expires_on: Some(expires_on),
            refresh_on: None,
        }
    }
}

impl<P: TokenProvider + ?Sized> TokenProvider for Arc<P> {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        (**self).token(request)
    }
}

/// Keeps one token and replaces it early, never twice at a time.
pub(crate) struct TokenCache {
    provider: Box<dyn TokenProvider>,
    state: RwLock<State>,
    refreshing: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    current: Option<Cached>,
    claims: Option<Secret>,
    paused_until: Option<Instant>,
}

struct Cached {
    header: HeaderValue,
    expires_on: Option<SystemTime>,
    refresh_on: Option<SystemTime>,
}

/// Whether a good token should be replaced.
enum Age {
    Fresh,
    Stale,
}

impl TokenCache {
    pub(crate) fn new(provider: Box<dyn TokenProvider>) -> Self {
        Self {
            provider,
            state: RwLock::default(),
            refreshing: tokio::sync::Mutex::new(()),
        }
    }

    /// The authorization header to send, if that needs no thought.
    pub(crate) fn fresh(&self) -> Option<HeaderValue> {
        match self.usable() {
            Some((header, Age::Fresh)) => Some(header),
            _ => None,
        }
    }

    /// The authorization header to send now.
    pub(crate) async fn header(&self, request: TokenRequest<'_>) -> Result<HeaderValue, Error> {
        match self.usable() {
            Some((header, Age::Fresh)) => Ok(header),
            Some((header, Age::Stale)) => self.replace(header, request).await,
            None => self.first(request).await,
        }
    }

    async fn first(&self, request: TokenRequest<'_>) -> Result<HeaderValue, Error> {
        let _only_one = self.refreshing.lock().await;
        // Whoever held the lock before has probably fetched it.
        match self.usable() {
            Some((header, _)) => Ok(header),
            None => self.refresh(request).await,
        }
    }

    /// A good token that should be replaced goes on being used while another call replaces it, or if that fails.
    async fn replace(
        &self,
        old: HeaderValue,
        request: TokenRequest<'_>,
    ) -> Result<HeaderValue, Error> {
        match self.refreshing.try_lock() {
            Ok(_only_one) => Ok(self.refresh(request).await.unwrap_or(old)),
            Err(_) => Ok(old),
        }
    }

    /// Forgets a token the service refused, unless it was replaced already, and remembers what the next must satisfy.
    pub(crate) fn reject(&self, refused: &HeaderValue, claims: Option<String>) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if state
            .current
            .as_ref()
            .is_some_and(|it| it.header == refused)
        {
            state.current = None;
            state.claims = claims.map(Secret::from);
        }
    }

    /// The token that is good now, and whether it should be replaced.
    fn usable(&self) -> Option<(HeaderValue, Age)> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let (current, now) = (state.current.as_ref()?, SystemTime::now());
        if !is_before(now, current.expires_on) {
            return None;
        }
        let pauses = || state.paused_until.is_some_and(|it| Instant::now() < it);
        let age = match is_before(now, current.refresh_on) || pauses() {
            true => Age::Fresh,
            false => Age::Stale,
        };
        Some((current.header.clone(), age))
    }

    async fn refresh(&self, request: TokenRequest<'_>) -> Result<HeaderValue, Error> {
        let claims = self
            .state
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .claims
            .clone();
        let claims = claims.as_ref().map(Secret::expose).or(request.claims);
        let answer = self
            .provider
            .token(TokenRequest { claims, ..request })
            .await
            .and_then(Cached::new);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(fresh) => {
                let header = fresh.header.clone();
                *state = State {
                    current: Some(fresh),
                    claims: None,
                    paused_until: None,
                };
                Ok(header)
            }
            Err(error) => {
                state.paused_until = Some(Instant::now() + PAUSE);
                Err(error)
            }
        }
    }
}

impl Cached {
    fn new(token: Token) -> Result<Self, Error> {
        let text = zeroize::Zeroizing::new(format!("Bearer {}", token.secret.expose()));
        let mut header = HeaderValue::from_str(&text).map_err(|_| {
            Error::new(
                ErrorKind::Credential,
                "the token holds characters a header cannot carry",
            )
        })?;
        header.set_sensitive(true);
        let refresh_on = token
            .refresh_on
            .or_else(|| token.expires_on.map(|it| refresh_on(SystemTime::now(), it)));
        Ok(Self {
            header,
            expires_on: token.expires_on,
            refresh_on,
        })
    }
}

/// Five minutes before the end, or at half of the life that is left if that is later.
fn refresh_on(now: SystemTime, end: SystemTime) -> SystemTime {
    let life = end.duration_since(now).unwrap_or_default();
    end - EARLY.min(life / 2)
}

fn is_before(now: SystemTime, moment: Option<SystemTime>) -> bool {
    moment.is_none_or(|it| now < it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_replaced_five_minutes_early_or_at_half_its_life() {
        let now = SystemTime::UNIX_EPOCH;
        let at = |seconds| now + Duration::from_secs(seconds);
        assert_eq!(refresh_on(now, at(3600)), at(3300));
        assert_eq!(refresh_on(now, at(600)), at(300));
        assert_eq!(refresh_on(now, at(100)), at(50));
    }
}
