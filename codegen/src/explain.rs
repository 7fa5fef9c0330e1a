//! Why a type or a member of one is generated as it is: what the page says, where, and what rule made Rust of it.

use msgraph_schema::{
    Schema,
    schema::{
        Deprecation, Enum, Location, Property, Support, Type, TypeKind, TypeName, TypeTarget,
    },
};

use crate::{
    Options, emit,
    items::{Field, Item, Operators, Struct},
    lower,
    select::type_fits,
};

/// Why something is as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained: `microsoft.graph.user.displayName`.
    pub name: String,
    /// Where the documentation defines it.
    pub location: Location,
    /// What it is, one fact after the other.
    pub facts: Vec<Fact>,
}

/// One fact and its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is so.
    pub what: String,
    /// The rule by which it is so.
    pub why: String,
}

/// Explains types, enumerations, or one member of them: `user`, `user.displayName`, `microsoft.graph.callRecords.session.modalities`.
/// Nothing where no page defines such a thing.
pub fn explain(schema: &Schema, options: &Options, name: &str) -> Vec<Explanation> {
    let structs = structs(schema, options);
    let types = schema.types.values();
    let types = types.flat_map(|ty| {
        let rust = structs.iter().find(|it| it.1.wire_name == ty.name.as_str());
        let rust = rust.map(|it| (it.0.as_str(), &it.1));
        if type_fits(name, ty.name.as_str()) {
            return Some(explain_type(schema, ty, rust));
        }
        let (owner, member) = name.rsplit_once('.')?;
        let field = rust?.1.fields.iter();
        let mut field = field.filter(|it| it.wire_name.eq_ignore_ascii_case(member));
        type_fits(owner, ty.name.as_str()).then(|| explain_member(schema, ty, field.next()?))?
    });
    let enums = schema.enums.values();
    let enums = enums.filter(|it| type_fits(name, it.name.as_str()));
    types.chain(enums.map(explain_enum)).collect()
}

/// All structs with their paths.
fn structs(schema: &Schema, options: &Options) -> Vec<(String, Struct)> {
    let modules = lower::lower(schema, options).0.modules.into_iter();
    let structs = modules.flat_map(|module| {
        let path = [options.module.clone()].into_iter();
        let above = module.path.iter().rev().skip(1).rev();
        let path: Vec<String> = path.chain(above.map(ToString::to_string)).collect();
        let items = module.items.into_iter();
        items.filter_map(move |it| match it {
            Item::Struct(it) => Some((format!("{}::{}", path.join("::"), it.name), it)),
            _ => None,
        })
    });
    structs.collect()
}

fn fact(what: impl Into<String>, why: impl Into<String>) -> Fact {
    Fact {
        what: what.into(),
        why: why.into(),
    }
}

fn explain_type(schema: &Schema, ty: &Type, rust: Option<(&str, &Struct)>) -> Explanation {
    let mut facts = Vec::new();
    match rust {
        Some((path, _)) => facts.push(fact(
            format!("Rust: `{path}`"),
            "the namespace is the module, the words of the name are capitalised",
        )),
        None => facts.push(fact("not generated", "its name cannot be one in Rust")),
    }
    facts.push(kind(schema, ty));
    if let Some(base) = &ty.base {
        let why = if base.as_str() == "microsoft.graph.entity" {
            "the page names it, or names no other and the type has an identity"
        } else {
            "the page names it in its metadata comment, its text, or the rows of inherited members"
        };
        facts.push(fact(format!("base: `{base}`"), why));
    }
    if ty.is_abstract {
        facts.push(fact("abstract", "the page says so"));
    }
    if ty.open {
        facts.push(fact("open", "the page says so, or the page of a base type"));
    }
    facts.extend(deprecated(ty.deprecation.as_ref()));
    let own = ty.properties.len() + ty.relationships.len();
    let all = rust.map_or(own, |it| it.1.fields.len());
    facts.push(fact(
        format!("{all} members, {own} of its own"),
        "rows of the tables of properties and relationships, and those of the base types",
    ));
    Explanation {
        name: ty.name.to_string(),
        location: ty.location,
        facts,
    }
}

fn kind(schema: &Schema, ty: &Type) -> Fact {
    match ty.kind {
        TypeKind::Complex => fact(
            "complex type",
            "nothing on its page gives its values an identity, and no relationship leads to it",
        ),
        TypeKind::Entity if !ty.key.is_empty() => {
            let key: Vec<_> = ty.key.iter().map(|it| it.as_str()).collect();
            fact("entity", format!("its key is `{}`", key.join("`, `")))
        }
        TypeKind::Entity => {
            let with_key = schema.lineage(&ty.name).find(|it| !it.key.is_empty());
            let why = match with_key {
                Some(base) => format!("it inherits the key of `{}`", base.name),
                None => "its page or a relationship says that its values have an identity".into(),
            };
            fact("entity", why)
        }
    }
}

fn explain_enum(it: &Enum) -> Explanation {
    let mut facts = vec![fact(
        format!("{} members", it.members.len()),
        "its page, sections with its values, and descriptions of properties, together",
    )];
    if it.flags {
        let why = "the page says so, or the numbers of its members are powers of two";
        facts.push(fact("set of flags", why));
    }
    if it.evolvable {
        let why = "`unknownFutureValue` or a hidden member is among its members";
        facts.push(fact("may get more members", why));
    }
    facts.extend(deprecated(it.deprecation.as_ref()));
    Explanation {
        name: it.name.to_string(),
        location: it.location,
        facts,
    }
}

fn explain_member(schema: &Schema, ty: &Type, field: &Field) -> Option<Explanation> {
    let (declaring, property) = schema.lineage(&ty.name).find_map(|it| {
        let mut members = it.properties.iter().chain(&it.relationships);
        let found = members.find(|it| it.name.as_str() == field.wire_name)?;
        Some((it, found))
    })?;
    let is_relationship = declaring.relationships.contains(property);
    let mut facts = vec![fact(
        format!(
            "Rust: `{}: Field<{}>`",
            field.name,
            emit::field_type(&field.ty, emit::Scope::OUTERMOST)
        ),
        "the words of the name in small letters; absent, null or a value",
    )];
    if declaring.name != ty.name {
        let why = format!("`{}` declares it", declaring.name);
        facts.push(fact("inherited", why));
    }
    if is_relationship {
        let why = "its row is in a table of relationships";
        facts.push(fact("relationship", why));
    }
    facts.push(type_fact(schema, property));
    if field.ty.boxed {
        let why = "a single related entity, or a type that contains itself";
        facts.push(fact("behind a pointer", why));
    }
    facts.extend(said(property));
    facts.push(filters(field, property));
    facts.extend(deprecated(property.deprecation.as_ref()));
    Some(Explanation {
        name: format!("{}.{}", ty.name, property.name),
        location: property.location,
        facts,
    })
}

fn type_fact(schema: &Schema, property: &Property) -> Fact {
    let what = format!("type: `{}`", property.ty);
    let is_defined =
        |name: &TypeName| schema.types.contains_key(name) || schema.enums.contains_key(name);
    match &property.ty.target {
        TypeTarget::Named(name) if !is_defined(name) => fact(
            what,
            "the cell of the row says so; no page defines it, so it is untyped",
        ),
        TypeTarget::Named(name) if schema.enums.contains_key(name) => fact(
            what,
            "the cell of the row, or the values that the page lists for it, name the enumeration",
        ),
        _ => fact(what, "the cell of the row says so"),
    }
}

/// What the description says in fixed phrases.
fn said(property: &Property) -> Vec<Fact> {
    let facts = &property.facts;
    let said = [
        (facts.key, "key"),
        (facts.read_only, "read-only: not sent on create and update"),
        (facts.write_only, "write-only"),
        (facts.required, "required on create"),
        (facts.nullable == Some(true), "nullable"),
        (facts.nullable == Some(false), "not nullable"),
        (facts.select_only, "answered only with `$select`"),
        (facts.order_by == Support::Yes, "`$orderby`"),
        (facts.search == Support::Yes, "`$search`"),
        (facts.expand == Support::Yes, "`$expand`"),
    ];
    let said = said.iter().filter(|it| it.0);
    let mut found: Vec<Fact> = said
        .map(|it| fact(it.1, "the description says so"))
        .collect();
    if let Some(value) = &facts.default {
        found.push(fact(
            format!("default: `{value}`"),
            "the description says so",
        ));
    }
    found
}

fn filters(field: &Field, property: &Property) -> Fact {
    match &field.operators {
        Operators::Any if property.facts.filter.support == Support::Yes => fact(
            "filters: all operators",
            "the description says that `$filter` is supported, and not with which operators",
        ),
        Operators::Any => fact("filters: all operators", "the description does not say"),
        Operators::Only(names) if names.is_empty() => fact("no filters", "the description says so"),
        Operators::Only(_) => fact(
            format!("filters: {}", property.facts.filter.operators.join(", ")),
            "the description lists them",
        ),
    }
}

fn deprecated(it: Option<&Deprecation>) -> Option<Fact> {
    it.map(|_| fact("deprecated", "the page says so"))
}
