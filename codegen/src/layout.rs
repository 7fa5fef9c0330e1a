//! Texts of modules into files: one for each module, or all in one.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{Files, Layout, Options, files::MARK, format::Source, items::Access, names::RustName};

/// The modules by place, each with the places of those in it.
struct Tree<'a> {
    sources: BTreeMap<&'a [RustName], &'a Source>,
    children: BTreeMap<&'a [RustName], Vec<&'a Source>>,
    options: &'a Options,
}

/// Lays out the modules of one schema.
pub(crate) fn lay_out(sources: &[Source], options: &Options) -> Files {
    let mut tree = Tree {
        sources: BTreeMap::new(),
        children: BTreeMap::new(),
        options,
    };
    for it in sources {
        tree.sources.insert(&it.path, it);
        if let [parent @ .., _] = it.path.as_slice() {
            tree.children.entry(parent).or_default().push(it);
        }
    }
    for children in tree.children.values_mut() {
        children.sort_by(|left, right| left.path.cmp(&right.path));
    }
    match options.layout {
        Layout::Files => sources
            .par_iter()
            .map(|it| (tree.file_name(it), tree.file(it)))
            .collect::<Vec<_>>()
            .into_iter()
            .collect(),
        Layout::Single => [(format!("{}.rs", options.module), tree.single())]
            .into_iter()
            .collect(),
    }
}

/// One module that stands for itself.
pub(crate) fn alone(source: &Source, options: &Options) -> Files {
    let header = header(source, options);
    let docs: String = source.docs.iter().map(|it| format!("//! {it}\n")).collect();
    [(
        format!("{}.rs", options.module),
        format!("{header}{docs}\n{}", source.text),
    )]
    .into_iter()
    .collect()
}

impl Tree<'_> {
    fn file_name(&self, it: &Source) -> String {
        let below = it.path.iter().map(|it| format!("/{}", it.bare()));
        format!("{}{}.rs", self.options.module, below.collect::<String>())
    }

    /// A module in a file of its own.
    fn file(&self, it: &Source) -> String {
        let docs: String = it.docs.iter().map(|it| format!("//! {it}\n")).collect();
        let children = self.children(it).iter().map(|it| declaration(it, ";\n"));
        format!(
            "{}{docs}{}",
            header(it, self.options),
            self.body(it, children.collect())
        )
    }

    /// All modules in one file, to be included in a module.
    fn single(&self) -> String {
        let root = self.sources[&[][..]];
        format!("{}{}", header(root, self.options), self.inline(root))
    }

    fn inline(&self, it: &Source) -> String {
        let children = self.children(it).iter().map(|child| {
            let docs: String = child.docs.iter().map(|it| format!("/// {it}\n")).collect();
            format!(
                "{docs}{}",
                declaration(child, &format!(" {{\n{}}}\n\n", self.inline(child)))
            )
        });
        self.body(it, children.collect())
    }

    fn children(&self, it: &Source) -> &[&Source] {
        self.children
            .get(it.path.as_slice())
            .map_or(&[], Vec::as_slice)
    }

    fn body(&self, it: &Source, children: String) -> String {
        let exports = self.children(it).iter().flat_map(|child| exports(child));
        let exports: String = exports.collect();
        let runtime = if it.text.is_empty() {
            ""
        } else {
            "use msgraph_runtime as rt;\n"
        };
        let mut parts = vec![runtime, &children, &exports, &it.text];
        parts.retain(|it| !it.is_empty());
        parts.join("\n")
    }
}

fn header(it: &Source, options: &Options) -> String {
    let from = if it.source.is_empty() {
        String::new()
    } else {
        format!(" from {}", it.source)
    };
    format!("{MARK}`{}`{from}. Do not edit.\n", options.command)
}

fn declaration(it: &Source, end: &str) -> String {
    let name = it
        .path
        .last()
        .expect("the outermost module is declared by nobody here");
    let access = if it.access == Access::Public {
        "pub "
    } else {
        ""
    };
    format!("{}{access}mod {name}{end}", it.cfg)
}

fn exports(it: &Source) -> Vec<String> {
    let (Access::Exports(names), Some(module)) = (&it.access, it.path.last()) else {
        return Vec::new();
    };
    names
        .iter()
        .map(|name| format!("{}pub use self::{module}::{name};\n", it.cfg))
        .collect()
}
