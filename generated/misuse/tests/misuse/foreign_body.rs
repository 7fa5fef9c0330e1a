//! A body of another type than the documentation gives a call.

use msgraph::beta::{CloudPcUserSetting, Graph};

fn main() {
    let graph = Graph::builder().build().unwrap();
    let images = graph.device_management().virtual_endpoint().device_images();
    let _ = images.create(&CloudPcUserSetting::default());
}
