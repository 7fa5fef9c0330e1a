//! Request builders, their ways and their calls.

mod call;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Scope, cfg, docs};
use crate::items::{Argument, OptionSet, Piece, Requests, Scalar, Way};

pub(crate) fn emit(it: &Requests, scope: Scope<'_>) -> Vec<TokenStream> {
    let Requests { name, version, .. } = it;
    let docs = docs(&it.docs);
    let ways = it.ways.iter().map(|it| way(it, scope));
    let calls = it.calls.iter().map(|it| call::emit(it, scope));
    let mut tokens = vec![
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct #name(
                /// Where it is.
                pub rt::http::Place,
            );
        },
        quote!(impl #name { #(#ways)* #(#calls)* }),
    ];
    if let Some(version) = version {
        tokens.extend(client(it, version));
    }
    tokens
}

/// How the first builder is made.
fn client(it: &Requests, version: &str) -> Vec<TokenStream> {
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
    vec![builder, from]
}

fn way(it: &Way, scope: Scope<'_>) -> TokenStream {
    let (cfg, docs) = (cfg(it.features.as_ref()), docs(&it.docs));
    let (name, to) = (&it.name, scope.path(&it.to));
    let parameters = parameters(&it.piece, scope);
    let place = place(quote!(self.0), &it.piece);
    quote! {
        #docs
        #cfg
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> #to {
            #to(#place)
        }
    }
}

/// The parameters that a part of a path needs.
fn parameters(piece: &Piece, scope: Scope<'_>) -> Vec<TokenStream> {
    match piece {
        Piece::Literal(_) => Vec::new(),
        Piece::Id(name) | Piece::File(name) => vec![quote!(#name: &str)],
        Piece::Key(arguments) | Piece::Function(_, arguments) => {
            let parameter = |it: &Argument| {
                let (name, ty) = (&it.name, scalar(&it.ty, scope));
                quote!(#name: #ty)
            };
            arguments.iter().map(parameter).collect()
        }
    }
}

fn scalar(it: &Scalar, scope: Scope<'_>) -> TokenStream {
    match it {
        Scalar::Text | Scalar::Raw => quote!(&str),
        Scalar::Plain(name) | Scalar::Quoted(name) => {
            let ident = Ident::new(name, Span::call_site());
            if name.starts_with(|it: char| it.is_ascii_lowercase()) {
                quote!(#ident)
            } else {
                quote!(rt::#ident)
            }
        }
        Scalar::Enum(path) => {
            let path = scope.path(path);
            quote!(&#path)
        }
        Scalar::Json => quote!(rt::Json),
    }
}

/// The place that a part of a path leads to from another.
fn place(from: TokenStream, piece: &Piece) -> TokenStream {
    match piece {
        Piece::Literal(text) => quote!(#from.literal(#text)),
        Piece::Id(name) => quote!(#from.id(#name)),
        Piece::File(name) => quote!(#from.file(#name)),
        Piece::Key(arguments) => {
            let arguments = arguments.iter().map(argument);
            quote!(#from.key([#(#arguments),*]))
        }
        Piece::Function(name, arguments) => {
            let arguments = arguments.iter().map(argument);
            quote!(#from.function(#name, [#(#arguments),*]))
        }
    }
}

fn argument(it: &Argument) -> TokenStream {
    let Argument {
        wire_name,
        name,
        ty,
    } = it;
    let value = match ty {
        Scalar::Text | Scalar::Plain(_) | Scalar::Json => quote!(#name.into()),
        Scalar::Raw => quote!(rt::http::Argument::raw(#name)),
        Scalar::Quoted(_) => quote!(#name.to_string().into()),
        Scalar::Enum(_) => quote!(rt::http::Argument::of(#name)),
    };
    quote!((#wire_name, #value))
}

/// A set of query options.
pub(crate) fn option_set(it: &OptionSet) -> Vec<TokenStream> {
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
    std::iter::once(set).chain(traits).collect()
}
