//! `cargo xtask diagnose`: says what is odd about the documentation, for those who write it.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Context;
use clap::{Args, ValueEnum};
use msgraph_schema::{Version, diagnostic};

/// What to say, and how.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The documentation: a checkout, or condensed pages.
    #[arg(long)]
    docs: PathBuf,
    /// The version of Graph: `v1.0` or `beta`.
    #[arg(long, default_value = "v1.0")]
    api: Version,
    /// Only what has this code, such as `unknown-type`.
    #[arg(long)]
    code: Option<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Lines)]
    format: Format,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// `path:line:col: severity[code]: message`.
    Lines,
    /// With the lines of the page they are about.
    Rich,
    /// A list of objects.
    Json,
}

/// Prints what is odd.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let docs = &arguments.docs;
    let mut parsed = msgraph_schema::parse(docs, arguments.api)
        .with_context(|| format!("reading {}", docs.display()))?;
    if let Some(code) = &arguments.code {
        parsed.diagnostics.retain(|it| it.code.as_str() == code);
    }
    let (found, pages) = (&parsed.diagnostics, &parsed.schema.pages);
    let text = match arguments.format {
        Format::Lines => diagnostic::lines(found, pages),
        Format::Rich => found
            .iter()
            .map(|it| diagnostic::render(it, &parsed.sources) + "\n\n")
            .collect(),
        Format::Json => serde_json::to_string_pretty(&diagnostic::json(found, pages))? + "\n",
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}
