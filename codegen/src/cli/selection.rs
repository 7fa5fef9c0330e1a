//! What all commands take: where the documentation is, and which part of it is meant.

use std::path::PathBuf;

use clap::Args;
use msgraph_codegen::{Selection, Version};
use msgraph_schema::Parsed;

use super::terminal::{Problem, Progress};

/// Where the documentation is.
#[derive(Args, Debug)]
pub(crate) struct Documentation {
    /// The documentation: a checkout, or a folder of condensed pages
    #[arg(long, value_name = "FOLDER")]
    pub(crate) docs: PathBuf,
    /// The version of Graph: v1.0 or beta
    #[arg(long, value_name = "VERSION", default_value = "v1.0")]
    pub(crate) api: Version,
}

impl Documentation {
    /// Reads all of it.
    pub(crate) fn read(&self, progress: &Progress) -> Result<Parsed, Problem> {
        progress.say(&format!("reading {}", self.docs.display()));
        Ok(msgraph_schema::parse(&self.docs, self.api)?)
    }
}

/// Which part of the documentation is meant; without any of these, all of it.
#[derive(Args, Debug)]
#[command(next_help_heading = "Selection")]
pub(crate) struct Part {
    /// Take a type or enumeration with everything it refers to: user, 'cloudPc*', microsoft.graph.callRecords.session
    #[arg(long = "type", value_name = "NAME")]
    types: Vec<String>,
    /// Take operations by page or path: 'user-list-*', '/users/*/messages/**', 'GET /groups/**'
    #[arg(long = "operation", value_name = "PATTERN")]
    operations: Vec<String>,
    /// Take all operations whose path begins with a word: deviceManagement
    #[arg(long = "area", value_name = "WORD")]
    areas: Vec<String>,
    /// Leave out a type, whatever refers to it
    #[arg(long = "without-type", value_name = "NAME")]
    without_types: Vec<String>,
    /// Leave out operations
    #[arg(long = "without-operation", value_name = "PATTERN")]
    without_operations: Vec<String>,
    /// Follow references so many steps; what lies behind is untyped [default: all]
    #[arg(long, value_name = "STEPS")]
    depth: Option<usize>,
}

impl Part {
    /// The selection.
    pub(crate) fn selection(&self) -> Selection {
        let areas = self.areas.iter().map(|it| format!("/{it}/**"));
        Selection {
            types: self.types.clone(),
            operations: self.operations.iter().cloned().chain(areas).collect(),
            without_types: self.without_types.clone(),
            without_operations: self.without_operations.clone(),
            depth: self.depth,
        }
    }
}
