//! Tokens that somebody else fetched.

use crate::http::{BoxFuture, Error, Secret, Token, TokenProvider, TokenRequest};

/// One token that never changes, for scripts and tests.
#[derive(Clone, Debug)]
pub struct StaticToken(Secret);

impl StaticToken {
    /// Takes the token.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(token.into())
    }
}

impl TokenProvider for StaticToken {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        let token = Token {
            secret: self.0.clone(),
            expires_on: None,
            refresh_on: None,
        };
        Box::pin(std::future::ready(Ok(token)))
    }
}

/// A token provider made of a closure; see [`from_fn`].
pub struct FromFn<F>(F);

/// Makes a token provider of a closure that is given the scope and the claims of a challenge, if there was one.
pub fn from_fn<F, R>(fetch: F) -> FromFn<F>
where
    F: Fn(String, Option<String>) -> R + Send + Sync,
    R: Future<Output = Result<Token, Error>> + Send + 'static,
{
    FromFn(fetch)
}

impl<F, R> TokenProvider for FromFn<F>
where
    F: Fn(String, Option<String>) -> R + Send + Sync,
    R: Future<Output = Result<Token, Error>> + Send + 'static,
{
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin((self.0)(
            request.scope.to_owned(),
            request.claims.map(str::to_owned),
        ))
    }
}
