//! Where in a JSON text a position stands, as a path: line 1, column 40 of a page is `value[3].subject`.
//!
//! The decoder says only line and column. Following the path while decoding would cost every type a second copy of its code; reading the
//! text again after a failure costs nothing until one happens.

/// One step: how many values an array held so far, or the name of the current property.
enum Step {
    Index(usize),
    Name(String),
}

/// The path of the value at a line and column as `serde_json` counts them, both from 1; `$` for the whole text.
pub(crate) fn at(json: &[u8], line: usize, column: usize) -> String {
    let start = json
        .split_inclusive(|it| *it == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum::<usize>();
    let end = (start + column.max(1) - 1).min(json.len());
    print(&walk(json, end))
}

fn walk(json: &[u8], end: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = 0;
    let mut names = false;
    while at < end {
        match json[at] {
            b'{' => {
                steps.push(Step::Name(String::new()));
                names = true;
            }
            b'[' => steps.push(Step::Index(0)),
            b'}' | b']' => {
                steps.pop();
            }
            b':' => names = false,
            b',' => names = next_value(&mut steps),
            b'"' => {
                let close = close(json, at + 1);
                if names && let Some(Step::Name(name)) = steps.last_mut() {
                    *name =
                        String::from_utf8_lossy(&json[at + 1..close.min(json.len())]).into_owned();
                }
                at = close;
            }
            _ => {}
        }
        at += 1;
    }
    steps
}

/// Steps over a comma; whether a name comes next.
fn next_value(steps: &mut [Step]) -> bool {
    match steps.last_mut() {
        Some(Step::Index(index)) => {
            *index += 1;
            false
        }
        _ => true,
    }
}

/// The position of the quote that closes a string.
fn close(json: &[u8], mut at: usize) -> usize {
    while at < json.len() && json[at] != b'"' {
        at += if json[at] == b'\\' { 2 } else { 1 };
    }
    at
}

fn print(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Name(name) if name.is_empty() => {}
            Step::Name(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
        }
    }
    if path.is_empty() {
        "$".to_owned()
    } else {
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        let json = json.replace('\u{b7}', "");
        let error = serde_json::from_str::<serde_json::Value>(&json).unwrap_err();
        assert_eq!(
            at(json.as_bytes(), error.line(), error.column()),
            expected,
            "{error}"
        );
    }

    #[test]
    fn a_path_leads_to_the_value_that_failed() {
        check("?", "$");
        check(r#"{"a": ?}"#, "a");
        check(r#"{"a": 1, "b": ?}"#, "b");
        check(
            r#"{"value": [{"x": 1}, {"x": [true, ?]}]}"#,
            "value[1].x[1]",
        );
        check(r#"{"a,{\"": "}:[", "b": {"c": ?}}"#, "b.c");
        check("{\n  \"a\": {},\n  \"b\": [1,\n   ?]\n}", "b[1]");
    }
}
