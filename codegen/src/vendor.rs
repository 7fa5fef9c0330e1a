//! The pages that a crate needs, condensed.

use std::collections::BTreeMap;

use msgraph_schema::{Schema, condense};

use crate::{Error, Selection, select::select};

/// Condensed pages of a part of a schema, by their path in the folder that is vendored: `v1.0/resources/user.md`.
///
/// # Errors
/// A pattern that nothing fits.
pub fn vendor(schema: &Schema, selection: &Selection) -> Result<BTreeMap<String, String>, Error> {
    let selected = select(schema, selection);
    if !selected.unmatched.is_empty() {
        return Err(Error::Unmatched(selected.unmatched.into_iter().collect()));
    }
    Ok(condense::pages(&selected.schema))
}
