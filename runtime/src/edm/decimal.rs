//! `Edm.Decimal`: `12.50`, a number or a string in JSON.

use serde_json::{Number, Value};

use crate::object::JsonValue;

/// A decimal number, kept as its text. Equal are equal texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: Box<str>,
    quoted: bool,
}

impl Decimal {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }
}

impl std::str::FromStr for Decimal {
    type Err = super::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_number = text.parse::<f64>().is_ok()
            && text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let digits = text
            .bytes()
            .all(|it| it.is_ascii_digit() || b"-+.eE".contains(&it));
        match is_number && digits {
            true => Ok(Self {
                text: text.into(),
                quoted: true,
            }),
            false => Err(super::ParseError {
                expected: "Edm.Decimal",
                text: text.to_owned(),
            }),
        }
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self {
            text: number.to_string().into(),
            quoted: false,
        }
    }
}

impl JsonValue for Decimal {
    fn from_json(json: &Value) -> Option<Self> {
        match json {
            Value::Number(number) => Some(Self {
                text: number.to_string().into(),
                quoted: false,
            }),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A number where it came as one and its text survives that; a string otherwise.
    fn to_json(&self) -> Value {
        match serde_json::from_str::<Number>(&self.text) {
            Ok(number) if !self.quoted => number.into(),
            _ => (*self.text).into(),
        }
    }
}

impl serde_core::Serialize for Decimal {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> serde_core::Deserialize<'de> for Decimal {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        Self::from_json(&json)
            .ok_or_else(|| serde_core::de::Error::custom(format_args!("{json} is no Edm.Decimal")))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Decimal, JsonValue};

    #[test]
    fn what_came_goes_back() {
        for value in [json!(12.5), json!(3), json!("12.50"), json!("-0.1")] {
            assert_eq!(Decimal::from_json(&value).unwrap().to_json(), value);
        }
        for value in [
            json!("INF"),
            json!("a"),
            json!(""),
            json!("+1"),
            Value::Null,
        ] {
            assert_eq!(Decimal::from_json(&value), None, "{value}");
        }
    }
}
