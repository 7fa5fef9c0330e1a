//! An option that the documentation does not give a call.

fn main() {
    let graph = msgraph::beta::Graph::builder().build().unwrap();
    let images = graph.device_management().virtual_endpoint().device_images();
    let _ = images.list().search("golden");
}
