//! What the caller of the generator chooses.

use msgraph_schema::schema::TypeName;

use crate::select::type_fits;

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
    /// Attributes for types and enumerations, in the order in which they are written.
    pub attributes: Vec<Attribute>,
}

/// An attribute for some types and enumerations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Which ones, by short or qualified name with `*` for any characters.
    pub types: String,
    /// The attribute: `#[derive(Hash)]`.
    pub text: String,
}

impl Options {
    /// The attributes for a type.
    pub(crate) fn attributes_of(&self, name: &TypeName) -> Vec<String> {
        let fitting = self.attributes.iter();
        let fitting = fitting.filter(|it| type_fits(&it.types, name.as_str()));
        fitting.map(|it| it.text.clone()).collect()
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            module: "v1".to_owned(),
            docs: Docs::default(),
            layout: Layout::default(),
            areas: Areas::default(),
            command: "cargo xtask regenerate".to_owned(),
            attributes: Vec::new(),
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

/// Whether the areas of Graph, which are the first words of paths, can be compiled apart; very large ones also by the second word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Areas {
    /// Everything is compiled.
    #[default]
    Together,
    /// Each area has a feature, and what no area needs has one called like the module.
    Apart,
}
