//! Files into a folder that others write to as well, such as `OUT_DIR`.

use std::{collections::BTreeMap, io, path::Path};

use super::Output;
use crate::{Changes, Files, Problem, Stale};

impl Output {
    /// Writes the files that differ into a folder. Generated files that nothing makes any more are deleted, but only in the folders of modules,
    /// such as `v1`, which are ours alone.
    ///
    /// # Errors
    /// The disk, with the path.
    pub fn write(&self, out_dir: &Path) -> io::Result<Changes> {
        let (outer, inner) = self.by_folder();
        let mut changes = outer.write_beside(out_dir)?;
        for (module, files) in inner {
            let more = files.write_to(&out_dir.join(module))?;
            changes.written += more.written;
            changes.unchanged += more.unchanged;
            changes.deleted += more.deleted;
        }
        Ok(changes)
    }

    /// The files of a folder that are not as they would be written; none where writing would change nothing.
    ///
    /// # Errors
    /// The disk, with the path.
    pub fn check(&self, out_dir: &Path) -> io::Result<Vec<Stale>> {
        let (outer, inner) = self.by_folder();
        let mut stale = outer.check(out_dir)?;
        stale.retain(|it| it.problem != Problem::LeftOver);
        for (module, files) in inner {
            stale.extend(files.check(&out_dir.join(module))?);
        }
        Ok(stale)
    }

    /// The files beside others, and those in the folders of modules.
    fn by_folder(&self) -> (Files, BTreeMap<&str, Files>) {
        let mut outer = Files::default();
        let mut inner: BTreeMap<&str, Files> = BTreeMap::new();
        for (path, text) in self.files.iter() {
            match path.split_once('/') {
                Some((module, path)) => inner.entry(module).or_default().insert(path, text),
                None => outer.insert(path, text),
            }
        }
        (outer, inner)
    }
}
