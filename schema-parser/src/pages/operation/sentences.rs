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
    contains_words(text, &[lower])
}

/// Whether any of these stands in a text, found in one walk along its words.
pub(crate) fn contains_words(text: &str, any: &[&str]) -> bool {
    let firsts = any.iter().filter_map(|it| it.bytes().next());
    let firsts = firsts.fold(0, |all, it| all | letter(it));
    let bytes = text.as_bytes();
    let mut inside = false;
    for (at, byte) in bytes.iter().enumerate() {
        let may_begin = !inside && firsts & letter(*byte) != 0;
        if may_begin && any.iter().any(|it| has_word_at(bytes, at, it)) {
            return true;
        }
        inside = byte.is_ascii_alphanumeric();
    }
    false
}

/// A bit for a letter, the same in both cases; some other characters share it.
fn letter(byte: u8) -> u32 {
    1 << (byte & 0x1F)
}

/// Whether words stand at a place of a text and end there.
fn has_word_at(text: &[u8], at: usize, lower: &str) -> bool {
    let end = at + lower.len();
    text.get(at..end)
        .is_some_and(|it| it.eq_ignore_ascii_case(lower.as_bytes()))
        && text.get(end).is_none_or(|it| !it.is_ascii_alphanumeric())
}
