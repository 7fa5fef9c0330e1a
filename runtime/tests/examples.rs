//! Every example runs to its end without a network; the examples themselves say what must have happened.

use std::{collections::BTreeSet, error::Error, fs};

#[path = "../examples/advanced_queries.rs"]
mod advanced_queries;
#[path = "../examples/alternate_keys.rs"]
mod alternate_keys;
#[path = "../examples/batch.rs"]
mod batch;
#[path = "../examples/delta.rs"]
mod delta;
#[path = "../examples/download.rs"]
mod download;
#[path = "../examples/functions.rs"]
mod functions;
#[path = "../examples/long_running.rs"]
mod long_running;
#[path = "../examples/media.rs"]
mod media;
#[path = "../examples/notifications.rs"]
mod notifications;
#[path = "../examples/references.rs"]
mod references;
#[path = "../examples/upload.rs"]
mod upload;

type Run = fn() -> Result<(), Box<dyn Error>>;

const EXAMPLES: [(&str, Run); 11] = [
    ("advanced_queries", || Ok(advanced_queries::main()?)),
    ("alternate_keys", || Ok(alternate_keys::main()?)),
    ("batch", || Ok(batch::main()?)),
    ("delta", || Ok(delta::main()?)),
    ("download", || Ok(download::main()?)),
    ("functions", functions::main),
    ("long_running", || Ok(long_running::main()?)),
    ("media", || Ok(media::main()?)),
    ("notifications", notifications::main),
    ("references", || Ok(references::main()?)),
    ("upload", || Ok(upload::main()?)),
];

#[test]
fn every_example_runs_to_its_end() {
    for (name, run) in EXAMPLES {
        run().unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn no_example_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let names = fs::read_dir(folder).unwrap().map(|it| {
        let name = it.unwrap().file_name().into_string().unwrap();
        name.trim_end_matches(".rs").to_owned()
    });
    let there: BTreeSet<_> = names.filter(|it| !it.starts_with("bench_")).collect();
    let run: BTreeSet<_> = EXAMPLES.iter().map(|it| it.0.to_owned()).collect();
    assert_eq!(there, run);
}
