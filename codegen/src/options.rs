//! What the caller of the generator chooses.

/// What to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The name of the outermost module: `v1`.
    pub module: String,
    /// How much documentation the code carries.
    pub docs: Docs,
    /// How the code is laid out in files.
    pub layout: Layout,
    /// Whether the areas of Graph can be compiled apart.
    pub areas: Areas,
    /// The command that the first line of every file names.
    pub command: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            module: "v1".to_owned(),
            docs: Docs::default(),
            layout: Layout::default(),
            areas: Areas::default(),
            command: "cargo xtask regenerate".to_owned(),
        }
    }
}

/// How much documentation the code carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Docs {
    /// A line of facts for everything.
    #[default]
    Facts,
    /// And what the pages say.
    Full,
}

/// How the code is laid out in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A file for each type.
    #[default]
    Files,
    /// One file that can be included.
    Single,
}

/// Whether the areas of Graph, which are the first words of paths, can be compiled apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Areas {
    /// Everything is compiled.
    #[default]
    Together,
    /// Each area has a feature, and what no area needs has one called like the module.
    Apart,
}
