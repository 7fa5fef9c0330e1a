//! The commands of this repository's maintainers.

fn main() {}
