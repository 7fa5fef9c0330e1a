//! `msgraph-codegen explain`: why something is as it is.

use std::io::{self, Write};

use clap::Args;
use msgraph_codegen::{Explanation, Options, Version, explain};
use msgraph_schema::{
    Parsed,
    diagnostic::{self, Diagnostic},
    schema::Location,
};
use serde_json::{Value, json};

use super::{
    list::place,
    selection::Documentation,
    terminal::{Problem, Progress, bold, faint},
};

/// What to explain.
#[derive(Args, Debug)]
#[command(after_help = "Example: msgraph-codegen explain user.displayName --docs docs")]
pub(crate) struct Arguments {
    /// A type or enumeration, or a member of a type: user, user.displayName, microsoft.graph.callRecords.session
    #[arg(value_name = "TYPE[.property]")]
    name: String,
    #[command(flatten)]
    documentation: Documentation,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Explains.
pub(super) fn run(arguments: &Arguments) -> Result<(), Problem> {
    let progress = Progress::new("reading");
    let parsed = arguments.documentation.read(&progress)?;
    let module = match arguments.documentation.api {
        Version::V1 => "v1",
        Version::Beta => "beta",
    };
    let options = Options {
        module: module.to_owned(),
        ..Options::default()
    };
    let found = explain(&parsed.schema, &options, &arguments.name);
    drop(progress);
    if found.is_empty() {
        return Err(Problem::Other(format!(
            "no page defines `{}`",
            arguments.name
        )));
    }
    let mut out = io::stdout().lock();
    if arguments.json {
        let values: Value = found.iter().map(|it| json(it, &parsed)).collect();
        serde_json::to_writer_pretty(&mut out, &values).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(());
    }
    for it in &found {
        show(&mut out, it, &parsed)?;
    }
    Ok(())
}

fn show(out: &mut impl Write, it: &Explanation, parsed: &Parsed) -> io::Result<()> {
    let place = place(&parsed.schema, it.location);
    writeln!(out, "{}  {}", bold(&it.name), faint(&place))?;
    if let Some(line) = line(parsed, it.location) {
        writeln!(out, "  {}", faint(line))?;
    }
    for fact in &it.facts {
        writeln!(
            out,
            "  {}  {}",
            fact.what,
            faint(&format!("({})", fact.why))
        )?;
    }
    for line in findings(parsed, it.location).lines() {
        writeln!(out, "  {line}")?;
    }
    writeln!(out)
}

fn json(it: &Explanation, parsed: &Parsed) -> Value {
    let facts = it.facts.iter();
    let facts = facts.map(|it| json!({ "what": it.what, "why": it.why }));
    let findings = findings(parsed, it.location);
    json!({
        "name": it.name,
        "place": place(&parsed.schema, it.location),
        "line": line(parsed, it.location),
        "facts": facts.collect::<Value>(),
        "findings": findings.lines().collect::<Vec<_>>(),
    })
}

/// The line of the page.
fn line(parsed: &Parsed, at: Location) -> Option<&str> {
    let file = parsed.sources.files.get(at.page.0 as usize)?;
    file.text.lines().nth(at.line.checked_sub(1)? as usize)
}

/// What the parser found odd there.
fn findings(parsed: &Parsed, at: Location) -> String {
    let is_there = |it: &&Diagnostic| it.location.page == at.page && it.location.line == at.line;
    let found = parsed.diagnostics.iter().filter(is_there);
    let found: Vec<Diagnostic> = found.cloned().collect();
    diagnostic::lines(&found, &parsed.schema.pages)
}
