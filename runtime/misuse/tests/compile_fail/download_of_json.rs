//! A download of what is no file.

use msgraph_runtime::http::Call;

fn download(call: Call<String>) {
    let _ = call.download();
}

fn main() {
    let _ = download;
}
