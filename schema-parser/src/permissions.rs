//! Cells of permission tables: text -> alternatives, each a set of permissions needed together.
//!
//! ```text
//! cell        := nothing | alternative (("," | ";" | "or" | "<br>" | blank) alternative)*
//! alternative := permission (("and" | "plus" | "&" | "+") permission)*
//! permission  := [A-Za-z][\w-]* ("." [\w-]+)+  [footnote mark]
//! nothing     := "Not supported" | "Not applicable" | "Not available" | "None" | "n/a" | "-" | …
//! ```
//!
//! Links, emphasis and code marks are stepped over; words that are none of this are given back, not guessed at.

use crate::schema::PermissionSet;

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    /// The alternatives in the order of the cell.
    pub(crate) alternatives: Vec<PermissionSet>,
    /// The first words that are not understood.
    pub(crate) unread: Option<&'a str>,
}

/// Reads a cell.
pub(crate) fn parse(cell: &str) -> Cell<'_> {
    let mut reader = Reader::default();
    let mut rest = strip_nothing(cell);
    while let Some((token, after)) = next_token(rest) {
        reader.token(token);
        rest = after;
    }
    reader.cell
}

/// The words for no permission, which begin a cell; the last ones are all of it.
const NOTHING: [&str; 8] = [
    "not supported",
    "not applicable",
    "not available",
    "not yet supported",
    "none",
    "n/a",
    "na",
    "-",
];

/// The cell without the words that say that no permission will do.
fn strip_nothing(cell: &str) -> &str {
    let text = cell.trim_start_matches(|it: char| it.is_whitespace() || matches!(it, '*' | '`'));
    let length = NOTHING.into_iter().find_map(|it| {
        let head = text.get(..it.len())?;
        head.eq_ignore_ascii_case(it).then_some(it.len())
    });
    let rest = &text[length.unwrap_or(0)..];
    let inner = rest.strip_prefix(['.', '-', '_']).unwrap_or(rest);
    match inner.starts_with(|it: char| it.is_ascii_alphanumeric()) {
        true => text,
        false => rest,
    }
}

enum Token<'a> {
    Name(&'a str),
    And,
    Or,
    Footnote,
    Other(&'a str),
}

#[derive(Default)]
struct Reader<'a> {
    cell: Cell<'a>,
    /// Whether the next permission joins the last alternative.
    joins: bool,
}

impl<'a> Reader<'a> {
    fn token(&mut self, token: Token<'a>) {
        match token {
            Token::Name(name) => self.name(name),
            Token::And => self.joins = !self.cell.alternatives.is_empty(),
            Token::Or => self.joins = false,
            Token::Footnote => {
                if let Some(last) = self.cell.alternatives.last_mut() {
                    last.restricted = true;
                }
            }
            Token::Other(word) => {
                self.joins = false;
                self.cell.unread.get_or_insert(word);
            }
        }
    }

    fn name(&mut self, name: &str) {
        let joins = std::mem::take(&mut self.joins);
        match self.cell.alternatives.last_mut() {
            Some(last) if joins => last.all_of.push(name.to_owned()),
            _ => self.cell.alternatives.push(PermissionSet {
                all_of: vec![name.to_owned()],
                restricted: false,
            }),
        }
    }
}

/// The first token of a text and what follows it.
fn next_token(text: &str) -> Option<(Token<'_>, &str)> {
    let text = skip_marks(text);
    let first = text.chars().next()?;
    if first.is_ascii_alphabetic() {
        let end = text.find(|it| !is_name(it)).unwrap_or(text.len());
        let word = text[..end].trim_end_matches(['.', '-']);
        return Some((word_token(word), &text[word.len()..]));
    }
    let (token, length) = match first {
        ',' | ';' => (Token::Or, 1),
        '&' | '+' => (Token::And, 1),
        '*' => (Token::Footnote, 1),
        '<' => (Token::Or, text.find('>').map_or(1, |it| it + 1)),
        _ => {
            let end = text
                .find([' ', ',', '<'])
                .unwrap_or(text.len())
                .max(first.len_utf8());
            (Token::Other(&text[..end]), end)
        }
    };
    Some((token, &text[length..]))
}

fn word_token(word: &str) -> Token<'_> {
    match word {
        "and" | "And" | "AND" | "plus" | "with" => Token::And,
        "or" | "Or" | "OR" => Token::Or,
        _ if word.contains('.') => Token::Name(word),
        _ => Token::Other(word),
    }
}

fn is_name(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-')
}

/// Steps over blanks, link brackets with their targets, code marks, full stops and backslashes.
fn skip_marks(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_start_matches(|it: char| {
            it.is_whitespace() || matches!(it, '[' | '`' | '.' | '\\' | '_')
        });
        let trimmed = trimmed.strip_prefix("&nbsp;").unwrap_or(trimmed);
        let trimmed = match trimmed.strip_prefix("](") {
            Some(target) => target.find(')').map_or("", |it| &target[it + 1..]),
            None => trimmed.strip_prefix(']').unwrap_or(trimmed),
        };
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

#[cfg(test)]
mod tests;
