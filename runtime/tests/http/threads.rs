//! What a server that works on many threads does with clients, calls and everything they give.

use std::{cell::Cell, rc::Rc};

use msgraph_runtime::http::{
    Accepted, Batch, Builder, Call, Client, Delta, Download, Error, FromResponse, Items, Media,
    Monitor, Page, Pages, Request, Response, Results, Ticket, TokenProvider, Transport, Upload,
    UploadBytes, notifications::Notification,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

fn shared<T: Send + Sync + ?Sized>() {}
fn moved<T: Send>() {}
fn sent(_: impl Send) {}

#[test]
fn clients_calls_streams_and_their_futures_move_between_threads() {
    shared::<Client>();
    shared::<Request>();
    shared::<Error>();
    shared::<Notification>();
    shared::<dyn TokenProvider>();
    shared::<dyn Transport>();
    // Whatever a call gives, the call itself moves.
    shared::<Call<Rc<u8>, Cell<u8>>>();
    shared::<Ticket<Rc<u8>>>();
    moved::<Builder>();
    moved::<Response>();
    moved::<Batch>();
    moved::<Results>();
    moved::<Pages<Value>>();
    moved::<Items<Value>>();
    moved::<Delta<Value>>();
    moved::<Media>();
    moved::<Accepted<Value>>();
    let _: fn(Client, Request) = calls::<Value>;
    let _: fn(Batch, Download, Upload<UploadBytes>, Monitor<Value>) = conversations;
}

fn calls<T: FromResponse + DeserializeOwned + Send + 'static>(client: Client, request: Request) {
    let again = || request.try_clone().expect("no stream");
    sent(Call::<T>::new(&client, again()).send());
    sent(Call::<T>::new(&client, again()).send_raw());
    sent(Call::<Page<T>>::new(&client, again()).stream().all());
    let mut changes = Call::<Page<T>>::new(&client, again()).changes();
    sent(changes.next());
    sent(client.execute(request));
}

fn conversations(batch: Batch, down: Download, up: Upload<UploadBytes>, monitor: Monitor<Value>) {
    sent(batch.send());
    sent(monitor.wait());
    sent(async move {
        let (mut down, mut up) = (down, up);
        let _ = down.next().await;
        let _ = up.send::<Value>().await;
    });
}
