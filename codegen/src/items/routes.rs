//! Routes: how every documented path is reached through the request builders, for those who replay examples.

use std::sync::Arc;

use super::{Call, Path, Way};
use crate::names::RustName;

/// How one path of one operation is reached.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Route {
    /// The name of the operation.
    pub(crate) operation: String,
    /// The path as the documentation spells it.
    pub(crate) template: String,
    /// The ways from the client on.
    pub(crate) ways: Vec<RouteWay>,
    /// The call at the end.
    pub(crate) call: Arc<Call>,
}

/// A way of a route.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RouteWay {
    /// The method.
    pub(crate) way: Arc<Way>,
    /// The id that the documentation writes out: `inbox`.
    pub(crate) fixed: Option<String>,
}

/// The routes of all operations, and all types.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Routes {
    /// The name of the outermost module of what is generated.
    pub(crate) module: RustName,
    /// The client.
    pub(crate) client: Path,
    /// The routes, sorted by operation and path.
    pub(crate) routes: Vec<Route>,
    /// The types by qualified name.
    pub(crate) types: Vec<(String, Path)>,
}
