//! Blocks of a page with everything that is odd in the documentation's Markdown.

use msgraph_schema::markdown;

const PAGE: &str = r#"---
title: "thing: a type"
author: 'me'
doc_type: resourcePageType
---

# thing resource type

Namespace: microsoft.graph

[!INCLUDE [beta](../../includes/beta.md)]

> [!NOTE]
> Mind the gap.

## Properties
Text right above the table.
| Property | Type
|:---|:---|
| a | String | too `|` many \| cells |
b | [c](c.md)
continued here
<!-- | d | commented out | -->

| Wrong | Delimiter |
|:---|:---|:---|
| e | String | f |

##Relationships
None
---
* first
  second
* with a fence:

  ```http
  GET /things
  ```

# [HTTP](#tab/http)
Text <!-- { "inline":
 1 } --> more.
<!-- {
  "blockType": "resource"

} --> behind
``` json
{ "<!--": 1 }
```

---

    indented

[c]: c.md "title"
<!-- never closed
## Gone
"#;

#[test]
fn odd_markdown() {
    insta::assert_debug_snapshot!(markdown::parse(PAGE));
}

#[test]
fn nothing_and_beginnings_of_things() {
    for text in [
        "",
        "---\n",
        "---\n---",
        "|",
        "|\n|-",
        "<!--",
        "```",
        "[a]:",
        "##",
        "[!",
        "# [x](#tab/",
    ] {
        assert!(markdown::parse(text).sections.len() <= 2);
    }
}
