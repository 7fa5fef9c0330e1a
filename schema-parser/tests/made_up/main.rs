//! Made-up schemas and pages: whatever a schema says, its pages say too; whatever a page is, reading it ends.

mod common;
mod operations;
mod types;

use msgraph_schema::{
    Version, condense, parse_sources,
    schema::{PageId, Schema},
    source::{SourceFile, Sources},
};
use proptest::{collection::vec, prelude::*, sample::select};

fn parsed(pages: impl IntoIterator<Item = (String, String)>) -> Schema {
    let files = pages.into_iter().enumerate().map(|(number, (path, text))| {
        let page = PageId(u32::try_from(number).expect("there are not so many pages"));
        SourceFile::new(page, format!("api-reference/{path}"), text.into_bytes())
    });
    let sources = Sources {
        files: files.collect(),
    };
    parse_sources(sources, Version::V1).schema
}

/// Writes the pages of a schema and reads them again; gives both without what pages do not hold.
fn there_and_back(mut schema: Schema) -> (Schema, Schema) {
    let mut again = parsed(condense::pages(&schema));
    condense::strip(&mut schema);
    condense::strip(&mut again);
    (schema, again)
}

/// Pieces that pages are made of, and what breaks them.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = vec![
        "# thing resource type\n",
        "# thing enum type\n",
        "## Properties\n",
        "## Relationships\n",
        "## Members\n",
        "### a values\n",
        "## JSON representation\n",
        "## Methods\n",
        "|Property|Type|Description|\n|:-|:-|:-|\n",
        "|Member|Value|\n|-|-|\n",
        "|a|String|Possible values are: `a`, `b`|\n",
        "|[b](c.md)|[d][]|Default is `|\n",
        "|",
        "\n",
        "\n\n",
        "<!-- {",
        "\"blockType\": \"resource\", ",
        "\"@odata.type\": \"microsoft.graph.thing\"",
        "} -->\n",
        "```json\n",
        "{ \"a\": [",
        "```\n",
        "Inherits from [x](",
        "**",
        "`",
        "[",
        "](",
        ")",
        "Supports `$filter` (",
        "Collection(",
        " collection",
        "\u{a0}",
        "é",
        "Prefer: include-unknown-enum-members enum: `",
        "<br>",
        "\\",
        "(deprecated",
    ];
    vec(select(pieces), 0..40).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_of_a_schema_say_the_same(schema in types::a_schema()) {
        let (schema, again) = there_and_back(schema);
        prop_assert_eq!(schema, again);
    }

    #[test]
    fn pages_of_operations_say_the_same(schema in operations::a_schema()) {
        let (schema, again) = there_and_back(schema);
        prop_assert_eq!(schema.operations, again.operations);
        prop_assert_eq!(schema.types, again.types);
    }

    #[test]
    fn reading_any_page_ends(text in pieces()) {
        let schema = parsed([("v1.0/resources/thing.md".to_owned(), text)]);
        prop_assert!(schema.types.len() + schema.enums.len() <= 42);
    }

    #[test]
    fn reading_any_text_ends(text in any::<String>()) {
        let page = format!("# thing resource type\n\n## Properties\n\n|a|b|c|\n|-|-|-|\n|{text}|{text}|{text}|\n\n{text}");
        prop_assert!(parsed([("v1.0/resources/thing.md".to_owned(), page)]).types.len() <= 1);
    }
}
