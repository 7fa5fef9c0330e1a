//! Many requests in few: `$batch`, typed, in any number, each with its own result.
//!
//! ```json
//! { "requests": [ { "id": "0", "method": "GET", "url": "/me" }, { "id": "1", "dependsOn": ["0"], … } ] }
//! { "responses": [ { "id": "1", "status": 200, "headers": {}, "body": {} }, { "id": "0", "status": 429, … } ] }
//! ```
//!
//! Twenty go at a time. An item that is throttled is sent again when its own `Retry-After` is over; the others are not touched by it.

use std::{fmt, marker::PhantomData, time::Duration};

use http::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    Call, Client, Error, ErrorKind, FromResponse, Operation, Path, Request, Response, retry,
};

mod wire;

/// How many requests the service takes at once.
const AT_ONCE: usize = 20;

static BATCH: Operation = Operation {
    name: "batch",
    ..Operation::UNDOCUMENTED
};

/// Requests that are sent together.
pub struct Batch {
    client: Client,
    items: Vec<Item>,
}

/// The claim on one result.
#[must_use = "the result is had with it"]
pub struct Ticket<T> {
    at: usize,
    result: PhantomData<fn() -> T>,
}

/// The results of a batch.
pub struct Results {
    client: Client,
    results: Vec<Option<Result<Response, Error>>>,
}

struct Item {
    request: Request,
    after: Vec<usize>,
    tries: u32,
    state: State,
}

enum State {
    /// To be sent, not before this moment.
    Due(Instant),
    Done(Result<Response, Error>),
}

impl Batch {
    /// Starts an empty batch.
    pub fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            items: Vec::new(),
        }
    }

    /// Adds a call; its result is had with the ticket.
    pub fn add<T, O>(&mut self, call: Call<T, O>) -> Ticket<T> {
        self.push(call.into_request(), Vec::new())
    }

    /// Adds a call that is done only after another and only if that succeeded.
    pub fn add_after<T, O, B>(&mut self, call: Call<T, O>, before: &Ticket<B>) -> Ticket<T> {
        self.push(call.into_request(), vec![before.at])
    }

    /// How many calls there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no call.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Sends all and waits for all; what fails, fails alone.
    pub async fn send(mut self) -> Results {
        let deadline = Instant::now() + self.client.0.timeouts.total;
        while let Some(due) = self.next_due() {
            tokio::time::sleep_until(due).await;
            let chunk = self.chunk(Instant::now());
            self.exchange(&chunk, deadline).await;
        }
        let results = self.items.into_iter().map(|it| match it.state {
            State::Done(result) => Some(result),
            State::Due(_) => None,
        });
        Results {
            results: results.collect(),
            client: self.client,
        }
    }

    fn push<T>(&mut self, request: Request, after: Vec<usize>) -> Ticket<T> {
        let at = self.items.len();
        let state = match wire::check(&request, &self.client) {
            Ok(()) => State::Due(Instant::now()),
            Err(error) => State::Done(Err(error)),
        };
        self.items.push(Item {
            request,
            after,
            tries: 0,
            state,
        });
        Ticket {
            at,
            result: PhantomData,
        }
    }

    /// When there is something to send; `None` once all is done.
    fn next_due(&mut self) -> Option<Instant> {
        self.skip_hopeless();
        self.dues().into_iter().flatten().min()
    }

    /// When each item may be sent: not before what it depends on, which always stands before it.
    fn dues(&self) -> Vec<Option<Instant>> {
        let mut dues: Vec<Option<Instant>> = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let before = item.after.iter().filter_map(|it| dues[*it]).max();
            dues.push(item.due().map(|own| before.map_or(own, |it| it.max(own))));
        }
        dues
    }

    /// The first items that may be sent now, each only with or after what it depends on.
    fn chunk(&self, now: Instant) -> Vec<usize> {
        let dues = self.dues().into_iter().enumerate();
        dues.filter(|(_, due)| due.is_some_and(|it| it <= now))
            .map(|(at, _)| at)
            .take(AT_ONCE)
            .collect()
    }

    /// What depends on a failure fails without being sent.
    fn skip_hopeless(&mut self) {
        for at in 0..self.items.len() {
            let failed = |it: &usize| matches!(self.items[*it].state, State::Done(Err(_)));
            if self.items[at].due().is_some() && self.items[at].after.iter().any(failed) {
                let error = Error::service(
                    StatusCode::FAILED_DEPENDENCY,
                    Default::default(),
                    Default::default(),
                );
                self.items[at].state = State::Done(Err(
                    error.with_call(self.items[at].request.operation.name, "")
                ));
            }
        }
    }

    async fn exchange(&mut self, chunk: &[usize], deadline: Instant) {
        let requests: Vec<Value> = chunk.iter().map(|at| self.write(*at, chunk)).collect();
        let mut request = Request::new(Method::POST, Path::new("/$batch"), &BATCH)
            .json(&json!({ "requests": requests }));
        request.idempotent = Some(
            chunk
                .iter()
                .all(|at| self.items[*at].request.is_idempotent()),
        );
        let answer = self
            .client
            .execute(request)
            .await
            .and_then(|it| wire::read(&it));
        for at in chunk {
            let result = match &answer {
                Ok(answers) => wire::find(answers, *at, self.items[*at].request.operation),
                Err(error) => Err(error.duplicate()),
            };
            self.settle(*at, result, answer.is_ok(), deadline);
        }
        self.wait_for_dependencies(chunk);
    }

    fn write(&self, at: usize, chunk: &[usize]) -> Value {
        let item = &self.items[at];
        let after: Vec<String> = item
            .after
            .iter()
            .filter(|it| chunk.contains(it))
            .map(usize::to_string)
            .collect();
        wire::write(at, &item.request, &after, &self.client)
    }

    /// Keeps a result, or the moment of the next try. A batch that failed as a whole was repeated already.
    fn settle(
        &mut self,
        at: usize,
        result: Result<Response, Error>,
        single: bool,
        deadline: Instant,
    ) {
        let item = &mut self.items[at];
        item.tries += 1;
        let again = match &result {
            Err(error) if single && retry::may_repeat(&item.request, error) => {
                self.client.0.retry.wait(item.tries, error.retry_after())
            }
            _ => None,
        };
        item.state = match again.map(|wait: Duration| Instant::now() + wait) {
            Some(due) if due < deadline => State::Due(due),
            _ => State::Done(result),
        };
    }

    /// An item that failed only because what it depends on is to be sent again is sent again with it.
    fn wait_for_dependencies(&mut self, chunk: &[usize]) {
        for at in chunk {
            let due = self.items[*at]
                .after
                .iter()
                .find_map(|it| self.items[*it].due());
            let dragged = matches!(&self.items[*at].state, State::Done(Err(it)) if it.status() == Some(StatusCode::FAILED_DEPENDENCY));
            if let (Some(due), true) = (due, dragged) {
                self.items[*at].state = State::Due(due);
            }
        }
    }
}

impl Item {
    fn due(&self) -> Option<Instant> {
        match self.state {
            State::Due(due) => Some(due),
            State::Done(_) => None,
        }
    }
}

impl Results {
    /// The result of one call; an error if the ticket is of another, longer batch.
    pub fn take<T: FromResponse>(&mut self, ticket: Ticket<T>) -> Result<T, Error> {
        let result = self.results.get_mut(ticket.at).and_then(Option::take);
        let missing = || {
            Err(Error::new(
                ErrorKind::Request,
                "the ticket is not of this batch",
            ))
        };
        T::from_response(result.unwrap_or_else(missing)?, &self.client)
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Results")
            .field("results", &self.results)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Ticket<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ticket").field(&self.at).finish()
    }
}
