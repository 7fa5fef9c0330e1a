//! An option that the operation does not document.

use msgraph_runtime::http::{Call, Page, options};

enum OnlyTop {}
impl options::Top for OnlyTop {}

fn filtered(call: Call<Page<String>, OnlyTop>) {
    let _ = call.top(1).filter("id eq '1'");
}

fn main() {
    let _ = filtered;
}
