//! A list as a stream of pages or of items, following next links inside the cloud.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use http::{HeaderMap, Method};
use serde_core::de::DeserializeOwned;

use super::{BoxFuture, Client, Error, ErrorKind, Operation, Page, Request, Response, decode};

/// The pages of a list, fetched one at a time when asked for.
///
/// After an error the stream ends; [`Pages::link`] then still says where to go on.
pub struct Pages<T> {
    client: Client,
    operation: &'static Operation,
    headers: HeaderMap,
    next: Option<Request>,
    pending: Option<BoxFuture<'static, Result<Response, Error>>>,
    link: Option<String>,
    delta_link: Option<String>,
    failed: Option<Error>,
    item: PhantomData<fn() -> T>,
}

impl<T> Pages<T> {
    /// Starts with a request for the first page.
    pub fn new(client: Client, request: Request) -> Self {
        let (operation, headers) = (request.operation, request.headers.clone());
        Self {
            client,
            operation,
            headers,
            next: Some(request),
            pending: None,
            link: None,
            delta_link: None,
            failed: None,
            item: PhantomData,
        }
    }

    /// The address of the page that comes next, to be saved and given to [`Client::pages`] later; `None` before the first page and at the end.
    pub fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// The delta link of the last page, if it had one.
    pub fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn advance<I>(&mut self, page: &Page<I>) -> Result<(), Error> {
        self.delta_link.clone_from(&page.delta_link);
        let before = std::mem::replace(&mut self.link, page.next_link.clone());
        let Some(link) = &self.link else {
            return Ok(());
        };
        if before.as_ref() == Some(link) {
            return Err(Error::new(
                ErrorKind::Service,
                "the next link leads to the page it stands on",
            )
            .with_call(self.operation.name, ""));
        }
        let url = self
            .client
            .own_url(link)
            .map_err(|it| it.with_call(self.operation.name, ""))?;
        let mut request = Request::to_url(Method::GET, url, self.operation);
        request.headers.clone_from(&self.headers);
        self.next = Some(request);
        Ok(())
    }
}

impl<T: DeserializeOwned + 'static> Pages<T> {
    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The single items of the pages.
    pub fn items(self) -> Items<T> {
        Items {
            pages: self,
            ready: Vec::new().into_iter(),
        }
    }

    /// A page whose next link is refused is a good page still; the refusal comes after it.
    fn page(&mut self, response: &Response) -> Result<Page<T>, Error> {
        let page = decode::decode(response)?;
        self.failed = self.advance(&page).err();
        Ok(page)
    }
}

impl<T: DeserializeOwned + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = &mut *self;
        if let Some(error) = pages.failed.take() {
            return Poll::Ready(Some(Err(error)));
        }
        if let Some(request) = pages.next.take() {
            pages.pending = Some(pages.client.execute(request));
        }
        let Some(pending) = &mut pages.pending else {
            return Poll::Ready(None);
        };
        let answer = ready!(pending.as_mut().poll(cx));
        pages.pending = None;
        Poll::Ready(Some(answer.and_then(|it| pages.page(&it))))
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Links may hold tokens of the service in their query.
        f.debug_struct("Pages")
            .field("operation", &self.operation.name)
            .field("more", &self.link.is_some())
            .finish_non_exhaustive()
    }
}

/// The items of a list, fetched page by page when asked for.
pub struct Items<T> {
    pages: Pages<T>,
    ready: vec::IntoIter<T>,
}

impl<T> Items<T> {
    /// The address of the page after the one whose items come now; see [`Pages::link`].
    pub fn link(&self) -> Option<&str> {
        self.pages.link()
    }

    /// The delta link, once the last page was read.
    pub fn delta_link(&self) -> Option<&str> {
        self.pages.delta_link()
    }
}

impl<T: DeserializeOwned + 'static> Items<T> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Reads all items; fails if any page fails.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }
}

// Items are moved out of a buffer, never pinned.
impl<T> Unpin for Items<T> {}

impl<T: DeserializeOwned + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.ready = page.items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("ready", &self.ready.len())
            .field("pages", &self.pages)
            .finish()
    }
}
