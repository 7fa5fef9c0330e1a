//! Corrects genuine mistakes of single pages, each with its reason.
//!
//! A correction that changes nothing although its page is there is reported as an error, so that it goes when the page is mended.

use crate::{
    diagnostic::{Code, Diagnostic},
    schema::{Location, PageId, Schema, Version},
};

/// A mistake of one page, and what to do about it.
struct Correction {
    version: Version,
    /// The page, below the folder of the version.
    page: &'static str,
    /// What is wrong.
    reason: &'static str,
    /// Mends it; says whether there was anything to mend.
    correct: fn(&mut Schema) -> bool,
}

const CORRECTIONS: [Correction; 2] = [
    Correction {
        version: Version::V1,
        page: "resources/enums.md",
        reason: "the table of `changeType` lists the members of `countryLookupMethodType` instead of its own",
        correct: |schema| {
            remove_members(
                schema,
                "microsoft.graph.changeType",
                &["clientIpAddress", "authenticatorAppGps"],
            )
        },
    },
    Correction {
        version: Version::V1,
        page: "resources/printerstatus.md",
        reason: "the table of `printerProcessingStateDetail` is the one of beta: the service of v1.0 declares none of the members behind \
                 `interpreterResourceUnavailable` but the sentinel",
        correct: |schema| {
            remove_members_between(
                schema,
                "microsoft.graph.printerProcessingStateDetail",
                "interpreterResourceUnavailable",
                "unknownFutureValue",
            )
        },
    },
];

/// Applies all corrections of a version.
pub(crate) fn correct(schema: &mut Schema, diagnostics: &mut Vec<Diagnostic>) {
    let version = schema.version;
    for it in CORRECTIONS.iter().filter(|it| it.version == version) {
        let path = format!("api-reference/{}/{}", it.version, it.page);
        let Some(page) = schema.pages.iter().position(|it| *it == path) else {
            continue;
        };
        if !(it.correct)(schema) {
            diagnostics.push(Diagnostic {
                location: Location {
                    page: PageId(u32::try_from(page).unwrap_or(u32::MAX)),
                    line: 1,
                    column: 1,
                },
                code: Code::UnusedCorrection,
                message: format!("the correction is not needed any more: {}", it.reason),
                related: None,
            });
        }
    }
}

fn remove_members(schema: &mut Schema, name: &str, members: &[&str]) -> bool {
    let Some(it) = schema.enums.get_mut(name) else {
        return false;
    };
    let before = it.members.len();
    it.members.retain(|it| !members.contains(&it.name.as_str()));
    it.members.len() < before
}

/// Removes what stands between two members.
fn remove_members_between(schema: &mut Schema, name: &str, first: &str, last: &str) -> bool {
    let Some(it) = schema.enums.get_mut(name) else {
        return false;
    };
    let place = |name: &str| it.members.iter().position(|it| it.name == name);
    match (place(first), place(last)) {
        (Some(first), Some(last)) if first + 1 < last => {
            it.members.drain(first + 1..last);
            true
        }
        _ => false,
    }
}
