//! A filter operator that the property does not document.

use msgraph_runtime::{Property, filter::operators};

struct User;
const MAIL: Property<User, { operators::EQ }> = Property::new("mail");

fn main() {
    let _ = MAIL.eq("a@b");
    let _ = MAIL.ends_with("b");
}
