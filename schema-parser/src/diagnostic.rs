//! What a page says that could not be understood, or that contradicts itself or another page.
//!
//! ```text
//! api-reference/v1.0/resources/message.md:71:10: warning[unknown-type]: property `flag` has type `followupFlag`, which no page defines
//! ```
//!
//! The same finding can be written as such a line, as JSON, and as rustc renders its own.

use std::fmt::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::{
    schema::Location,
    source::{SourceFile, Sources},
};

/// A finding about a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The most precise place.
    pub location: Location,
    /// What sort of finding it is.
    pub code: Code,
    /// What was found and what was expected, without full stop.
    pub message: String,
    /// The other place of a contradiction or repetition.
    pub related: Option<Location>,
}

impl Diagnostic {
    /// A finding about one place.
    pub const fn new(code: Code, location: Location, message: String) -> Self {
        Self {
            location,
            code,
            message,
            related: None,
        }
    }

    /// The same finding, about another place too.
    #[must_use]
    pub fn related_to(self, location: Location) -> Self {
        Self {
            related: Some(location),
            ..self
        }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something of ours is wrong, such as a correction that nothing needs.
    Error,
    /// Something is missing from the schema, or may be wrong in it.
    Warning,
    /// The page is odd, but clear.
    Note,
}

impl Severity {
    /// Its name in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $severity:ident $name:literal,)*) => {
        /// What sort of finding a diagnostic is; the names never change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in kebab-case.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// How bad such findings are.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    /// A page has bytes that are not UTF-8.
    NotUtf8 = Warning "not-utf8",
    /// A page in the folder of types defines none.
    NoDefinition = Note "no-definition",
    /// A page of a type has no comment that names it.
    MissingMetadata = Note "missing-metadata",
    /// A metadata comment is no JSON.
    MalformedMetadata = Warning "malformed-metadata",
    /// A sample of JSON is none.
    MalformedJson = Warning "malformed-json",
    /// A table says nothing that the schema has a place for.
    IgnoredTable = Note "ignored-table",
    /// A row is a heading for the rows below it.
    LabelRow = Note "label-row",
    /// A row is about an OData annotation.
    AnnotationRow = Note "annotation-row",
    /// A cell goes on in the next line.
    BrokenRow = Note "broken-row",
    /// A line in a table is no row and continues none.
    StrayLine = Warning "stray-line",
    /// A row has more cells than its table has columns.
    SurplusCells = Note "surplus-cells",
    /// The name in a row cannot be one.
    UnreadableName = Warning "unreadable-name",
    /// The type in a row cannot be understood.
    UnreadableType = Warning "unreadable-type",
    /// A row names more than one type.
    AmbiguousType = Warning "ambiguous-type",
    /// An enumeration has no members.
    NoMembers = Warning "no-members",
    /// Values are listed for nothing that the page names.
    UnnamedValues = Warning "unnamed-values",
    /// A property is in the table, but not in the sample.
    MissingFromJson = Note "missing-from-json",
    /// A member of the sample is in no table.
    MissingFromTable = Warning "missing-from-table",
    /// A member of the sample that no table has, nor an ancestor, is taken for a property of the type that its value names.
    TakenFromJson = Note "taken-from-json",
    /// A property is spelled differently in table and sample.
    NameCase = Warning "name-case",
    /// A property is a different kind of thing in table and sample.
    JsonKind = Warning "json-kind",
    /// A type is defined on no page.
    UnknownType = Warning "unknown-type",
    /// A link leads to a page of types that does not exist.
    UnknownTypePage = Note "unknown-type-page",
    /// A link names one type and leads to another.
    LinkNameDiffers = Note "link-name-differs",
    /// A base type is defined on no page.
    UnknownBase = Warning "unknown-base",
    /// Prose and metadata name different base types.
    BaseContradiction = Warning "base-contradiction",
    /// A type would inherit from itself.
    CyclicBase = Warning "cyclic-base",
    /// A row is inherited from a type that does not declare it.
    InheritedUnknown = Warning "inherited-unknown",
    /// A property is declared twice.
    DuplicateProperty = Warning "duplicate-property",
    /// Two pages say different things about the same property.
    ConflictingDefinition = Warning "conflicting-definition",
    /// A type is defined on more than one page.
    SplitType = Note "split-type",
    /// An enumeration is defined more than once.
    DuplicateEnum = Note "duplicate-enum",
    /// Two places list different members of an enumeration.
    EnumMembersDiffer = Warning "enum-members-differ",
    /// An enumeration has no page and is known only from descriptions.
    EnumFromProse = Note "enum-from-prose",
    /// A property is called a string, but its values say which enumeration it is.
    EnumByConvention = Warning "enum-by-convention",
    /// A relationship is a single value in its table, but a method lists it.
    ListedSingle = Warning "listed-single",
    /// A string has a list of values, but no enumeration is named.
    StringWithValues = Note "string-with-values",
    /// A link in a table of methods leads to a page that does not exist.
    UnknownMethodPage = Warning "unknown-method-page",
    /// A line among the request lines is none, or its path cannot be read.
    RequestLine = Warning "request-line",
    /// A page in the folder of operations has no request line that can be read.
    NoRequestLine = Warning "no-request-line",
    /// A table of permissions has a form or row that is not known.
    PermissionTable = Warning "permission-table",
    /// A cell of permissions says more than permissions.
    PermissionCell = Warning "permission-cell",
    /// A row of a table of headers names no header.
    HeaderRow = Warning "header-row",
    /// A row of a table of parameters has no name.
    ParameterRow = Warning "parameter-row",
    /// A parameter or property in a table of an API page has no type.
    UntypedParameter = Warning "untyped-parameter",
    /// It is not clear what a request carries.
    UnknownBody = Warning "unknown-body",
    /// It is not clear what type is answered.
    UnknownResponse = Warning "unknown-response",
    /// No status of a response can be read.
    NoStatus = Warning "no-status",
    /// What a page says is answered is not where the path leads.
    ResponseDiffers = Warning "response-differs",
    /// Text and example give different statuses.
    StatusDiffers = Note "status-differs",
    /// No page of a type lists an operation among its methods.
    UnlistedOperation = Note "unlisted-operation",
    /// The JSON of an example is not JSON to the letter.
    ExampleJson = Note "example-json",
    /// Two names are one in Rust; they are kept apart by a number.
    NameClash = Warning "name-clash",
    /// A name cannot be one in Rust; what it names is left out of the code.
    UnusableName = Warning "unusable-name",
    /// A property has another type than in a base type.
    ChangedProperty = Warning "changed-property",
    /// A correction corrects nothing.
    UnusedCorrection = Error "unused-correction",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Collects the findings about one page.
#[derive(Debug)]
pub struct Reporter<'a> {
    /// The page.
    pub source: &'a SourceFile,
    /// What was found so far.
    pub found: Vec<Diagnostic>,
}

impl<'a> Reporter<'a> {
    /// A reporter that has found nothing yet.
    pub fn new(source: &'a SourceFile) -> Self {
        Self {
            source,
            found: Vec::new(),
        }
    }

    /// Reports something about a slice of the page.
    pub fn report(&mut self, code: Code, part: &str, message: String) {
        self.found.push(Diagnostic {
            location: self.source.location(part),
            code,
            message,
            related: None,
        });
    }
}

/// All findings as lines, sorted as they are given.
pub fn lines(diagnostics: &[Diagnostic], pages: &[String]) -> String {
    let mut out = String::new();
    for it in diagnostics {
        let (place, severity) = (place(it.location, pages), it.code.severity().as_str());
        let _ = write!(out, "{place}: {severity}[{}]: {}", it.code, it.message);
        if let Some(related) = it.related {
            let _ = write!(out, " (see {})", self::place(related, pages));
        }
        out.push('\n');
    }
    out
}

/// All findings as JSON, one object each.
pub fn json(diagnostics: &[Diagnostic], pages: &[String]) -> serde_json::Value {
    let values = diagnostics.iter().map(|it| {
        serde_json::json!({
            "severity": it.code.severity(),
            "code": it.code,
            "page": path(it.location, pages),
            "line": it.location.line,
            "column": it.location.column,
            "message": it.message,
            "related": it.related.map(|related| place(related, pages)),
        })
    });
    values.collect()
}

/// One finding as rustc would show it, with the line it is about.
pub fn render(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.as_str());
    let places = [
        (Some(diagnostic.location), AnnotationKind::Primary),
        (diagnostic.related, AnnotationKind::Context),
    ];
    let snippets = places.into_iter().filter_map(|(location, kind)| {
        let location = location?;
        snippet(sources.files.get(location.page.0 as usize)?, location, kind)
    });
    Renderer::plain().render(&[title.elements(snippets)])
}

fn snippet(
    file: &SourceFile,
    location: Location,
    kind: AnnotationKind,
) -> Option<Snippet<'_, annotate_snippets::Annotation<'_>>> {
    let line = file
        .text
        .lines()
        .nth(location.line.checked_sub(1)? as usize)?;
    let skipped = line
        .chars()
        .take(location.column.saturating_sub(1) as usize);
    let start: usize = skipped.map(char::len_utf8).sum();
    let word = line[start..]
        .find(['|', '\n'])
        .unwrap_or(line.len() - start);
    let end = start + line[start..start + word].trim_end().len();
    Some(
        Snippet::source(line)
            .line_start(location.line as usize)
            .path(file.path.as_str())
            .annotation(kind.span(start..end)),
    )
}

fn path(location: Location, pages: &[String]) -> &str {
    pages
        .get(location.page.0 as usize)
        .map_or("", String::as_str)
}

fn place(location: Location, pages: &[String]) -> String {
    format!(
        "{}:{}:{}",
        path(location, pages),
        location.line,
        location.column
    )
}
