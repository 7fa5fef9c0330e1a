//! Request lines of pages: text -> method, [`Segment`]s and query.
//!
//! ```text
//! line      := VERB SP* url [SP "HTTP/" …]
//! url       := ["https://graph…"] ["/v1.0" | "/beta"] | "~"   segments ["?" query]
//! segment   := placeholder | word | call | key | "'" placeholder "'" | "(" name ")" | a GUID or host as a sample
//! path      := (placeholder | word) ":/" anything [":"]          root:/{item-path}:/children
//! placeholder := "{" name ("|" name)* "}" | "<" name ">"
//! call      := word "(" [argument ("," argument)*] ")"
//! key       := "(" argument … ")" | word "=" value                roleTemplateId={roleTemplateId}
//! argument  := [name "="] value
//! value     := "'" text "'" | placeholder | bare text
//! ```
//!
//! Whether `x(y='{y}')` calls a function or chooses by a key cannot be seen from the text: it is read as a call,
//! and resolving turns it into a key where `x` is a collection.

use crate::schema::{Argument, ArgumentValue, PathTemplate, Placeholder, Segment, TypeName};

/// The methods that a request line can begin with.
const METHODS: [&str; 6] = ["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD"];

/// Why a path could not be read, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The place, in bytes from the start of the text.
    pub offset: usize,
    /// What stands in the way: `missing closing parenthesis`.
    pub message: &'static str,
}

/// Takes a request line apart: its method, and its address without what may follow.
pub fn request_line(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let method = METHODS.into_iter().find(|it| line.starts_with(it))?;
    let (method, rest) = line.split_at(method.len());
    if !rest.starts_with([' ', '\t', '/', '\u{a0}']) {
        return None;
    }
    let url = rest.trim_start();
    let url = match url.contains(' ') {
        true => url.rfind(" HTTP/").map_or(url, |at| &url[..at]),
        false => url,
    };
    (!url.is_empty()).then(|| (method, url.trim_end()))
}

/// Reads an address or path below the version.
pub fn parse(text: &str) -> Result<PathTemplate, Unread> {
    let begin = skip_base(text)?;
    let end = text.find('?').unwrap_or(text.len()).max(begin);
    let mut reader = Reader {
        text: &text[..end],
        at: begin,
        segments: Vec::new(),
    };
    while reader.segment()? {}
    if reader.segments.is_empty() {
        return reader.fail("address without a path");
    }
    Ok(PathTemplate {
        segments: reader.segments,
        query: text[end..].trim_start_matches('?').to_owned(),
        ..PathTemplate::default()
    })
}

/// The place behind host and version.
fn skip_base(text: &str) -> Result<usize, Unread> {
    let mut at = text.len() - text.trim_start_matches('~').len();
    if let Some(scheme) = text
        .find("://")
        .filter(|it| matches!(&text[..*it], "http" | "https"))
    {
        let host = scheme + "://".len();
        let slash = text[host..].find('/').map_or(text.len(), |it| host + it);
        if !text[host..slash].contains("graph") {
            return Err(Unread {
                offset: host,
                message: "address outside Graph",
            });
        }
        at = slash;
    }
    for version in ["/v1.0", "/beta"] {
        let rest = text[at..].strip_prefix(version);
        if rest.is_some_and(|it| it.is_empty() || it.starts_with(['/', '?'])) {
            return Ok(at + version.len());
        }
    }
    Ok(at)
}

struct Reader<'a> {
    /// The text up to the query.
    text: &'a str,
    at: usize,
    segments: Vec<Segment>,
}

impl<'a> Reader<'a> {
    /// Reads one segment; false at the end.
    fn segment(&mut self) -> Result<bool, Unread> {
        if self.rest().starts_with('/') {
            self.at += 1;
        }
        let segment = match self.peek() {
            None => return Ok(false),
            Some('{' | '<') => Segment::Placeholder(self.placeholder()?),
            Some('\'') => Segment::Placeholder(self.quoted_placeholder()?),
            Some('(') => self.key()?,
            Some(_) => self.word()?,
        };
        self.segments.push(segment);
        if self.rest().starts_with(':') {
            self.item_path()?;
        }
        match self.peek() {
            None | Some('/' | '(') => Ok(true),
            Some(_) => self.fail("unexpected text behind a segment"),
        }
    }

    /// `(name='{value}')`, or `(name)` in the place of `{name}`.
    fn key(&mut self) -> Result<Segment, Unread> {
        let after_slash = self.text[..self.at].ends_with('/');
        let arguments = self.arguments()?;
        match &arguments[..] {
            [Argument { name, value }] if name.is_empty() && !value.quoted && after_slash => {
                let names = vec![value.text.clone()];
                Ok(Segment::Placeholder(Placeholder { names }))
            }
            _ => Ok(Segment::Key(arguments)),
        }
    }

    fn placeholder(&mut self) -> Result<Placeholder, Unread> {
        let close = if self.rest().starts_with('{') {
            '}'
        } else {
            '>'
        };
        let Some(length) = self.rest().find(close) else {
            return self.fail("placeholder without end");
        };
        let names: Vec<&str> = self.rest()[1..length].split('|').map(str::trim).collect();
        if names
            .iter()
            .any(|it| it.is_empty() || it.contains(['{', '<', '/']))
        {
            return self.fail("placeholder without a proper name");
        }
        self.at += length + 1;
        Ok(Placeholder {
            names: names.into_iter().map(str::to_owned).collect(),
        })
    }

    fn quoted_placeholder(&mut self) -> Result<Placeholder, Unread> {
        self.at += 1;
        if !self.rest().starts_with('{') {
            return self.fail("quoted text where a segment should be");
        }
        let placeholder = self.placeholder()?;
        self.expect('\'', "placeholder with one quote")?;
        Ok(placeholder)
    }

    /// A word, and what may stand directly behind it.
    fn word(&mut self) -> Result<Segment, Unread> {
        let rest = self.rest();
        let length = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
        let word = &rest[..length];
        if word.chars().all(|it| it == '.') {
            return self.fail(match word {
                "" => "unexpected character",
                _ => "dots in the place of segments",
            });
        }
        self.at += length;
        match self.peek() {
            Some('(') => Ok(Segment::Call {
                name: short(word).to_owned(),
                arguments: self.arguments()?,
            }),
            Some('=') => {
                self.at += 1;
                if !self.rest().starts_with(['{', '<', '\'']) {
                    return self.fail("unexpected text behind a segment");
                }
                let value = self.value(|it| it == '/')?;
                let name = word.to_owned();
                Ok(Segment::Key(vec![Argument { name, value }]))
            }
            _ if is_sample(word) => Ok(Segment::Placeholder(Placeholder {
                names: vec!["id".to_owned()],
            })),
            _ => Ok(match qualified(word) {
                Some(name) => Segment::Cast(name),
                None => Segment::Literal(word.to_owned()),
            }),
        }
    }

    /// `:/{path}:` or, at the end, `:/{path}`.
    fn item_path(&mut self) -> Result<(), Unread> {
        self.at += 1;
        if self.rest().is_empty() {
            return Ok(());
        }
        self.expect('/', "colon inside a segment")?;
        let rest = self.rest();
        let length = match rest.find(':') {
            Some(colon) => colon,
            None if !rest.trim_end_matches('/').contains('/') => rest.len(),
            None => return self.fail("path addressing without end"),
        };
        let name = match rest[..length].split(['{', '}']).nth(1).map(str::trim) {
            Some(name) if !name.is_empty() => name,
            _ => "item-path",
        };
        self.segments.push(Segment::ItemPath(Placeholder {
            names: vec![name.to_owned()],
        }));
        self.at += length + usize::from(length < rest.len());
        Ok(())
    }

    fn arguments(&mut self) -> Result<Vec<Argument>, Unread> {
        self.at += 1;
        let mut arguments = Vec::new();
        loop {
            self.skip_blanks();
            if self.rest().starts_with(')') && arguments.is_empty() {
                self.at += 1;
                return Ok(arguments);
            }
            arguments.push(self.argument()?);
            self.skip_blanks();
            if self.rest().starts_with(',') {
                self.at += 1;
                continue;
            }
            self.expect(')', "missing closing parenthesis")?;
            return Ok(arguments);
        }
    }

    fn argument(&mut self) -> Result<Argument, Unread> {
        let rest = self.rest();
        let length = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
        let mut name = "";
        if length > 0 && rest[length..].trim_start().starts_with('=') {
            name = &rest[..length];
            self.at += rest.len() - rest[length..].trim_start()[1..].len();
            self.skip_blanks();
        }
        Ok(Argument {
            name: name.to_owned(),
            value: self.value(|it| matches!(it, ',' | ')'))?,
        })
    }

    fn value(&mut self, stop: fn(char) -> bool) -> Result<ArgumentValue, Unread> {
        let rest = self.rest();
        let (text, quoted, placeholder) = if let Some(inner) = rest.strip_prefix('\'') {
            let Some(length) = inner.find('\'') else {
                return self.fail("argument without closing quote");
            };
            self.at += length + 2;
            let (text, placeholder) = unbraced(&inner[..length]);
            (text.to_owned(), true, placeholder)
        } else if rest.starts_with(['{', '<']) {
            (self.placeholder()?.names.join(" | "), false, true)
        } else {
            (self.bare_value(stop)?.to_owned(), false, false)
        };
        Ok(ArgumentValue {
            text,
            quoted,
            placeholder,
        })
    }

    /// A value without quotes: `640`, `@alias`, `microsoft.graph.timeZoneStandard'{name}'`.
    fn bare_value(&mut self, stop: fn(char) -> bool) -> Result<&'a str, Unread> {
        let rest = self.rest();
        let text = &rest[..rest.find(stop).unwrap_or(rest.len())];
        let count = |mark| text.matches(mark).count();
        if text.trim().is_empty() {
            return self.fail("argument without a value");
        }
        if count('\'') % 2 != 0 || count('{') != count('}') {
            return self.fail("argument with one quote or brace");
        }
        self.at += text.len();
        Ok(text.trim())
    }

    fn expect(&mut self, mark: char, otherwise: &'static str) -> Result<(), Unread> {
        if !self.rest().starts_with(mark) {
            return self.fail(otherwise);
        }
        self.at += mark.len_utf8();
        Ok(())
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn fail<T>(&self, message: &'static str) -> Result<T, Unread> {
        let offset = self.at;
        Err(Unread { offset, message })
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }
}

fn is_word(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '$' | '_' | '.' | '-' | '~' | '@' | '%' | '!')
}

/// Whether a word is a sample of a value and not a fixed word: a GUID, or the name of a host.
fn is_sample(word: &str) -> bool {
    let guid = |(at, it): (usize, u8)| match at {
        8 | 13 | 18 | 23 => it == b'-',
        _ => it.is_ascii_hexdigit(),
    };
    (word.len() == 36 && word.bytes().enumerate().all(guid)) || word.ends_with(".com")
}

/// The text inside braces or angle brackets, and whether there are any.
fn unbraced(text: &str) -> (&str, bool) {
    let pairs = [('{', '}'), ('<', '>')];
    let inner = pairs
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    inner.map_or((text, false), |it| (it.trim(), true))
}

/// The qualified name that a word is, with `graph.` written in full.
fn qualified(word: &str) -> Option<TypeName> {
    if word.starts_with("microsoft.graph.") {
        return Some(TypeName::from(word));
    }
    word.strip_prefix("graph.")
        .map(|it| TypeName(format!("microsoft.graph.{it}")))
}

/// The name of a function without its namespace.
fn short(word: &str) -> &str {
    match qualified(word) {
        Some(_) => word.rsplit('.').next().unwrap_or(word),
        None => word,
    }
}

#[cfg(test)]
mod tests;
