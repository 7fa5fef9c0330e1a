//! Phrases and what they mean.

use super::*;
use crate::schema::Support;

#[track_caller]
fn values(text: &str, expected: &[&str]) {
    assert_eq!(read(text).values, expected, "{text}");
}

#[test]
fn access() {
    let found =
        read("The id. Read-only. Required. Not nullable. Key. Default value is `x y`.").facts;
    assert!(found.read_only && found.required && found.key);
    assert_eq!(found.nullable, Some(false));
    assert_eq!(found.default.as_deref(), Some("x y"));
    assert!(!read("This is not read-only.").facts.read_only);
    assert!(!read("The required thing").facts.required);
    assert_eq!(read("Nullable.").facts.nullable, Some(true));
    assert_eq!(read("It cannot be null.").facts.nullable, Some(false));
    assert!(read("Returned only on `$select`.").facts.select_only);
    assert!(read("Write-only.").facts.write_only);
}

#[test]
fn defaults() {
    let default = |text| read(text).facts.default;
    assert_eq!(
        default("The default is NotAllow. Or so").as_deref(),
        Some("NotAllow")
    );
    assert_eq!(default("Defaults to **true**.").as_deref(), Some("true"));
    assert_eq!(default("Default: 1.5").as_deref(), Some("1.5"));
    assert_eq!(default("By default is the best"), None);
    assert_eq!(default("The default calendar"), None);
}

#[test]
fn ancestors_and_deprecation() {
    let found = read("It. Inherited from [**base**](b.md). It is deprecated since May. More.");
    assert_eq!(found.inherited_from.map(|it| it.text), Some("**base**"));
    assert_eq!(found.deprecation, Some("It is deprecated since May"));
    let plain = read("inherited from microsoft.graph.entity.").inherited_from;
    assert_eq!(plain.map(|it| it.text), Some("microsoft.graph.entity"));
}

#[test]
fn query_options() {
    let found = read("Supports `$filter` (`eq`, `NOT`, `startsWith` only), $orderBy and `$search`. Does not support `$expand`.").facts;
    assert_eq!(found.filter.operators, ["eq", "not", "startswith"]);
    assert_eq!((found.order_by, found.search), (Support::Yes, Support::Yes));
    assert_eq!(found.expand, Support::No);
    let close = read("Supports $filter(`eq`).").facts.filter;
    assert_eq!(
        (close.support, close.operators),
        (Support::Yes, vec!["eq".into()])
    );
}

#[test]
fn value_lists() {
    values(
        "Possible values are: `a`, `b` (the best), and ` c `. Also `d`.",
        &["a", "b", "c"],
    );
    values(
        "The possible values for the thing are `a` or `b`.",
        &["a", "b"],
    );
    values(
        "Possible values: Active, With2, Disabled and Error. Rest",
        &["Active", "With2", "Disabled", "Error"],
    );
    values(
        "Possible values: 0 - `Not Ready`, 1 - `Ready`",
        &["Not Ready", "Ready"],
    );
    values("Possible values are:<br/><ul><li>`a` - some `text`", &["a"]);
    values("Possible values: `a` - some text. `b` - more", &["a", "b"]);
    values("Valid values 1 to 5", &[]);
    values(
        "supportsThings is not allowed when this value is false and `x` is set",
        &[],
    );
    values("Can be one of `a`, `b`", &["a", "b"]);
    values("Supported values: `null`, `a`.", &["a"]);
    values("The list of possible values is long.", &[]);
}

#[test]
fn hidden_values() {
    let text = "Possible values are: `a`, `unknownFutureValue`. Use the `Prefer: include-unknown-enum-members` request header to get the following value(s) in this [evolvable enum](/graph/x#y): `b`, `c`.";
    let found = read(text);
    assert_eq!(found.values, ["a", "unknownFutureValue"]);
    assert_eq!(found.hidden, ["b", "c"]);
}
