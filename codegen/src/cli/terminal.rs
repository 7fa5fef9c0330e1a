//! What people see: progress, colour, problems.

use std::{
    env, fmt, io,
    io::{IsTerminal, Write},
    process::ExitCode,
};

/// Why the command failed.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The disk, or the output.
    Disk(io::Error),
    /// Anything else, in words.
    Other(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk(error) => error.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<msgraph_codegen::Error> for Problem {
    fn from(error: msgraph_codegen::Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// Tells a problem, unless it is that nobody wants to read more.
pub(crate) fn report(problem: &Problem) -> ExitCode {
    if let Problem::Disk(error) = problem
        && error.kind() == io::ErrorKind::BrokenPipe
    {
        return ExitCode::SUCCESS;
    }
    eprintln!("{} {problem}", paint(&io::stderr(), "31;1", "error:"));
    ExitCode::FAILURE
}

/// Text in bold letters, where the output shows them.
pub(crate) fn bold(text: &str) -> String {
    paint(&io::stdout(), "1", text)
}

/// Text in faint letters, where the output shows them.
pub(crate) fn faint(text: &str) -> String {
    paint(&io::stdout(), "2", text)
}

fn paint(output: &impl IsTerminal, style: &str, text: &str) -> String {
    let is_plain = env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty())
        || env::var_os("TERM").is_some_and(|it| it == "dumb");
    if is_plain || !output.is_terminal() {
        return text.to_owned();
    }
    format!("\x1b[{style}m{text}\x1b[0m")
}

/// A line that says what is going on, for people who wait. It disappears when something else is said.
#[derive(Debug)]
pub(crate) struct Progress {
    is_shown: bool,
}

impl Progress {
    /// Says what begins.
    pub(crate) fn new(text: &str) -> Self {
        let progress = Self {
            is_shown: io::stderr().is_terminal(),
        };
        progress.say(text);
        progress
    }

    /// Says what begins now.
    pub(crate) fn say(&self, text: &str) {
        if self.is_shown {
            let mut stderr = io::stderr().lock();
            // Whoever cannot see it misses nothing.
            let _ = write!(stderr, "\r\x1b[K{text} …");
            let _ = stderr.flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown {
            eprint!("\r\x1b[K");
        }
    }
}
