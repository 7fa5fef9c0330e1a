//! Generates the same type of both versions, without what it refers to.

use msgraph_codegen::{Builder, Version};

fn main() {
    Builder::new("../docs")
        .versions(Version::ALL)
        .types(["user"])
        .depth(0)
        .generate()
        .unwrap();
}
