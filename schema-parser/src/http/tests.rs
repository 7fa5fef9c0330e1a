//! Tables of fences, and properties that hold for any.

use proptest::prelude::*;

use super::{RawMessage, RawStart, header, parse};

#[track_caller]
fn one(text: &str) -> RawMessage<'_> {
    let mut messages = parse(text);
    assert_eq!(messages.len(), 1);
    messages.remove(0)
}

#[test]
fn reads_a_request() {
    let text = "POST https://graph.microsoft.com/v1.0/me/x\nContent-Type: application/json\n\n{ \"a\": 1 }\n";
    let message = one(text);
    assert_eq!(
        message.start,
        RawStart::Request("POST", "https://graph.microsoft.com/v1.0/me/x")
    );
    assert_eq!(
        header(&message.headers, "content-type"),
        Some("application/json")
    );
    assert_eq!((message.body, message.body_offset), ("{ \"a\": 1 }", 75));
}

#[test]
fn takes_blank_lines_before_headers_and_none_before_the_body() {
    let message = one("\nHTTP 201 Created\r\n\r\nContent-Type: text/plain\r\n{\r\n}\r\n");
    assert_eq!(message.start, RawStart::Status(201));
    assert_eq!(message.headers, [("Content-Type", "text/plain")]);
    assert_eq!((message.body, message.offset), ("{\r\n}", 1));
}

#[test]
fn reads_several_messages_of_one_fence() {
    let text = "GET /a\n\nHTTP/1.1 200 OK\nA: b\n\n{}\n\nPATCH me/b\n\n[1]";
    let bodies: Vec<_> = parse(text).iter().map(|it| (it.start, it.body)).collect();
    assert_eq!(
        bodies,
        [
            (RawStart::Request("GET", "/a"), ""),
            (RawStart::Status(200), "{}"),
            (RawStart::Request("PATCH", "me/b"), "[1]"),
        ]
    );
}

#[test]
fn leaves_other_fences_alone() {
    for text in [
        "",
        "{\n\"a\": 1 }\nGET /a",
        "HTTP/1.1 OK",
        "HTTPS 200",
        "GET something else",
        "HTTP/1.1 9999 x",
    ] {
        assert_eq!(parse(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn reads_what_is_written(
        headers in prop::collection::vec(("[A-Z][a-z-]{0,8}", "[a-z0-9/;=]{0,10}"), 0..4),
        body in "(\\{[a-z \n]{0,20}\\})?",
        blanks in "\n{1,3}",
    ) {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let text = format!("HTTP/1.1 200 OK\n{lines}{blanks}{body}");
        let messages = parse(&text);
        prop_assert_eq!(messages.len(), 1);
        let read: Vec<_> = messages[0].headers.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        prop_assert_eq!(read, headers);
        prop_assert_eq!(messages[0].body, body);
    }

    #[test]
    fn gives_slices_of_any_text(text in "(GET /a|HTTP/1.1 200|A: b|\\{\\}|é| |\n|\r\n){0,12}") {
        for message in parse(&text) {
            prop_assert_eq!(&text[message.body_offset..][..message.body.len()], message.body);
        }
    }
}
