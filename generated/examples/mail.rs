//! Mail: read the newest messages of a folder, draft an answer, send a message.
//!
//! Without more it speaks to a Graph in memory. With `GRAPH_TOKEN`, a token of a person (from Graph Explorer, for example), it lists that
//! person's newest messages:
//!
//! ```text
//! cargo run -p msgraph --example mail --features v1-me,mock
//! ```

use std::{env, error::Error};

use msgraph::{
    runtime::http::{Method, credentials::StaticToken, mock::Mock},
    v1::{EmailAddress, Graph, ItemBody, Message, Recipient, requests::user::UserSendMail},
};

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<(), Box<dyn Error>> {
    match env::var("GRAPH_TOKEN") {
        Ok(token) => newest(&Graph::builder().credential(StaticToken::new(token)).build()?).await,
        Err(_) => rehearse().await,
    }
}

/// Lists the newest messages of the inbox.
async fn newest(graph: &Graph) -> Result<(), Box<dyn Error>> {
    let inbox = graph.me().mail_folders().id("inbox");
    let call = inbox.messages().list().select((Message::SUBJECT, Message::FROM)).top(5);
    println!("asks for one of {:?}", call.request().operation.permissions.delegated_work);
    for message in call.send().await?.items {
        println!("{}", message.subject.as_deref().unwrap_or("(no subject)"));
    }
    Ok(())
}

/// All calls against a Graph in memory.
async fn rehearse() -> Result<(), Box<dyn Error>> {
    let mock = in_memory();
    let graph: Graph = Graph::builder().transport(mock.clone()).build()?;
    newest(&graph).await?;

    // An update sends what is set, and null where something is cleared.
    let seen = Message { is_read: true.into(), importance: msgraph::runtime::Field::Null, ..Default::default() };
    graph.me().messages().id("AAMk=").update(&seen).send().await?;

    let to = EmailAddress { address: "anna@contoso.com".into(), ..Default::default() };
    let message = Message {
        subject: "Lunch?".into(),
        body: ItemBody { content: "At noon.".into(), ..Default::default() }.into(),
        to_recipients: [Recipient { email_address: to.into(), ..Default::default() }].into(),
        ..Default::default()
    };
    let mail = UserSendMail { message: message.into(), save_to_sent_items: false.into(), ..Default::default() };
    graph.me().send_mail(&mail).send().await?;

    let sent = mock.seen();
    assert_eq!(sent[1].body, r#"{"importance":null,"isRead":true}"#);
    assert_eq!(sent[2].path_and_query, "/v1.0/me/sendMail");
    println!("{} calls", sent.len());
    Ok(())
}

fn in_memory() -> Mock {
    let messages = r#"{"value": [{"id": "AAMk=", "subject": "Hello"}]}"#;
    Mock::new()
        .on(Method::GET, "/v1.0/me/mailFolders/inbox/messages", 200, messages)
        .on(Method::PATCH, "/v1.0/me/messages/AAMk=", 200, r#"{"id": "AAMk=", "isRead": true}"#)
        .on(Method::POST, "/v1.0/me/sendMail", 202, "")
}
