//! What a build script tells cargo.

use super::{Output, Warnings, shown};

/// How many findings a build shows.
const SHOWN: usize = 20;

/// The lines for cargo: what to watch, and what is odd.
pub(super) fn instructions(output: &Output, warnings: Warnings) -> Vec<String> {
    let watch = output.watch.iter();
    let mut lines: Vec<String> = watch
        .map(|it| format!("cargo::rerun-if-changed={}", shown(it)))
        .collect();
    if warnings == Warnings::Show {
        let found = output.warnings.iter().take(SHOWN);
        lines.extend(found.map(|it| format!("cargo::warning={}", it.replace('\n', " "))));
        let left = output.warnings.len().saturating_sub(SHOWN);
        if left > 0 {
            lines.push(format!(
                "cargo::warning={left} more findings about the documentation are not shown"
            ));
        }
    }
    lines
}

/// Tells cargo.
pub(super) fn print(lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
}
