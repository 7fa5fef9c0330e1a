//! Reads type cells: `[recipient](recipient.md) collection` -> a collection of what `recipient` names.
//!
//! ```text
//! type  := base " collection" | "Collection(" type ")" | "Collection of " type | base
//! base  := primitive | name | microsoft.graph.name | link
//!        | base "(" note ")" | base ", " note | base " or " base      the first one counts
//! link  := "[" type "](" target ")" | "[" type "][" label "]" | "[" type "]"
//! ```
//!
//! Case, ticks and bold do not matter. What a name means is decided later, when all pages are known.

use crate::{
    inline::{self, Target, unwrapped},
    markdown::Page,
    schema::Primitive,
};

/// A type as a cell spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypeExpr<'a> {
    pub(crate) base: Base<'a>,
    pub(crate) collection: bool,
    /// What stands behind the type and is no part of it: a note, or a second type.
    pub(crate) rest: &'a str,
}

/// What a type is a single value or collection of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base<'a> {
    Primitive(Primitive),
    Named(Name<'a>),
}

/// The name of a type on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name<'a> {
    /// As it stands, with or without namespace; empty where the link has another text.
    pub(crate) text: &'a str,
    /// Where its link leads.
    pub(crate) target: Option<&'a str>,
}

/// Reads a cell; the page knows the targets of reference links. Nothing where the cell is no type.
pub(crate) fn parse<'a>(cell: &'a str, page: &Page<'a>) -> Option<TypeExpr<'a>> {
    let mut text = unwrapped(cell);
    let mut collection = false;
    while let Some(inner) = collection_of(text) {
        collection = true;
        text = unwrapped(inner);
    }
    let mut found = if text.starts_with('[') {
        linked(text, page)?
    } else {
        bare(text)?
    };
    found.collection |= collection;
    Some(found)
}

/// Reads a string of a sample that names a type: `String (timestamp)`, `Collection(microsoft.graph.user)`. Nothing where it may be a value.
pub(crate) fn of_sample(text: &str) -> Option<TypeExpr<'_>> {
    let (inner, collection) = match collection_of(text) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (word, note) = inner.split_once(" (").unwrap_or((inner, ""));
    let word = word.trim_start_matches('#');
    let base = match primitive(word) {
        Some(Primitive::String) if note.starts_with("timestamp") => {
            Base::Primitive(Primitive::DateTimeOffset)
        }
        Some(primitive) => Base::Primitive(primitive),
        None if word.starts_with("microsoft.graph.") && is_name(word) => unlinked(word),
        None => return None,
    };
    Some(TypeExpr {
        base,
        collection,
        rest: "",
    })
}

/// The inside of `Collection(…)`, `Collection of …` and the like.
fn collection_of(text: &str) -> Option<&str> {
    let rest = strip_word(text, "collection").or_else(|| strip_word(text, "array"))?;
    let rest = rest.trim_start();
    if let Some(inner) = rest.strip_prefix(['(', '<']) {
        let end = inner.rfind([')', '>']).unwrap_or(inner.len());
        // `Collection([x](x.md)` closes the link and not the collection.
        let unclosed =
            inner.starts_with('[') && !inner[..end].contains(')') && inner.contains("](");
        return Some(if unclosed { inner } else { &inner[..end] });
    }
    strip_word(rest, "of").map(str::trim_start)
}

/// The text behind a word that it begins with, in any case.
pub(crate) fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    let ends = !rest.starts_with(|it: char| it.is_alphanumeric() || it == '_');
    (ends && head.eq_ignore_ascii_case(word)).then_some(rest)
}

fn linked<'a>(text: &'a str, page: &Page<'a>) -> Option<TypeExpr<'a>> {
    let Some(link) = inline::link(text) else {
        // A link that is never closed still names a type.
        return bare(unwrapped(text[1..].split(']').next()?));
    };
    let target = match link.target {
        Target::Address(address) => Some(address),
        Target::Reference(label) => page.reference(label),
    };
    let (collection, rest) = suffix(&text[link.whole.len()..]);
    let (inner, is_list) = match collection_of(link.text) {
        Some(inner) => (inner, true),
        None => (link.text, false),
    };
    let inside = bare(unwrapped(inner));
    let base = match inside {
        Some(TypeExpr {
            base: Base::Named(name),
            ..
        }) => Base::Named(Name { target, ..name }),
        Some(it) => it.base,
        None => Base::Named(Name {
            text: "",
            target: Some(target?),
        }),
    };
    Some(TypeExpr {
        base,
        collection: collection || is_list || inside.is_some_and(|it| it.collection),
        rest,
    })
}

fn bare(text: &str) -> Option<TypeExpr<'_>> {
    let end = text
        .find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '#')))
        .unwrap_or(text.len());
    let word = text[..end].trim_end_matches('.').trim_start_matches('#');
    let (collection, rest) = suffix(&text[end..]);
    let base = match primitive(word) {
        // `Untyped JSON object` is how some pages call the type `Json`.
        Some(Primitive::Untyped) if strip_word(rest, "JSON").is_some() => {
            unlinked(&rest[.."JSON".len()])
        }
        Some(primitive) => Base::Primitive(primitive),
        None if is_name(word) && is_note(rest) => unlinked(word),
        None => return None,
    };
    Some(TypeExpr {
        base,
        collection,
        rest,
    })
}

/// A name that stands there without a link.
fn unlinked(text: &str) -> Base<'_> {
    Base::Named(Name { text, target: None })
}

/// Whether a text behind a type says that there are many, and what is left of it.
fn suffix(text: &str) -> (bool, &str) {
    let mut rest =
        text.trim_start_matches(|it: char| it.is_whitespace() || matches!(it, '*' | '`'));
    let mut collection = false;
    if let Some(behind) = rest.strip_prefix("[]") {
        (collection, rest) = (true, behind.trim_start());
    }
    while let Some(behind) = strip_word(rest, "collection") {
        (collection, rest) = (true, behind.trim_start());
    }
    (collection, rest)
}

/// Whether words behind a bare name may be a note about it, so that the name is not just the first word of a sentence.
fn is_note(rest: &str) -> bool {
    const NOTES: [&str; 5] = ["or", "enum", "resource", "object", "complex"];
    rest.is_empty()
        || rest.starts_with(['(', ',', '.', ';', '<', '[', '/', '|'])
        || NOTES.iter().any(|word| strip_word(rest, word).is_some())
}

/// Whether a text has the form of a type name: `name`, `microsoft.graph.name`.
pub(crate) fn is_name(text: &str) -> bool {
    text.split('.').all(is_identifier)
}

/// Whether a text has the form of an identifier.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|it| it.is_ascii_alphabetic() || it == b'_')
        && bytes.all(|it| it.is_ascii_alphanumeric() || it == b'_')
}

/// The spellings of primitive types besides OData's own, in any case, the most frequent first.
const SPELLINGS: [(&str, Primitive); 44] = [
    ("String", Primitive::String),
    ("Boolean", Primitive::Boolean),
    ("Int32", Primitive::Int32),
    ("DateTimeOffset", Primitive::DateTimeOffset),
    ("Int64", Primitive::Int64),
    ("Date", Primitive::Date),
    ("Double", Primitive::Double),
    ("Duration", Primitive::Duration),
    ("Guid", Primitive::Guid),
    ("Binary", Primitive::Binary),
    ("TimeOfDay", Primitive::TimeOfDay),
    ("Stream", Primitive::Stream),
    ("Int", Primitive::Int32),
    ("Integer", Primitive::Int32),
    ("DateTime", Primitive::DateTimeOffset),
    ("Int16", Primitive::Int16),
    ("Byte", Primitive::Byte),
    ("SByte", Primitive::SByte),
    ("Single", Primitive::Single),
    ("Decimal", Primitive::Decimal),
    ("Bool", Primitive::Boolean),
    ("Timestamp", Primitive::DateTimeOffset),
    ("Url", Primitive::String),
    ("Uri", Primitive::String),
    ("Numeric", Primitive::Decimal),
    ("Float", Primitive::Single),
    ("Long", Primitive::Int64),
    ("Short", Primitive::Int16),
    ("Number", Primitive::Double),
    ("Text", Primitive::String),
    ("Email", Primitive::String),
    ("Uuid", Primitive::Guid),
    ("Bytes", Primitive::Binary),
    ("ByteArray", Primitive::Binary),
    ("Object", Primitive::Untyped),
    ("Untyped", Primitive::Untyped),
    ("Any", Primitive::Untyped),
    ("Time", Primitive::TimeOfDay),
    ("UInt16", Primitive::Int32),
    ("UInt32", Primitive::Int64),
    ("Strings", Primitive::String),
    ("Booleans", Primitive::Boolean),
    ("ISO8601", Primitive::DateTimeOffset),
    ("Datetimeoffest", Primitive::DateTimeOffset),
];

/// The primitive type that a word means, with or without `Edm.`.
pub(crate) fn primitive(word: &str) -> Option<Primitive> {
    let head = word.get(..4).filter(|it| it.eq_ignore_ascii_case("edm."));
    let word = head.map_or(word, |head| &word[head.len()..]);
    let found = SPELLINGS.iter().find(|it| it.0.eq_ignore_ascii_case(word));
    found.map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let page = markdown::parse("[ref]: target.md\n");
        let found = parse(cell, &page).map_or_else(
            || "-".to_owned(),
            |it| {
                let base = match it.base {
                    Base::Primitive(primitive) => primitive.as_str().to_owned(),
                    Base::Named(name) => format!("{}<{}>", name.text, name.target.unwrap_or("")),
                };
                format!("{base}{} {}", if it.collection { "*" } else { "" }, it.rest)
            },
        );
        assert_eq!(found.trim_end(), expected, "{cell}");
    }

    #[test]
    fn every_form_of_the_census() {
        check("String", "Edm.String");
        check("**`dateTimeOffset`** collection", "Edm.DateTimeOffset*");
        check("Collection(Edm.string)", "Edm.String*");
        check("collection (string)", "Edm.String*");
        check("Collection of [a](b.md)", "a<b.md>*");
        check("[a](../resources/b.md) collection", "a<../resources/b.md>*");
        check("[**a**][ref]", "a<target.md>");
        check("Collection([ref][])", "ref<target.md>*");
        check("Collection([ref](x.md)", "ref<x.md>*");
        check("[ref] collection", "ref<target.md>*");
        check("[missing]", "missing<>");
        check(
            "microsoft.graph.callRecords.a",
            "microsoft.graph.callRecords.a<>",
        );
        check(
            "[microsoft.graph.b collection](b.md)",
            "microsoft.graph.b<b.md>*",
        );
        check(
            "[Collection(microsoft.graph.b)](b.md)",
            "microsoft.graph.b<b.md>*",
        );
        check("[DateTimeOffset](timestamp.md)", "Edm.DateTimeOffset");
        check("[two words](b.md)", "<b.md>");
        check("[a](b.md", "a<>");
        check("string (url)", "Edm.String (url)");
        check("string, maximum size 20", "Edm.String , maximum size 20");
        check("[a](a.md) or [b](b.md)", "a<a.md> or [b](b.md)");
        check("routing collection collection", "routing<>*");
        check(
            "[a](a.md) collection. Holds grades",
            "a<a.md>* . Holds grades",
        );
        check("error object", "error<> object");
        check("Untyped JSON object", "JSON<> JSON object");
        check("String[]", "Edm.String*");
    }

    proptest::proptest! {
        #[test]
        fn every_way_to_write_a_type_says_the_same(
            name in "(microsoft\\.graph\\.)?[a-hj-z][A-Z][a-zA-Z0-9]{1,8}",
            link in 0..3_usize,
            around in 0..3_usize,
            many in 0..4_usize,
        ) {
            let name = match link {
                0 => name,
                1 => format!("[{name}](b.md)"),
                _ => format!("[{name}][ref]"),
            };
            let name = match around {
                0 => name,
                1 => format!("**{name}**"),
                _ => format!(" {name} "),
            };
            let cell = match many {
                0 => name.clone(),
                1 => format!("Collection({name})"),
                2 => format!("{} collection", name.trim()),
                _ => format!("collection of {}", name.trim()),
            };
            let page = markdown::parse("[ref]: b.md\n");
            let found = parse(&cell, &page).expect("a type");
            let plain = name.trim().trim_matches('*').trim_start_matches('[');
            let plain = plain.split(']').next().unwrap_or(plain);
            let target = (link > 0).then_some("b.md");
            proptest::prop_assert_eq!(found.base, Base::Named(Name { text: plain, target }));
            proptest::prop_assert_eq!((found.collection, found.rest), (many > 0, ""));
        }

        #[test]
        fn reading_any_cell_ends(cell in "[\\PC]{0,40}", marks in "[\\[\\]()*`, a]{0,20}") {
            let page = markdown::parse("");
            let _ = parse(&cell, &page);
            let _ = parse(&marks, &page);
        }
    }

    #[test]
    fn what_a_sample_names() {
        let named = |text| {
            let found = of_sample(text)?;
            let base = match found.base {
                Base::Primitive(it) => it.as_str(),
                Base::Named(it) => it.text,
            };
            Some((base, found.collection))
        };
        assert_eq!(named("string"), Some(("Edm.String", false)));
        assert_eq!(named("String (identifier)"), Some(("Edm.String", false)));
        assert_eq!(
            named("String (timestamp)"),
            Some(("Edm.DateTimeOffset", false))
        );
        assert_eq!(
            named("Collection(microsoft.graph.a)"),
            Some(("microsoft.graph.a", true))
        );
        assert_eq!(
            named("#microsoft.graph.a"),
            Some(("microsoft.graph.a", false))
        );
        for value in ["Brad", "a | b", "", "user.name", "String of letters"] {
            assert_eq!(named(value), None, "{value}");
        }
    }

    #[test]
    fn what_is_no_type() {
        check("Moment in time when it was made.  DateTimeOffset", "-");
        check("** Unknown Type `a.b` ** collection", "-");
        check("", "-");
        check("—", "-");
    }
}
