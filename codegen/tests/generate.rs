//! Folders of pages in, code and findings out: `fixtures/<reason>/v1.0/resources/*.md` and the snapshot of the same name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use msgraph_codegen::{Docs, Generated, Layout, Options, Problem, generate};
use msgraph_schema::{
    Parsed, Version,
    diagnostic::lines,
    schema::{Enum, Location, Member, Property},
};

fn fixture(reason: &str) -> Parsed {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    msgraph_schema::parse(&folder.join(reason), Version::V1).expect("the pages can be read")
}

fn options(docs: Docs, layout: Layout) -> Options {
    Options {
        docs,
        layout,
        ..Options::default()
    }
}

/// The code as one text, then what is odd about the pages.
#[track_caller]
fn check(reason: &str, docs: Docs) {
    let parsed = fixture(reason);
    let generated = generate(&parsed.schema, &options(docs, Layout::Single));
    let code: String = generated.files.iter().map(|it| it.1).collect();
    let findings = lines(&generated.diagnostics, &parsed.schema.pages);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(reason, format!("{code}\n{findings}"));
    });
}

#[test]
fn names() {
    check("names", Docs::Facts);
}

#[test]
fn kinds() {
    check("kinds", Docs::Facts);
}

#[test]
fn lists() {
    check("lists", Docs::Facts);
}

#[test]
fn inheritance() {
    check("inheritance", Docs::Facts);
}

#[test]
fn circles() {
    check("circles", Docs::Facts);
}

#[test]
fn facts() {
    check("facts", Docs::Full);
}

#[test]
fn claimed() {
    check("claimed", Docs::Facts);
}

#[test]
fn undefined() {
    check("undefined", Docs::Facts);
}

#[test]
fn requests() {
    check("requests", Docs::Facts);
}

#[test]
fn hostile() {
    check("hostile", Docs::Full);
}

/// What a page says can only be in comments and texts: without them, the same code is left.
#[test]
fn descriptions_change_nothing_but_comments() {
    let parsed = fixture("hostile");
    let code = |docs| {
        let generated = generate(&parsed.schema, &options(docs, Layout::Single));
        let text: String = generated.files.iter().map(|it| it.1).collect();
        let lines = text
            .lines()
            .filter(|it| !it.trim_start().starts_with("///"));
        lines.map(|it| it.to_owned() + "\n").collect::<String>()
    };
    assert_eq!(code(Docs::Full), code(Docs::Facts));
}

#[test]
fn the_same_pages_give_the_same_bytes_whatever_the_number_of_threads() {
    let parsed = fixture("inheritance");
    let run = |threads| -> Generated {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| generate(&parsed.schema, &Options::default()))
    };
    let once = run(1);
    assert_eq!(once, run(1));
    assert_eq!(once, run(2));
}

/// A schema may come from anywhere: what no page could say is refused here.
#[test]
fn what_cannot_be_generated_is_said() {
    let mut schema = fixture("kinds").schema;
    let location = Location {
        line: 1_000,
        ..Location::default()
    };
    for name in ["microsoft.graph.part", "“”.x", "microsoft.graph.x;y"] {
        let it = Enum {
            name: name.into(),
            location,
            ..Enum::default()
        };
        schema.enums.insert(name.into(), it);
    }
    let names = ["a\"]; fn f() {}", "b`", "@odata.type", "c\\"];
    let property = |name: &str| Property {
        name: name.into(),
        location,
        ..Property::default()
    };
    let part = schema
        .types
        .get_mut("microsoft.graph.part")
        .expect("a page defines it");
    part.properties.extend(names.map(property));
    let color = schema
        .enums
        .get_mut("microsoft.graph.color")
        .expect("a page defines it");
    color.members.push(Member {
        name: "\" => panic!(),".to_owned(),
        location,
        ..Member::default()
    });

    let generated = generate(&schema, &Options::default());
    insta::assert_snapshot!("refused", lines(&generated.diagnostics, &schema.pages));
    assert!(
        generated
            .files
            .iter()
            .all(|(_, text)| !text.contains("fn f()") && !text.contains("panic!"))
    );
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn writing_touches_only_what_differs_and_deletes_only_what_was_generated() {
    let root = folder("write");
    let files = generate(&fixture("inheritance").schema, &Options::default()).files;
    let count = files.iter().count();
    assert_eq!(files.write_to(&root).unwrap().written, count);
    assert_eq!(files.check(&root).unwrap(), []);

    fs::write(root.join("v1/dog.rs"), "changed").unwrap();
    fs::write(
        root.join("v1/cat.rs"),
        "// @generated by `cargo xtask regenerate`.\n",
    )
    .unwrap();
    fs::write(root.join("v1/mine.rs"), "// Written by hand.\n").unwrap();
    let changes = files.write_to(&root).unwrap();
    assert_eq!(
        (changes.written, changes.unchanged, changes.deleted),
        (1, count - 1, 1)
    );
    assert!(root.join("v1/mine.rs").exists() && !root.join("v1/cat.rs").exists());
}

#[test]
fn checking_names_what_is_missing_different_and_left_over() {
    let root = folder("check");
    let files = generate(&fixture("inheritance").schema, &Options::default()).files;
    files.write_to(&root).unwrap();
    let dog = fs::read_to_string(root.join("v1/dog.rs")).unwrap();
    fs::write(root.join("v1/dog.rs"), dog.replace("barks", "mews")).unwrap();
    fs::write(
        root.join("v1/cat.rs"),
        "// @generated by `cargo xtask regenerate`.\n",
    )
    .unwrap();
    fs::remove_file(root.join("v1/person.rs")).unwrap();

    let stale = files.check(&root).unwrap();
    let found: Vec<_> = stale
        .iter()
        .map(|it| it.path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(found, ["cat.rs", "dog.rs", "person.rs"]);
    assert_eq!(stale[0].problem, Problem::LeftOver);
    assert!(
        matches!(&stale[1].problem, Problem::Different(diff) if diff.contains("mews") && diff.contains("barks"))
    );
    assert_eq!(stale[2].problem, Problem::Missing);

    fs::remove_dir_all(&root).unwrap();
    let stale = files.check(&root).unwrap();
    assert_eq!(stale.len(), files.iter().count());
    assert!(stale.iter().all(|it| it.problem == Problem::Missing));
    let written = files.write_to(&root).unwrap().written;
    assert_eq!(written, files.iter().count());
}
