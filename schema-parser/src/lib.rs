//! Reads Microsoft Graph's documentation pages into a schema.
//!
//! ```text
//! read            parse                                   resolve + correct
//! SourceFile  ->  Page  ->  TypePage | EnumPage | OperationPage  ->  Schema, diagnostics
//! ```

pub mod json;
pub mod schema;

pub use schema::{Schema, Version};
