//! A large file as a stream that survives dropped connections.
//!
//! After a break the rest is asked for with `Range`, and only joined to what came before if the service proves by its entity tag that the
//! file is still the same.

use std::fmt;

use bytes::Bytes;
use http::{StatusCode, header};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::{
    Call, Client, Error, ErrorKind, FromResponse, Media, Request, Response, quick_xor::QuickXor,
};

/// A download; nothing is sent before the first piece is asked for.
pub struct Download {
    client: Client,
    request: Request,
    media: Option<Media>,
    start: u64,
    end: Option<u64>,
    position: u64,
    tag: Option<String>,
    failures: u32,
    hash: Option<(QuickXor, String)>,
    finished: bool,
}

impl<O> Call<Media, O> {
    /// Downloads with resumption after dropped connections.
    #[must_use]
    pub fn download(self) -> Download {
        let client = self.client().clone();
        let request = self.into_request();
        Download {
            client,
            request,
            media: None,
            start: 0,
            end: None,
            position: 0,
            tag: None,
            failures: 0,
            hash: None,
            finished: false,
        }
    }
}

impl Download {
    /// Only the bytes from `start` up to and including `end`, or to the end of the file.
    #[must_use]
    pub fn range(mut self, start: u64, end: Option<u64>) -> Self {
        (self.start, self.position, self.end) = (start, start, end);
        self
    }

    /// Compares the whole file with the `quickXorHash` its item has; the last piece is then followed by an error if they differ.
    #[must_use]
    pub fn expect_quick_xor(mut self, hash: impl Into<String>) -> Self {
        self.hash = Some((QuickXor::default(), hash.into()));
        self
    }

    /// The position of the next byte in the file.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The next piece; `None` at the end of a whole file.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        if self.finished {
            return None;
        }
        let piece = self.piece().await;
        self.finished = !matches!(piece, Ok(Some(_)));
        piece.transpose()
    }

    /// Writes all to a file or the like; gives the count of bytes.
    pub async fn write_to(mut self, target: &mut (impl AsyncWrite + Unpin)) -> Result<u64, Error> {
        let failed = |it: std::io::Error| {
            Error::new(
                ErrorKind::Request,
                format!("the download cannot be written: {it}"),
            )
            .with_source(it)
        };
        while let Some(piece) = self.next().await {
            target.write_all(&piece?).await.map_err(failed)?;
        }
        target.flush().await.map_err(failed)?;
        Ok(self.position - self.start)
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            let media = match &mut self.media {
                Some(media) => media,
                None => {
                    let media = self.open().await?;
                    self.media.insert(media)
                }
            };
            match media.next().await {
                Some(Ok(bytes)) => return Ok(Some(self.take(bytes))),
                Some(Err(error)) => self.pause(error).await?,
                None => return self.finish().map(|()| None),
            }
        }
    }

    fn take(&mut self, bytes: Bytes) -> Bytes {
        self.failures = 0;
        self.position += bytes.len() as u64;
        if let Some((hash, _)) = &mut self.hash {
            hash.update(&bytes);
        }
        bytes
    }

    async fn open(&mut self) -> Result<Media, Error> {
        let Some(mut request) = self.request.try_clone() else {
            return Err(Error::new(
                ErrorKind::Request,
                "a download cannot have a streamed body",
            ));
        };
        request.streamed = true;
        // Positions count bytes of the file, not of a compressed form of it.
        request = request.header("accept-encoding", "identity");
        if let Some(range) = self.range_header() {
            request = request.header("range", &range);
        }
        let response = self.client.execute(request).await?;
        self.check(&response)?;
        Media::from_response(response, &self.client)
    }

    fn range_header(&self) -> Option<String> {
        match self.end {
            Some(end) => Some(format!("bytes={}-{end}", self.position)),
            None if self.position > 0 => Some(format!("bytes={}-", self.position)),
            None => None,
        }
    }

    /// The answer must start where we stand, and belong to the same file.
    fn check(&mut self, response: &Response) -> Result<(), Error> {
        let refuse = |what: String| Err(response.error(ErrorKind::Service, what));
        let tag = response.header(header::ETAG.as_str()).map(str::to_owned);
        let resumed = self.position > self.start;
        if resumed && (tag.is_none() || tag != self.tag) {
            return refuse(
                "the file may have changed during the download, so its rest cannot be joined"
                    .to_owned(),
            );
        }
        self.tag = tag;
        let start = match response.status {
            StatusCode::PARTIAL_CONTENT => first_byte(response),
            _ => Some(0),
        };
        match start {
            Some(start) if start == self.position => Ok(()),
            _ => refuse(format!(
                "the answer starts at byte {start:?}, expected byte {}",
                self.position
            )),
        }
    }

    /// Waits before the rest is asked for, or gives the error back.
    async fn pause(&mut self, error: Error) -> Result<(), Error> {
        self.media = None;
        self.failures += 1;
        match self.client.0.retry.wait(self.failures, None) {
            Some(wait) if error.is_transient() => tokio::time::sleep(wait).await,
            _ => return Err(error),
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        let Some((hash, expected)) = self.hash.take() else {
            return Ok(());
        };
        let found = hash.finish();
        if found == expected {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Service,
            format!("the file's hash is {found}, expected {expected}"),
        ))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("position", &self.position)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

/// Reads `Content-Range: bytes 100-199/200`.
fn first_byte(response: &Response) -> Option<u64> {
    let range = response
        .header(header::CONTENT_RANGE.as_str())?
        .strip_prefix("bytes ")?;
    range.split('-').next()?.trim().parse().ok()
}
