//! `Edm.Duration`: ISO 8601's days and times, `-P1DT2H3M4.5S`.

use super::text_type;

/// A length of time. Equal are equal texts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration {
    text: Box<str>,
}

text_type!(Duration, "Edm.Duration");

impl Duration {
    /// Years, months and weeks are not OData's, but Graph sends them (`P1Y`, `P3M`): they are kept, and have no fixed length.
    fn parse(text: &str) -> Option<Self> {
        let (date, time) = halves(text)?;
        let days = units(date, "YMWD")?;
        let times = units(time.unwrap_or(""), "HMS")?;
        let whole = !days.is_empty() || !times.is_empty();
        (whole && time != Some("")).then(|| Self { text: text.into() })
    }

    /// A length in whole seconds.
    pub fn from_seconds(seconds: i64) -> Self {
        let sign = if seconds < 0 { "-" } else { "" };
        Self {
            text: format!("{sign}PT{}S", seconds.unsigned_abs()).into(),
        }
    }

    /// The length in seconds; nothing where it has years or months, whose lengths differ.
    pub fn as_seconds(&self) -> Option<f64> {
        let (date, time) = halves(&self.text)?;
        let mut seconds = 0.0;
        for (number, unit) in units(date, "YMWD")? {
            seconds += number
                * if unit == 'D' {
                    86_400.0
                } else if unit == 'W' {
                    604_800.0
                } else {
                    return None;
                };
        }
        for (number, unit) in units(time.unwrap_or(""), "HMS")? {
            seconds += number
                * if unit == 'H' {
                    3600.0
                } else if unit == 'M' {
                    60.0
                } else {
                    1.0
                };
        }
        Some(if self.text.starts_with('-') {
            -seconds
        } else {
            seconds
        })
    }
}

/// What stands before and behind the `T`.
fn halves(text: &str) -> Option<(&str, Option<&str>)> {
    let text = text.strip_prefix('-').unwrap_or(text).strip_prefix('P')?;
    Some(
        text.split_once('T')
            .map_or((text, None), |(date, time)| (date, Some(time))),
    )
}

/// Numbers with their units, each unit at most once and in the given order.
fn units(mut text: &str, mut order: &str) -> Option<Vec<(f64, char)>> {
    let mut found = Vec::new();
    while !text.is_empty() {
        let length = text
            .bytes()
            .take_while(|it| it.is_ascii_digit() || *it == b'.')
            .count();
        let number = text
            .get(..length)
            .filter(|it| it.starts_with(|c: char| c.is_ascii_digit()) && !it.ends_with('.'))?;
        let unit = text[length..].chars().next()?;
        order = &order[order.find(unit)? + 1..];
        found.push((number.parse().ok()?, unit));
        text = &text[length + 1..];
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::Duration;

    #[track_caller]
    fn check(text: &str, seconds: Option<f64>) {
        assert_eq!(
            text.parse::<Duration>().unwrap().as_seconds(),
            seconds,
            "{text}"
        );
    }

    #[test]
    fn lengths() {
        check("PT0S", Some(0.0));
        check("-P1DT2H3M4.5S", Some(-93_784.5));
        check("P2W", Some(1_209_600.0));
        check("P1Y", None);
        assert_eq!(Duration::from_seconds(-90).as_seconds(), Some(-90.0));
    }

    #[test]
    fn what_is_no_duration() {
        for text in [
            "", "P", "PT", "P1", "1D", "PT1D", "P1DT", "PT1M1H", "PT.5S", "PT1.S", "P1D ", "PTéS",
            "08:00:00",
        ] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
    }
}
