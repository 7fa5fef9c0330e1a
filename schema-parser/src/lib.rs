//! Reads Microsoft Graph's documentation pages into a schema.
//!
//! ```text
//! read            parse                                   resolve + correct
//! SourceFile  ->  Page  ->  TypePage | EnumPage | OperationPage  ->  Schema, diagnostics
//! ```

mod http;
pub mod json;
pub mod path;
mod permissions;
pub mod schema;

pub use schema::{Schema, Version};
