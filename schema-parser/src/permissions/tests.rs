//! Tables of cells, and properties that hold for any.

use proptest::prelude::*;

use super::parse;

/// A cell as text: alternatives with ` | `, sets with ` & `, footnotes with `*`; what is not understood behind a `?`.
fn read(text: &str) -> String {
    let cell = parse(text);
    let sets = cell.alternatives.iter().map(|it| {
        let mark = if it.restricted { "*" } else { "" };
        it.all_of.join(" & ") + mark
    });
    let unread = cell.unread.map(|it| format!(" ? {it}"));
    sets.collect::<Vec<_>>().join(" | ") + &unread.unwrap_or_default()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(read(text), expected);
}

#[test]
fn reads_lists() {
    check(
        "User.Read, User.Read.All,Mail-x.Read_Y.All",
        "User.Read | User.Read.All | Mail-x.Read_Y.All",
    );
    check(" A.Read.  ", "A.Read");
    check("A.Read, B.Read.All.,", "A.Read | B.Read.All");
    check(
        "A.Read or B.Read<br/>C.Read; D.Read E.Read",
        "A.Read | B.Read | C.Read | D.Read | E.Read",
    );
}

#[test]
fn reads_nothing() {
    for text in [
        "",
        "Not supported.",
        "Not Supported",
        "None.",
        "n/a",
        "Not applicable",
        "Not available.",
        "-",
        "`None`",
    ] {
        check(text, "");
    }
}

#[test]
fn reads_sets() {
    check(
        "A.Read and B.Read, C.Read plus D.Read and E.Read",
        "A.Read & B.Read | C.Read & D.Read & E.Read",
    );
    check("A.Read, and B.Read", "A.Read & B.Read");
    check("A.Read and", "A.Read");
}

#[test]
fn steps_over_links_and_keeps_footnotes() {
    check(
        "[A.Read](/x#y), `B.Read`\\*, C.Read*, **D.Read**",
        "A.Read | B.Read* | C.Read* | D.Read*",
    );
    check("&nbsp;A.Read&nbsp;", "A.Read");
}

#[test]
fn gives_back_what_it_does_not_understand() {
    check("One from A.Read, B.Read", "A.Read | B.Read ? One");
    check("TODO: Determine scopes", " ? TODO");
    check("A.Read (x) or B.Read", "A.Read | B.Read ? (x)");
}

proptest! {
    #[test]
    fn reads_any_alternatives(sets in prop::collection::vec(prop::collection::vec("[A-Z][a-z]{1,6}(\\.[A-Z][a-z]{1,6}){1,2}", 1..4), 1..5)) {
        let cell = sets.iter().map(|it| it.join(" and ")).collect::<Vec<_>>().join(", ");
        let expected = sets.iter().map(|it| it.join(" & ")).collect::<Vec<_>>().join(" | ");
        prop_assert_eq!(read(&cell), expected);
    }

    #[test]
    fn takes_any_text(text in r"[A-Za-z.,;&+*<>\[\]() `\\/é_-]{0,40}") {
        parse(&text);
    }
}
