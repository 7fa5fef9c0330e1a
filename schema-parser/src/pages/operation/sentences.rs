//! Looks at prose without copying it: sentences, and words whatever their case.

/// The sentences of a text: up to a full stop that ends a word, or a line that is empty.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let sentence = rest.trim_start();
        if sentence.is_empty() {
            return None;
        }
        let end = sentence_end(sentence);
        rest = &sentence[end..];
        Some(sentence[..end].trim_end())
    })
}

/// The end of the first sentence. Dots inside code, links and names end nothing, as no blank follows them.
fn sentence_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'.', bytes)
        .map(|at| at + 1)
        .find(|end| bytes.get(*end).is_none_or(u8::is_ascii_whitespace))
        .unwrap_or(text.len())
}

/// Whether a text begins with words given in lower case.
pub(crate) fn starts_ignoring_case(text: &str, lower: &str) -> bool {
    let head = text.as_bytes().get(..lower.len());
    head.is_some_and(|it| it.eq_ignore_ascii_case(lower.as_bytes()))
}

/// Where words given in lower case stand in a text.
pub(crate) fn find_ignoring_case(text: &str, lower: &str) -> Option<usize> {
    let first = *lower.as_bytes().first()?;
    let bytes = text.as_bytes();
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).find(|at| {
        let end = at + lower.len();
        bytes
            .get(*at..end)
            .is_some_and(|it| it.eq_ignore_ascii_case(lower.as_bytes()))
    })
}

/// Whether words given in lower case stand in a text, not as a part of other words.
pub(crate) fn contains_word(text: &str, lower: &str) -> bool {
    let mut rest = text;
    while let Some(at) = find_ignoring_case(rest, lower) {
        let end = at + lower.len();
        let inside = |it: u8| it.is_ascii_alphanumeric();
        let bytes = rest.as_bytes();
        let before = at > 0 && inside(bytes[at - 1]);
        let behind = bytes.get(end).is_some_and(|it| inside(*it));
        if !before && !behind {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

/// Whether any of these stands in a text.
pub(crate) fn contains_words(text: &str, any: &[&str]) -> bool {
    any.iter().any(|it| contains_word(text, it))
}
