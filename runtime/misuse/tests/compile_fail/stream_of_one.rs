//! A stream of what is no list.

use msgraph_runtime::http::Call;

fn stream(call: Call<String>) {
    let _ = call.stream();
}

fn main() {
    let _ = stream;
}
