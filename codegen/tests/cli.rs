//! The command, as scripts and people use it.

use std::{
    path::Path,
    process::{Command, Output},
};

const DOCS: &str = "tests/slices/docs";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_msgraph-codegen"))
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn text(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_type_is_explained() {
    insta::assert_snapshot!(text(&["explain", "user", "--docs", DOCS]));
}

#[test]
fn a_member_is_explained() {
    insta::assert_snapshot!(text(&["explain", "user.displayName", "--docs", DOCS]));
}

#[test]
fn scripts_get_json() {
    let text = text(&["explain", "ageGroup", "--docs", DOCS, "--json"]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value[0]["name"], "microsoft.graph.ageGroup");
    assert_eq!(
        value[0]["place"],
        "api-reference/v1.0/resources/agegroup.md:1:3"
    );
}

#[test]
fn everything_is_listed() {
    let list = |what| text(&["list", what, "--docs", DOCS, "--api", "beta"]);
    let lists = ["types", "enums", "operations", "areas"].map(list);
    insta::assert_snapshot!(lists.join("\n"));
}

#[test]
fn a_slice_is_vendored_and_generates_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (pages, whole, slice) = (path("pages"), path("whole"), path("slice"));
    let select = ["--type", "user", "--without-type", "drive"];
    let with = |start: &[&str]| text(&[start, &select].concat());
    with(&["vendor", "--docs", DOCS, "--out", &pages]);
    with(&["generate", "--docs", DOCS, "--out", &whole]);
    text(&["generate", "--docs", &pages, "--out", &slice]);
    let read = |folder: &str| {
        let user = Path::new(folder).join("v1/user.rs");
        std::fs::read_to_string(user).unwrap()
    };
    assert_eq!(read(&whole), read(&slice));
    let vendored = Path::new(&pages).join("v1.0/resources");
    assert!(vendored.join("user.md").exists() && !vendored.join("drive.md").exists());

    text(&["generate", "--docs", &pages, "--out", &slice, "--check"]);
    std::fs::remove_file(Path::new(&slice).join("v1/user.rs")).unwrap();
    let stale = run(&["generate", "--docs", &pages, "--out", &slice, "--check"]);
    assert_eq!(stale.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&stale.stderr).contains("user.rs: missing"));
}

#[test]
fn problems_and_mistakes_have_statuses_of_their_own() {
    let problem = run(&["explain", "nobody", "--docs", DOCS]);
    assert_eq!(problem.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&problem.stderr),
        "error: no page defines `nobody`\n"
    );
    assert_eq!(run(&["explain", "--docs"]).status.code(), Some(2));
    assert_eq!(
        run(&["list", "types", "--docs", "nowhere"]).status.code(),
        Some(1)
    );
}
