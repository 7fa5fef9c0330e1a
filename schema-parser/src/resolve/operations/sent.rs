//! Read-only members that examples send all the same.
//!
//! ```text
//! |roleTemplateId|String|… Read-only.|        POST /directoryRoles  { "roleTemplateId": "fe93be69-…" }
//! ```
//!
//! A call would be of no use without them, so that they count as sent. The key of an entity stays what it is: only the service gives it.

use std::collections::BTreeSet;

use crate::{
    json::{self, Value},
    schema::{
        Body, Operation, Property, PropertyName, Schema, Start, Type, TypeKind, TypeName, TypeRef,
        TypeTarget,
    },
};

/// Members by the types that declare them.
type Members = BTreeSet<(TypeName, PropertyName)>;

/// Calls nothing read-only that an example sends, nor what is a parameter of an action.
pub(super) fn allow(schema: &mut Schema) {
    let mut sent = Members::new();
    for operation in schema.operations.values() {
        requests(operation).for_each(|it| collect_body(schema, operation, &it, &mut sent));
    }
    for (owner, name) in sent {
        let Some(ty) = schema.types.get_mut(&owner) else {
            continue;
        };
        let members = ty.properties.iter_mut().chain(&mut ty.relationships);
        members
            .filter(|it| it.name == name)
            .for_each(|it| it.facts.read_only = false);
    }
    for operation in schema.operations.values_mut() {
        if let Body::Parameters(parameters) = &mut operation.request {
            parameters
                .iter_mut()
                .for_each(|it| it.facts.read_only = false);
        }
    }
}

/// The bodies of the example requests.
fn requests(operation: &Operation) -> impl Iterator<Item = Value<'_>> {
    let requests = operation
        .examples
        .iter()
        .filter_map(|it| it.request.as_ref());
    let own = requests.filter(
        |it| matches!(&it.start, Start::Request { method, .. } if *method == operation.method),
    );
    own.filter(|it| it.body.starts_with('{'))
        .map(|it| json::parse(&it.body).0)
}

fn collect_body(schema: &Schema, operation: &Operation, body: &Value<'_>, sent: &mut Members) {
    match &operation.request {
        Body::Value { ty, wrapper, .. } => {
            let value = if wrapper.is_empty() {
                Some(body)
            } else {
                body.get(wrapper)
            };
            value
                .into_iter()
                .for_each(|it| collect(schema, ty, it, sent));
        }
        Body::Parameters(parameters) => {
            for it in parameters {
                if let Some(value) = body.get(it.name.as_str()) {
                    collect(schema, &it.ty, value, sent);
                }
            }
        }
        _ => {}
    }
}

/// Collects the read-only members in a value of a type.
fn collect(schema: &Schema, ty: &TypeRef, value: &Value<'_>, sent: &mut Members) {
    let TypeTarget::Named(name) = &ty.target else {
        return;
    };
    if let Some(elements) = value.as_array() {
        return elements.iter().for_each(|it| collect(schema, ty, it, sent));
    }
    let said = value
        .get("@odata.type")
        .and_then(Value::as_str)
        .map(|it| it.trim_start_matches('#'));
    let name = said
        .and_then(|it| schema.types.get_key_value(it))
        .map_or(name, |it| it.0);
    for member in value.members() {
        let Some((owner, property)) = find(schema, name, &member.name) else {
            continue;
        };
        if property.facts.read_only && !is_key(owner, property) {
            sent.insert((owner.name.clone(), property.name.clone()));
        }
        collect(schema, &property.ty, &member.value, sent);
    }
}

/// A member and the type that declares it.
fn find<'s>(schema: &'s Schema, ty: &TypeName, name: &str) -> Option<(&'s Type, &'s Property)> {
    schema.lineage(ty).find_map(|ty| {
        let mut members = ty.properties.iter().chain(&ty.relationships);
        Some((ty, members.find(|it| it.name.as_str() == name)?))
    })
}

fn is_key(owner: &Type, property: &Property) -> bool {
    owner.key.contains(&property.name)
        || owner.kind == TypeKind::Entity && property.name.as_str() == "id"
}

#[cfg(test)]
mod tests {
    use crate::{
        Version, parse_sources,
        schema::PageId,
        source::{SourceFile, Sources},
    };

    const TYPE: &str = "# part resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n\
        |Property|Type|Description|\n|:-|:-|:-|\n|id|String|x|\n|label|String|Read-only.|\n|weight|Int32|Read-only.|\n\n\
        ## JSON representation\n\n```json\n{ \"@odata.type\": \"microsoft.graph.part\" }\n```\n";

    const PAGE: &str = "# Create part\n\n## HTTP request\n\n```http\nPOST /parts\n```\n\n\
        ## Request body\n\nSupply a JSON representation of a [part](../resources/part.md) object.\n\n\
        ## Response\n\nIf successful, returns `201 Created` and a [part](../resources/part.md) object.\n\n\
        ## Example\n\n```http\nPOST /parts\nContent-Type: application/json\n\n{ \"label\": \"x\" }\n```\n";

    #[test]
    fn what_an_example_sends_is_not_read_only() {
        let pages = [
            ("api-reference/v1.0/resources/part.md", TYPE),
            ("api-reference/v1.0/api/part-post.md", PAGE),
        ];
        let files = pages.iter().zip(0..).map(|((path, text), at)| {
            SourceFile::new(PageId(at), (*path).to_owned(), text.as_bytes().to_vec())
        });
        let sources = Sources {
            files: files.collect(),
        };
        let schema = parse_sources(sources, Version::V1).schema;
        let part = &schema.types["microsoft.graph.part"];
        let read_only = part.properties.iter().filter(|it| it.facts.read_only);
        let names: Vec<_> = read_only.map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["weight"]);
    }
}
