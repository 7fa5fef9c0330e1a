//! The result of a batch item that is taken twice.

use msgraph_runtime::http::{Results, Ticket};

fn twice(mut results: Results, ticket: Ticket<String>) {
    let _ = results.take(ticket);
    let _ = results.take(ticket);
}

fn main() {
    let _ = twice;
}
