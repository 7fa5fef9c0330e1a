//! A filter over the properties of two types.

use msgraph_runtime::{Property, filter::operators};

struct User;
struct Group;
const MAIL: Property<User, { operators::ALL }> = Property::new("mail");
const NAME: Property<Group, { operators::ALL }> = Property::new("displayName");

fn main() {
    let _ = MAIL.eq("a@b") & NAME.eq("c");
}
