//! `Edm.Guid`: `01234567-89ab-cdef-0123-456789abcdef`.

use std::hash::{Hash, Hasher};

use super::text_type;

/// A globally unique identifier. Upper and lower case are equal.
#[derive(Clone)]
pub struct Guid {
    text: Box<str>,
}

text_type!(Guid, "Edm.Guid");

impl Guid {
    fn parse(text: &str) -> Option<Self> {
        let bytes: &[u8; 36] = text.as_bytes().try_into().ok()?;
        let has_hyphens = [8, 13, 18, 23].iter().all(|at| bytes[*at] == b'-');
        // Counted in bytes, so that sixteen are looked at at once.
        let digits: u8 = bytes
            .iter()
            .map(|it| u8::from(it.is_ascii_hexdigit()))
            .sum();
        (has_hyphens && digits == 32).then(|| Self { text: text.into() })
    }

    /// The identifier as a number, most significant byte first.
    pub fn as_u128(&self) -> u128 {
        let digits = self.text.bytes().filter(|it| *it != b'-');
        digits.fold(0, |acc, it| {
            (acc << 4) | u128::from(char::from(it).to_digit(16).unwrap_or(0))
        })
    }

    /// The identifier of a number, most significant byte first.
    pub fn from_u128(number: u128) -> Self {
        let hex = format!("{number:032x}");
        let parts = [
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        ];
        Self {
            text: parts.join("-").into(),
        }
    }
}

impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for Guid {}

impl Hash for Guid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_u128().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn guids() {
        let upper: Guid = "01234567-89AB-CDEF-0123-456789ABCDEF".parse().unwrap();
        assert_eq!(
            upper,
            Guid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)
        );
        assert_eq!(upper.as_str(), "01234567-89AB-CDEF-0123-456789ABCDEF");
        for text in [
            "",
            "{01234567-89AB-CDEF-0123-456789ABCDEF}",
            "01234567-89AB-CDEF-0123-456789ABCDEG",
        ] {
            assert!(text.parse::<Guid>().is_err(), "{text}");
        }
    }
}
