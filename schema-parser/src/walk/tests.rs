use super::{By, Walker};
use crate::schema::{
    Body, Content, Operation, PathTemplate, Placeholder, Property, Response, Schema, Segment, Type,
    TypeRef, TypeTarget,
};

/// A path without arguments: `{…}` is a key, `x()` a call, `a.b` a cast, `:` a path of folders.
fn path(text: &str) -> PathTemplate {
    let placeholder = || Placeholder {
        names: vec!["id".to_owned()],
    };
    let segment = |text: &str| match text {
        ":" => Segment::ItemPath(placeholder()),
        _ if text.starts_with('{') => Segment::Placeholder(placeholder()),
        _ if text.contains('.') => Segment::Cast(text.into()),
        _ => match text.strip_suffix("()") {
            Some(name) => Segment::Call {
                name: name.to_owned(),
                arguments: Vec::new(),
            },
            None => Segment::Literal(text.to_owned()),
        },
    };
    let segments = text.split('/').skip(1).map(segment).collect();
    PathTemplate {
        segments,
        ..PathTemplate::default()
    }
}

/// `x` or `[x]`.
fn ty(text: &str) -> TypeRef {
    let name = text.trim_matches(['[', ']']);
    TypeRef {
        target: TypeTarget::Named(name.into()),
        collection: name != text,
    }
}

fn add_type(schema: &mut Schema, name: &str, base: &str, relationships: &[(&str, &str)]) {
    let relationship = |it: &(&str, &str)| Property {
        name: it.0.into(),
        ty: ty(it.1),
        ..Property::default()
    };
    let ty = Type {
        name: name.into(),
        base: Some(base.into()).filter(|_| !base.is_empty()),
        relationships: relationships.iter().map(relationship).collect(),
        ..Type::default()
    };
    schema.types.insert(name.into(), ty);
}

/// `GET /users -> [g.user]` under the name of its page; what is sent to a `POST` is what is answered.
fn add_operation(schema: &mut Schema, page: &str, line: &str) {
    let mut words = line.split(' ');
    let (method, template) = (words.next().unwrap(), path(words.next().unwrap()));
    let answer = words.nth(1).map(ty);
    let request = match (&answer, method) {
        (Some(ty), "POST") => Body::Value {
            ty: ty.clone(),
            wrapper: String::new(),
            properties: Vec::new(),
        },
        _ => Body::None,
    };
    let content = answer.map_or(Content::None, Content::Value);
    let operation = Operation {
        name: page.into(),
        method: method.to_owned(),
        paths: vec![template],
        request,
        responses: vec![Response {
            status: 200,
            content,
            ..Response::default()
        }],
        ..Operation::default()
    };
    schema.operations.insert(page.into(), operation);
}

fn schema() -> Schema {
    let mut schema = Schema::default();
    add_type(&mut schema, "g.object", "", &[]);
    add_type(
        &mut schema,
        "g.user",
        "g.object",
        &[("manager", "g.object"), ("messages", "[g.message]")],
    );
    add_type(&mut schema, "g.message", "", &[]);
    add_type(
        &mut schema,
        "g.textMessage",
        "g.message",
        &[("lines", "[g.line]")],
    );
    add_type(&mut schema, "g.reportRoot", "", &[]);
    add_type(&mut schema, "g.line", "", &[]);
    for (page, line) in [
        ("user-list", "GET /users -> [g.user]"),
        ("user-get", "GET /me -> g.user"),
        ("extension-get", "GET /me -> g.object"),
        ("message-get", "GET /me/messages/{id} -> g.message"),
        ("message-send", "POST /me/messages/{id}/send"),
        ("message-text", "GET /me/messages/{id}/text() -> g.line"),
        (
            "message-original",
            "GET /me/messages/{id}/original -> g.textMessage",
        ),
        ("user-delta", "GET /users/delta -> [g.user]"),
        ("user-byids", "POST /users/byIds -> [g.user]"),
        ("user-list-rooms", "GET /me/inbox/{id}/rooms -> [g.line]"),
        ("line-post", "POST /somewhere/{id}/lines -> g.line"),
        ("report-get", "GET /reports/{id} -> g.line"),
        (
            "folder-list",
            "GET /users/root/Messages/{id}/parts -> [g.line]",
        ),
    ] {
        add_operation(&mut schema, page, line);
    }
    schema
}

/// What the steps of a path are and lead to.
fn describe(text: &str) -> String {
    let schema = schema();
    let walk = Walker::new(&schema).walk(&path(text));
    let steps = walk.steps.iter().map(|step| {
        let by = match &step.by {
            By::Member { owner, name } => {
                format!("{}.{name}", owner.as_ref().map_or("", |it| it.short()))
            }
            other => format!("{other:?}").to_lowercase(),
        };
        let to = step
            .to
            .as_ref()
            .map_or_else(|| "?".to_owned(), |it| it.to_string().replace("g.", ""));
        format!("{by} {to}")
    });
    steps.collect::<Vec<_>>().join(" > ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(describe(text), expected);
}

#[test]
fn what_types_declare_is_followed() {
    check("/me/manager", ".me user > user.manager object");
    check(
        "/me/messages/{id}",
        ".me user > user.messages Collection(message) > key message",
    );
    check(
        "/me/manager/g.user/messages",
        ".me user > user.manager object > cast user > user.messages Collection(message)",
    );
    check(
        "/me/manager/messages",
        ".me user > user.manager object > user.messages Collection(message)",
    );
    check(
        "/users/{id}/$value",
        ".users Collection(user) > key user > value user",
    );
    check(
        "/users/{id}/manager/$ref",
        ".users Collection(user) > key user > user.manager object > reference object",
    );
    check("/me/:/$count", ".me user > itempath user > count user");
}

#[test]
fn words_are_compared_without_case_and_keep_the_spelling_of_the_type() {
    check(
        "/ME/MESSAGES",
        ".me user > user.messages Collection(message)",
    );
}

#[test]
fn operations_prove_what_no_type_declares() {
    check(
        "/me/messages/{id}/send",
        ".me user > user.messages Collection(message) > key message > action(\"send\") ?",
    );
    check(
        "/me/messages/{id}/text()",
        ".me user > user.messages Collection(message) > key message > function(\"text\") line",
    );
    check(
        "/me/messages/{id}/original",
        ".me user > user.messages Collection(message) > key message > function(\"original\") textMessage",
    );
    check(
        "/users/delta",
        ".users Collection(user) > function(\"delta\") Collection(user)",
    );
    check(
        "/users/byIds",
        ".users Collection(user) > action(\"byids\") Collection(user)",
    );
    check(
        "/users/root/messages",
        ".users Collection(user) > key user > user.messages Collection(message)",
    );
}

#[test]
fn what_nothing_proves_is_a_place_without_a_type() {
    check(
        "/me/inbox/{id}/rooms",
        ".me user > user.inbox ? > key ? > .rooms Collection(line)",
    );
    check(
        "/somewhere/{id}/lines/{id}",
        ".somewhere ? > key ? > .lines Collection(line) > key line",
    );
    check(
        "/no/{id}/such()/path",
        ".no ? > key ? > function(\"such\") ? > .path ?",
    );
}

#[test]
fn the_same_type_is_the_same_place() {
    let schema = schema();
    let walker = Walker::new(&schema);
    let place = |text| walker.walk(&path(text)).steps.last().unwrap().place;
    assert_eq!(place("/me"), place("/users/{id}"));
    assert_ne!(place("/users"), place("/users/{id}"));
    assert_ne!(place("/me/inbox"), place("/somewhere"));
}

#[test]
fn a_path_says_what_sort_of_call_it_is_and_of_what() {
    let schema = schema();
    let walker = Walker::new(&schema);
    let facts = |method: &str, text| {
        let walk = walker.walk(&path(text));
        let operation = Operation {
            method: method.to_owned(),
            ..Operation::default()
        };
        let (resource, relationship) = (walk.resource(), walk.relationship());
        format!(
            "{:?} {} {}",
            walk.kind(&operation),
            resource.map_or("-", |it| it.short()),
            relationship.map_or("-", |it| it.as_str()),
        )
    };
    assert_eq!(facts("GET", "/users"), "List user -");
    assert_eq!(facts("PATCH", "/users/{id}"), "Update user -");
    assert_eq!(facts("POST", "/me/messages"), "Create user messages");
    assert_eq!(
        facts("POST", "/me/manager/$ref"),
        "AddReference user manager"
    );
    assert_eq!(
        facts("DELETE", "/me/messages/{id}/$ref"),
        "RemoveReference user messages"
    );
    assert_eq!(
        facts("PUT", "/me/messages/{id}/$value"),
        "PutMedia message -"
    );
    assert_eq!(facts("GET", "/me/messages/$count"), "Count user messages");
    assert_eq!(facts("POST", "/me/messages/{id}/send"), "Action message -");
    assert_eq!(facts("GET", "/users/delta"), "Delta user -");
}
