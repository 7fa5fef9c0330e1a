//! When a failed try is repeated, and after how long.
//!
//! | failure | idempotent | other |
//! |---|---|---|
//! | never connected | yes | yes |
//! | 429, or 503 with `Retry-After` | yes | yes |
//! | the sign-in service busy or out of reach | yes | yes |
//! | other 503, 504, connection lost, try too slow | yes | no |
//!
//! `Retry-After` (seconds or a date) is always honoured; without it the wait doubles from try to try, with jitter. A request whose body
//! cannot be replayed is never repeated.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode, header};

use super::{Error, ErrorKind, Request};

/// How often and how long to try; all limits hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How many tries may follow the first.
    pub max_retries: u32,
    /// The wait before the second try when the service names none.
    pub first_wait: Duration,
    /// The longest single wait; if the service asks for more, the call fails with its advice at once.
    pub max_wait: Duration,
}

impl RetryPolicy {
    /// Never tries twice.
    pub const NEVER: Self = Self {
        max_retries: 0,
        first_wait: Duration::ZERO,
        max_wait: Duration::ZERO,
    };

    /// How long to wait before the try after `tries` failed ones; `None` to give up.
    pub fn wait(&self, tries: u32, asked: Option<Duration>) -> Option<Duration> {
        if tries > self.max_retries {
            return None;
        }
        match asked {
            Some(asked) => (asked <= self.max_wait).then_some(asked),
            None => Some(self.backoff(tries)),
        }
    }

    /// Between half and all of the doubled wait.
    fn backoff(&self, tries: u32) -> Duration {
        let doubled = self
            .first_wait
            .saturating_mul(1 << tries.saturating_sub(1).min(20))
            .min(self.max_wait);
        doubled.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

impl Default for RetryPolicy {
    /// Five more tries, waits from 1 s on, none above 3 minutes.
    fn default() -> Self {
        Self {
            max_retries: 5,
            first_wait: Duration::from_secs(1),
            max_wait: Duration::from_secs(180),
        }
    }
}

/// Whether a request may be sent again after this failure.
pub(crate) fn may_repeat(request: &Request, error: &Error) -> bool {
    if !request.body.is_replayable() {
        return false;
    }
    match error.kind() {
        ErrorKind::Transport => error.is_unsent() || request.is_idempotent(),
        ErrorKind::Timeout => request.is_idempotent(),
        ErrorKind::Service => {
            error.is_throttled()
                || (request.is_idempotent() && error.status().is_some_and(is_transient))
        }
        // Without a token nothing of the request was sent.
        ErrorKind::Credential => error.is_unsent() || error.status().is_some_and(is_overloaded),
        _ => false,
    }
}

fn is_overloaded(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
}

/// Whether the status says "not now".
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

/// Reads `Retry-After`, in seconds or as a date; a date in the past means now.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}
