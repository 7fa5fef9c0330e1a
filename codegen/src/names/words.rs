//! The words of a name, each as a type would spell it: `iCalUId` is `ICal` and `UId`.

/// Words whose capitals are not where their parts begin, with the spelling of a type.
const BRANDS: &[(&str, &str)] = &[("iOS", "Ios"), ("macOS", "MacOs")];

/// The words of a name.
pub(super) fn words(name: &str) -> Vec<String> {
    let parts = name.split(|it: char| !it.is_ascii_alphanumeric());
    parts
        .flat_map(|it| join_single_letters(split(it)))
        .collect()
}

/// The words of a name without separators, in their own spelling.
fn split(mut rest: &str) -> Vec<&str> {
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(word_length(rest));
        words.push(word);
        rest = behind;
    }
    words
}

fn word_length(text: &str) -> usize {
    let brand = BRANDS.iter().map(|it| it.0).find(|it| {
        text.strip_prefix(it)
            .is_some_and(|rest| !rest.starts_with(|it: char| it.is_ascii_lowercase()))
    });
    if let Some(brand) = brand {
        return brand.len();
    }
    let bytes = text.as_bytes();
    let capitals = bytes
        .iter()
        .take_while(|it| it.is_ascii_uppercase())
        .count();
    let small = bytes[capitals..]
        .iter()
        .take_while(|it| !it.is_ascii_uppercase())
        .count();
    let ends_acronym =
        small == 0 || bytes[capitals].is_ascii_digit() || (small == 1 && bytes[capitals] == b's');
    if capitals >= 2 && !ends_acronym {
        capitals - 1
    } else {
        capitals + small
    }
}

/// A letter alone belongs to the word behind it.
fn join_single_letters(words: Vec<&str>) -> Vec<String> {
    let mut joined = Vec::new();
    let mut letter = String::new();
    for (index, word) in words.iter().enumerate() {
        push_capitalized(&mut letter, word);
        let is_letter = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
        if !is_letter || index + 1 == words.len() {
            joined.push(std::mem::take(&mut letter));
        }
    }
    joined
}

fn push_capitalized(text: &mut String, word: &str) {
    if let Some((_, spelling)) = BRANDS.iter().find(|it| it.0 == word) {
        return text.push_str(spelling);
    }
    let (first, rest) = (text.len(), text.len() + 1);
    text.push_str(word);
    text[first..rest].make_ascii_uppercase();
    text[rest..].make_ascii_lowercase();
}
