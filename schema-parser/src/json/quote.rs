//! The marks around strings, straight, curved and as entities.

/// A pair of marks around a string.
#[derive(Clone, Copy)]
pub(super) struct Quote {
    pub(super) open: &'static [&'static str],
    pub(super) close: &'static [&'static str],
    pub(super) proper: bool,
}

/// The marks that JSON has, and those that pages have besides.
pub(super) const QUOTES: [Quote; 4] = [
    Quote {
        open: &["\""],
        close: &["\""],
        proper: true,
    },
    Quote {
        open: &["'", "‘", "’"],
        close: &["'", "’", "‘"],
        proper: false,
    },
    Quote {
        open: &["“", "”"],
        close: &["”", "“", "\""],
        proper: false,
    },
    Quote {
        open: &["&quot;"],
        close: &["&quot;"],
        proper: false,
    },
];

/// The length of the mark that a text begins with, 0 if it begins with none.
pub(super) fn marker(text: &str, marks: &[&str]) -> usize {
    let found = marks.iter().find(|it| text.starts_with(**it));
    found.map_or(0, |it| it.len())
}
