//! A filter operator that the property does not document.

use msgraph_runtime::{Property, filter::{Only, operators}};

struct User;
const MAIL: Property<User, Only<{ operators::EQ }>> = Property::new("mail");

fn main() {
    let _ = MAIL.eq("a@b");
    let _ = MAIL.ends_with("b");
}
