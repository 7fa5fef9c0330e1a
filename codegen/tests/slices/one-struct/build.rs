//! Generates one type.

fn main() {
    msgraph_codegen::Builder::new("../docs")
        .versions([msgraph_codegen::Version::Beta])
        .types(["cloudPcDeviceImage"])
        .attribute("cloudPcDeviceImage", "#[non_exhaustive]")
        .generate()
        .unwrap();
}
