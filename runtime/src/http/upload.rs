//! A large file in pieces, each from where the service says.
//!
//! ```text
//! POST …/createUploadSession            -> { "uploadUrl": "https://…", "nextExpectedRanges": ["0-"] }
//! PUT  uploadUrl, bytes 0-3276799/9000000 -> 202 { "nextExpectedRanges": ["3276800-"] }
//! PUT  uploadUrl, …                     -> 201 { "id": "…" }
//! ```
//!
//! The address is a secret that needs no token, and it is sent none. After a dropped connection the service is asked how far it came; the
//! source is set to exactly that position before each piece, so nothing is ever sent from a wrong one.

use std::{fmt, io::SeekFrom};

use bytes::{Bytes, BytesMut};
use http::{Method, StatusCode};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt};
use url::Url;

use super::{
    Call, Client, Error, ErrorKind, FromResponse, Operation, Request, Response, cloud, decode,
};

/// What the length of a piece must be a multiple of, in bytes.
const UNIT: usize = 320 * 1024;

/// Pieces of 3.1 MiB: every service takes them, Outlook no larger ones.
const UNITS: usize = 10;

static PIECE: Operation = Operation {
    name: "upload",
    ..Operation::UNDOCUMENTED
};

/// An upload that can be interrupted and taken up again.
pub struct Upload<S> {
    client: Client,
    url: Url,
    source: S,
    size: u64,
    piece: usize,
    // Where a session that was just opened wants to start; later only the service knows.
    fresh: Option<u64>,
    progress: Option<Box<dyn FnMut(u64, u64) + Send + Sync>>,
}

/// Bytes as a source of an upload.
pub type UploadBytes = std::io::Cursor<Bytes>;

/// What the service said to a piece.
enum Answer {
    /// It wants what comes after so many bytes.
    Next(u64),
    /// It has all.
    Done(Response),
}

impl<S: AsyncRead + AsyncSeek + Unpin + Send> Upload<S> {
    /// Opens a session with a `createUploadSession` call.
    pub async fn create<T, O>(call: Call<T, O>, source: S) -> Result<Self, Error> {
        let client = call.client().clone();
        let response = call.send_raw().await?;
        let session: Value = decode::decode(&response)?;
        let url = session.get("uploadUrl").and_then(Value::as_str);
        let missing = || response.error(ErrorKind::Decode, "the session has no `uploadUrl`");
        let mut upload = Self::resume(&client, url.ok_or_else(missing)?, source).await?;
        upload.fresh = expected(&response);
        Ok(upload)
    }

    /// Takes up a session whose address was saved; the source must be the same as before.
    pub async fn resume(client: &Client, url: &str, mut source: S) -> Result<Self, Error> {
        let url = Url::parse(url).map_err(|it| {
            Error::new(ErrorKind::Request, "the upload address is no address").with_source(it)
        })?;
        if !cloud::is_private_enough(&url) {
            return Err(Error::new(
                ErrorKind::ForeignHost,
                "the upload address is not encrypted",
            ));
        }
        let size = source.seek(SeekFrom::End(0)).await.map_err(unreadable)?;
        if size == 0 {
            return Err(Error::new(
                ErrorKind::Request,
                "nothing to upload: a session takes at least one byte",
            ));
        }
        Ok(Self {
            client: client.clone(),
            url,
            source,
            size,
            piece: UNITS * UNIT,
            fresh: None,
            progress: None,
        })
    }

    /// Sends pieces of so many times 320 KiB, at least one.
    #[must_use]
    pub fn pieces_of(mut self, units: usize) -> Self {
        self.piece = units.max(1) * UNIT;
        self
    }

    /// Calls back after each piece with the bytes the service has and the bytes there are.
    #[must_use]
    pub fn on_progress(mut self, progress: impl FnMut(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// The address of the session, to be saved. Whoever has it can write the file.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Asks how far the service came and sends the rest; gives what the service made of the file.
    ///
    /// The future may be dropped and the upload sent again, or cancelled. If the answer to the last piece is lost, the service has closed
    /// the session and says 404 when asked: then look whether the file is there.
    pub async fn send<T: FromResponse>(&mut self) -> Result<T, Error> {
        let mut next = match self.fresh.take() {
            Some(next) => self.check(next, 0)?,
            None => self.position().await?,
        };
        let mut failures = 0;
        loop {
            match self.put(next).await {
                Ok(Answer::Done(response)) => {
                    self.report(self.size);
                    return T::from_response(response, &self.client);
                }
                Ok(Answer::Next(position)) => {
                    failures = if position > next { 0 } else { failures + 1 };
                    next = self.check(position, failures)?;
                    self.report(next);
                }
                Err(error) => {
                    failures += 1;
                    self.pause(failures, error).await?;
                    next = self.position().await?;
                }
            }
        }
    }

    /// Ends the session; what was sent is thrown away.
    pub async fn cancel(self) -> Result<(), Error> {
        self.execute(self.request(Method::DELETE)).await.map(drop)
    }

    /// How many bytes the service has.
    async fn position(&self) -> Result<u64, Error> {
        let response = self.execute(self.request(Method::GET)).await?;
        match expected(&response) {
            Some(position) => self.check(position, 0),
            None => Err(response.error(
                ErrorKind::Decode,
                "the session does not say which bytes it expects",
            )),
        }
    }

    /// Sends one piece from a position.
    async fn put(&mut self, from: u64) -> Result<Answer, Error> {
        let bytes = self.read(from).await?;
        let end = from + bytes.len() as u64;
        let range = format!("bytes {from}-{}/{}", end - 1, self.size);
        let mut request = self
            .request(Method::PUT)
            .bytes("application/octet-stream", bytes)
            .header("content-range", &range);
        // Whether a lost piece arrived is for the service to say, so it is not blindly sent again.
        request.idempotent = Some(false);
        let response = self.execute(request).await?;
        Ok(match (response.status, expected(&response)) {
            (StatusCode::ACCEPTED, position) => Answer::Next(position.unwrap_or(end)),
            (_, Some(position)) if position < self.size => Answer::Next(position),
            _ => Answer::Done(response),
        })
    }

    async fn read(&mut self, from: u64) -> Result<Bytes, Error> {
        self.source
            .seek(SeekFrom::Start(from))
            .await
            .map_err(unreadable)?;
        let length = (self.size - from).min(self.piece as u64) as usize;
        let mut bytes = BytesMut::zeroed(length);
        self.source
            .read_exact(&mut bytes)
            .await
            .map_err(unreadable)?;
        Ok(bytes.freeze())
    }

    /// Waits before the service is asked again, or gives the error back if that cannot help.
    async fn pause(&self, failures: u32, error: Error) -> Result<(), Error> {
        let server = error
            .status()
            .is_some_and(|it| it.is_server_error() || it == StatusCode::RANGE_NOT_SATISFIABLE);
        let wait = self.client.0.retry.wait(failures, error.retry_after());
        match wait {
            Some(wait) if server || error.is_transient() => tokio::time::sleep(wait).await,
            _ => return Err(error),
        }
        Ok(())
    }

    /// Refuses a position outside the file, and a service that stands still.
    fn check(&self, position: u64, failures: u32) -> Result<u64, Error> {
        let refuse =
            |what: String| Err(Error::new(ErrorKind::Service, what).with_call(PIECE.name, ""));
        if position >= self.size {
            return refuse(format!(
                "the service expects byte {position} of a file of {} bytes",
                self.size
            ));
        }
        if failures > self.client.0.retry.max_retries {
            return refuse(format!("the service keeps asking for byte {position}"));
        }
        Ok(position)
    }

    fn report(&mut self, sent: u64) {
        if let Some(progress) = &mut self.progress {
            progress(sent, self.size);
        }
    }

    fn request(&self, method: Method) -> Request {
        let mut request = Request::to_url(method, self.url.clone(), &PIECE);
        request.authorized = false;
        request
    }

    async fn execute(&self, request: Request) -> Result<Response, Error> {
        self.client.execute(request).await
    }
}

impl<S> fmt::Debug for Upload<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("host", &self.url.host_str())
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

/// Reads `nextExpectedRanges`: the lowest byte the service misses.
fn expected(response: &Response) -> Option<u64> {
    let body: Value = serde_json::from_slice(&response.body()).ok()?;
    let ranges = ["nextExpectedRanges", "NextExpectedRanges"]
        .iter()
        .find_map(|it| body.get(it))?;
    let starts = ranges
        .as_array()?
        .iter()
        .filter_map(|it| it.as_str()?.split('-').next()?.trim().parse().ok());
    starts.min()
}

fn unreadable(error: std::io::Error) -> Error {
    Error::new(
        ErrorKind::Request,
        format!("the source of the upload cannot be read: {error}"),
    )
    .with_source(error)
}
