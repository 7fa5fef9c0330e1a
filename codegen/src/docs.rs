//! Text of pages as text of documentation comments: what it says stays, what it could do is taken from it.
//!
//! Nothing here can end a comment, open a link, or start a doctest.

/// A piece of code: `` `displayName` ``.
pub(crate) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.contains('`') {
        format!("`` {text} ``").replace("```", "`\u{200b}`\u{200b}`")
    } else {
        format!("`{text}`")
    }
}

/// A description as one plain line, without marks: for places that show no Markdown.
pub(crate) fn plain(markdown: &str) -> String {
    one_line(&without_links(markdown)).replace(['`', '*'], "")
}

/// A description as lines of a comment. Pieces of code stay; everything else that Markdown, HTML or rustdoc would act on is escaped.
pub(crate) fn prose(markdown: &str) -> Vec<String> {
    let text = one_line(&without_links(markdown));
    let pieces: Vec<&str> = text.split('`').collect();
    // An odd number of pieces: every backtick has a partner.
    if pieces.len().is_multiple_of(2) {
        return vec![escape(&text)];
    }
    let escaped = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| match (at % 2, piece.trim()) {
            (0, _) | (_, "") => escape(piece),
            (_, code) => format!("`{code}`"),
        });
    vec![escaped.collect::<String>().trim().to_owned()]
}

/// The text with its line breaks and control characters as single spaces.
fn one_line(text: &str) -> String {
    let is_space = |it: char| it.is_whitespace() || it.is_control() || is_direction(it);
    text.split(is_space)
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Characters that make text read in another order than it stands; rustc refuses them in comments.
const fn is_direction(it: char) -> bool {
    matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `[text](target)` and `![text](target)` as `text`.
fn without_links(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, label, behind)) = next_link(rest) {
        text.push_str(before.strip_suffix('!').unwrap_or(before));
        text.push_str(label);
        rest = behind;
    }
    text + rest
}

/// What stands before the next link, its label, and what stands behind it.
fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let middle = text.find("](")?;
    let open = text[..middle].rfind('[')?;
    let close = middle + text[middle..].find(')')?;
    Some((&text[..open], &text[open + 1..middle], &text[close + 1..]))
}

fn escape(text: &str) -> String {
    text.split_inclusive(' ').map(escape_word).collect()
}

/// An address would become a link, and rustdoc refuses it bare.
fn escape_word(word: &str) -> String {
    if word.contains("://") || word.starts_with("www.") {
        let address = word.trim_end();
        return word.replace(address, &format!("`{address}`"));
    }
    let mut escaped = String::with_capacity(word.len());
    for it in word.chars() {
        // Already escaped in the page: the backslash itself is escaped, so that it is seen.
        if matches!(
            it,
            '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '`' | '|' | '#' | '~' | '&' | '$' | '!'
        ) {
            escaped.push('\\');
        }
        escaped.push(it);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{code, plain, prose};

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(prose(markdown), [expected]);
    }

    #[test]
    fn prose_keeps_words_and_code_and_nothing_that_acts() {
        check(
            "The `id` of [the *user*](user.md).",
            r"The `id` of the \*user\*.",
        );
        check("a */ b <script> [x] c\\d", r"a \*/ b \<script\> \[x\] c\\d");
        check(
            "See https://example.com/a_b now",
            "See `https://example.com/a_b` now",
        );
        check(
            "    indented\n\n# heading\r\n```rust\nfn main() {}\n```",
            r"indented \# heading `rust fn main() {}`",
        );
        check("one ` alone", r"one \` alone");
        check("\u{202e}turned\u{7}", "turned");
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(plain("Use [this](a.md)\n`instead`"), "Use this instead");
    }
}
