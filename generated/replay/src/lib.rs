//! Reaches every documented call of the generated client from data.
//!
//! [`v1::ROUTES`] and [`beta::ROUTES`] hold a [`Route`] for every documented path of every operation: it makes the request through the typed
//! request builders from what an example says, and reads an answer as the type that the call gives. [`v1::TYPES`] and [`beta::TYPES`] read
//! JSON as a type by its qualified name.
//!
//! ```text
//! Example { ids, arguments, query, headers, body }  -> (route.build)(&graph, &example)  -> Request
//! answer's body                                     -> (route.decode)(&body)            -> Decoded { json, unknown, misfits }
//! ```

#[cfg(feature = "beta")]
#[allow(clippy::all, reason = "generated code is judged by its generator's tests")]
pub mod beta;
mod decode;
mod example;
#[cfg(feature = "v1")]
#[allow(clippy::all, reason = "generated code is judged by its generator's tests")]
pub mod v1;

use msgraph_runtime::http::Request;

pub use self::{
    decode::{Decode, Decoded},
    example::Example,
};

/// How one documented path of one operation is reached. `G` is the client of its version.
#[derive(Debug)]
pub struct Route<G: 'static> {
    /// The name of the operation: `user-list-messages`.
    pub operation: &'static str,
    /// The path as the documentation spells it.
    pub path: &'static str,
    /// Makes the request through the request builders. An error says what of the example does not fit the call.
    pub build: fn(&G, &Example) -> Result<Request, String>,
    /// Reads an answer as what the call gives, and writes it back.
    pub decode: Decode,
}

/// The routes of an operation, one for each of its paths.
pub fn routes<'a, G>(all: &'a [Route<G>], operation: &str) -> &'a [Route<G>] {
    let start = all.partition_point(|it| it.operation < operation);
    let count = all[start..].partition_point(|it| it.operation == operation);
    &all[start..start + count]
}

/// What the generated routes name.
mod support {
    pub(crate) use msgraph_runtime::{self as rt, http::Request};

    pub(crate) use crate::{
        Decode, Example, Route,
        decode::{count, json, media, nothing, object, objects, values, wrapped},
    };
}
