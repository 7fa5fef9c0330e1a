//! Reads which query options a sentence says are supported: `$filter` (`eq`, `ne`), `$orderby` …

use crate::schema::{Facts, FilterSupport, Support};

use super::sentence_end;

/// The operators of `$filter` in OData's spelling.
const OPERATORS: [&str; 13] = [
    "eq",
    "ne",
    "not",
    "ge",
    "le",
    "gt",
    "lt",
    "in",
    "startswith",
    "endswith",
    "contains",
    "any",
    "all",
];

/// Reads the options in what stands behind `supports`, up to the end of the sentence.
pub(super) fn read(text: &str, negated: bool, facts: &mut Facts) {
    let mut rest = &text[..sentence_end(text)];
    let support = if negated { Support::No } else { Support::Yes };
    while let Some(at) = memchr::memchr(b'$', rest.as_bytes()) {
        let option = &rest[at + 1..];
        let end = option
            .find(|it: char| !it.is_ascii_alphabetic())
            .unwrap_or(option.len());
        rest = &option[end..];
        match &option[..end] {
            "filter" => rest = filter(rest, support, &mut facts.filter),
            it if it.eq_ignore_ascii_case("orderby") => settle(&mut facts.order_by, support),
            "search" => settle(&mut facts.search, support),
            "expand" => settle(&mut facts.expand, support),
            _ => {}
        }
    }
}

/// The first sentence about something counts.
fn settle(place: &mut Support, support: Support) {
    if *place == Support::Unsaid {
        *place = support;
    }
}

/// Reads the operators in parentheses behind `$filter`; gives what stands behind them.
fn filter<'a>(text: &'a str, support: Support, into: &mut FilterSupport) -> &'a str {
    settle(&mut into.support, support);
    let list = text.trim_start_matches(['`', ' ', '*']).strip_prefix('(');
    let Some((list, rest)) = list.and_then(|it| it.split_once(')')) else {
        return text;
    };
    let words = list.split(|it: char| !it.is_ascii_alphabetic());
    for word in words {
        let operator = OPERATORS.iter().find(|it| it.eq_ignore_ascii_case(word));
        if let Some(operator) = operator
            && !into.operators.iter().any(|it| it == operator)
        {
            into.operators.push((*operator).to_owned());
        }
    }
    rest
}

/// Whether the sentence that a text begins with names a query option.
pub(super) fn is_about(text: &str, option: &str) -> bool {
    text[..sentence_end(text)].contains(option)
}
