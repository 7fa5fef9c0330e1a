//! `cargo xtask schema`: prints a schema as the JSON that `score.py` compares with the service's own metadata.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Context;
use clap::Args;
use msgraph_schema::{
    Schema, Version,
    schema::{
        Body, Content, Enum, Location, Operation, OperationKind, PermissionTable, Permissions,
        Property, Type, TypeRef,
    },
};
use serde_json::{Value, json};

/// What to print.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The documentation: a checkout, or condensed pages.
    #[arg(long, default_value = "generated/docs")]
    docs: PathBuf,
    /// The version of Graph: `v1.0` or `beta`.
    #[arg(long, default_value = "v1.0")]
    api: Version,
}

/// Prints the schema.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let docs = &arguments.docs;
    let parsed = msgraph_schema::parse(docs, arguments.api)
        .with_context(|| format!("reading {}", docs.display()))?;
    let text = serde_json::to_string_pretty(&schema(&parsed.schema))?;
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(())
}

fn schema(schema: &Schema) -> Value {
    let page = |it| page(schema, it);
    json!({
        "version": schema.version,
        "types": schema.types.values().map(|it| ty(it, page(it.location))).collect::<Value>(),
        "enums": schema.enums.values().map(|it| enumeration(it, page(it.location))).collect::<Value>(),
        "operations": schema.operations.values().map(|it| operation(it, page(it.location))).collect::<Value>(),
    })
}

/// The path of a page below the folder of its version.
fn page(schema: &Schema, location: Location) -> &str {
    schema
        .page(location.page)
        .splitn(3, '/')
        .last()
        .unwrap_or_default()
}

fn ty(it: &Type, page: &str) -> Value {
    json!({
        "name": it.name,
        "kind": it.kind,
        "base": it.base,
        "abstract": it.is_abstract,
        "open": it.open,
        "key": it.key,
        "page": page,
        "properties": it.properties.iter().map(property).collect::<Value>(),
        "relationships": it.relationships.iter().map(property).collect::<Value>(),
    })
}

fn property(it: &Property) -> Value {
    json!({
        "name": it.name,
        "type": it.ty.target.to_string(),
        "collection": it.ty.collection,
        "nullable": it.facts.nullable,
    })
}

fn enumeration(it: &Enum, page: &str) -> Value {
    let members = it
        .members
        .iter()
        .map(|it| json!({ "name": it.name, "value": it.value }));
    json!({
        "name": it.name,
        "flags": it.flags,
        "page": page,
        "members": members.collect::<Value>(),
    })
}

fn operation(it: &Operation, page: &str) -> Value {
    json!({
        "name": it.name,
        "page": page,
        "method": it.method,
        "paths": it.paths.iter().map(ToString::to_string).collect::<Value>(),
        "request": request(&it.request),
        "response": response(it),
        "permissions": permissions(&it.permissions),
    })
}

fn reference(ty: &TypeRef) -> Value {
    json!({ "type": ty.target.to_string(), "collection": ty.collection })
}

fn request(body: &Body) -> Value {
    match body {
        Body::Value { ty, .. } => reference(ty),
        _ => Value::Null,
    }
}

fn response(operation: &Operation) -> Value {
    let Some(first) = operation.responses.first() else {
        return Value::Null;
    };
    let (ty, collection) = match &first.content {
        // A count is answered as bare text, which is no value of a type.
        _ if operation.kind == OperationKind::Count => (None, false),
        Content::Value(ty) => (Some(ty.target.to_string()), ty.collection),
        Content::Stream => (Some("Edm.Stream".to_owned()), false),
        _ => (None, false),
    };
    json!({ "status": first.status, "type": ty, "collection": collection })
}

/// The permissions of all tables; what is needed together is joined by `+`.
fn permissions(permissions: &Permissions) -> Value {
    let tables: &[PermissionTable] = match permissions {
        Permissions::Unknown => return Value::Null,
        Permissions::Tables(tables) => tables,
    };
    let names = |sets: fn(&PermissionTable) -> &Vec<msgraph_schema::schema::PermissionSet>| {
        let sets = tables.iter().flat_map(sets);
        sets.map(|it| it.all_of.join("+")).collect::<Value>()
    };
    json!({
        "delegatedWork": names(|it| &it.delegated_work),
        "delegatedPersonal": names(|it| &it.delegated_personal),
        "application": names(|it| &it.application),
    })
}
