//! Generates a module for every folder of fixtures, and a list of the samples on their pages.

use std::{env, error::Error, fs, path::Path};

use msgraph_codegen::{Docs, Generated, Layout, Options, generate};
use msgraph_schema::{Schema, Version};

fn main() -> Result<(), Box<dyn Error>> {
    let fixtures = Path::new("../fixtures");
    println!("cargo::rerun-if-changed={}", fixtures.display());
    let out = env::var("OUT_DIR")?;
    let mut reasons: Vec<_> = fs::read_dir(fixtures)?
        .map(|it| it.map(|it| it.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, _>>()?;
    reasons.sort();
    let (mut modules, mut samples) = (String::new(), String::new());
    for reason in &reasons {
        let schema = msgraph_schema::parse(&fixtures.join(reason), Version::V1)?.schema;
        let options = Options {
            module: reason.clone(),
            docs: Docs::Full,
            layout: Layout::Single,
            ..Options::default()
        };
        let generated = generate(&schema, &options);
        generated.files.write_to(&Path::new(&out).join(reason))?;
        modules += &format!(
            "/// The types of the fixture of this name.\n#[allow(deprecated, missing_docs, clippy::module_inception)]\npub mod {reason} {{ include!(concat!(env!(\"OUT_DIR\"), \"/{reason}/{reason}.rs\")); }}\n"
        );
        samples += &calls(reason, &schema, &generated);
    }
    let text = format!(
        "{modules}/// Shows every sample, with its type, to a function.\n#[macro_export] macro_rules! samples {{ ($check:ident) => {{ {samples} }} }}\n"
    );
    fs::write(Path::new(&out).join("fixtures.rs"), text)?;
    Ok(())
}

/// A call for every sample: `$check::<downstream::names::IosThing>("{\"eTag\": …}");`.
fn calls(reason: &str, schema: &Schema, generated: &Generated) -> String {
    let samples = schema.types.values().filter_map(|it| {
        let (json, path) = (
            &it.representation.as_ref()?.json,
            generated.types.get(&it.name)?,
        );
        Some(format!(
            "$check::<downstream::{reason}::{path}>({json:?});\n"
        ))
    });
    samples.collect()
}
