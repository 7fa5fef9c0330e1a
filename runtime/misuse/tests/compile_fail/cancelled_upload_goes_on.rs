//! An upload that goes on after its session was cancelled.

use msgraph_runtime::http::{Upload, UploadBytes};

async fn both(mut upload: Upload<UploadBytes>) {
    let _ = upload.cancel().await;
    let _ = upload.send::<String>().await;
}

fn main() {
    let _ = both;
}
