//! A filter over the properties of two types.

use msgraph_runtime::Property;

struct User;
struct Group;
const MAIL: Property<User> = Property::new("mail");
const NAME: Property<Group> = Property::new("displayName");

fn main() {
    let _ = MAIL.eq("a@b") & NAME.eq("c");
}
