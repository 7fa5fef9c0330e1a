//! A token provider that cannot move between threads.

use std::rc::Rc;

use msgraph_runtime::http::{BoxFuture, Client, Error, Token, TokenProvider, TokenRequest};

struct Local(Rc<str>);

impl TokenProvider for Local {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, Error>> {
        todo!()
    }
}

fn main() {
    let _ = Client::builder().credential(Local(Rc::from("token")));
}
