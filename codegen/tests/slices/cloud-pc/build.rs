//! Generates the client for the images of Cloud PCs, and the types that it sends and gives.

use msgraph_codegen::{Builder, Error, Version};

fn main() -> Result<(), Error> {
    Builder::new("../docs")
        .versions([Version::Beta])
        .operations(["/deviceManagement/virtualEndpoint/deviceImages/**"])
        .without_operations(["DELETE /**"])
        .generate()?;
    Ok(())
}
