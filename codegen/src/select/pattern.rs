//! Patterns for names and paths. Case does not matter.
//!
//! ```text
//! cloudPc*                          a type: `*` stands for any characters, `?` for one
//! microsoft.graph.callRecords.*     a type by its qualified name
//! user-list-*                       operations by the name of their page
//! /users/*/messages/**              operations by path: `*` stands for one segment, `**` for any number of them
//! GET /users/**                     and by method
//! ```

/// Whether a name fits a pattern.
pub(crate) fn name_fits(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    fits(
        pattern,
        name,
        |it| *it == b'*',
        |it, byte| *it == b'?' || it.eq_ignore_ascii_case(byte),
    )
}

/// Whether a type fits a pattern, by its short or its qualified name.
pub(crate) fn type_fits(pattern: &str, qualified: &str) -> bool {
    let short = qualified.rsplit('.').next().unwrap_or(qualified);
    name_fits(pattern, short) || name_fits(pattern, qualified)
}

/// Which operations are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operations<'a> {
    /// Those of pages that are called so.
    Page(&'a str),
    /// Those over such a path, with any method where none is given.
    Path(Option<&'a str>, &'a str),
}

impl<'a> Operations<'a> {
    /// Reads a pattern.
    pub(crate) fn parse(pattern: &'a str) -> Self {
        let pattern = pattern.trim();
        match pattern.split_once(char::is_whitespace) {
            Some((method, path)) => Self::Path(Some(method), path.trim_start()),
            None if pattern.starts_with('/') => Self::Path(None, pattern),
            None => Self::Page(pattern),
        }
    }

    /// Whether an operation is meant: one of a page, with a method and a path.
    pub(crate) fn fits(self, stem: &str, method: &str, path: &str) -> bool {
        match self {
            Self::Page(pattern) => name_fits(pattern, stem),
            Self::Path(wanted, pattern) => {
                wanted.is_none_or(|it| it.eq_ignore_ascii_case(method)) && path_fits(pattern, path)
            }
        }
    }
}

fn path_fits(pattern: &str, path: &str) -> bool {
    fn segments(path: &str) -> Vec<&str> {
        path.trim_matches('/').split('/').collect()
    }
    fits(
        &segments(pattern),
        &segments(path),
        |it| *it == "**",
        |it, segment| name_fits(it, segment),
    )
}

/// Whether items fit a pattern in which some pieces stand for any number of items. Goes back to the last of those only: it can always be
/// made longer, so an earlier one never has to be.
fn fits<P, T>(
    pattern: &[P],
    items: &[T],
    is_any: impl Fn(&P) -> bool,
    is_one: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut piece, mut item) = (0, 0);
    let mut again = None;
    loop {
        match pattern.get(piece) {
            Some(it) if is_any(it) => {
                again = Some((piece, item));
                piece += 1;
            }
            Some(it) if items.get(item).is_some_and(|next| is_one(it, next)) => {
                piece += 1;
                item += 1;
            }
            None if item == items.len() => return true,
            _ => match again {
                Some((any, start)) if start < items.len() => {
                    again = Some((any, start + 1));
                    piece = any + 1;
                    item = start + 1;
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Operations, name_fits, type_fits};

    #[test]
    fn names_fit_with_any_case() {
        for (pattern, name, expected) in [
            ("user", "user", true),
            ("user", "User", true),
            ("user", "userSettings", false),
            ("cloudPc*", "cloudPcDeviceImage", true),
            ("*Image", "cloudPcDeviceImage", true),
            ("*a*a*", "banana", true),
            ("*a*a*a*a", "banana", false),
            ("?ser", "user", true),
            ("*", "", true),
            ("", "user", false),
        ] {
            assert_eq!(name_fits(pattern, name), expected, "{pattern} {name}");
        }
        assert!(type_fits("session", "microsoft.graph.callRecords.session"));
        assert!(type_fits(
            "microsoft.graph.callRecords.*",
            "microsoft.graph.callRecords.session"
        ));
        assert!(!type_fits("graph.*", "microsoft.graph.user"));
    }

    #[test]
    fn paths_fit_by_segment() {
        let fits = |pattern, path| Operations::parse(pattern).fits("user-list", "GET", path);
        for (pattern, path, expected) in [
            ("/users", "/users", true),
            ("/users/**", "/users", true),
            ("/users/**", "/users/{id}/messages", true),
            ("/users/*", "/users/{id}/messages", false),
            ("/users/*/messages", "/users/{id | upn}/messages", true),
            ("/**/$ref", "/groups/{id}/members/$ref", true),
            ("GET /users", "/users", true),
            ("POST /users", "/users", false),
            ("user-*", "/users", true),
            ("group-*", "/users", false),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
    }
}
