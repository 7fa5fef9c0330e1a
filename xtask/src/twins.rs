//! The generated types as somebody would write them without this project: the same structs and enumerations, without serde or with its derives.
//!
//! ```text
//! /// `displayName`: `Edm.String`.             #[serde(rename = "displayName")]
//! pub display_name: rt::Field<String>,    ->   pub display_name: Option<String>,
//! ```
//!
//! They are made of the generated files, so that they always have the same members. Dates and untyped JSON are strings.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

/// How a twin is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Twin {
    /// Only `Clone`, `Debug`, `Default` and `PartialEq` are derived.
    Plain,
    /// serde's two traits are derived too.
    Derive,
}

const MANIFEST: &str = r#"[package]
name = "twin"
edition = "2024"

[workspace]

[dependencies]
serde = { version = "1.0.229", features = ["derive"] }

[profile.dev]
debug = 0
"#;

/// Writes a crate that is the twin of one module of the generated sources.
///
/// # Errors
/// A generated file that is missing or is no Rust, or the disk.
pub(crate) fn write(twin: Twin, module: &str, sources: &Path, root: &Path) -> Result<()> {
    let src = root.join("src");
    if src.exists() {
        fs::remove_dir_all(&src)?;
    }
    fs::create_dir_all(&src)?;
    fs::write(root.join("Cargo.toml"), MANIFEST)?;
    fs::write(
        src.join("lib.rs"),
        format!("#![allow(warnings)]\npub mod {module};\n"),
    )?;
    write_module(twin, &sources.join(module), &src.join(module))
}

/// Writes `module.rs`, and everything in the folder `module`.
fn write_module(twin: Twin, from: &Path, to: &Path) -> Result<()> {
    let source = from.with_extension("rs");
    let text = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
    fs::write(
        to.with_extension("rs"),
        spell(twin, &text).with_context(|| source.display().to_string())?,
    )?;
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "rs") {
            let name = path.file_stem().context("a file without a name")?;
            write_module(twin, &path.with_extension(""), &to.join(name))?;
        }
    }
    Ok(())
}

/// The text of one file's twin.
fn spell(twin: Twin, text: &str) -> Result<String> {
    let items = syn::parse_file(text)?
        .items
        .into_iter()
        .filter_map(|it| item(twin, it));
    Ok(items.map(|it| it.to_string() + "\n").collect())
}

fn item(twin: Twin, item: Item) -> Option<TokenStream> {
    match item {
        Item::Struct(it) => Some(structure(twin, &it)),
        Item::Enum(it) => Some(enumeration(twin, &it)),
        Item::Mod(it) => Some(it.to_token_stream()),
        Item::Use(it) if is_of_types(&it) => Some(it.to_token_stream()),
        _ => None,
    }
}

/// Whether something is imported that a twin has too: neither the runtime nor the client.
fn is_of_types(it: &syn::ItemUse) -> bool {
    let text = it.to_token_stream().to_string();
    !text.contains("msgraph_runtime") && !text.contains("client ::")
}

fn structure(twin: Twin, it: &syn::ItemStruct) -> TokenStream {
    let (ident, derives) = (&it.ident, derives(twin));
    let Fields::Named(fields) = &it.fields else {
        return TokenStream::new();
    };
    let fields = fields.named.iter().filter_map(|field| {
        let Type::Path(path) = &field.ty else {
            return None;
        };
        let value = argument(&path.path)?;
        let (ident, ty, rename) = (&field.ident, spell_type(value), rename(twin, &field.attrs));
        Some(quote!(#rename pub #ident: Option<#ty>))
    });
    quote!(#[derive(Default, #derives)] pub struct #ident { #(#fields,)* })
}

fn enumeration(twin: Twin, it: &syn::ItemEnum) -> TokenStream {
    let (ident, derives) = (&it.ident, derives(twin));
    let variants = it.variants.iter().map(|variant| {
        let (ident, rename) = (&variant.ident, rename(twin, &variant.attrs));
        match (&variant.fields, twin) {
            (Fields::Unit, _) => quote!(#rename #ident),
            (_, Twin::Plain) => quote!(#ident(Box<str>)),
            (_, Twin::Derive) => quote!(#[serde(untagged)] #ident(Box<str>)),
        }
    });
    quote!(#[derive(Eq, Hash, PartialOrd, Ord, #derives)] pub enum #ident { #(#variants,)* })
}

fn derives(twin: Twin) -> TokenStream {
    match twin {
        Twin::Plain => quote!(Clone, Debug, PartialEq),
        Twin::Derive => quote!(
            Clone,
            Debug,
            PartialEq,
            serde::Serialize,
            serde::Deserialize
        ),
    }
}

/// The name that travels stands between the first backticks of the documentation.
fn rename(twin: Twin, attributes: &[Attribute]) -> Option<TokenStream> {
    let docs = attributes
        .iter()
        .find_map(doc)
        .filter(|_| twin == Twin::Derive)?;
    let name = docs.split('`').nth(1)?;
    Some(quote!(#[serde(rename = #name)]))
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(literal) = &meta.value else {
        return None;
    };
    match &literal.lit {
        Lit::Str(text) if meta.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// The runtime's types become strings, everything else stays.
fn spell_type(ty: &Type) -> TokenStream {
    let Type::Path(path) = ty else {
        return ty.to_token_stream();
    };
    if path
        .path
        .segments
        .first()
        .is_some_and(|it| it.ident == "rt")
    {
        return quote!(String);
    }
    match (path.path.segments.last(), argument(&path.path)) {
        (Some(outer), Some(inner)) => {
            let (outer, inner) = (&outer.ident, spell_type(inner));
            quote!(#outer<#inner>)
        }
        _ => ty.to_token_stream(),
    }
}

/// `T` of `Outer<T>`.
fn argument(path: &syn::Path) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Twin, spell};

    const GENERATED: &str = r#"
        use msgraph_runtime as rt;
        pub struct A {
            /// `b-c`: `Edm.String`.
            pub b: rt::Field<Box<super::B>>,
            /// `d`: `Edm.Date`.
            pub d: rt::Field<Vec<rt::Date>>,
            pub extra: rt::Extra,
        }
        pub const D: rt::Property<A> = rt::Property::new("d");
    "#;

    #[test]
    fn twins_have_the_same_members() {
        let plain = spell(Twin::Plain, GENERATED).unwrap().replace(' ', "");
        assert_eq!(
            plain,
            "#[derive(Default,Clone,Debug,PartialEq)]pubstructA{pubb:Option<Box<super::B>>,pubd:Option<Vec<String>>,}\n"
        );
        let derive = spell(Twin::Derive, GENERATED).unwrap();
        assert!(
            derive.contains(r#"rename = "b-c""#) && derive.contains("serde :: Deserialize"),
            "{derive}"
        );
    }
}
