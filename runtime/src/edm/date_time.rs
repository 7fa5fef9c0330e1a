//! `Edm.DateTimeOffset`: `2021-07-14T08:30:00.1234567+02:00`.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
    time::{Duration, SystemTime},
};

use super::{
    scan::{Scan, civil},
    text_type,
};

/// A date, a time and an offset, from year 1 to year 9999, with up to twelve digits of a second. Two spellings of one instant are equal.
#[derive(Clone)]
pub struct DateTimeOffset {
    text: Box<str>,
    seconds: i64,
    picoseconds: u64,
    offset: i16,
}

text_type!(DateTimeOffset, "Edm.DateTimeOffset");

impl DateTimeOffset {
    fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan(text);
        let days = scan.date()?;
        scan.char('T').or_else(|| scan.char('t'))?;
        let (seconds, picoseconds) = scan.time()?;
        let offset = scan.offset()?;
        let seconds = days * 86_400 + seconds - i64::from(offset) * 60;
        scan.end(Self {
            text: text.into(),
            seconds,
            picoseconds,
            offset: i16::try_from(offset).ok()?,
        })
    }

    /// The instant, in seconds since 1970-01-01T00:00:00Z and nanoseconds of a second, as `…Z`. Nothing outside the years 1 to 9999.
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Option<Self> {
        let (year, month, day) = civil(seconds.div_euclid(86_400));
        if !(1..=9999).contains(&year) || nanoseconds >= 1_000_000_000 {
            return None;
        }
        let time = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        let fraction = format!(".{nanoseconds:09}");
        let fraction = if nanoseconds == 0 {
            ""
        } else {
            fraction.trim_end_matches('0')
        };
        Self::parse(&format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"
        ))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub const fn unix_seconds(&self) -> i64 {
        self.seconds
    }

    /// The part below a second, in nanoseconds, rounded down.
    pub const fn subsec_nanoseconds(&self) -> u32 {
        (self.picoseconds / 1000) as u32
    }

    /// The offset as written, in minutes east of Greenwich.
    pub const fn offset_minutes(&self) -> i16 {
        self.offset
    }
}

/// The current time and others; times outside the years 1 to 9999 become the nearest bound.
impl From<SystemTime> for DateTimeOffset {
    fn from(time: SystemTime) -> Self {
        const FIRST: i64 = -62_135_596_800;
        const LAST: i64 = 253_402_300_799;
        let (seconds, nanoseconds) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (
                i64::try_from(after.as_secs()).unwrap_or(LAST),
                after.subsec_nanos(),
            ),
            Err(before) => before_epoch(before.duration()),
        };
        Self::from_unix(seconds.clamp(FIRST, LAST), nanoseconds)
            .expect("clamped to the years 1 to 9999")
    }
}

fn before_epoch(before: Duration) -> (i64, u32) {
    let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
    match before.subsec_nanos() {
        0 => (-seconds, 0),
        nanoseconds => (-seconds - 1, 1_000_000_000 - nanoseconds),
    }
}

impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for DateTimeOffset {}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.picoseconds).cmp(&(other.seconds, other.picoseconds))
    }
}

impl Hash for DateTimeOffset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.seconds, self.picoseconds).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::DateTimeOffset;

    #[track_caller]
    fn check(text: &str, seconds: i64, nanoseconds: u32) {
        let read: DateTimeOffset = text.parse().unwrap();
        assert_eq!(
            (
                read.unix_seconds(),
                read.subsec_nanoseconds(),
                read.as_str()
            ),
            (seconds, nanoseconds, text)
        );
    }

    #[test]
    fn instants() {
        check("1970-01-01T00:00:00Z", 0, 0);
        check("0001-01-01T00:00:00Z", -62_135_596_800, 0);
        check("9999-12-31T23:59:59.9999999Z", 253_402_300_799, 999_999_900);
        check(
            "2021-07-14T08:30:00.123456789012+02:00",
            1_626_244_200,
            123_456_789,
        );
        check("2000-02-29T23:59-07:00", 951_893_940, 0);
    }

    #[test]
    fn what_is_no_date_time() {
        for text in [
            "",
            "2021-07-14",
            "2021-02-29T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2021-07-14T24:00:00Z",
        ] {
            assert!(text.parse::<DateTimeOffset>().is_err(), "{text}");
        }
        for text in [
            "2021-07-14T08:30:00",
            "2021-07-14T08:30:00.Z",
            "2021-07-14T08:30:00Z ",
            "２021-07-14T08:30:00Z",
        ] {
            assert!(text.parse::<DateTimeOffset>().is_err(), "{text}");
        }
    }

    #[test]
    fn two_spellings_of_an_instant_are_equal() {
        let [a, b]: [DateTimeOffset; 2] =
            ["2021-07-14T10:30:00+02:00", "2021-07-14T08:30:00.000Z"].map(|it| it.parse().unwrap());
        assert_eq!(a, b);
        assert_eq!(a.offset_minutes(), 120);
    }

    proptest::proptest! {
        #[test]
        fn a_time_survives_its_text(seconds in -62_135_596_800_i64..=253_402_300_799, nanoseconds in 0..1_000_000_000_u32) {
            let made = DateTimeOffset::from_unix(seconds, nanoseconds).unwrap();
            proptest::prop_assert_eq!((made.unix_seconds(), made.subsec_nanoseconds()), (seconds, nanoseconds));
        }

        #[test]
        fn no_text_panics(text in "[0-9:.TZ+-]{0,30}|\\PC{0,20}") {
            let _ = text.parse::<DateTimeOffset>();
        }
    }
}
