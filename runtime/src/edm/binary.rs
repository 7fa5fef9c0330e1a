//! `Edm.Binary`: base64 or base64url, padded or not.

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::text_type;

/// Bytes, kept as the text that they came in. Equal are equal texts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Binary {
    text: Box<str>,
}

text_type!(Binary, "Edm.Binary");

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

impl Binary {
    fn parse(text: &str) -> Option<Self> {
        decode(text).map(|_| Self { text: text.into() })
    }

    /// The bytes as padded base64, which Graph takes everywhere.
    pub fn new(bytes: &[u8]) -> Self {
        Self {
            text: PLAIN.encode(bytes).into(),
        }
    }

    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        decode(&self.text).expect("the text was checked")
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let engine = if text.contains(['-', '_']) {
        URL
    } else {
        PLAIN
    };
    engine.decode(text).ok()
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Binary;

    #[test]
    fn both_alphabets_padded_or_not() {
        for text in ["+/+/", "-_-_", "SGk=", "SGk", ""] {
            assert_eq!(text.parse::<Binary>().unwrap().as_str(), text);
        }
        assert_eq!(
            "-_-_".parse::<Binary>().unwrap().to_bytes(),
            "+/+/".parse::<Binary>().unwrap().to_bytes()
        );
        assert_eq!(Binary::new(b"Hi").as_str(), "SGk=");
        for text in ["!", "a", "+_+_", "SGk=="] {
            assert!(text.parse::<Binary>().is_err(), "{text}");
        }
    }
}
