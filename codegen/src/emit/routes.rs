//! Routes: a function for every documented path that makes its request through the request builders.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Scope, structs};
use crate::items::{
    Answer, Argument, Body, FieldType, Piece, Place, RequiredValue, Route, RouteWay, Routes, Scalar,
};

pub(crate) fn emit(it: &Routes) -> Vec<TokenStream> {
    let Routes {
        module,
        client,
        routes,
        types,
    } = it;
    // The code stands beside the outermost module, under whose name everything is reached.
    let scope = Scope { module: &[] };
    let client = scope.path(client);
    let entries = routes
        .iter()
        .enumerate()
        .map(|(at, it)| entry(at, it, scope));
    let types = types.iter().map(|(name, path)| {
        let path = scope.path(path);
        quote!((#name, object::<#path>))
    });
    let count = (routes.len(), it.types.len());
    let (route_count, type_count) = (
        proc_macro2::Literal::usize_unsuffixed(count.0),
        proc_macro2::Literal::usize_unsuffixed(count.1),
    );
    let mut tokens = vec![
        quote!(
            use crate::support::*;
        ),
        quote!(use msgraph::#module::*;),
        quote! {
            /// Every documented path, sorted by operation and path.
            pub static ROUTES: [Route<#client>; #route_count] = [#(#entries),*];
        },
        quote! {
            /// Every type, sorted by name.
            pub static TYPES: [(&str, Decode); #type_count] = [#(#types),*];
        },
    ];
    tokens.extend(
        routes
            .iter()
            .enumerate()
            .map(|(at, it)| function(at, it, &client, scope)),
    );
    tokens
}

fn entry(at: usize, it: &Route, scope: Scope<'_>) -> TokenStream {
    let Route {
        operation,
        template,
        ..
    } = it;
    let (build, decode) = (build(at), decode(&it.call.answer, scope));
    quote!(Route { operation: #operation, path: #template, build: #build, decode: #decode })
}

fn build(at: usize) -> Ident {
    format_ident!("build_{at}")
}

/// The function that reads an answer.
fn decode(it: &Answer, scope: Scope<'_>) -> TokenStream {
    match it {
        Answer::None => quote!(nothing),
        Answer::Object(path) | Answer::Perhaps(path) => {
            let path = scope.path(path);
            quote!(object::<#path>)
        }
        Answer::Page(ty) => {
            let value = structs::value(&ty.value, scope);
            let reader = if is_object(ty) {
                quote!(objects)
            } else {
                quote!(values)
            };
            quote!(#reader::<#value>)
        }
        Answer::Wrapped(ty) => {
            let value = structs::value(&ty.value, scope);
            quote!(wrapped::<#value>)
        }
        Answer::Count => quote!(count),
        Answer::Media => quote!(media),
        Answer::Accepted(it) => decode(it, scope),
        Answer::Json => quote!(json),
    }
}

fn is_object(ty: &FieldType) -> bool {
    matches!(ty.value, crate::items::Value::Object(_))
}

fn function(at: usize, it: &Route, client: &TokenStream, scope: Scope<'_>) -> TokenStream {
    let name = build(at);
    let ways = it.ways.iter().map(|it| way(it, scope));
    let call = &it.call;
    let pieces = call.pieces.iter().flat_map(|it| arguments(it, scope));
    let required = call
        .required
        .iter()
        .filter_map(|it| match (&it.value, it.place) {
            (RequiredValue::Fixed(_), _) => None,
            (RequiredValue::Given(_), Place::Header) => Some((quote!(header), &it.wire_name)),
            (RequiredValue::Given(_), Place::Query) => Some((quote!(query), &it.wire_name)),
        });
    let required = required.map(|(place, name)| quote!(example.#place(#name)?));
    let arguments: Vec<_> = pieces
        .chain(required)
        .chain(body(&call.body, scope))
        .collect();
    let method = &call.name;
    quote! {
        fn #name(graph: &#client, example: &Example) -> Result<Request, String> {
            example.finish(graph #(.#ways)* .#method(#(#arguments),*))
        }
    }
}

fn way(it: &RouteWay, scope: Scope<'_>) -> TokenStream {
    let name = &it.name;
    if let Some(fixed) = &it.fixed {
        return quote!(#name(#fixed));
    }
    let arguments = arguments(&it.piece, scope);
    quote!(#name(#(#arguments),*))
}

/// What an example gives for a part of a path.
fn arguments(it: &Piece, scope: Scope<'_>) -> Vec<TokenStream> {
    match it {
        Piece::Literal(_) => Vec::new(),
        Piece::Id(_) | Piece::File(_) => vec![quote!(example.id()?)],
        Piece::Key(arguments) | Piece::Function(_, arguments) => {
            arguments.iter().map(|it| argument(it, scope)).collect()
        }
    }
}

fn argument(Argument { wire_name, ty, .. }: &Argument, scope: Scope<'_>) -> TokenStream {
    match ty {
        Scalar::Text | Scalar::Raw => quote!(example.argument(#wire_name)?),
        Scalar::Plain(_) | Scalar::Quoted(_) => quote!(example.parsed(#wire_name)?),
        Scalar::Enum(path) => {
            let path = scope.path(path);
            quote!(&example.member::<#path>(#wire_name)?)
        }
        Scalar::Json => quote!(example.json_argument(#wire_name)?),
    }
}

/// What an example gives as a body.
fn body(it: &Body, scope: Scope<'_>) -> Vec<TokenStream> {
    match it {
        Body::None => Vec::new(),
        Body::Object(_, path) => {
            let path = scope.path(path);
            vec![quote!(&example.body::<#path>()?)]
        }
        Body::Value(_, ty, wrapper) => {
            let value = structs::value(&ty.value, scope);
            let value = if ty.list { quote!(Vec<#value>) } else { value };
            vec![quote!(&example.wrapped::<#value>(#wrapper)?)]
        }
        Body::Reference => vec![quote!(&example.reference(&graph.0)?)],
        Body::Bytes(kind) if kind.is_empty() => {
            vec![quote!(example.content_type()), quote!(example.bytes())]
        }
        Body::Bytes(_) => vec![quote!(example.bytes())],
        Body::Json => vec![quote!(&example.json()?)],
    }
}
