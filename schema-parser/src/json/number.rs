//! Numbers as documentation writes them: `007`, `+1`, and those that JSON has.

/// The number a word spells, without leading zeros and plus, and whether JSON spells it so.
pub(super) fn number(word: &str) -> Option<(&str, bool)> {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let digits = unsigned.strip_prefix('+').unwrap_or(unsigned);
    let significant = digits.trim_start_matches('0');
    let significant = if significant.starts_with(|it: char| it.is_ascii_digit()) {
        significant
    } else {
        &digits[digits.len() - significant.len() - usize::from(digits.starts_with('0'))..]
    };
    if !is_number(significant) {
        return None;
    }
    let exact = significant.len() == unsigned.len();
    Some((if exact { word } else { significant }, exact))
}

/// Whether a text is `digits[.digits][e[+-]digits]`.
fn is_number(text: &str) -> bool {
    let after = |text: &str| {
        text.trim_start_matches(|it: char| it.is_ascii_digit())
            .len()
    };
    let mut left = after(text);
    if left == text.len() {
        return false;
    }
    let mut rest = &text[text.len() - left..];
    if let Some(fraction) = rest.strip_prefix('.') {
        left = after(fraction);
        if left == fraction.len() {
            return false;
        }
        rest = &fraction[fraction.len() - left..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !digits.is_empty() && after(digits) == 0;
    }
    rest.is_empty()
}
