//! The table of promises in `README.md` names tests and files that are there.

use std::{fs, path::Path};

/// Every name in backticks that ends in `.rs` is a file, and every other one behind a file is a test in it.
#[test]
fn every_promise_has_its_test() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let table = fs::read_to_string(tests.join("README.md")).unwrap();
    let mut checked = 0;
    for row in table.lines().filter(|it| it.starts_with("| ")) {
        let proof = row.rsplit(" | ").next().unwrap();
        let mut source = String::new();
        for name in proof.split('`').skip(1).step_by(2) {
            if name.ends_with(".rs") {
                let own = tests.join(name);
                let path = if own.exists() {
                    own
                } else {
                    tests.join("compile_fail").join(name)
                };
                source = fs::read_to_string(path).unwrap_or_else(|it| panic!("{name}: {it}"));
            } else {
                assert!(
                    source.contains(&format!("fn {name}(")),
                    "no test `{name}` for: {row}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} tests are named");
}
