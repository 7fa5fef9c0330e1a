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
    starts_ignoring_case_at(text.as_bytes(), 0, lower)
}

/// Whether words given in lower case stand in a text, not as a part of other words.
pub(crate) fn contains_word(text: &str, lower: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = lower.bytes().next() else {
        return false;
    };
    let is_inside = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).any(|at| {
        // Most letters stand within words, so this is asked first.
        let begins = at == 0 || !is_inside(at - 1);
        begins && starts_ignoring_case_at(bytes, at, lower) && !is_inside(at + lower.len())
    })
}

fn starts_ignoring_case_at(bytes: &[u8], at: usize, lower: &str) -> bool {
    let word = bytes.get(at..at + lower.len());
    word.is_some_and(|it| it.eq_ignore_ascii_case(lower.as_bytes()))
}

/// Whether any of these stands in a text.
pub(crate) fn contains_words(text: &str, any: &[&str]) -> bool {
    any.iter().any(|it| contains_word(text, it))
}
