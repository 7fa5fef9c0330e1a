//! What building `msgraph` costs by features, its dependencies apart.
//!
//! ```text
//! features                                 check s  debug s  release s  rlib MB debug/release  peak MiB
//! v1-me                                       4.60     5.90      10.30        17.1 /     20.2       612
//! ```

use anyhow::Result;

use super::build;

/// What is measured where nothing is named: an area, the smallest and the largest part of one, one that is divided, and whole versions.
pub(super) const USUAL: [&str; 6] = [
    "v1-me",
    "v1",
    "beta-device-management-virtual-endpoint",
    "beta-device-management-itself",
    "beta-device-management",
    "beta",
];

/// Prints a row for each set of features.
pub(super) fn run(sets: &[String]) -> Result<()> {
    println!("{:<40} {}", "features", build::HEAD);
    sets.iter()
        .map(|it| build::ours(it))
        .try_for_each(|it| build::row(&it, &build::check(&it)?))
}
