//! The body of an example without what its pages call read-only: the client does not send it.
//!
//! ```text
//! |version|Int32|… Read-only.|      POST … { "displayName": "x", "version": 7 }   ->   { "displayName": "x" }
//! ```
//!
//! The `id` of an object inside stays, because it says which one is meant.

use msgraph_runtime::Json;
use msgraph_schema::schema::{
    Body, Operation, Property, Schema, TypeName, TypeRef, TypeTarget,
};

/// Takes the read-only members out of the body of a request; gives their names.
pub(crate) fn take_read_only(
    schema: &Schema,
    operation: &Operation,
    body: &mut Json,
) -> Vec<String> {
    let mut taken = Vec::new();
    match &operation.request {
        Body::Value { ty, wrapper, .. } => {
            let value = if wrapper.is_empty() {
                Some(body)
            } else {
                body.get_mut(wrapper)
            };
            if let Some(value) = value {
                take(schema, ty, value, (Depth::Top, &mut taken));
            }
        }
        Body::Parameters(parameters) => {
            for it in parameters {
                if let Some(value) = body.get_mut(it.name.as_str()) {
                    take(schema, &it.ty, value, (Depth::Inside, &mut taken));
                }
            }
        }
        _ => {}
    }
    taken
}

/// Whether a value is the body itself or part of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Top,
    Inside,
}

fn take(
    schema: &Schema,
    ty: &TypeRef,
    value: &mut Json,
    (depth, taken): (Depth, &mut Vec<String>),
) {
    let TypeTarget::Named(declared) = &ty.target else {
        return;
    };
    if let Json::Array(elements) = value
        && ty.collection
    {
        let element = TypeRef {
            collection: false,
            ..ty.clone()
        };
        for it in elements {
            take(schema, &element, it, (depth, taken));
        }
        return;
    }
    // What does not fit is kept and sent as it came.
    if ty.collection {
        return;
    }
    let Json::Object(members) = value else { return };
    // Of a value of a derived type the client holds the rest as it came, whatever the derived type says of it.
    members.retain(|member, _| {
        let read_only = find(schema, declared, member).is_some_and(|it| it.facts.read_only);
        let is_taken = read_only && (depth == Depth::Top || member != "id");
        if is_taken {
            taken.push(member.clone());
        }
        !is_taken
    });
    for (member, value) in members {
        if let Some(property) = find(schema, declared, member) {
            take(schema, &property.ty, value, (Depth::Inside, taken));
        }
    }
}

/// The property of a type or one of its bases.
fn find<'s>(schema: &'s Schema, ty: &TypeName, name: &str) -> Option<&'s Property> {
    schema.lineage(ty).find_map(|ty| {
        let mut members = ty.properties.iter().chain(&ty.relationships);
        members.find(|it| it.name.as_str() == name)
    })
}

#[cfg(test)]
mod tests {
    use msgraph_schema::schema::{Facts, Type};
    use serde_json::json;

    use super::*;

    fn property(name: &str, ty: TypeRef, facts: Facts) -> Property {
        Property {
            name: name.into(),
            ty,
            facts,
            ..Property::default()
        }
    }

    #[test]
    fn read_only_members_are_taken_at_every_depth_but_inner_ids() {
        let part = TypeRef {
            target: TypeTarget::Named("microsoft.graph.part".into()),
            collection: false,
        };
        let read_only = || Facts {
            read_only: true,
            ..Facts::default()
        };
        let mut schema = Schema::default();
        let ty = Type {
            name: "microsoft.graph.part".into(),
            properties: vec![
                property("id", TypeRef::default(), read_only()),
                property("weight", TypeRef::default(), read_only()),
                property("inner", part.clone(), Facts::default()),
            ],
            ..Type::default()
        };
        schema.types.insert(ty.name.clone(), ty);
        let operation = Operation {
            request: Body::Value {
                ty: part,
                wrapper: String::new(),
                properties: Vec::new(),
            },
            ..Operation::default()
        };
        let mut body = json!({"id": 1, "weight": 2, "else": 3, "inner": {"id": 4, "weight": 5}});
        let taken = take_read_only(&schema, &operation, &mut body);
        assert_eq!(body, json!({"else": 3, "inner": {"id": 4}}));
        assert_eq!(taken, ["id", "weight", "weight"]);
    }
}
