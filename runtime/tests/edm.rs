//! Values of OData's primitive types: what is read is written again, what is made is read back, and no text panics.

use std::{fmt::Display, str::FromStr};

use msgraph_runtime::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Json, TimeOfDay,
    http::{Argument, Path},
};
use proptest::prelude::*;
use serde_json::json;

/// The same text comes out by `Display` and as JSON, and reads as an equal value.
fn check<T>(text: &str) -> Result<(), TestCaseError>
where
    T: FromStr<Err: std::fmt::Debug> + Display + PartialEq + std::fmt::Debug,
    T: serde::Serialize + for<'de> serde::Deserialize<'de>,
{
    let read: T = text.parse().unwrap();
    prop_assert_eq!(read.to_string(), text);
    let json = serde_json::to_value(&read).unwrap();
    prop_assert_eq!(&json, &json!(text));
    prop_assert_eq!(serde_json::from_value::<T>(json).unwrap(), read);
    Ok(())
}

fn fraction() -> impl Strategy<Value = String> {
    "(\\.[0-9]{1,12})?"
}

proptest! {
    #[test]
    fn dates_survive_their_text(year in 1_u16..=9999, month in 1_u8..=12, day in 1_u8..=28) {
        let made = Date::new(year, month, day).unwrap();
        prop_assert_eq!(made.year_month_day(), (year.into(), month.into(), day.into()));
        check::<Date>(&format!("{year:04}-{month:02}-{day:02}"))?;
    }

    #[test]
    fn a_day_is_one_more_than_the_day_before(year in 1_u16..=9999, month in 1_u8..=12, day in 1_u8..=27) {
        let days = |day| Date::new(year, month, day).unwrap().unix_days();
        prop_assert_eq!(days(day + 1), days(day) + 1);
    }

    #[test]
    fn times_survive_their_text(hour in 0..24_i64, minute in 0..60_i64, second in 0..60_i64, fraction in fraction()) {
        let text = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
        prop_assert_eq!(text.parse::<TimeOfDay>().unwrap().seconds(), hour * 3600 + minute * 60 + second);
        check::<TimeOfDay>(&text)?;
    }

    #[test]
    fn date_times_survive_their_text(
        day in 1..=28_u8, hour in 0..24_u8, second in 0..60_u8, fraction in fraction(), offset in "Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]",
    ) {
        check::<DateTimeOffset>(&format!("2024-02-{day:02}T{hour:02}:59:{second:02}{fraction}{offset}"))?;
    }

    #[test]
    fn durations_survive_their_text(days in 0..9999_u32, hours in 0..24_u32, seconds in 0..60_u32, sign in "-?") {
        check::<Duration>(&format!("{sign}P{days}DT{hours}H{seconds}S"))?;
        let whole = i64::from(days) * 86_400 + i64::from(hours) * 3600 + i64::from(seconds);
        let whole = if sign.is_empty() { whole } else { -whole };
        prop_assert_eq!(Duration::from_seconds(whole).as_seconds(), Some(whole as f64));
        prop_assert_eq!(format!("{sign}P{days}DT{hours}H{seconds}S").parse::<Duration>().unwrap().as_seconds(), Some(whole as f64));
    }

    #[test]
    fn guids_survive_their_text(number in any::<u128>(), text in "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") {
        prop_assert_eq!(Guid::from_u128(number).as_u128(), number);
        prop_assert_eq!(Guid::from_u128(number).to_string().parse::<Guid>().unwrap().as_u128(), number);
        check::<Guid>(&text)?;
    }

    #[test]
    fn bytes_survive_their_text(bytes in any::<Vec<u8>>()) {
        let made = Binary::new(&bytes);
        prop_assert_eq!(made.to_bytes(), bytes);
        check::<Binary>(made.as_str())?;
    }

    #[test]
    fn decimals_survive_their_text(text in "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?") {
        check::<Decimal>(&text)?;
        let number: Json = serde_json::from_str(&text).unwrap();
        let read: Decimal = serde_json::from_value(number.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(read).unwrap(), number);
    }

    #[test]
    fn no_text_panics(text in "[-+0-9:.PTDHMSZe=/a-f]{0,40}|\\PC{0,20}") {
        let _ = text.parse::<Date>();
        let _ = text.parse::<DateTimeOffset>();
        let _ = text.parse::<Decimal>();
        let _ = text.parse::<Duration>();
        let _ = text.parse::<Guid>();
        let _ = text.parse::<TimeOfDay>();
        let _ = text.parse::<Binary>().map(|it| it.to_bytes());
    }

    #[test]
    fn what_can_be_read_can_be_an_argument(hour in 0..24_u8, minute in 0..60_u8) {
        let text = format!("{hour:02}:{minute:02}:00");
        let time = Argument::from(text.parse::<TimeOfDay>().unwrap());
        let path = Path::new("").function("f", [("at", time)]);
        prop_assert_eq!(path.as_str(), format!("/f(at={text})"));
    }
}
