//! Prints how long reading and parsing the documentation takes, next to only reading and tokenising it, with one and two threads.
//!
//! Parsing makes a typed page of each page by itself; resolving puts all of them together into a schema.
//!
//! `cargo run --release --example bench_parse -- DOCS`

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use msgraph_schema::{Version, markdown, source};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

/// Something to time, by the number of things it went through.
type Run = fn(&Path, Version) -> usize;

/// The first is the floor.
const RUNS: [(&str, Run); 7] = [
    ("read + tokenise", tokenise),
    ("read", read),
    ("read + blocks", blocks),
    ("read + parse", pages),
    ("read + parse + resolve", parse),
    ("types: floor", tokenise_types),
    ("types: parse + resolve", parse_types),
];

fn main() {
    let docs = std::env::args().nth(1).map_or_else(
        || PathBuf::from("../../shared/microsoft-graph-docs"),
        PathBuf::from,
    );
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads start");
        pool.install(|| measure(&docs, threads));
    }
}

fn measure(docs: &Path, threads: usize) {
    let mut best = [Duration::MAX; RUNS.len()];
    for _ in 0..7 {
        for (best, (_, run)) in best.iter_mut().zip(RUNS) {
            let start = Instant::now();
            // Both versions beside each other, as `cargo xtask regenerate` reads them.
            Version::ALL.par_iter().for_each(|version| {
                std::hint::black_box(run(docs, *version));
            });
            *best = start.elapsed().min(*best);
        }
    }
    let floor = best[0];
    for (best, (name, _)) in best.iter().zip(RUNS) {
        let ratio = best.as_secs_f64() / floor.as_secs_f64();
        println!("{threads} threads  {name:24} {best:9.1?}  {ratio:.2}x");
    }
}

fn read(docs: &Path, version: Version) -> usize {
    sources(docs, version).files.len()
}

fn tokenise(docs: &Path, version: Version) -> usize {
    let files = sources(docs, version).files.into_par_iter();
    files.map(|it| events(&it.text)).sum()
}

fn blocks(docs: &Path, version: Version) -> usize {
    let files = sources(docs, version).files.into_par_iter();
    files
        .map(|it| markdown::parse(&it.text).sections.len())
        .sum()
}

fn pages(docs: &Path, version: Version) -> usize {
    msgraph_schema::parse_pages(&sources(docs, version)).len()
}

fn parse(docs: &Path, version: Version) -> usize {
    msgraph_schema::parse_sources(sources(docs, version), version)
        .schema
        .types
        .len()
}

fn tokenise_types(docs: &Path, version: Version) -> usize {
    let files = types(docs, version).files.into_par_iter();
    files.map(|it| events(&it.text)).sum()
}

fn parse_types(docs: &Path, version: Version) -> usize {
    msgraph_schema::parse_sources(types(docs, version), version)
        .schema
        .types
        .len()
}

fn events(text: &str) -> usize {
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .into_offset_iter()
        .count()
}

/// Only the pages of types, read with all others.
fn types(docs: &Path, version: Version) -> source::Sources {
    let mut sources = sources(docs, version);
    sources.files.retain(|it| it.path.contains("/resources/"));
    sources
}

fn sources(docs: &Path, version: Version) -> source::Sources {
    source::read(docs, version).expect("the documentation can be read")
}
