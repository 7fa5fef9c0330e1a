//! Generates a user and everything a user leads to, as a folder of files in the sources would be.

fn main() {
    msgraph_codegen::Builder::new("../docs")
        .types(["user"])
        .comments(msgraph_codegen::Docs::Full)
        .generate()
        .unwrap();
}
