//! From a request as a plain value to a typed answer of Microsoft Graph.
//!
//! ```text
//! Call<T, O> -> Request -> Client::execute -> Response -> T
//!  options      value      token, retry,      value      decode
//!                          redirect, timeout
//! ```
//!
//! Generated code builds a [`Request`] and hands it over in a [`Call`]; everything that waits, retries or holds a secret happens in the one
//! non-generic [`Client::execute`].

mod accepted;
mod batch;
mod call;
mod challenge;
mod client;
mod cloud;
mod config;
pub mod credentials;
mod decode;
mod delta;
mod download;
mod error;
mod execute;
#[doc = include_str!("http/guide.md")]
pub mod guide {}
mod media;
#[cfg(feature = "mock")]
pub mod mock;
mod names;
pub mod notifications;
pub mod options;
mod page;
mod path;
mod place;
mod query;
mod quick_xor;
mod redirect;
mod request;
mod response;
mod retry;
mod secret;
mod stream;
mod token;
mod trace;
mod transport;
#[cfg(feature = "reqwest")]
mod transport_reqwest;
mod upload;

use std::{future::Future, pin::Pin};

#[cfg(feature = "reqwest")]
pub use self::transport_reqwest::ReqwestTransport;
pub use self::{
    accepted::{Accepted, Monitor, Progress},
    batch::{Batch, Results, Ticket},
    call::Call,
    client::Client,
    cloud::Cloud,
    config::{Builder, Timeouts},
    decode::{FromResponse, Value},
    delta::{Change, Delta, Removed},
    download::Download,
    error::{Error, ErrorKind, GraphError, InnerError},
    media::Media,
    names::Names,
    page::Page,
    path::{Argument, Path, PathFault},
    place::Place,
    query::Query,
    request::{Body, Operation, Permissions, Request, StreamBody, Target},
    response::Response,
    retry::RetryPolicy,
    secret::Secret,
    stream::{Items, Pages},
    token::{Token, TokenProvider, TokenRequest},
    transport::{Transport, TransportBody, TransportError, TransportRequest, TransportResponse},
    upload::{Upload, UploadBytes},
};
pub use ::bytes::Bytes;
pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
pub use ::url::Url;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed stream that may move between threads.
pub type BoxStream<T> = Pin<Box<dyn futures_core::Stream<Item = T> + Send>>;
