//! A place in Graph that calls can be made to. The request builders of generated code are one of these with typed methods around it.
//!
//! ```no_run
//! use msgraph_runtime::http::{Call, Client, Operation, Path, Place};
//!
//! # fn main() -> Result<(), msgraph_runtime::http::Error> {
//! let client = Client::builder().build()?;
//! let message = Place::new(&client, Path::new("/me/messages")).id("AAMk=");
//! let send: Call<()> = message.call(message.post("/send", &Operation::UNDOCUMENTED));
//! assert_eq!(send.request().path_and_query(), "/me/messages/AAMk=/send");
//! # Ok(()) }
//! ```

use http::Method;

use super::{Argument, Call, Client, Operation, Path, Request};

/// A client and a path.
#[derive(Clone, Debug)]
pub struct Place {
    client: Client,
    path: Path,
}

impl Place {
    /// The place that a path leads to.
    pub fn new(client: &Client, path: Path) -> Self {
        Self {
            client: client.clone(),
            path,
        }
    }

    /// The client that calls are made with.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The place behind literal text with its own slash: `/messages`.
    #[must_use]
    pub fn literal(&self, literal: &str) -> Self {
        self.at(self.path.clone().literal(literal))
    }

    /// One of the values of this collection.
    #[must_use]
    pub fn id(&self, id: &str) -> Self {
        self.at(self.path.clone().id(id))
    }

    /// The item below this one that a path of folders leads to; this one itself where the path is empty.
    #[must_use]
    pub fn file(&self, path: &str) -> Self {
        self.at(self.path.clone().file(path))
    }

    /// One of the values of this collection by a key with a name.
    #[must_use]
    pub fn key<const N: usize>(&self, arguments: [(&'static str, Argument); N]) -> Self {
        self.at(self.path.clone().arguments(arguments))
    }

    /// What a function of this place gives.
    #[must_use]
    pub fn function<const N: usize>(
        &self,
        name: &str,
        arguments: [(&'static str, Argument); N],
    ) -> Self {
        self.at(self.path.clone().function(name, arguments))
    }

    /// Binds a request to the client.
    pub fn call<T, O>(&self, request: Request) -> Call<T, O> {
        Call::new(&self.client, request)
    }

    fn at(&self, path: Path) -> Self {
        Self {
            client: self.client.clone(),
            path,
        }
    }

    fn request(&self, method: Method, literal: &str, operation: &'static Operation) -> Request {
        Request::new(method, self.path.clone().literal(literal), operation)
    }
}

/// A request with one method to what stands at some literal text behind the place.
macro_rules! requests {
    ($($name:ident $method:ident $word:literal),*) => {
        impl Place {$(
            #[doc = concat!("A `", $word, "` of what stands behind the place.")]
            pub fn $name(&self, literal: &str, operation: &'static Operation) -> Request {
                self.request(Method::$method, literal, operation)
            }
        )*}
    };
}
requests!(get GET "GET", post POST "POST", put PUT "PUT", patch PATCH "PATCH", delete DELETE "DELETE");

impl Request {
    /// Sends the address of a place: `{"@odata.id": "https://…"}`.
    #[must_use]
    pub fn reference(mut self, target: &Place) -> Self {
        match target.client.reference(&target.path) {
            Ok(body) => self.json(&body),
            Err(error) => {
                self.fault = Some(error.to_string());
                self
            }
        }
    }
}
