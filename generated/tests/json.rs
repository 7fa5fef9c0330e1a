//! For every page with a sample: a value made from it is read and written back without loss, by the generated type.
//!
//! The pages are those that `GRAPH_DOCS` names, those of the repository, or a checkout beside it; where there are none, that is said and
//! nothing tested.

use std::{env, path::PathBuf};

use msgraph::runtime::{Deserialize, Json, Resource, Serialize};
use msgraph_schema::{
    Schema, Version,
    schema::{Primitive, Type, TypeName, TypeRef, TypeTarget},
};
use serde_json::json;

#[cfg(feature = "beta")]
#[path = "json/beta.rs"]
mod beta;
#[cfg(feature = "v1")]
#[path = "json/v1.rs"]
mod v1;

/// A type by its qualified name, and what reads and writes one of its values.
type Case = (&'static str, fn(Json) -> Outcome);

/// What became of a value.
struct Outcome {
    written: Json,
    misfits: Vec<String>,
}

fn case<T: Resource + Serialize + for<'de> Deserialize<'de>>(json: Json) -> Outcome {
    let value: T = serde_json::from_value(json).expect("every object can be read as every type");
    let misfits = value.misfits().into_iter().map(|it| format!("{}: {}", it.path, it.value)).collect();
    Outcome { written: serde_json::to_value(&value).expect("every object can be written"), misfits }
}

#[cfg(feature = "v1")]
#[test]
fn samples_of_v1_come_back() {
    check(Version::V1, v1::CASES);
}

#[cfg(feature = "beta")]
#[test]
fn samples_of_beta_come_back() {
    check(Version::Beta, beta::CASES);
}

fn check(version: Version, cases: &[Case]) {
    let Some(docs) = docs() else {
        println!("skipped: there are no pages; name a checkout in GRAPH_DOCS");
        return;
    };
    let schema = msgraph_schema::parse(&docs, version).expect("the pages can be read").schema;
    let mut tested = 0;
    for (name, run) in cases {
        let Some(sample) = schema.types.get(*name).and_then(|it| sample(&schema, it)) else { continue };
        let outcome = run(sample.clone());
        assert_eq!(outcome.written, sample, "{name}");
        assert!(outcome.misfits.is_empty(), "{name}: {:?}", outcome.misfits);
        tested += 1;
    }
    println!("{tested} of {} types of {version} have a sample", cases.len());
    assert!(tested > 0, "no page has a sample");
}

fn docs() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let named = env::var_os("GRAPH_DOCS").map(PathBuf::from);
    let places = [named, Some(root.join("docs")), Some(root.join("../../shared/microsoft-graph-docs"))];
    places.into_iter().flatten().find(|it| it.is_dir())
}

/// A value with the members of the type's sample, each as its type wants it.
fn sample(schema: &Schema, it: &Type) -> Option<Json> {
    let json: Json = serde_json::from_str(&it.representation.as_ref()?.json).ok()?;
    let members = json.as_object()?.iter().map(|(name, raw)| {
        let mut declared = schema.lineage(&it.name).flat_map(|it| it.properties.iter().chain(&it.relationships));
        let property = declared.find(|it| it.name.as_str() == name);
        (name.clone(), property.map_or_else(|| raw.clone(), |it| value(schema, &it.ty, raw)))
    });
    Some(Json::Object(members.collect()))
}

fn value(schema: &Schema, ty: &TypeRef, raw: &Json) -> Json {
    let single = match &ty.target {
        TypeTarget::Primitive(primitive) => primitive_value(*primitive, raw),
        TypeTarget::Named(name) => named_value(schema, name, raw),
    };
    if ty.collection { json!([single, single]) } else { single }
}

fn primitive_value(primitive: Primitive, raw: &Json) -> Json {
    match primitive {
        Primitive::Binary => json!("SGVsbG8="),
        Primitive::Boolean => json!(true),
        Primitive::Byte | Primitive::SByte => json!(7),
        Primitive::Date => json!("9999-12-31"),
        Primitive::DateTimeOffset => json!("2021-07-16T08:30:00.1234567Z"),
        Primitive::Decimal => json!(12.5),
        Primitive::Double | Primitive::Single => json!(1.5),
        Primitive::Duration => json!("PT1H30M"),
        Primitive::Guid => json!("01234567-89ab-cdef-0123-456789abcdef"),
        Primitive::Int16 | Primitive::Int32 => json!(-42),
        Primitive::Int64 => json!(9_007_199_254_740_993_i64),
        Primitive::String => json!("text \"quoted\" \u{1f600}"),
        Primitive::TimeOfDay => json!("08:30:00.0000000"),
        Primitive::Stream | Primitive::Untyped => raw.clone(),
    }
}

/// The first member of an enumeration; an object with the annotation that names its type.
fn named_value(schema: &Schema, name: &TypeName, raw: &Json) -> Json {
    match (schema.types.get(name), schema.enums.get(name)) {
        (Some(_), _) => json!({"@odata.type": format!("#{name}"), "unheardOf": {"a": [1, null]}}),
        (None, Some(it)) => json!(it.members.first().map_or("unheardOf", |it| it.name.as_str())),
        (None, None) => raw.clone(),
    }
}
