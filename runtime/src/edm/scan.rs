//! The pieces that dates and times are made of, taken from the front of a text.

/// What is left of a text.
pub(super) struct Scan<'a>(pub(super) &'a str);

impl Scan<'_> {
    /// Takes a number of exactly `width` digits, at most nine.
    #[inline]
    pub(super) fn number(&mut self, width: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        let mut number = 0;
        for byte in digits.bytes() {
            if !byte.is_ascii_digit() {
                return None;
            }
            number = number * 10 + u32::from(byte - b'0');
        }
        self.0 = rest;
        Some(number)
    }

    /// Takes one character, if it comes next.
    pub(super) fn char(&mut self, wanted: char) -> Option<()> {
        self.0 = self.0.strip_prefix(wanted)?;
        Some(())
    }

    /// Takes a fraction of up to twelve digits, if one comes next, in picoseconds.
    pub(super) fn fraction(&mut self) -> Option<u64> {
        if self.char('.').is_none() {
            return Some(0);
        }
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let digits = self
            .0
            .get(..length)
            .filter(|_| (1..=12).contains(&length))?;
        self.0 = &self.0[length..];
        digits
            .bytes()
            .chain(std::iter::repeat(b'0'))
            .take(12)
            .try_fold(0, |acc, it| Some(acc * 10 + u64::from(it - b'0')))
    }

    /// Takes `2021-07-14`: the days since 1970-01-01.
    pub(super) fn date(&mut self) -> Option<i64> {
        let year = self.number(4).filter(|it| *it >= 1)?;
        self.char('-')?;
        let month = self.number(2).filter(|it| (1..=12).contains(it))?;
        self.char('-')?;
        let day = self
            .number(2)
            .filter(|it| (1..=days_in_month(year, month)).contains(it))?;
        Some(days(i64::from(year), i64::from(month), i64::from(day)))
    }

    /// Takes `08:30`, `08:30:00` or `08:30:00.123`: whole seconds and picoseconds.
    pub(super) fn time(&mut self) -> Option<(i64, u64)> {
        let hours = self.number(2).filter(|it| *it < 24)?;
        self.char(':')?;
        let minutes = self.number(2).filter(|it| *it < 60)?;
        // A leap second is rare but legal.
        let seconds = if self.char(':').is_some() {
            self.number(2).filter(|it| *it <= 60)?
        } else {
            0
        };
        Some((
            i64::from(hours * 3600 + minutes * 60 + seconds),
            self.fraction()?,
        ))
    }

    /// Takes `Z`, `+02:00` or `-07:00`: minutes east of Greenwich.
    pub(super) fn offset(&mut self) -> Option<i32> {
        if self.char('Z').or_else(|| self.char('z')).is_some() {
            return Some(0);
        }
        let sign = if self.char('+').is_some() {
            1
        } else {
            self.char('-').map(|()| -1)?
        };
        let hours = self.number(2).filter(|it| *it <= 14)?;
        self.char(':')?;
        let minutes = self.number(2).filter(|it| *it < 60)?;
        i32::try_from(hours * 60 + minutes).ok().map(|it| it * sign)
    }

    /// The result, if nothing is left over.
    pub(super) fn end<T>(&self, value: T) -> Option<T> {
        self.0.is_empty().then_some(value)
    }
}

const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from 1970-01-01 to a date of the Gregorian calendar: years begin in March, so that the leap day is the last one.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a number of days since 1970-01-01; the inverse of [`days`].
pub(super) const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}
