//! Whether an address is one of a documented path, and what it gives for its placeholders.
//!
//! ```text
//! /users/{id}/drive/root:/{path}:/children                 template
//! /users/anna/drive/root:/Plans/2026:/children             address
//!        anna             Plans/2026                       ids
//! ```

use msgraph_schema::schema::{Argument, PathTemplate, Placeholder, Segment};

use crate::address::{Address, closing, decode};

/// What an address gives to a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fit {
    /// The values of the placeholders, decoded.
    pub(crate) ids: Vec<String>,
    /// The values between parentheses, decoded and without quotes.
    pub(crate) arguments: Vec<(String, String)>,
    /// How many segments are the same word.
    words: usize,
}

/// The path that an address fits best: the one with the most words, and among those the one whose query options it has.
pub(crate) fn best<'a, T>(
    paths: impl Iterator<Item = (T, &'a PathTemplate)>,
    address: &Address,
) -> Option<(T, &'a PathTemplate, Fit)> {
    let fits =
        paths.filter_map(|(it, template)| Some((it, template, fit(template, &address.path)?)));
    let rank = |template: &PathTemplate, fit: &Fit| (fit.words, has_options(template, address));
    fits.reduce(|best, it| {
        if rank(it.1, &it.2) > rank(best.1, &best.2) {
            it
        } else {
            best
        }
    })
}

/// Whether an address has the query options that stand in a path.
fn has_options(template: &PathTemplate, address: &Address) -> bool {
    let mut names = template
        .query
        .split('&')
        .filter_map(|it| Some(it.split_once('=')?.0));
    names.all(|name| {
        address
            .query
            .iter()
            .any(|it| it.0.eq_ignore_ascii_case(name))
    })
}

/// What a path below the version gives to a template.
fn fit(template: &PathTemplate, path: &str) -> Option<Fit> {
    let mut reader = Reader {
        rest: path,
        fit: Fit::default(),
    };
    for (at, segment) in template.segments.iter().enumerate() {
        let until = match template.segments.get(at + 1) {
            Some(Segment::ItemPath(_)) => ':',
            Some(Segment::Key(_)) => '(',
            _ => '/',
        };
        reader.segment(segment, until)?;
    }
    matches!(reader.rest, "" | "/" | ":").then_some(reader.fit)
}

struct Reader<'a> {
    rest: &'a str,
    fit: Fit,
}

impl<'a> Reader<'a> {
    fn segment(&mut self, segment: &Segment, until: char) -> Option<()> {
        match segment {
            Segment::Literal(word) => self.word(word),
            Segment::Cast(name) => self.word(name.as_str()),
            Segment::Placeholder(it) => self.placeholder(it, until),
            Segment::ItemPath(_) => self.item_path(),
            Segment::Key(arguments) => self.key(arguments),
            Segment::Call { name, arguments } => {
                self.name(name)?;
                if self.rest.starts_with('(') {
                    self.arguments(arguments)
                } else {
                    arguments.is_empty().then_some(())
                }
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.name(word)?;
        self.rest = self.rest.strip_prefix("()").unwrap_or(self.rest);
        self.rest
            .is_empty()
            .then_some(())
            .or_else(|| self.rest.starts_with(['/', ':', '(']).then_some(()))
    }

    /// A word without regard to case, with or without its namespace.
    fn name(&mut self, name: &str) -> Option<()> {
        let rest = self.rest.strip_prefix('/')?;
        let spellings = [
            rest,
            rest.strip_prefix("microsoft.graph.").unwrap_or(rest),
            rest.strip_prefix("graph.").unwrap_or(rest),
        ];
        let short = name.strip_prefix("microsoft.graph.").unwrap_or(name);
        let found = spellings.into_iter().find_map(|it| {
            Some((it, it.get(..short.len())?)).filter(|it| it.1.eq_ignore_ascii_case(short))
        });
        self.rest = match found {
            Some((rest, found)) => &rest[found.len()..],
            None => rest.strip_prefix(name)?,
        };
        self.fit.words += 1;
        Some(())
    }

    fn placeholder(&mut self, _: &Placeholder, until: char) -> Option<()> {
        let quoted = self
            .rest
            .strip_prefix("('")
            .and_then(|it| it.split_once("')"));
        let (id, rest) = match quoted {
            Some(it) => it,
            None => {
                let rest = self.rest.strip_prefix('/')?;
                rest.split_at(end(rest, until))
            }
        };
        if id.is_empty() || id.starts_with('$') {
            return None;
        }
        self.rest = rest;
        self.fit.ids.push(decode(id));
        Some(())
    }

    fn item_path(&mut self) -> Option<()> {
        let rest = self.rest.strip_prefix(':')?;
        let (path, rest) = rest.split_at(end(rest, ':'));
        self.rest = rest.strip_prefix(':').unwrap_or(rest);
        let path = path.trim_matches('/');
        self.fit.ids.push(decode(path));
        (!path.is_empty()).then_some(())
    }

    fn key(&mut self, arguments: &[Argument]) -> Option<()> {
        if self.rest.starts_with('(') {
            return self.arguments(arguments);
        }
        let rest = self.rest.strip_prefix('/')?;
        let (key, rest) = rest.split_at(end(rest, '/'));
        self.rest = rest;
        self.take(key, arguments)
    }

    fn arguments(&mut self, arguments: &[Argument]) -> Option<()> {
        let (inner, rest) = self.rest.split_at(closing(self.rest)?);
        self.rest = rest;
        self.take(&inner[1..inner.len() - 1], arguments)
    }

    /// The arguments must be those of the template, in any order; a template without arguments takes all.
    fn take(&mut self, inner: &'a str, arguments: &[Argument]) -> Option<()> {
        let given: Vec<_> = split(inner).map(argument).collect();
        let is_wanted = |name: &str| {
            arguments
                .iter()
                .any(|it| it.name.eq_ignore_ascii_case(name))
        };
        if !arguments.is_empty()
            && (given.len() != arguments.len() || !given.iter().all(|it| is_wanted(&it.0)))
        {
            return None;
        }
        self.fit.arguments.extend(given);
        Some(())
    }
}

/// Where a segment ends: at the mark or at a slash outside braces.
fn end(text: &str, mark: char) -> usize {
    let mut depth = 0_usize;
    let found = text.char_indices().find(|(_, it)| {
        match it {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (*it == mark || *it == '/' && mark != ':')
    });
    found.map_or(text.len(), |it| it.0)
}

/// The text between commas that stand outside quotes, braces and parentheses.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut depth) = (false, 0_usize);
    let parts = text.split(move |it| {
        match it {
            '\'' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        it == ',' && !quoted && depth == 0
    });
    parts.map(str::trim).filter(|it| !it.is_empty())
}

/// Name and value of an argument.
fn argument(text: &str) -> (String, String) {
    let is_name = |it: &str| {
        it.trim()
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '_')
    };
    let (name, value) = text
        .split_once('=')
        .filter(|it| is_name(it.0))
        .unwrap_or(("", text));
    let value = decode(value.trim());
    let unquoted = value
        .strip_prefix('\'')
        .and_then(|it| it.strip_suffix('\''))
        .map(|it| it.replace("''", "'"));
    (name.trim().to_owned(), unquoted.unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(template: &str, path: &str) -> Option<String> {
        let template = msgraph_schema::path::parse(template).unwrap();
        let fit = fit(&template, path)?;
        let arguments = fit
            .arguments
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        Some(
            fit.ids
                .into_iter()
                .chain(arguments)
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    #[test]
    fn an_address_gives_its_values() {
        let cases = [
            ("/users/{id}/messages", "/Users/a%40b/messages", Some("a@b")),
            ("/users/{id}/messages", "/users('a')/messages", Some("a")),
            (
                "/users/{id}/messages",
                "/users/{id | name}/messages",
                Some("{id | name}"),
            ),
            ("/users/{id}/messages", "/users/a/messages/b", None),
            ("/users/{id}", "/users/$count", None),
            (
                "/me/drive/root:/{path}:/children",
                "/me/drive/root:/a/b%20c:/children",
                Some("a/b c"),
            ),
            (
                "/me/drive/items/{id}:/{path}:/content",
                "/me/drive/items/1:/x.txt:/content",
                Some("1 x.txt"),
            ),
            (
                "/range(address='{a}')",
                "/microsoft.graph.range(address='A1:B''2')",
                Some("address=A1:B'2"),
            ),
            ("/f(a={a},b={b})", "/f(b=2, a={x, y})", Some("b=2 a={x, y}")),
            ("/f(a={a})", "/f(b=2)", None),
            ("/me/delta", "/me/delta()", Some("")),
            (
                "/groups/{id}/microsoft.graph.user",
                "/groups/1/graph.user",
                Some("1"),
            ),
        ];
        for (template, path, expected) in cases {
            assert_eq!(
                given(template, path).as_deref(),
                expected,
                "{template} {path}"
            );
        }
    }
}
