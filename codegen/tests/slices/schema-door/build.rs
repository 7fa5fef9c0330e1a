//! Generates a type from a schema that no page says.

use msgraph_codegen::Builder;
use msgraph_schema::{
    Schema,
    schema::{Primitive, Property, Type, TypeName, TypeRef, TypeTarget},
};

fn main() {
    let title = Property {
        name: "title".into(),
        ty: TypeRef {
            target: TypeTarget::Primitive(Primitive::String),
            collection: false,
        },
        ..Property::default()
    };
    let name = TypeName::from("microsoft.graph.ticket");
    let ticket = Type {
        name: name.clone(),
        properties: vec![title],
        ..Type::default()
    };
    let schema = Schema {
        types: [(name, ticket)].into(),
        ..Schema::default()
    };
    Builder::from_schemas([schema]).generate().unwrap();
}
