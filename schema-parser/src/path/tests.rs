//! Tables of paths, and properties that hold for any.

use proptest::prelude::*;

use super::{parse, request_line};
use crate::schema::{Argument, ArgumentValue, PathTemplate, Placeholder, Segment, TypeName};

#[track_caller]
fn check(text: &str, expected: &str) {
    let template = parse(text).expect("the path can be read");
    assert_eq!(template.to_string(), expected);
}

#[track_caller]
fn check_unread(text: &str, offset: usize, message: &str) {
    let unread = parse(text).expect_err("the path cannot be read");
    assert_eq!((unread.offset, unread.message), (offset, message));
}

#[test]
fn takes_request_lines_apart() {
    assert_eq!(request_line("GET /users"), Some(("GET", "/users")));
    assert_eq!(request_line(" POST  /a  HTTP/1.1 "), Some(("POST", "/a")));
    assert_eq!(request_line("DELETE/a/{b}"), Some(("DELETE", "/a/{b}")));
    assert_eq!(request_line("GETS /users"), None);
    assert_eq!(request_line("get /users"), None);
    assert_eq!(request_line("GET "), None);
    assert_eq!(request_line("or"), None);
}

#[test]
fn reads_words_and_placeholders() {
    check(
        "/users/{id|userPrincipalName}/$ref",
        "/users/{id | userPrincipalName}/$ref",
    );
    check("/teams/{ team id }/x/<name>/", "/teams/{team id}/x/{name}");
    check("https://graph.microsoft.com/v1.0/me?$top=1", "/me");
    check("~/a/b", "/a/b");
    check("/beta/a", "/a");
    check("users/{id}/'{key}'", "/users/{id}/{key}");
    check("/betas", "/betas");
}

#[test]
fn reads_casts_and_calls() {
    check(
        "/a/{id}/graph.user/$count",
        "/a/{id}/microsoft.graph.user/$count",
    );
    check("/a/microsoft.graph.delta()", "/a/delta()");
    check(
        "/r/f(a='{x}', b={y},c=640,d='fit')",
        "/r/f(a='{x}',b={y},c=640,d='fit')",
    );
    check(
        "/r/range(address='<address>')/clear",
        "/r/range(address='{address}')/clear",
    );
    check("/r/borders(<sideIndex>)", "/r/borders({sideIndex})");
    check(
        "/outlook/f(T=microsoft.graph.timeZone'{t}')",
        "/outlook/f(T=microsoft.graph.timeZone'{t}')",
    );
}

#[test]
fn reads_keys() {
    check(
        "/roles/templateId={templateId}/x",
        "/roles(templateId={templateId})/x",
    );
    check(
        "/apps/(uniqueName='{uniqueName}')",
        "/apps(uniqueName='{uniqueName}')",
    );
    check("/a({id})/b", "/a({id})/b");
    check("/a/(b-id)/c", "/a/{b-id}/c");
    check(
        "/a/0f8fad5b-d9cb-469f-a165-70867728950e/b.com",
        "/a/{id}/{id}",
    );
}

#[test]
fn reads_path_addressing() {
    check(
        "/me/drive/root:/{item-path}:/children",
        "/me/drive/root:/{item-path}:/children",
    );
    check(
        "/drive/items/{id}:/{name}:/content",
        "/drive/items/{id}:/{name}:/content",
    );
    check(
        "/drive/root:/A/B.txt:/content",
        "/drive/root:/{item-path}:/content",
    );
    check(
        "/sites/{host}:/{relative-path}",
        "/sites/{host}:/{relative-path}:",
    );
    check(
        "/drive/root:/{path}:/x/root:/{path}",
        "/drive/root:/{path}:/x/root:/{path}:",
    );
}

#[test]
fn keeps_the_query() {
    let template = parse("/a/{b}/?$filter=c eq '{d}'").expect("the path can be read");
    assert_eq!(
        (template.to_string().as_str(), template.query.as_str()),
        ("/a/{b}", "$filter=c eq '{d}'")
    );
}

#[test]
fn says_what_it_cannot_read() {
    check_unread("/a/.../b", 3, "dots in the place of segments");
    check_unread("/a/f(x='1'", 10, "missing closing parenthesis");
    check_unread("/a/f(x='1)", 7, "argument without closing quote");
    check_unread("/a/f(x=)", 7, "argument without a value");
    check_unread("/a/{b} | c/d", 6, "unexpected text behind a segment");
    check_unread("/a/{b}$ref", 6, "unexpected text behind a segment");
    check_unread(
        "https://graph.microsoft.com/beta",
        32,
        "address without a path",
    );
    check_unread("/a/{b", 3, "placeholder without end");
    check_unread("/a/{}", 3, "placeholder without a proper name");
    check_unread("/a//b", 3, "unexpected character");
    check_unread("https://bot.contoso.com/a", 8, "address outside Graph");
    check_unread("/a:b", 3, "colon inside a segment");
    check_unread("/root:/{a}/b", 7, "path addressing without end");
    check_unread("/a/'b'", 4, "quoted text where a segment should be");
}

fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z$][a-zA-Z0-9_-]{0,8}"
}

fn argument() -> impl Strategy<Value = Argument> {
    (name(), name(), any::<bool>(), any::<bool>()).prop_map(|(name, text, quoted, placeholder)| {
        let value = ArgumentValue {
            text,
            quoted,
            placeholder,
        };
        Argument { name, value }
    })
}

fn segment() -> impl Strategy<Value = Segment> {
    let placeholder = prop::collection::vec(name(), 1..3).prop_map(|names| Placeholder { names });
    prop_oneof![
        name().prop_map(Segment::Literal),
        name().prop_map(|it| Segment::Cast(TypeName(format!("microsoft.graph.{it}")))),
        placeholder.prop_map(Segment::Placeholder),
        (name(), prop::collection::vec(argument(), 0..3))
            .prop_map(|(name, arguments)| Segment::Call { name, arguments }),
    ]
}

proptest! {
    #[test]
    fn reads_what_it_writes(segments in prop::collection::vec(segment(), 1..6)) {
        prop_assume!(!matches!(&segments[0], Segment::Literal(it) if it == "beta"));
        let template = PathTemplate { segments, ..PathTemplate::default() };
        prop_assert_eq!(parse(&template.to_string()), Ok(template));
    }

    #[test]
    fn writes_what_it_reads_so_that_it_reads_the_same(text in r"[/a{}<>|:()='?,. ~$é-]{0,30}") {
        if let Ok(template) = parse(&text) {
            let again = parse(&template.to_string()).map(|it| it.segments);
            prop_assert_eq!(again, Ok(template.segments));
        }
    }

    #[test]
    fn takes_any_text(text in any::<String>()) {
        let _ = parse(&text);
        let _ = request_line(&text);
    }
}
