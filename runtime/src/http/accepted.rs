//! Work that goes on after its answer: 202, an address to ask, and at last a typed result or failure.
//!
//! ```text
//! POST /teams/7/clone -> 202, Location: /teams('8')/operations('9')
//! GET that            -> { "status": "inProgress" } … { "status": "succeeded", "targetResourceLocation": "/teams('8')" }
//! ```
//!
//! The address comes in `Location`, `Operation-Location` or, if neither is there, `Content-Location`. It may be outside the cloud
//! (a file being copied); then it is asked without the token.

use std::{any::TypeId, fmt, marker::PhantomData, time::Duration};

use http::{Method, StatusCode};
use serde_core::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::{
    Client, Error, ErrorKind, FromResponse, GraphError, Operation, Request, Response, cloud, decode,
};

/// The first wait between two questions when the service names none, in milliseconds; it grows by half each time.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// The longest wait between two questions when the service names none.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The answer of an operation that may go on after it.
#[derive(Debug)]
pub enum Accepted<T> {
    /// It goes on; ask the monitor.
    Running(Monitor<T>),
    /// It was done at once, or it gives no address to ask; the answer is as it came.
    Answered(Response),
}

/// A handle on work that goes on.
pub struct Monitor<T> {
    client: Client,
    url: Url,
    operation: &'static Operation,
    wait: Duration,
    asked: Option<Duration>,
    result: PhantomData<fn() -> T>,
}

/// How far the work is.
#[derive(Debug)]
pub enum Progress<T> {
    /// It goes on.
    Running {
        /// The service's word, such as `inProgress`; empty if it has none.
        status: String,
        /// How much is done, from 0 to 100, if the service says.
        percent: Option<f64>,
    },
    /// It is done.
    Done(T),
}

impl<T> Accepted<T> {
    /// The handle, if the work goes on.
    pub fn monitor(self) -> Option<Monitor<T>> {
        match self {
            Self::Running(monitor) => Some(monitor),
            Self::Answered(_) => None,
        }
    }
}

impl<T: DeserializeOwned + 'static> Accepted<T> {
    /// Waits for the result.
    pub async fn wait(self) -> Result<T, Error> {
        match self {
            Self::Running(monitor) => monitor.wait().await,
            Self::Answered(response) => decode::decode(&response),
        }
    }
}

impl<T> FromResponse for Accepted<T> {
    fn from_response(response: Response, client: &Client) -> Result<Self, Error> {
        let names = ["location", "operation-location", "content-location"];
        let location = names
            .iter()
            .find_map(|it| response.header(it))
            .filter(|_| response.status == StatusCode::ACCEPTED);
        let Some(location) = location else {
            return Ok(Self::Answered(response));
        };
        let url = resolve(client, location)?;
        let mut monitor = Monitor::new(client.clone(), url, response.operation);
        monitor.asked = super::retry::retry_after(&response.headers);
        Ok(Self::Running(monitor))
    }
}

impl<T> Monitor<T> {
    fn new(client: Client, url: Url, operation: &'static Operation) -> Self {
        Self {
            client,
            url,
            operation,
            wait: FIRST_WAIT,
            asked: None,
            result: PhantomData,
        }
    }

    /// Takes up a handle whose address was saved.
    pub fn resume(client: &Client, url: &str) -> Result<Self, Error> {
        Ok(Self::new(
            client.clone(),
            resolve(client, url)?,
            &Operation::UNDOCUMENTED,
        ))
    }

    /// The address that is asked, to be saved. It may itself be a secret: whoever has it can ask.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The wait before the next question: what the service asked for, or our own growing one.
    fn next_wait(&mut self) -> Duration {
        let own = self.wait;
        self.wait = own.mul_f64(1.5).min(LONGEST_WAIT);
        self.asked.take().unwrap_or(own)
    }
}

impl<T: DeserializeOwned + 'static> Monitor<T> {
    /// Asks until the work is done, with pauses; gives its result, or its failure as an error.
    pub async fn wait(mut self) -> Result<T, Error> {
        loop {
            let wait = self.next_wait();
            tokio::time::sleep(wait).await;
            if let Progress::Done(result) = self.poll().await? {
                return Ok(result);
            }
        }
    }

    /// Asks once.
    pub async fn poll(&mut self) -> Result<Progress<T>, Error> {
        let request = Request::to_url(Method::GET, self.url.clone(), self.operation);
        let response = self.client.execute(request).await?;
        self.asked = super::retry::retry_after(&response.headers);
        let state: Value = serde_json::from_slice(&response.body()).unwrap_or_default();
        match verdict(response.status, &state) {
            Verdict::Running => Ok(running(&state)),
            Verdict::Failed => Err(failure(&response, &state)),
            Verdict::Done => self.result(response, &state).await.map(Progress::Done),
        }
    }

    /// The resource the work made, or what the service said last.
    async fn result(&self, response: Response, state: &Value) -> Result<T, Error> {
        let names = ["resourceLocation", "targetResourceLocation"];
        let location = names
            .iter()
            .find_map(|it| state.get(it))
            .and_then(Value::as_str);
        let Some(location) = location.filter(|_| TypeId::of::<T>() != TypeId::of::<()>()) else {
            return decode::decode(&response);
        };
        let url = resolve(&self.client, location)?;
        let url = self.client.own_url(url.as_str())?;
        let response = self
            .client
            .execute(Request::to_url(Method::GET, url, self.operation))
            .await?;
        decode::decode(&response)
    }
}

impl<T> fmt::Debug for Monitor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitor")
            .field("operation", &self.operation.name)
            .field("host", &self.url.host_str())
            .finish_non_exhaustive()
    }
}

enum Verdict {
    Running,
    Failed,
    Done,
}

fn verdict(status: StatusCode, state: &Value) -> Verdict {
    let word = state
        .get("status")
        .and_then(Value::as_str)
        .map(str::to_ascii_lowercase);
    match word.as_deref() {
        Some("succeeded" | "completed") => Verdict::Done,
        Some("failed" | "deletefailed" | "cancelled" | "canceled") => Verdict::Failed,
        Some(
            "notstarted" | "running" | "inprogress" | "waiting" | "updating" | "deletepending",
        ) => Verdict::Running,
        _ if status == StatusCode::ACCEPTED => Verdict::Running,
        _ => Verdict::Done,
    }
}

fn running<T>(state: &Value) -> Progress<T> {
    let status = state
        .get("status")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    Progress::Running {
        status,
        percent: state.get("percentageComplete").and_then(Value::as_f64),
    }
}

fn failure(response: &Response, state: &Value) -> Error {
    let graph = state
        .get("error")
        .map(GraphError::from_value)
        .unwrap_or_default();
    response
        .error(
            ErrorKind::Service,
            "the work the service had accepted failed",
        )
        .with_graph(graph)
}

/// Reads an address that may be whole, below the endpoint, or below the version.
fn resolve(client: &Client, location: &str) -> Result<Url, Error> {
    let endpoint = &client.cloud().endpoint;
    let whole = match location {
        it if it.starts_with("/v1.0/") || it.starts_with("/beta/") => format!("{endpoint}{it}"),
        it if it.starts_with('/') => format!("{}{it}", client.base()),
        it if it.contains("://") => it.to_owned(),
        it => format!("{}/{it}", client.base()),
    };
    let url = Url::parse(&whole).map_err(|it| {
        Error::new(ErrorKind::Service, "the location is no address").with_source(it)
    })?;
    let private = url.scheme() == "https"
        || cloud::is_loopback(&url) && client.cloud().endpoint.starts_with("http:");
    if private {
        Ok(url)
    } else {
        Err(Error::new(
            ErrorKind::ForeignHost,
            "a location leads to an unencrypted address",
        ))
    }
}
