//! Files into a folder that others write to as well, such as `OUT_DIR`.

use std::{collections::BTreeMap, path::Path};

use crate::{Changes, Error, Files};

/// Writes files. Left over ones are only looked for in the folders of modules, such as `v1`, which are ours alone.
pub(super) fn write(files: &Files, out_dir: &Path) -> Result<Changes, Error> {
    let mut outer = Files::default();
    let mut inner: BTreeMap<&str, Files> = BTreeMap::new();
    for (path, text) in files.iter() {
        match path.split_once('/') {
            Some((module, path)) => inner.entry(module).or_default().insert(path, text),
            None => outer.insert(path, text),
        }
    }
    let mut changes = outer.write_beside(out_dir)?;
    for (module, files) in inner {
        let more = files.write_to(&out_dir.join(module))?;
        changes.written += more.written;
        changes.unchanged += more.unchanged;
        changes.deleted += more.deleted;
    }
    Ok(changes)
}
