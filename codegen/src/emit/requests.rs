//! Request builders, their ways and their calls.

mod call;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{
    Paragraph, Scope, docs,
    text::{cfg, chain, comment, indented, list, literal},
};
use crate::items::{Argument, OptionSet, Piece, Requests, Scalar, Way};

pub(crate) fn emit(it: &Requests, scope: Scope<'_>) -> Vec<Paragraph> {
    let mut paragraphs = vec![
        Paragraph::Item(structure(it)),
        Paragraph::Text(methods(it, scope)),
    ];
    if let Some(version) = it.version {
        paragraphs.extend(client(it, version).map(Paragraph::Item));
    }
    paragraphs
}

fn structure(it: &Requests) -> TokenStream {
    let (name, docs) = (&it.name, docs(&it.docs));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name(
            /// Where it is.
            pub rt::http::Place,
        );
    }
}

fn methods(it: &Requests, scope: Scope<'_>) -> String {
    let ways = it.ways.iter().map(|it| way(it, scope));
    let calls = it.calls.iter().map(|it| call::emit(it, scope));
    let methods: String = ways.chain(calls).collect();
    format!("impl {} {{\n{methods}}}\n", it.name)
}

/// How the first builder is made.
fn client(it: &Requests, version: &str) -> [TokenStream; 2] {
    let name = &it.name;
    let builder = quote! {
        impl #name {
            /// Starts putting a client together.
            pub fn builder() -> rt::http::Builder<Self> {
                rt::http::Builder::default().version(#version)
            }
        }
    };
    let from = quote! {
        impl From<rt::http::Client> for #name {
            fn from(client: rt::http::Client) -> Self {
                Self(rt::http::Place::new(&client, rt::http::Path::default()))
            }
        }
    };
    [builder, from]
}

fn way(it: &Way, scope: Scope<'_>) -> String {
    let to = scope.path(&it.to);
    let signature = signature(
        it.name.as_str(),
        parameters(&it.piece, scope),
        &format!(") -> {to} {{"),
    );
    let place = list(
        8,
        &format!("{to}("),
        &[chain(12, "self.0", &[step(&it.piece)])],
        ")",
    );
    method(&it.docs, &cfg(it.features.as_ref()), &signature, &place)
}

/// A method with its attributes and its body.
fn method(docs: &[String], attributes: &str, signature: &str, body: &str) -> String {
    let comment = comment(4, docs);
    let attributes = indented(4, attributes);
    format!("{comment}{attributes}    #[inline]\n    {signature}\n        {body}\n    }}\n")
}

/// What stands before the body of a method, from its name to this end.
fn signature(name: &str, parameters: Vec<String>, end: &str) -> String {
    let mut all = vec!["&self".to_owned()];
    all.extend(parameters);
    list(4, &format!("pub fn {name}("), &all, end)
}

/// The parameters that a part of a path needs.
fn parameters(piece: &Piece, scope: Scope<'_>) -> Vec<String> {
    match piece {
        Piece::Literal(_) => Vec::new(),
        Piece::Id(name) | Piece::File(name) => vec![format!("{name}: &str")],
        Piece::Key(arguments) | Piece::Function(_, arguments) => {
            let parameter = |it: &Argument| format!("{}: {}", it.name, scalar(&it.ty, scope));
            arguments.iter().map(parameter).collect()
        }
    }
}

fn scalar(it: &Scalar, scope: Scope<'_>) -> String {
    match it {
        Scalar::Text | Scalar::Raw => "&str".to_owned(),
        Scalar::Plain(name) | Scalar::Quoted(name) => {
            let is_of_rust = name.starts_with(|it: char| it.is_ascii_lowercase());
            format!("{}{name}", if is_of_rust { "" } else { "rt::" })
        }
        Scalar::Enum(path) => format!("&{}", scope.path(path)),
        Scalar::Json => "rt::Json".to_owned(),
    }
}

/// The method of a place that adds a part to its path, laid out for a line of its own.
fn step(piece: &Piece) -> String {
    match piece {
        Piece::Literal(text) => format!(".literal({})", literal(text)),
        Piece::Id(name) => format!(".id({name})"),
        Piece::File(name) => format!(".file({name})"),
        Piece::Key(arguments) => list(16, ".key([", &pairs(arguments), "])"),
        Piece::Function(name, arguments) => {
            let open = format!(".function({}, [", literal(name));
            list(16, &open, &pairs(arguments), "])")
        }
    }
}

fn pairs(arguments: &[Argument]) -> Vec<String> {
    arguments.iter().map(argument).collect()
}

fn argument(it: &Argument) -> String {
    let name = &it.name;
    let value = match it.ty {
        Scalar::Text | Scalar::Plain(_) | Scalar::Json => format!("{name}.into()"),
        Scalar::Raw => format!("rt::http::Argument::raw({name})"),
        Scalar::Quoted(_) => format!("{name}.to_string().into()"),
        Scalar::Enum(_) => format!("rt::http::Argument::of({name})"),
    };
    format!("({}, {value})", literal(&it.wire_name))
}

/// A set of query options.
pub(crate) fn option_set(it: &OptionSet) -> Vec<Paragraph> {
    let OptionSet { name, options } = it;
    let docs = docs(&[format!(
        "Takes {}.",
        options
            .iter()
            .map(|it| format!("`{it}`"))
            .collect::<Vec<_>>()
            .join(", ")
    )]);
    let traits = options.iter().map(|it| {
        let it = Ident::new(it, Span::call_site());
        quote!(impl rt::http::options::#it for #name {})
    });
    let set = quote! {
        #docs
        #[derive(Debug)]
        pub enum #name {}
    };
    let items = std::iter::once(set).chain(traits);
    items.map(Paragraph::Item).collect()
}
