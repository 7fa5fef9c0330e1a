//! Whether anything changed since the last time.
//!
//! ```text
//! 6f0c…                                  the fingerprint: the program, the builder, and size and time of all that follows
//! in   docs/v1.0/resources/user.md       a page, or a folder with all that is in it
//! out  /…/out/v1.rs                      what was written
//! say  cargo::rerun-if-changed=…         what cargo was told
//! ```

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{Builder, Door, Output, module, shown};

/// Where the stamp of a builder is, and what the builder is.
pub(super) struct Stamp {
    file: PathBuf,
    builder: u64,
}

impl Stamp {
    /// The stamp of a builder, among what its build script writes; none for one that has schemas, which can change without a page.
    pub(super) fn new(out_dir: &Path, builder: &Builder) -> Option<Self> {
        if matches!(builder.door, Door::Schemas(_)) {
            return None;
        }
        let names: Vec<_> = builder.versions.iter().map(|it| module(*it)).collect();
        Some(Self {
            file: out_dir.join(format!("{}.stamp", names.join("-"))),
            builder: hash(&format!("{builder:?}")),
        })
    }

    /// What cargo was told the last time, if nothing changed since.
    pub(super) fn unchanged(&self) -> Option<Vec<String>> {
        let text = fs::read_to_string(&self.file).ok()?;
        let (fingerprint, rest) = text.split_once('\n')?;
        (self.fingerprint(rest) == Some(fingerprint.to_owned()))
            .then(|| lines(rest, "say").map(str::to_owned).collect())
    }

    /// Remembers what was read, written and told.
    pub(super) fn write(
        &self,
        output: &Output,
        out_dir: &Path,
        instructions: &[String],
    ) -> io::Result<()> {
        let mut text = String::new();
        let mut add = |kind: &str, line: &str| text += &format!("{kind} {line}\n");
        output.watch.iter().for_each(|it| add("in", &shown(it)));
        let files = output.files.iter();
        files.for_each(|it| add("out", &shown(&out_dir.join(it.0))));
        instructions.iter().for_each(|it| add("say", it));
        // Where something disappeared meanwhile there is no stamp, and the next build tries again.
        match self.fingerprint(&text) {
            Some(fingerprint) => fs::write(&self.file, format!("{fingerprint}\n{text}")),
            None => Ok(()),
        }
    }

    /// What everything is like now; nothing where something is missing.
    fn fingerprint(&self, text: &str) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        self.builder.hash(&mut hasher);
        text.hash(&mut hasher);
        state(&std::env::current_exe().ok()?, &mut hasher).ok()?;
        for path in lines(text, "in").chain(lines(text, "out")) {
            state(Path::new(path), &mut hasher).ok()?;
        }
        Some(format!("{:016x}", hasher.finish()))
    }
}

fn lines<'a>(text: &'a str, kind: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = text.lines();
    lines.filter_map(move |it| it.strip_prefix(kind)?.strip_prefix(' '))
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Size and time of a file, or of everything in a folder by name.
fn state(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_dir() {
        let since = metadata.modified()?.duration_since(SystemTime::UNIX_EPOCH);
        (metadata.len(), since.unwrap_or_default()).hash(hasher);
        return Ok(());
    }
    let mut entries: Vec<_> = fs::read_dir(path)?.collect::<io::Result<_>>()?;
    entries.sort_by_cached_key(fs::DirEntry::file_name);
    for entry in entries {
        entry.file_name().hash(hasher);
        state(&entry.path(), hasher)?;
    }
    Ok(())
}
