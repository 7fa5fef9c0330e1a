//! A secret that is shown to people.

use msgraph_runtime::http::Secret;

fn main() {
    println!("{}", Secret::from("secret"));
}
