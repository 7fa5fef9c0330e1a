//! The query options of OData, each on a call only where the documentation gives it.
//!
//! A set of options is a type without a value that implements a marker trait per option; generated code declares one per distinct set:
//!
//! ```
//! use msgraph_runtime::http::{Call, Page, options};
//!
//! enum SelectTop {}
//! impl options::Select for SelectTop {}
//! impl options::Top for SelectTop {}
//!
//! fn first(call: Call<Page<String>, SelectTop>) -> Call<Page<String>, SelectTop> {
//!     call.select(["id", "subject"]).top(10)
//! }
//! ```
//!
//! ```compile_fail
//! # use msgraph_runtime::http::{Call, options};
//! enum OnlyTop {}
//! impl options::Top for OnlyTop {}
//! fn filtered(call: Call<String, OnlyTop>) -> Call<String, OnlyTop> {
//!     call.filter("id eq 1") // error: this operation documents no $filter
//! }
//! ```
//!
//! What the documentation forgot can always be said with [`Call::query`].

use super::{Call, Names};

/// The set with every option, for calls made by hand.
#[derive(Clone, Copy, Debug)]
pub enum Any {}

macro_rules! markers {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        pub trait $name {}
        impl $name for Any {}
    )*};
}

markers! {
    /// The operation documents `$select`.
    Select,
    /// The operation documents `$expand`.
    Expand,
    /// The operation documents `$filter`.
    Filter,
    /// The operation documents `$orderby`.
    OrderBy,
    /// The operation documents `$search`.
    Search,
    /// The operation documents `$top`.
    Top,
    /// The operation documents `$skip`.
    Skip,
    /// The operation documents `$count`.
    Count,
    /// The operation documents `$skipToken`.
    SkipToken,
    /// The operation documents `$format`.
    Format,
}

impl<T, O: Select> Call<T, O> {
    /// Asks for these properties only; adds to what was asked for before.
    pub fn select(self, names: impl Names) -> Self {
        self.list("$select", names.names())
    }
}

impl<T, O: Expand> Call<T, O> {
    /// Asks for related resources as well, such as `attachments` or `manager($select=id)`.
    pub fn expand(self, names: impl Names) -> Self {
        self.list("$expand", names.names())
    }
}

impl<T, O: OrderBy> Call<T, O> {
    /// Sorts by these properties; ` desc` after a name turns its order round.
    pub fn order_by(self, names: impl Names) -> Self {
        self.list("$orderby", names.names())
    }
}

impl<T, O: Filter> Call<T, O> {
    /// Asks for the items this expression is true for: a [`Filter`](crate::Filter), or text such as `status eq 'ready'`, unencoded.
    pub fn filter(self, expression: impl Into<String>) -> Self {
        self.query("$filter", expression.into())
    }
}

impl<T, O: Search> Call<T, O> {
    /// Searches, with the quotes the service expects: `"displayName:wa"`. Sends `ConsistencyLevel: eventual`.
    pub fn search(self, expression: impl Into<String>) -> Self {
        self.query("$search", expression.into())
    }
}

impl<T, O: Top> Call<T, O> {
    /// Asks for at most this many items per page.
    pub fn top(self, items: u32) -> Self {
        self.query("$top", items.to_string())
    }
}

impl<T, O: Skip> Call<T, O> {
    /// Leaves out this many items at the start.
    pub fn skip(self, items: u32) -> Self {
        self.query("$skip", items.to_string())
    }
}

impl<T, O: Count> Call<T, O> {
    /// Asks how many items there are in all. Sends `ConsistencyLevel: eventual`.
    pub fn count(self) -> Self {
        self.query("$count", "true")
    }
}

impl<T, O: SkipToken> Call<T, O> {
    /// Goes on after the page this token came with.
    pub fn skip_token(self, token: impl Into<String>) -> Self {
        self.query("$skiptoken", token.into())
    }
}

impl<T, O: Format> Call<T, O> {
    /// Asks for a media type by its short name, such as `text/csv` or `json`.
    pub fn format(self, format: impl Into<String>) -> Self {
        self.query("$format", format.into())
    }
}
