//! The recovering scanner. It goes forward only: what it cannot use, it reports and steps over.

use std::borrow::Cow;

use super::{
    Member, Problem, Value,
    number::number,
    quote::{QUOTES, Quote, marker},
};

/// How deep values may nest before the scanner gives up on the rest.
const MAX_DEPTH: usize = 100;

pub(super) fn scan(text: &str) -> (Value<'_>, Vec<Problem>) {
    let mut scanner = Scanner {
        text,
        at: 0,
        arrays: 0,
        objects: 0,
        problems: Vec::new(),
    };
    scanner.skip_blank();
    let value = scanner.value();
    scanner.skip_blank();
    if scanner.at < text.len() {
        scanner.report("text behind the value");
    }
    (value, scanner.problems)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// How many lists are open.
    arrays: usize,
    /// How many objects are open.
    objects: usize,
    problems: Vec<Problem>,
}

impl<'a> Scanner<'a> {
    fn value(&mut self) -> Value<'a> {
        match self.peek() {
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::array),
            None | Some(',' | '}' | ']' | ':') => {
                self.report("missing value");
                Value::Null
            }
            Some(_) => match self.quote() {
                Some(quote) => Value::String(self.string(quote)),
                None => self.word(),
            },
        }
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Value<'a>) -> Value<'a> {
        if self.arrays + self.objects >= MAX_DEPTH {
            self.report("nested too deep");
            self.at = self.text.len();
            return Value::Null;
        }
        self.at += 1;
        inner(self)
    }

    fn object(&mut self) -> Value<'a> {
        self.objects += 1;
        let mut members = Vec::new();
        while self.next_item('}') {
            members.extend(self.member());
            self.separator('}');
        }
        self.objects -= 1;
        Value::Object(members)
    }

    fn array(&mut self) -> Value<'a> {
        self.arrays += 1;
        let mut elements = Vec::new();
        while self.next_item(']') {
            if self.peek() == Some(':') {
                self.skip("unexpected colon", 1);
                continue;
            }
            elements.push(self.value());
            self.separator(']');
        }
        self.arrays -= 1;
        Value::Array(elements)
    }

    /// Whether another item follows. Takes the closing bracket where none does, and steps over stray commas and ellipses.
    fn next_item(&mut self, close: char) -> bool {
        loop {
            self.skip_blank();
            match self.peek() {
                None => {
                    self.report("missing closing bracket");
                    return false;
                }
                Some(it) if it == close => {
                    self.at += 1;
                    return false;
                }
                Some(it @ ('}' | ']')) => {
                    let open = if it == '}' { self.objects } else { self.arrays };
                    if open > 0 {
                        self.report("missing closing bracket");
                        return false;
                    }
                    self.skip("unexpected closing bracket", 1);
                }
                Some(',') => self.skip("unexpected comma", 1),
                Some('…') => self.skip("ellipsis", '…'.len_utf8()),
                Some('.') if self.rest().starts_with("..") => self.skip_ellipsis(),
                Some(_) => return true,
            }
        }
    }

    fn skip_ellipsis(&mut self) {
        let dots = self.rest().bytes().take_while(|it| *it == b'.').count();
        self.skip("ellipsis", dots);
    }

    /// Takes the comma between two items.
    fn separator(&mut self, close: char) {
        self.skip_blank();
        match self.peek() {
            Some(',') => {
                let comma = self.at;
                self.at += 1;
                self.skip_blank();
                if self.peek() == Some(close) {
                    self.report_at(comma, "trailing comma");
                }
            }
            None | Some('}' | ']') => {}
            Some(_) => self.report("missing comma"),
        }
    }

    fn member(&mut self) -> Option<Member<'a>> {
        let offset = self.at;
        let name = match self.peek() {
            Some('{' | '[') => {
                self.report("value without a name");
                self.value();
                return None;
            }
            Some(':') => {
                self.report("missing name");
                Cow::Borrowed("")
            }
            _ => match self.quote() {
                Some(quote) => self.string(quote),
                None => self.bare_name(),
            },
        };
        self.skip_blank();
        let value = if self.peek() == Some(':') {
            self.at += 1;
            self.skip_blank();
            self.value()
        } else {
            self.report("missing colon");
            Value::Null
        };
        Some(Member {
            name,
            value,
            offset,
        })
    }

    fn bare_name(&mut self) -> Cow<'a, str> {
        self.report("name without quotes");
        let stop = |it: char| matches!(it, ':' | ',' | '{' | '}' | '[' | ']' | '\n' | '"');
        Cow::Borrowed(self.take_until(stop).trim())
    }

    /// A number, `true`, `false`, `null`, or a word that should have quotes.
    fn word(&mut self) -> Value<'a> {
        let start = self.at;
        let stop = |it: char| matches!(it, ',' | '}' | ']' | '\n' | '\r');
        let word = self.take_until(stop).trim();
        match word {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "null" => return Value::Null,
            _ => {}
        }
        if let Some((number, exact)) = number(word) {
            if !exact {
                self.report_at(start, "number in a form that JSON has not");
            }
            return Value::Number(Cow::Borrowed(number));
        }
        self.report_at(start, "word without quotes");
        match word {
            "True" | "TRUE" => Value::Bool(true),
            "False" | "FALSE" => Value::Bool(false),
            _ => Value::String(Cow::Borrowed(word)),
        }
    }

    /// The text up to a character that stops it or a comment; at least one character.
    fn take_until(&mut self, stop: fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let mut slash = false;
        let mut length = rest.len();
        for (at, it) in rest.char_indices() {
            if at > 0 && stop(it) {
                length = at;
                break;
            }
            if slash && matches!(it, '/' | '*') && at > 1 && !rest[..at - 1].ends_with(':') {
                length = at - 1;
                break;
            }
            slash = it == '/';
        }
        self.at += length;
        &rest[..length]
    }

    /// The mark that opens a string here, if one does.
    fn quote(&self) -> Option<Quote> {
        let rest = self.rest();
        QUOTES
            .iter()
            .find(|it| it.open.iter().any(|open| rest.starts_with(open)))
            .copied()
    }

    fn string(&mut self, quote: Quote) -> Cow<'a, str> {
        if !quote.proper {
            self.report("string in other quotes");
        }
        self.at += marker(self.rest(), quote.open);
        let start = self.at;
        let mut owned: Option<String> = None;
        let mut copied = start;
        loop {
            self.at += plain(self.rest());
            let Some(it) = self.peek() else { break };
            let width = marker(self.rest(), quote.close);
            if width > 0 {
                let end = self.at;
                self.at += width;
                return join(owned, &self.text[copied..end]);
            }
            if it == '\\' {
                let text = owned.get_or_insert_default();
                text.push_str(&self.text[copied..self.at]);
                let unescaped = self.escape();
                owned.get_or_insert_default().extend(unescaped);
                copied = self.at;
            } else if it == '\n' && self.ends_with_line() {
                let end = self.text[copied..self.at].trim_end().trim_end_matches(',');
                self.report("missing closing quote");
                return join(owned, end);
            } else {
                if it < ' ' {
                    self.report("control character in a string");
                }
                self.at += it.len_utf8();
            }
        }
        self.report("missing closing quote");
        join(owned, &self.text[copied..])
    }

    /// Whether a line break ends a string that lacks its closing quote: the next line begins like JSON.
    fn ends_with_line(&self) -> bool {
        let next = self.rest()[1..].trim_start_matches([' ', '\t']);
        next.starts_with(['"', '}', ']'])
    }

    /// Takes a backslash and what it escapes.
    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        self.at += 1;
        let escaped = self.peek()?;
        self.at += escaped.len_utf8();
        match escaped {
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            '"' | '\\' | '/' => Some(escaped),
            'u' => Some(self.unicode(start)),
            _ => {
                self.report_at(start, "unknown escape");
                Some(escaped)
            }
        }
    }

    /// The character of a `\uXXXX`, or of two of them that belong together.
    fn unicode(&mut self, start: usize) -> char {
        let Some(first) = self.hex() else {
            self.report_at(start, "unknown escape");
            return char::REPLACEMENT_CHARACTER;
        };
        let mut code = first;
        if (0xD800..0xDC00).contains(&first) && self.rest().starts_with("\\u") {
            let back = self.at;
            self.at += 2;
            match self.hex() {
                Some(low @ 0xDC00..0xE000) => {
                    code = 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00);
                }
                _ => self.at = back,
            }
        }
        char::from_u32(code).unwrap_or_else(|| {
            self.report_at(start, "half a surrogate pair");
            char::REPLACEMENT_CHARACTER
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Steps over blanks and comments.
    fn skip_blank(&mut self) {
        loop {
            let is_blank = |it: &u8| matches!(it, b' ' | b'\t' | b'\r' | b'\n');
            self.at += self.rest().bytes().take_while(is_blank).count();
            let trimmed = self.rest();
            if trimmed.starts_with("//") {
                let end = trimmed.find('\n').unwrap_or(trimmed.len());
                self.skip("comment", end);
            } else if trimmed.starts_with("/*") {
                let end = trimmed.find("*/").map_or(trimmed.len(), |it| it + 2);
                self.skip("comment", end);
            } else {
                match trimmed.chars().next() {
                    Some(it) if it.is_whitespace() || it == '\u{feff}' => {
                        self.skip("unusual blank", it.len_utf8());
                    }
                    _ => return,
                }
            }
        }
    }

    fn skip(&mut self, message: &'static str, bytes: usize) {
        self.report(message);
        self.at += bytes;
    }

    fn report(&mut self, message: &'static str) {
        self.report_at(self.at, message);
    }

    fn report_at(&mut self, offset: usize, message: &'static str) {
        self.problems.push(Problem { offset, message });
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }
}

fn join<'a>(owned: Option<String>, rest: &'a str) -> Cow<'a, str> {
    match owned {
        Some(text) => Cow::Owned(text + rest),
        None => Cow::Borrowed(rest),
    }
}

/// How many bytes a text begins with that mean themselves in any string, whatever quotes it has.
fn plain(text: &str) -> usize {
    let is_plain =
        |it: &u8| matches!(it, b' '..=b'~') && !matches!(it, b'"' | b'\'' | b'`' | b'\\' | b'&');
    text.bytes().take_while(is_plain).count()
}
