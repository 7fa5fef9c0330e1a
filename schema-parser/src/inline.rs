//! Finds links and code spans in the text of a paragraph or cell, without copying it.

/// A link in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// The text between the brackets, trimmed, its markup as it stands.
    pub text: &'a str,
    /// Where it leads.
    pub target: Target<'a>,
    /// The whole link.
    pub whole: &'a str,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// `[text](address)`, the address without title.
    Address(&'a str),
    /// `[text][label]`, `[text][]` or `[text]`: the label of a reference.
    Reference(&'a str),
}

/// The links of a text in order: `[text](address)`, `[text][label]`, `[text][]` and `[text]`.
pub fn links(text: &str) -> impl Iterator<Item = Link<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let open = memchr::memchr(b'[', rest.as_bytes())?;
            let escaped = open > 0 && rest.as_bytes()[open - 1] == b'\\';
            let from = &rest[open..];
            rest = &from[1..];
            if escaped {
                continue;
            }
            if let Some(link) = link(from) {
                rest = &from[link.whole.len()..];
                return Some(link);
            }
        }
    })
}

/// The link that a text begins with.
pub fn link(text: &str) -> Option<Link<'_>> {
    let close = closing(text, b'[', b']')?;
    let inside = text[1..close].trim();
    let after = &text[close + 1..];
    let (target, length) = match after.as_bytes().first() {
        Some(b'(') => {
            let end = closing(after, b'(', b')')?;
            let mut words = after[1..end].split_ascii_whitespace();
            let address = words.next().unwrap_or("");
            (Target::Address(address), end + 1)
        }
        Some(b'[') => {
            let end = memchr::memchr(b']', after.as_bytes())?;
            let label = after[1..end].trim();
            let label = if label.is_empty() { inside } else { label };
            (Target::Reference(label), end + 1)
        }
        _ => (Target::Reference(inside), 0),
    };
    Some(Link {
        text: inside,
        target,
        whole: &text[..close + 1 + length],
    })
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str, open: u8, close: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_u32;
    let mut escaped = None;
    for at in memchr::memchr3_iter(open, close, b'\\', bytes) {
        if escaped == Some(at) {
            continue;
        }
        if bytes[at] == b'\\' {
            escaped = Some(at + 1);
        } else if bytes[at] == open {
            depth += 1;
        } else {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The code spans of a text in order, without ticks, trimmed.
pub fn code_spans(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (span, behind) = code_span(rest)?;
        rest = behind;
        Some(span)
    })
}

/// The first code span of a text, and what stands behind it.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        let open = memchr::memchr(b'`', rest.as_bytes())?;
        let from = &rest[open..];
        let ticks = from.bytes().take_while(|byte| *byte == b'`').count();
        let inside = &from[ticks..];
        if let Some(end) = ticks_end(inside, ticks) {
            return Some((inside[..end].trim(), &inside[end + ticks..]));
        }
        rest = inside;
    }
}

/// Where a run of exactly so many ticks begins.
fn ticks_end(text: &str, ticks: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = 0;
    loop {
        let at = start + memchr::memchr(b'`', &bytes[start..])?;
        let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
        if run == ticks {
            return Some(at);
        }
        start = at + run;
    }
}

/// The text without the bold, ticks and blanks around it.
pub fn unwrapped(text: &str) -> &str {
    // Most texts have none.
    let is_bare = |it: Option<&u8>| it.is_none_or(u8::is_ascii_alphanumeric);
    if is_bare(text.as_bytes().first()) && is_bare(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(|it: char| {
        matches!(it, '*' | '`' | '\u{a0}' | '\u{200b}') || it.is_whitespace()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_all_forms() {
        let text = r"a [b](c.md 'title') or [d][e] and [f][] then \[no] [g] [h](i(1).md)";
        let found: Vec<_> = links(text).map(|it| (it.text, it.target)).collect();
        let expected = [
            ("b", Target::Address("c.md")),
            ("d", Target::Reference("e")),
            ("f", Target::Reference("f")),
            ("g", Target::Reference("g")),
            ("h", Target::Address("i(1).md")),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn broken_links_are_none() {
        assert_eq!(links("[a](b").count(), 0);
        assert_eq!(links("[a").count(), 0);
    }

    #[test]
    fn code_spans_with_ticks_inside() {
        let found: Vec<_> = code_spans("a `b` and `` c`d `` or ` e").collect();
        assert_eq!(found, ["b", "c`d"]);
    }
}
