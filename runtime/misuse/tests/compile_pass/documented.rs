//! The right use of everything that the other folder misuses, so that its errors have one reason each.

use std::sync::Arc;

use msgraph_runtime::{
    Property,
    filter::{Only, operators},
    http::{
        BoxFuture, Call, Client, Error, Media, Page, Results, Ticket, Token, TokenProvider,
        TokenRequest, Upload, UploadBytes, options,
    },
};

enum Documented {}
impl options::Top for Documented {}
impl options::Filter for Documented {}

struct User;
const MAIL: Property<User, Only<{ operators::EQ | operators::ENDS_WITH }>> = Property::new("mail");

struct Shared(Arc<str>);

impl TokenProvider for Shared {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        todo!("{}", self.0)
    }
}

#[allow(dead_code)]
fn calls(list: Call<Page<String>, Documented>, media: Call<Media>) {
    let list = list.top(1).filter(MAIL.eq("a@b") | MAIL.ends_with("b"));
    let _ = (list.stream(), media.download());
}

#[allow(dead_code)]
async fn taken(mut results: Results, ticket: Ticket<String>, mut upload: Upload<UploadBytes>) {
    let _ = results.take(ticket);
    let _ = upload.send::<String>().await;
    let _ = upload.cancel().await;
}

fn main() {
    let _ = Client::builder().credential(Shared(Arc::from("token")));
}
