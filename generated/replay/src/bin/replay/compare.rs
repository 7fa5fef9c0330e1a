//! JSON by value: what two texts say the same, however they spell numbers and dates.

use msgraph_runtime::{DateTimeOffset, Duration, Json, TimeOfDay};

/// Where two values differ first, and how; nothing where they are equal.
pub(crate) fn difference(expected: &Json, actual: &Json) -> Option<String> {
    at(expected, actual, "$")
}

fn at(expected: &Json, actual: &Json, path: &str) -> Option<String> {
    match (expected, actual) {
        (Json::Object(left), Json::Object(right)) => {
            let missing = left.keys().find(|it| !right.contains_key(*it));
            if let Some(name) = missing {
                return Some(format!("{path}.{name} is lost"));
            }
            if let Some(name) = right.keys().find(|it| !left.contains_key(*it)) {
                return Some(format!("{path}.{name} is new"));
            }
            left.iter()
                .find_map(|(name, value)| at(value, &right[name], &format!("{path}.{name}")))
        }
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (left, right))| at(left, right, &format!("{path}[{index}]")))
        }
        _ if is_same(expected, actual) => None,
        _ => Some(format!("{path} is {actual}, expected {expected}")),
    }
}

fn is_same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Json::String(left), Json::String(right)) => left == right || is_same_text(left, right),
        _ => left == right,
    }
}

/// Points in time, times of day and lengths of time have many spellings.
fn is_same_text(left: &str, right: &str) -> bool {
    fn same<T: std::str::FromStr + PartialEq>(left: &str, right: &str) -> bool {
        matches!((left.parse::<T>(), right.parse::<T>()), (Ok(left), Ok(right)) if left == right)
    }
    same::<DateTimeOffset>(left, right)
        || same::<TimeOfDay>(left, right)
        || same::<Duration>(left, right)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_count_and_not_spellings() {
        let left = json!({"a": 1.0, "b": ["2026-01-01T00:00:00Z", null]});
        let right = json!({"b": ["2026-01-01T01:00:00.000+01:00", null], "a": 1});
        assert_eq!(difference(&left, &right), None);
    }

    #[test]
    fn the_first_difference_is_told() {
        let told = |left, right| difference(&left, &right).unwrap();
        assert_eq!(
            told(json!({"a": [1]}), json!({"a": [2]})),
            "$.a[0] is 2, expected 1"
        );
        assert_eq!(told(json!({"a": null}), json!({})), "$.a is lost");
        assert_eq!(told(json!({}), json!({"a": null})), "$.a is new");
        assert_eq!(told(json!([1, 2]), json!([2, 1])), "$[0] is 2, expected 1");
    }
}
