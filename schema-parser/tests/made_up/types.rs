//! Made-up types and enumerations.

use msgraph_schema::schema::{
    Deprecation, Enum, Facts, FilterSupport, Location, Member, PageId, Primitive, Property,
    PropertyName, Representation, Schema, Support, Type, TypeKind, TypeName, TypeRef, TypeTarget,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn support() -> impl Strategy<Value = Support> {
    select(vec![Support::Unsaid, Support::Yes, Support::No])
}

fn filter() -> impl Strategy<Value = FilterSupport> {
    let operators =
        proptest::sample::subsequence(vec!["eq", "ne", "not", "in", "startswith", "any"], 0..4);
    (support(), operators).prop_map(|(support, operators)| FilterSupport {
        support,
        operators: match support {
            Support::Unsaid => Vec::new(),
            _ => operators.into_iter().map(str::to_owned).collect(),
        },
    })
}

pub(crate) fn facts() -> impl Strategy<Value = Facts> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let supports = (filter(), support(), support(), support());
    let default = option::of("[a-z0-9]{1,3}[ a-z0-9._-]{0,6}[a-z0-9]");
    (flags, option::of(any::<bool>()), default, supports).prop_map(
        |(flags, nullable, default, supports)| Facts {
            read_only: flags.0,
            write_only: flags.1,
            required: flags.2,
            select_only: flags.3,
            nullable,
            // A default value that is a phrase itself would mean both.
            default: default
                .filter(|it| !["not", "key", "can"].iter().any(|word| it.contains(word))),
            filter: supports.0,
            order_by: supports.1,
            search: supports.2,
            expand: supports.3,
            ..Facts::default()
        },
    )
}

fn type_ref() -> impl Strategy<Value = TypeRef> {
    let primitive = select(Primitive::ALL).prop_map(TypeTarget::Primitive);
    let named = "(microsoft\\.graph|microsoft\\.graph\\.sub)\\.[ab][A-Z][a-z]{1,4}";
    let named = named.prop_map(|it| TypeTarget::Named(TypeName(it)));
    (prop_oneof![primitive, named], any::<bool>())
        .prop_map(|(target, collection)| TypeRef { target, collection })
}

pub(crate) fn properties(first: &'static str) -> impl Strategy<Value = Vec<Property>> {
    let property =
        (type_ref(), facts(), any::<bool>()).prop_map(|(ty, facts, is_deprecated)| Property {
            ty,
            facts,
            deprecation: is_deprecated.then(Deprecation::default),
            ..Property::default()
        });
    vec(property, 0..5).prop_map(move |mut properties| {
        for (at, it) in properties.iter_mut().enumerate() {
            it.name = PropertyName(format!("{first}{at}_v"));
        }
        properties
    })
}

fn a_type() -> impl Strategy<Value = Type> {
    let flags = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    let sample = option::of(select(vec!["{}", "{\n  \"a\": [\"x | y\"]\n}", "{ broken"]));
    (
        flags,
        properties("p"),
        properties("r"),
        sample,
        any::<bool>(),
    )
        .prop_map(|(flags, properties, relationships, sample, has_key)| {
            let kind = if flags.0 {
                TypeKind::Entity
            } else {
                TypeKind::Complex
            };
            let mut key = properties
                .iter()
                .map(|it| it.name.clone())
                .filter(|_| flags.0 && has_key);
            Type {
                kind,
                base: flags.0.then(|| TypeName::from("microsoft.graph.entity")),
                is_abstract: flags.1,
                open: flags.2,
                media: flags.3,
                deprecation: flags.4.then(Deprecation::default),
                key: key.next().into_iter().collect(),
                representation: sample.map(|it| Representation {
                    json: it.to_owned(),
                    ..Representation::default()
                }),
                properties,
                relationships,
                ..Type::default()
            }
        })
}

fn an_enum() -> impl Strategy<Value = Enum> {
    let member = (option::of(0..9_i64), any::<bool>());
    (vec(member, 1..5), any::<bool>()).prop_map(|(members, is_flags)| {
        let members = members
            .into_iter()
            .enumerate()
            .map(|(at, (value, hidden))| Member {
                name: format!("m{at}"),
                value,
                hidden,
                ..Member::default()
            });
        Enum {
            members: members.collect(),
            flags: is_flags,
            ..Enum::default()
        }
    })
}

/// A schema with types on pages of their own, and enumerations on a page of their own, on one for many, or on the page of a type.
pub(crate) fn a_schema() -> impl Strategy<Value = Schema> {
    let enums = vec((an_enum(), 0..3_usize), 0..4);
    (vec(a_type(), 1..4), enums).prop_map(|(types, enums)| {
        let mut schema = Schema::default();
        for (at, mut ty) in types.into_iter().enumerate() {
            ty.name = TypeName(format!("microsoft.graph.type{at}"));
            let here = page(&mut schema, &format!("type{at}"));
            ty.location = here;
            let rows = ty.properties.iter_mut().chain(&mut ty.relationships);
            rows.for_each(|it| it.location = here);
            if let Some(it) = &mut ty.representation {
                it.location = here;
            }
            schema.types.insert(ty.name.clone(), ty);
        }
        let many = page(&mut schema, "values");
        for (at, (mut it, place)) in enums.into_iter().enumerate() {
            it.name = TypeName(format!("microsoft.graph.enum{at}"));
            it.location = match place {
                0 => page(&mut schema, &format!("enum{at}")),
                1 => many,
                _ => Location::default(),
            };
            it.evolvable = it.members.iter().any(|it| it.hidden);
            it.flags |= has_flag_values(&it.members);
            schema.enums.insert(it.name.clone(), it);
        }
        schema
    })
}

fn has_flag_values(members: &[Member]) -> bool {
    let values: std::collections::BTreeSet<i64> = members
        .iter()
        .filter_map(|it| it.value)
        .filter(|it| *it != 0)
        .collect();
    values.len() > 1
        && values.iter().all(|it| it.count_ones() == 1)
        && values.iter().any(|it| *it > 2)
}

fn page(schema: &mut Schema, stem: &str) -> Location {
    schema
        .pages
        .push(format!("api-reference/v1.0/resources/{stem}.md"));
    Location {
        page: PageId(u32::try_from(schema.pages.len() - 1).expect("there are not so many pages")),
        ..Location::default()
    }
}
