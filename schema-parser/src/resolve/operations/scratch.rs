//! scratch
use std::path::Path;
use rayon::prelude::*;
use super::*;
use crate::{markdown, pages, schema::*, source};

fn tref(v: &serde_json::Value) -> TypeRef {
    let name = v["type"].as_str().unwrap();
    let target = match crate::type_expr::primitive(name).filter(|_| name.starts_with("Edm.")) {
        Some(p) => TypeTarget::Primitive(p),
        None => TypeTarget::Named(name.into()),
    };
    TypeRef { target, collection: v["collection"].as_bool().unwrap() }
}

#[test]
fn scratch() {
    let version: Version = std::env::var("API").unwrap_or("v1.0".into()).parse().unwrap();
    let t0 = std::time::Instant::now();
    let sources = source::read(Path::new("/work/shared/microsoft-graph-docs"), version).unwrap();
    eprintln!("read {:?}", t0.elapsed());
    let truth: serde_json::Value = serde_json::from_str(&std::fs::read_to_string("/work/shared/score/truth-v1.0.json").unwrap()).unwrap();
    let mut schema = Schema { version, pages: sources.files.iter().map(|it| it.path.clone()).collect(), ..Schema::default() };
    for (name, t) in truth["types"].as_object().unwrap() {
        let props = |k: &str| t[k].as_object().unwrap().iter().map(|(n, v)| Property { name: n.as_str().into(), ty: tref(v), ..Property::default() }).collect();
        let page = PageId(sources.files.iter().position(|f| f.path.contains("/resources/") && f.stem().eq_ignore_ascii_case(name.rsplit('.').next().unwrap())).unwrap_or(0) as u32);
        schema.types.insert(name.as_str().into(), Type { name: name.as_str().into(), base: t["base"].as_str().map(Into::into), properties: props("properties"), relationships: props("relationships"), location: Location { page, ..Location::default() }, ..Type::default() });
    }
    for (name, _) in truth["enums"].as_object().unwrap() {
        schema.enums.insert(name.as_str().into(), Enum { name: name.as_str().into(), ..Enum::default() });
    }
    let t0 = std::time::Instant::now();
    let files: Vec<_> = sources.folder("api").collect();
    let n: usize = files.par_iter().map(|f| markdown::parse(&f.text).sections.len()).sum();
    eprintln!("markdown {:?} {n}", t0.elapsed());
    let t0 = std::time::Instant::now();
    let parsed: Vec<_> = files.par_iter().map(|f| { let mut r = Reporter::new(f); let page = markdown::parse(&f.text); ((*f, pages::operation::parse(&page, &mut r)), r.found) }).collect();
    eprintln!("pages {:?}", t0.elapsed());
    let mut diags: Vec<Diagnostic> = Vec::new();
    let mut all = Vec::new();
    for (p, d) in parsed { all.push(p); diags.extend(d); }
    let t0 = std::time::Instant::now();
    resolve(&all, &sources, &mut schema, &mut diags);
    eprintln!("resolve {:?}", t0.elapsed());
    let mut counts = std::collections::BTreeMap::new();
    for d in &diags { *counts.entry(d.code.as_str()).or_insert(0) += 1; }
    eprintln!("{counts:#?} ops {}", schema.operations.len());
    diags.sort();
    std::fs::write(format!("/tmp/diags-{version}.txt"), crate::diagnostic::lines(&diags, &schema.pages)).unwrap();
    let ops: Vec<_> = schema.operations.values().map(|op| {
        let resp = op.responses.first().map(|r| { let (ty, coll) = match &r.content { Content::Value(t) => (Some(t.target.to_string()), t.collection), _ => (None, false) }; serde_json::json!({"status": r.status, "type": ty, "collection": coll}) });
        serde_json::json!({"name": op.name, "page": schema.page(op.location.page).splitn(3, '/').last(), "method": op.method, "paths": op.paths.iter().map(ToString::to_string).collect::<Vec<_>>(), "response": resp})
    }).collect();
    std::fs::write(format!("/tmp/ops-{version}.json"), serde_json::to_string(&serde_json::json!({"version": version, "types": [], "enums": [], "operations": ops})).unwrap()).unwrap();
    std::fs::write(format!("/tmp/full-{version}.json"), serde_json::to_string_pretty(&schema.operations).unwrap()).unwrap();
}
