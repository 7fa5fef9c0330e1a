//! The generator for build scripts: from folders of pages, or from a schema, to files that can be included.
//!
//! ```text
//! stamp            select::pages        select      generate              write
//! unchanged? end   pages -> Schema  ->  Schema  ->  Files, diagnostics -> OUT_DIR, instructions for cargo
//! ```

mod cargo;
mod error;
mod stamp;
mod write;

use std::{
    collections::BTreeSet,
    env,
    path::{Path, PathBuf},
};

use msgraph_schema::{
    Schema, Version,
    diagnostic::{self, Severity},
};

pub use self::error::Error;
use self::stamp::Stamp;
use crate::{
    Attribute, Changes, Docs, Files, Layout, Options, Selection,
    select::{self, Folders, Selected, Slice},
};

/// What to generate, from what, and where to.
///
/// A builder that names no types, operations or areas takes everything there is: right for a folder that holds only what a crate needs, as
/// `msgraph-codegen vendor` makes them.
#[derive(Clone, Debug)]
pub struct Builder {
    door: Door,
    versions: Vec<Version>,
    selection: Selection,
    options: Options,
    warnings: Warnings,
    out_dir: Option<PathBuf>,
}

/// Where the schema comes from.
#[derive(Clone, Debug)]
enum Door {
    Docs(Vec<PathBuf>),
    Schemas(Vec<Schema>),
}

/// What becomes of findings about the documentation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Warnings {
    /// The build shows the first of them.
    #[default]
    Show,
    /// Nobody sees them.
    Hide,
    /// The build fails.
    Deny,
}

/// What a builder made, before anything is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// The sources, relative to the output folder: `v1.rs`.
    pub files: Files,
    /// What is odd about the documentation, each as `page:line:column: warning[code]: message`.
    pub warnings: Vec<String>,
    /// The pages and folders whose change can change the sources.
    pub watch: Vec<PathBuf>,
}

impl Builder {
    /// A builder that reads a folder of pages: a checkout of the documentation, or condensed pages. A relative path begins at the package.
    pub fn new(docs: impl Into<PathBuf>) -> Self {
        Self::through(Door::Docs(vec![docs.into()]))
    }

    /// A builder that takes schemas made in another way, one for each version.
    pub fn from_schemas(schemas: impl IntoIterator<Item = Schema>) -> Self {
        Self::through(Door::Schemas(schemas.into_iter().collect()))
    }

    fn through(door: Door) -> Self {
        Self {
            door,
            versions: vec![Version::V1],
            selection: Selection::default(),
            options: Options {
                layout: Layout::Single,
                command: "msgraph-codegen".to_owned(),
                ..Options::default()
            },
            warnings: Warnings::default(),
            out_dir: None,
        }
    }

    /// Adds a folder of pages. A page in it stands in the place of one that is called the same in the folders before.
    ///
    /// # Panics
    /// Where the builder has schemas.
    #[must_use]
    pub fn docs(mut self, folder: impl Into<PathBuf>) -> Self {
        match &mut self.door {
            Door::Docs(folders) => folders.push(folder.into()),
            Door::Schemas(_) => panic!("a builder with schemas reads no pages"),
        }
        self
    }

    /// The versions to generate, each a file of its own: `v1.rs`, `beta.rs`. Without this call `v1.0`. Schemas bring their own version.
    #[must_use]
    pub fn versions(mut self, versions: impl IntoIterator<Item = Version>) -> Self {
        self.versions = versions.into_iter().collect();
        self
    }

    /// Takes types and enumerations, with everything they refer to: `user`, `cloudPc*`, `microsoft.graph.callRecords.session`.
    #[must_use]
    pub fn types<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.selection.types.extend(strings(names));
        self
    }

    /// Takes operations, with the types they send and answer: by page (`user-list-*`) or by path (`/users/*/messages/**`, `GET /groups/**`).
    #[must_use]
    pub fn operations<T: Into<String>>(mut self, patterns: impl IntoIterator<Item = T>) -> Self {
        self.selection.operations.extend(strings(patterns));
        self
    }

    /// Takes all operations whose path begins with a word, such as `deviceManagement`.
    #[must_use]
    pub fn areas<T: Into<String>>(self, areas: impl IntoIterator<Item = T>) -> Self {
        let patterns = strings(areas).map(|it| format!("/{it}/**"));
        self.operations(patterns)
    }

    /// Leaves out types, whatever refers to them; what does is untyped.
    #[must_use]
    pub fn without_types<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.selection.without_types.extend(strings(names));
        self
    }

    /// Leaves out operations.
    #[must_use]
    pub fn without_operations<T: Into<String>>(
        mut self,
        patterns: impl IntoIterator<Item = T>,
    ) -> Self {
        self.selection.without_operations.extend(strings(patterns));
        self
    }

    /// Follows references so many steps and no farther; what lies behind is untyped. With 0 only what is named is generated. Base types and
    /// enumerations are no step.
    #[must_use]
    pub fn depth(mut self, steps: usize) -> Self {
        self.selection.depth = Some(steps);
        self
    }

    /// Takes exactly what a selection says, in the place of everything said so far.
    #[must_use]
    pub fn select(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// Adds derives to types: `.derive("cloudPc*", "Eq, Hash")`.
    #[must_use]
    pub fn derive(self, types: impl Into<String>, traits: &str) -> Self {
        self.attribute(types, format!("#[derive({traits})]"))
    }

    /// Adds an attribute to types: `.attribute("*", "#[non_exhaustive]")`.
    #[must_use]
    pub fn attribute(mut self, types: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.options.attributes.push(Attribute {
            types: types.into(),
            text: attribute.into(),
        });
        self
    }

    /// How much documentation the code carries; without this call a line of facts for everything.
    #[must_use]
    pub fn comments(mut self, docs: Docs) -> Self {
        self.options.docs = docs;
        self
    }

    /// How the code is laid out; without this call one file that can be included.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.options.layout = layout;
        self
    }

    /// What becomes of findings about the documentation.
    #[must_use]
    pub fn warnings(mut self, warnings: Warnings) -> Self {
        self.warnings = warnings;
        self
    }

    /// The folder to write to; without this call `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates the code and writes what changed. In a build script it also tells cargo which pages to watch and what is odd about them.
    /// Where nothing changed since the last time, nothing is read or written.
    ///
    /// # Errors
    /// The disk, a name that nothing fits, an attribute that is none, findings where they are denied. An error shows itself in full when it
    /// is unwrapped.
    pub fn generate(&self) -> Result<Changes, Error> {
        let script = env::var_os("OUT_DIR").map(PathBuf::from);
        let (changes, instructions) = self.generate_for(script.as_deref())?;
        if script.is_some() {
            cargo::print(&instructions);
        }
        Ok(changes)
    }

    /// Generates the code for a build script, if there is one; gives what it has to tell cargo.
    fn generate_for(&self, script: Option<&Path>) -> Result<(Changes, Vec<String>), Error> {
        let out_dir = self.out_dir.as_deref().or(script).ok_or(Error::NoOutDir)?;
        let stamp = script.and_then(|it| Stamp::new(it, self));
        if let Some(instructions) = stamp.as_ref().and_then(Stamp::unchanged) {
            return Ok((Changes::default(), instructions));
        }
        let output = self.output()?;
        let changes = output.write(out_dir)?;
        let instructions = cargo::instructions(&output, self.warnings);
        if let Some(stamp) = stamp {
            stamp.write(&output, out_dir, &instructions)?;
        }
        Ok((changes, instructions))
    }

    /// Generates the code without writing it.
    ///
    /// # Errors
    /// As [`generate`](Self::generate).
    pub fn output(&self) -> Result<Output, Error> {
        error::check_attributes(&self.options.attributes)?;
        let mut output = Output::default();
        let mut unmatched: Option<BTreeSet<String>> = None;
        for slice in self.slices()? {
            let Selected {
                schema,
                unmatched: here,
            } = select::select(&slice.parsed.schema, &self.selection);
            unmatched = Some(match unmatched {
                None => here,
                Some(before) => &before & &here,
            });
            self.add(&schema, &slice, &mut output);
        }
        match unmatched.filter(|it| !it.is_empty()) {
            Some(patterns) => Err(Error::Unmatched(patterns.into_iter().collect())),
            None if self.warnings == Warnings::Deny && !output.warnings.is_empty() => {
                Err(Error::Denied(output.warnings))
            }
            None => Ok(output),
        }
    }

    fn slices(&self) -> Result<Vec<Slice>, Error> {
        match &self.door {
            Door::Schemas(schemas) => Ok(schemas.iter().map(Slice::of).collect()),
            Door::Docs(docs) => {
                let read = |version: &Version| {
                    let folders = Folders {
                        docs,
                        version: *version,
                    };
                    Ok(select::read(folders, &self.selection)?)
                };
                self.versions.iter().map(read).collect()
            }
        }
    }

    fn add(&self, schema: &Schema, slice: &Slice, output: &mut Output) {
        let options = Options {
            module: module(schema.version).to_owned(),
            ..self.options.clone()
        };
        let generated = crate::generate(schema, &options);
        output.files.extend(generated.files);
        let mut found = slice.findings(schema);
        found.extend(generated.diagnostics);
        found.retain(|it| it.code.severity() != Severity::Note);
        found.sort();
        let lines = diagnostic::lines(&found, &schema.pages);
        output.warnings.extend(lines.lines().map(str::to_owned));
        output.watch.extend(slice.watch.iter().cloned());
    }
}

fn strings<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> impl Iterator<Item = String> {
    texts.into_iter().map(Into::into)
}

/// The module, and the file, of a version.
fn module(version: Version) -> &'static str {
    match version {
        Version::V1 => "v1",
        Version::Beta => "beta",
    }
}

/// A path as it goes into a line for cargo.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests;
