//! `Edm.Date` and `Edm.TimeOfDay`: `2021-07-14`, `08:30:00.000`.

use super::{
    scan::{Scan, civil},
    text_type,
};

/// A date without a time, from year 1 to year 9999.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    text: Box<str>,
}

text_type!(Date, "Edm.Date");

impl Date {
    fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan(text);
        scan.date()?;
        scan.end(Self { text: text.into() })
    }

    /// A date of the Gregorian calendar; nothing where there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}-{day:02}"))
    }

    /// Days since 1970-01-01.
    pub fn unix_days(&self) -> i64 {
        Scan(&self.text).date().expect("the text was checked")
    }

    /// Year, month (from 1) and day (from 1).
    pub fn year_month_day(&self) -> (i64, i64, i64) {
        civil(self.unix_days())
    }
}

/// A time of day, with up to twelve digits of a second. Two spellings of one time are equal.
#[derive(Clone)]
pub struct TimeOfDay {
    text: Box<str>,
    seconds: i64,
    picoseconds: u64,
}

text_type!(TimeOfDay, "Edm.TimeOfDay");

impl TimeOfDay {
    fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan(text);
        let (seconds, picoseconds) = scan.time()?;
        scan.end(Self {
            text: text.into(),
            seconds,
            picoseconds,
        })
    }

    /// Whole seconds since midnight.
    pub const fn seconds(&self) -> i64 {
        self.seconds
    }

    /// The part below a second, in nanoseconds, rounded down.
    pub const fn subsec_nanoseconds(&self) -> u32 {
        (self.picoseconds / 1000) as u32
    }
}

impl PartialEq for TimeOfDay {
    fn eq(&self, other: &Self) -> bool {
        (self.seconds, self.picoseconds) == (other.seconds, other.picoseconds)
    }
}

impl Eq for TimeOfDay {}

#[cfg(test)]
mod tests {
    use super::{Date, TimeOfDay};

    #[test]
    fn dates() {
        assert_eq!("2020-02-29".parse::<Date>().unwrap().unix_days(), 18_321);
        assert_eq!(
            Date::new(9999, 12, 31).unwrap().year_month_day(),
            (9999, 12, 31)
        );
        assert_eq!(Date::new(2021, 2, 29), None);
        assert!("2021-07-14T00:00:00Z".parse::<Date>().is_err());
    }

    #[test]
    fn times() {
        assert_eq!(
            "08:30".parse::<TimeOfDay>().unwrap(),
            "08:30:00.000".parse().unwrap()
        );
        assert_eq!(
            "08:30:00.5"
                .parse::<TimeOfDay>()
                .unwrap()
                .subsec_nanoseconds(),
            500_000_000
        );
        assert!("24:00:00".parse::<TimeOfDay>().is_err());
    }
}
