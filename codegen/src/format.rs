//! Modules into text, as rustfmt would lay it out: one item, one paragraph.

use crate::{
    emit::{self, Paragraph},
    items::{Access, Module},
    names::RustName,
};

/// One module as text, without the modules in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    /// Its place below the outermost module.
    pub(crate) path: Vec<RustName>,
    /// What can be reached of it from outside.
    pub(crate) access: Access,
    /// What it is made from.
    pub(crate) source: String,
    /// Its documentation, as lines of text.
    pub(crate) docs: Vec<String>,
    /// When it is compiled, as an attribute; empty where it always is.
    pub(crate) cfg: String,
    /// Its items.
    pub(crate) text: String,
}

/// Emits a module and formats it.
pub(crate) fn format(module: &Module) -> Source {
    let items = module
        .items
        .iter()
        .flat_map(|it| emit::item(it, &module.path));
    let paragraphs: Vec<String> = items.map(paragraph).collect();
    Source {
        path: module.path.clone(),
        access: module.access.clone(),
        source: module.source.clone(),
        docs: module.docs.clone(),
        cfg: emit::cfg(module.features.as_ref()),
        text: paragraphs.join("\n"),
    }
}

fn paragraph(it: Paragraph) -> String {
    let tokens = match it {
        Paragraph::Text(text) => return text,
        Paragraph::Item(tokens) => tokens,
    };
    match syn::parse2(tokens.clone()) {
        Ok(item) => prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        }),
        Err(error) => panic!("emitted what is no Rust: {error}: {tokens}"),
    }
}
