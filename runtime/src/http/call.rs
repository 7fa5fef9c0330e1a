//! A request that knows what it gives and which options it takes.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde_core::de::DeserializeOwned;

use super::{Client, Error, FromResponse, Items, Page, Pages, Request, Response};

/// A request that gives a `T` and takes the options of the set `O`; nothing is sent before [`Call::send`].
#[must_use = "a call does nothing until it is sent"]
pub struct Call<T, O = ()> {
    client: Client,
    // In a box, because a call is moved with every option.
    request: Box<Request>,
    // A function is `Send` and `Sync` whatever it gives.
    marker: PhantomData<fn() -> (T, O)>,
}

impl<T, O> Call<T, O> {
    /// Binds a request to a client and to its answer's type.
    pub fn new(client: &Client, request: Request) -> Self {
        Self {
            client: client.clone(),
            request: Box::new(request),
            marker: PhantomData,
        }
    }

    /// Sets a header; a name or value that cannot be sent is reported by [`Call::send`].
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_header(name, value);
        self
    }

    /// Sets a query option by its whole name, such as `$filter`, unencoded.
    pub fn query(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.request.query.set(name, value);
        self
    }

    /// The request as it stands, without sending it.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Gives the request up, for a batch for example.
    pub fn into_request(self) -> Request {
        *self.request
    }

    /// The client that would send it.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Sends it and gives the answer with status and headers, its body collected but not decoded.
    pub async fn send_raw(self) -> Result<Response, Error> {
        self.client.execute_boxed(self.request).await
    }

    pub(crate) fn list(mut self, name: &'static str, values: Vec<Cow<'static, str>>) -> Self {
        self.request.query.extend(name, values);
        self
    }
}

impl<T: FromResponse, O> Call<T, O> {
    /// Sends it and decodes the answer.
    pub async fn send(mut self) -> Result<T, Error> {
        self.request.streamed = T::STREAMED;
        let response = self.client.execute_boxed(self.request).await?;
        T::from_response(response, &self.client)
    }
}

impl<T: DeserializeOwned + 'static, O> Call<Page<T>, O> {
    /// All items as a stream that follows the next links.
    #[must_use]
    pub fn stream(self) -> Items<T> {
        self.pages().items()
    }

    /// All pages as a stream that follows the next links.
    #[must_use]
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.client, *self.request)
    }
}

impl<T, O> fmt::Debug for Call<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}
