//! The table of promises in `README.md` names tests and files that are there.

use std::{fs, path::Path};

/// Every name in backticks that ends in `.rs` is a file, and every other one behind a file is a test in it.
#[test]
fn every_promise_has_its_test() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = runtime.join("tests");
    let misuse = runtime.join("misuse/tests");
    let folders = [&tests, &misuse, &misuse.join("compile_fail")];
    let table = fs::read_to_string(tests.join("README.md")).unwrap();
    let mut checked = 0;
    for row in table.lines().filter(|it| it.starts_with("| ")) {
        let proof = row.rsplit(" | ").next().unwrap();
        let mut source = String::new();
        for name in proof.split('`').skip(1).step_by(2) {
            if name.ends_with(".rs") {
                let mut paths = folders.iter().map(|it| it.join(name));
                let path = paths.find(|it| it.exists());
                let path = path.unwrap_or_else(|| panic!("there is no file `{name}` for: {row}"));
                source = fs::read_to_string(path).unwrap();
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
