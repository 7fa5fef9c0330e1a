//! Reads Microsoft Graph's documentation pages into a schema.
//!
//! ```text
//! read            parse                                   resolve + correct
//! SourceFile  ->  Page  ->  TypePage | EnumPage | OperationPage  ->  Schema, diagnostics
//! ```

pub mod diagnostic;
mod facts;
mod http;
pub mod inline;
pub mod json;
pub mod markdown;
mod pages;
pub mod path;
mod permissions;
mod resolve;
pub mod schema;
pub mod source;
mod type_expr;
pub mod walk;

pub use schema::{Schema, Version};
