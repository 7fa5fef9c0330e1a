//! Generates Rust types and a client from a Microsoft Graph schema.
