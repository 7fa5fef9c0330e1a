//! Schema -> condensed pages: the facts in the dialect of the documentation, without its prose.

mod example;
mod operation;
mod row;

pub use self::{example::reduce, operation::operations};
