//! No value can change the path it stands in.

use msgraph_runtime::http::{
    Argument, Call, Client, ErrorKind, Method, Operation, Path, PathFault, Request, Url,
};
use msgraph_runtime::{Duration, Guid};
use proptest::prelude::*;
use serde_json::{Value, json};

#[track_caller]
fn check(path: Path, expected: &str) {
    assert_eq!((path.as_str(), path.fault()), (expected, None));
    let url = Url::parse(&format!(
        "https://graph.microsoft.com/v1.0{}",
        path.as_str()
    ))
    .unwrap();
    assert_eq!(
        url.path(),
        format!("/v1.0{expected}"),
        "a url keeps the path as it is"
    );
}

#[test]
fn ids_are_one_segment() {
    let users = Path::new("/users");
    check(users.clone().id("anna@x.org"), "/users/anna@x.org");
    check(
        users.clone().id("anna#EXT#@x.org"),
        "/users/anna%23EXT%23@x.org",
    );
    check(users.clone().id("AAMk/AD+x=="), "/users/AAMk%2FAD%2Bx==");
    check(
        users.clone().id("a b?c=%2e%2e&d"),
        "/users/a%20b%3Fc=%252e%252e%26d",
    );
    check(users.clone().id("x:/y:"), "/users/x%3A%2Fy%3A");
    check(users.clone().id("..\\.."), "/users/..%5C..");
    check(users.clone().id("('a')"), "/users/%28%27a%27%29");
    check(users.clone().id("\u{fc}\n\0"), "/users/%C3%BC%0A%00");
    check(
        users.id("x").literal("/messages").id("y"),
        "/users/x/messages/y",
    );
}

#[test]
fn arguments_cannot_leave_their_parentheses() {
    let me = Path::new("/me");
    let call = |value: Argument| me.clone().function("find", [("q", value)]);
    check(call("a".into()), "/me/find(q='a')");
    check(call("it's".into()), "/me/find(q='it%27%27s')");
    check(
        call("x',b='y".into()),
        "/me/find(q='x%27%27%2Cb%3D%27%27y')",
    );
    check(
        call("')/../x?".into()),
        "/me/find(q='%27%27%29%2F..%2Fx%3F')",
    );
    check(call(3.into()), "/me/find(q=3)");
    check(call(true.into()), "/me/find(q=true)");
    check(call(1.5.into()), "/me/find(q=1.5)");
    check(
        call(Duration::from_seconds(5).into()),
        "/me/find(q=duration%27PT5S%27)",
    );
    check(
        call(Guid::from_u128(1).into()),
        "/me/find(q=00000000-0000-0000-0000-000000000001)",
    );
    check(call(Argument::of(&"it's")), "/me/find(q=%27it%27%27s%27)");
    check(call(Argument::null()), "/me/find(q=null)");
    check(
        call(Argument::raw("2026-01-02T03:04:05Z")),
        "/me/find(q=2026-01-02T03:04:05Z)",
    );
    check(call(Argument::raw("1)/x")), "/me/find(q=1%29%2Fx)");
    check(me.clone().function("delta", []), "/me/delta()");
    check(
        me.function("f", [("a", "x".into()), ("b", 3.into())]),
        "/me/f(a='x',b=3)",
    );
    check(
        Path::new("/applications").key("appId", "7"),
        "/applications(appId='7')",
    );
}

#[test]
fn files_keep_their_folders_and_nothing_else() {
    let root = Path::new("/me/drive/root");
    check(
        root.clone().file("/Plans/a b?.txt").literal("/children"),
        "/me/drive/root:/Plans/a%20b%3F.txt:/children",
    );
    check(root.clone().file("a:b"), "/me/drive/root:/a%3Ab:");
    check(root.clone().file("/"), "/me/drive/root");
    assert_eq!(root.clone().file("a/../b").fault(), Some(PathFault::Dots));
    assert_eq!(root.file("a//b").fault(), Some(PathFault::Empty));
}

#[test]
fn arguments_that_are_collections_travel_in_the_query() {
    let path = Path::new("/x").function("f", [("ids", json!(["a", "b&c"]).into())]);
    let request = Request::new(Method::GET, path, &Operation::UNDOCUMENTED);
    assert_eq!(
        request.path_and_query(),
        "/x/f(ids=@ids)?@ids=[%22a%22,%22b%26c%22]"
    );
}

#[tokio::test]
async fn an_empty_or_dotted_id_is_an_error_before_anything_is_sent() {
    let client = Client::builder().build().unwrap();
    for id in ["", ".", ".."] {
        let request = Request::new(
            Method::DELETE,
            Path::new("/users").id(id),
            &Operation::UNDOCUMENTED,
        );
        let error = Call::<Value>::new(&client, request)
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{id:?}");
    }
}

proptest! {
    #[test]
    fn any_id_stays_one_segment_and_is_read_back(id in "\\PC{1,20}|[./\\\\%?#:']{1,6}") {
        let path = Path::new("/users").id(&id).literal("/messages");
        prop_assume!(path.fault().is_none());
        let url = Url::parse(&format!("https://graph.microsoft.com/v1.0{}", path.as_str())).unwrap();
        let segments: Vec<_> = url.path_segments().unwrap().collect();
        prop_assert_eq!(segments.len(), 4);
        prop_assert_eq!((url.query(), url.fragment()), (None, None));
        let read = percent_encoding::percent_decode_str(segments[2]).decode_utf8().unwrap().into_owned();
        prop_assert_eq!(read, id);
    }

    #[test]
    fn any_text_argument_stays_in_its_quotes(text in "\\PC{0,20}|[',()=/?#%&]{1,6}") {
        let path = Path::new("/me").function("f", [("a", text.as_str().into()), ("b", 1.into())]);
        let inside = path.as_str().strip_prefix("/me/f(a='").and_then(|it| it.strip_suffix("',b=1)")).unwrap();
        prop_assert!(!inside.contains(['\'', '(', ')', ',', '/', '?', '#', '=']));
        let read = percent_encoding::percent_decode_str(inside).decode_utf8().unwrap().replace("''", "'");
        prop_assert_eq!(read, text);
    }
}
