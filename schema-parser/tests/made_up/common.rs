//! What pages say around calls: permissions, options, headers, clouds, and the exchanges that show them.

use msgraph_schema::schema::{
    Body, Cloud, Content, Deprecation, Example, Header, Message, Operation, PermissionSet,
    PermissionTable, Permissions, Primitive, QueryOption, Response, Start, TypeTarget,
};
use proptest::{collection::vec, option, prelude::*, sample::subsequence};

/// What a page says of all its calls.
pub(crate) fn common() -> impl Strategy<Value = Operation> {
    let facts = (permissions(), query(), headers(), clouds(), any::<bool>());
    facts.prop_map(
        |(permissions, query, headers, clouds, is_deprecated)| Operation {
            title: "Call it".to_owned(),
            permissions,
            query,
            headers,
            clouds,
            deprecation: is_deprecated.then(Deprecation::default),
            ..Operation::default()
        },
    )
}

/// An exchange that shows what the call sends and gives.
pub(crate) fn example(it: &Operation) -> Example {
    let body = match &it.request {
        Body::Value { .. } | Body::Parameters(_) | Body::Json => "{\"name\":\"\"}",
        Body::Reference => "{\"@odata.id\":\"\"}",
        Body::Raw(_) => "text",
        Body::None | Body::Unknown => "",
    };
    let request = Message {
        start: Start::Request {
            method: it.method.clone(),
            url: it.paths[0].to_string(),
        },
        body: body.to_owned(),
        ..Message::default()
    };
    Example {
        request: Some(request),
        responses: it.responses.iter().map(shown).collect(),
        ..Example::default()
    }
}

fn shown(response: &Response) -> Message {
    let body = match &response.content {
        Content::Value(ty) => match (&ty.target, ty.collection) {
            (TypeTarget::Named(_), true) => "{\"value\":[{\"id\":\"\"}]}",
            (TypeTarget::Named(_), false) => "{\"id\":\"\"}",
            (TypeTarget::Primitive(Primitive::String), true) => "{\"value\":[\"\"]}",
            (TypeTarget::Primitive(Primitive::String), false) => "{\"value\":\"\"}",
            (TypeTarget::Primitive(_), _) => "text",
        },
        Content::Stream => "text",
        Content::Json => "{\"value\":[{\"@odata.id\":\"\"}]}",
        Content::None | Content::Redirect | Content::Monitor => "",
    };
    Message {
        start: Start::Status(response.status),
        body: body.to_owned(),
        ..Message::default()
    }
}

fn permissions() -> impl Strategy<Value = Permissions> {
    let name = "[A-Z][a-z]{2,8}\\.(Read|ReadWrite)(\\.All)?";
    let set = (vec(name, 1..3), any::<bool>()).prop_map(|(mut all_of, restricted)| {
        all_of.dedup();
        PermissionSet { all_of, restricted }
    });
    let sets = || vec(set.clone(), 0..3);
    let table =
        (sets(), sets(), sets()).prop_map(|(work, personal, application)| PermissionTable {
            delegated_work: work,
            delegated_personal: personal,
            application,
            ..PermissionTable::default()
        });
    vec(table, 0..3).prop_map(|mut tables| {
        if tables.is_empty() {
            return Permissions::Unknown;
        }
        if tables.len() > 1 {
            for (it, label) in tables.iter_mut().zip(["calendar", "Policy Set"]) {
                label.clone_into(&mut it.label);
            }
        }
        Permissions::Tables(tables)
    })
}

/// Options in the order of their names, as the schema has them.
fn query() -> impl Strategy<Value = Vec<QueryOption>> {
    let names = subsequence(
        vec!["$expand", "$filter", "$search", "$select", "$top"],
        0..4,
    );
    (names, any::<bool>()).prop_map(|(names, required)| {
        let option = |name: &str| QueryOption {
            name: name.to_owned(),
            required,
            ..QueryOption::default()
        };
        names.into_iter().map(option).collect()
    })
}

fn headers() -> impl Strategy<Value = Vec<Header>> {
    let known = vec![
        ("If-Match", ""),
        ("ConsistencyLevel", "eventual"),
        ("Accept-Language", ""),
    ];
    (subsequence(known, 0..3), any::<bool>()).prop_map(|(headers, required)| {
        let header = |(name, value): (&str, &str)| Header {
            name: name.to_owned(),
            value: value.to_owned(),
            required,
            ..Header::default()
        };
        headers.into_iter().map(header).collect()
    })
}

fn clouds() -> impl Strategy<Value = Option<Vec<Cloud>>> {
    let others = vec![Cloud::UsGovernmentL4, Cloud::UsGovernmentL5, Cloud::China];
    option::of(subsequence(others, 0..=3).prop_map(|others| {
        let global = std::iter::once(Cloud::Global);
        global.chain(others).collect()
    }))
}
