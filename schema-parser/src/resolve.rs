//! Typed pages -> schema.

pub(crate) mod operations;
