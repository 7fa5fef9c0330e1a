//! Clients, builders and the futures of calls go from thread to thread.

use msgraph::{
    beta,
    runtime::http::{BoxFuture, Error},
    v1,
};

#[test]
fn everything_is_send_and_sync() {
    fn check<T: Send + Sync>() {}
    check::<v1::Graph>();
    check::<beta::requests::virtual_endpoint::VirtualEndpointDeviceImagesRequests>();
    fn sent(graph: &v1::Graph) -> BoxFuture<'static, Result<v1::User, Error>> {
        Box::pin(graph.me().get().send())
    }
    let _ = sent;
}
