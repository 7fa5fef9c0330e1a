//! One call: a request, bound to the type of its answer and the options it takes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{parameters, place};
use crate::{
    emit::{Scope, cfg, deprecated, docs, structs},
    items::{Answer, Body, Call, FieldType, Operation, Piece, Place, Required, RequiredValue},
};

pub(super) fn emit(it: &Call, scope: Scope<'_>) -> TokenStream {
    let (cfg, docs, deprecated) = (
        cfg(it.features.as_ref()),
        docs(&it.docs),
        deprecated(it.deprecated.as_ref()),
    );
    let name = &it.name;
    let parameters = all_parameters(it, scope);
    let answer = answer(&it.answer, scope);
    let options = it.options.as_ref().map(|it| {
        let path = scope.path(it);
        quote!(, #path)
    });
    let (operation, request) = (operation(&it.operation), request(it));
    let queries = it.required.iter().filter_map(query);
    quote! {
        #docs
        #cfg
        #deprecated
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> rt::http::Call<#answer #options> {
            let operation = &#operation;
            self.0.call(#request) #(#queries)*
        }
    }
}

fn all_parameters(it: &Call, scope: Scope<'_>) -> Vec<TokenStream> {
    let pieces = it.pieces.iter().flat_map(|it| parameters(it, scope));
    let given = it.required.iter().filter_map(|it| match &it.value {
        RequiredValue::Given(name) => Some(quote!(#name: &str)),
        RequiredValue::Fixed(_) => None,
    });
    pieces
        .chain(given)
        .chain(body_parameters(&it.body, scope))
        .collect()
}

fn body_parameters(it: &Body, scope: Scope<'_>) -> Vec<TokenStream> {
    match it {
        Body::None => Vec::new(),
        Body::Object(name, path) => {
            let path = scope.path(path);
            vec![quote!(#name: &#path)]
        }
        Body::Value(name, ty, _) => {
            let value = structs::value(&ty.value, scope);
            vec![if ty.list {
                quote!(#name: &[#value])
            } else {
                quote!(#name: &#value)
            }]
        }
        Body::Reference => vec![quote!(target: &rt::http::Place)],
        Body::Bytes(kind) if kind.is_empty() => {
            vec![
                quote!(content_type: &str),
                quote!(bytes: impl Into<rt::http::Bytes>),
            ]
        }
        Body::Bytes(_) => vec![quote!(bytes: impl Into<rt::http::Bytes>)],
        Body::Json => vec![quote!(body: &rt::Json)],
    }
}

/// The path, the body and the headers.
fn request(it: &Call) -> TokenStream {
    let (before, last) = match it.pieces.as_slice() {
        [before @ .., Piece::Literal(last)] => (before, last.as_str()),
        before => (before, ""),
    };
    let place = before.iter().fold(quote!(self.0), place);
    let method = Ident::new(it.method, Span::call_site());
    let body = match &it.body {
        Body::None => TokenStream::new(),
        Body::Object(name, _) => quote!(.json(&rt::Writable(#name))),
        Body::Value(name, _, wrapper) if wrapper.is_empty() => quote!(.json(#name)),
        Body::Value(name, ty, wrapper) => wrapped(&quote!(#name), ty, wrapper),
        Body::Reference => quote!(.reference(target)),
        Body::Bytes(kind) if kind.is_empty() => quote!(.bytes(content_type, bytes)),
        Body::Bytes(kind) => quote!(.bytes(#kind, bytes)),
        Body::Json => quote!(.json(body)),
    };
    let headers = it.required.iter().filter_map(header);
    quote!(#place.#method(#last, operation) #body #(#headers)*)
}

fn wrapped(name: &TokenStream, ty: &FieldType, wrapper: &str) -> TokenStream {
    let value = match (&ty.value, ty.list) {
        (crate::items::Value::Object(_), false) => quote!(rt::Writable(#name)),
        _ => name.clone(),
    };
    quote!(.json(&std::collections::BTreeMap::from([(#wrapper, #value)])))
}

fn header(it: &Required) -> Option<TokenStream> {
    let name = &it.wire_name;
    let value = match (it.place, &it.value) {
        (Place::Query, _) => return None,
        (Place::Header, RequiredValue::Fixed(value)) => quote!(#value),
        (Place::Header, RequiredValue::Given(value)) => quote!(#value),
    };
    Some(quote!(.header(#name, #value)))
}

fn query(it: &Required) -> Option<TokenStream> {
    let name = &it.wire_name;
    let value = match (it.place, &it.value) {
        (Place::Header, _) => return None,
        (Place::Query, RequiredValue::Fixed(value)) => quote!(#value),
        (Place::Query, RequiredValue::Given(value)) => quote!(#value.to_owned()),
    };
    Some(quote!(.query(#name, #value)))
}

fn answer(it: &Answer, scope: Scope<'_>) -> TokenStream {
    match it {
        Answer::None => quote!(()),
        Answer::Object(path) => scope.path(path),
        Answer::Perhaps(path) => {
            let path = scope.path(path);
            quote!(Option<#path>)
        }
        Answer::Page(ty) => {
            let value = structs::value(&ty.value, scope);
            quote!(rt::http::Page<#value>)
        }
        Answer::Wrapped(ty) => {
            let value = structs::value(&ty.value, scope);
            quote!(rt::http::Value<#value>)
        }
        Answer::Count => quote!(i64),
        Answer::Media => quote!(rt::http::Media),
        Answer::Accepted(it) => {
            let result = answer(it, scope);
            quote!(rt::http::Accepted<#result>)
        }
        Answer::Json => quote!(rt::Json),
    }
}

/// The facts of an operation, as a value that the compiler makes static by itself: a `static` for each call would take a tenth longer to check.
fn operation(it: &Operation) -> TokenStream {
    let Operation {
        name,
        page,
        permissions: [work, personal, application],
    } = it;
    quote! {
        rt::http::Operation {
            name: #name,
            page: #page,
            permissions: rt::http::Permissions {
                delegated_work: &[#(#work),*],
                delegated_personal: &[#(#personal),*],
                application: &[#(#application),*],
            },
        }
    }
}
