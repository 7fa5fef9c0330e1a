//! Tables of odd JSON, and properties that hold for any text.

use proptest::prelude::*;

use super::{Value, is_strict, parse};

/// What a text reads as, written strictly, and the messages about it.
fn read(text: &str) -> (String, Vec<&'static str>) {
    let (value, problems) = parse(text);
    let messages = problems.into_iter().map(|it| it.message).collect();
    (
        serde_json::to_string(&value).expect("a value can be written"),
        messages,
    )
}

#[track_caller]
fn check(text: &str, expected: &str, messages: &[&str]) {
    assert_eq!(read(text), (expected.to_owned(), messages.to_vec()));
}

#[test]
fn takes_json_without_a_word() {
    check(
        r#" {"b": [1, -2.5e3, 0, "x\n\u00e9\ud83d\ude00"], "a": {"": null}, "t": true} "#,
        r#"{"b":[1,-2500.0,0,"x\né😀"],"a":{"":null},"t":true}"#,
        &[],
    );
    check("", "null", &["missing value"]);
    check("[18446744073709551615]", "[18446744073709551615]", &[]);
}

#[test]
fn repairs_commas() {
    check(r#"{"a": 1,}"#, r#"{"a":1}"#, &["trailing comma"]);
    check("[1,,2]", "[1,2]", &["unexpected comma"]);
    check(
        "{\"a\": 1\n\"b\": \"x\" \"c\": {} \"d\": 2}",
        r#"{"a":1,"b":"x","c":{},"d":2}"#,
        &["missing comma"; 3],
    );
}

#[test]
fn steps_over_comments_and_ellipses() {
    check(
        "{ // one\n \"a\": 1, /* two */ ... }",
        r#"{"a":1}"#,
        &["comment", "comment", "ellipsis"],
    );
    check(
        "[ {}, …, ..., ]",
        "[{}]",
        &[
            "ellipsis",
            "unexpected comma",
            "ellipsis",
            "unexpected comma",
        ],
    );
    check("[1 // one\n]", "[1]", &["comment"]);
    check("/* open", "null", &["comment", "missing value"]);
}

#[test]
fn takes_words_and_other_quotes() {
    check(
        "{a: Int32 (x), b: True}",
        r#"{"a":"Int32 (x)","b":true}"#,
        &[
            "name without quotes",
            "word without quotes",
            "name without quotes",
            "word without quotes",
        ],
    );
    check(
        "{'a': “b”, “c\": &quot;d&quot;}",
        r#"{"a":"b","c":"d"}"#,
        &["string in other quotes"; 4],
    );
    check(
        "[https://a/b]",
        r#"["https://a/b"]"#,
        &["word without quotes"],
    );
}

#[test]
fn takes_other_numbers() {
    check("[007]", "[7]", &["number in a form that JSON has not"]);
    check("[00]", "[0]", &["number in a form that JSON has not"]);
    check("[+1]", "[1]", &["number in a form that JSON has not"]);
    check("[1.]", r#"["1."]"#, &["word without quotes"]);
    check(
        "[2020-01-01]",
        r#"["2020-01-01"]"#,
        &["word without quotes"],
    );
}

#[test]
fn closes_what_is_left_open() {
    check(
        "{\"a\": [1, {\"b\": 2]}",
        r#"{"a":[1,{"b":2}]}"#,
        &["missing closing bracket"],
    );
    check("{\"a\": 1]}", r#"{"a":1}"#, &["unexpected closing bracket"]);
    check(
        "{\"a\": \"b,\n \"c\": 1}",
        r#"{"a":"b","c":1}"#,
        &["missing closing quote", "missing comma"],
    );
    check("\"a\nb\"", r#""a\nb""#, &["control character in a string"]);
    check("\"a", r#""a""#, &["missing closing quote"]);
    check(
        "{\"a\"",
        r#"{"a":null}"#,
        &["missing colon", "missing closing bracket"],
    );
    check(
        "{\"a\":\u{a0}1}\n{}",
        r#"{"a":1}"#,
        &["unusual blank", "text behind the value"],
    );
    check(
        "{{}, : 1}",
        r#"{"":1}"#,
        &["value without a name", "missing name"],
    );
    check(
        r#""\q\ud800\u12""#,
        "\"q\u{fffd}\u{fffd}12\"",
        &["unknown escape", "half a surrogate pair", "unknown escape"],
    );
}

#[test]
fn gives_up_on_what_is_nested_too_deep() {
    let deep = "[".repeat(1_000_000);
    let (_, problems) = parse(&deep);
    assert_eq!(problems[0].message, "nested too deep");
}

#[test]
fn knows_where_members_stand() {
    let text = "{ \"a\": { 'b': 1 } }";
    let (value, _) = parse(text);
    let outer = &value.members()[0];
    assert_eq!((outer.offset, outer.value.members()[0].offset), (2, 9));
    assert_eq!(
        value.get("a").and_then(|it| it.get("b")),
        Some(&Value::Number("1".into()))
    );
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|it| serde_json::Value::Object(it.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn reads_strict_json_as_serde_does(json in any_json()) {
        let text = serde_json::to_string_pretty(&json).expect("JSON can be written");
        let (value, problems) = parse(&text);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(serde_json::to_value(&value).expect("a value can be written"), json);
    }

    #[test]
    fn never_panics_and_reports_all_that_is_not_json(text in r#"[\[\]{}:,"'a1.\-/*…“” \n\t\\u&;]{0,40}"#) {
        let (_, problems) = parse(&text);
        prop_assert!(problems.iter().all(|it| it.offset <= text.len()));
        prop_assert!(!problems.is_empty() || is_strict(&text), "{}", text);
    }

    #[test]
    fn takes_any_text(text in any::<String>()) {
        parse(&text);
    }
}
