//! Allocations per request over loopback, against bare reqwest and serde_json in the same run.
//!
//! `cargo run -p msgraph-runtime --release --example bench_allocations`
//!
//! The requests of `bench_http`, apart from it, because counting takes time. The server runs in the same process, so its allocations stand on
//! every side.

#[path = "bench_http/sides.rs"]
mod sides;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use self::sides::Sides;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const REQUESTS: usize = 1_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let sides = Sides::start().await;
    count("bare reqwest + serde_json", async || sides.bare().await).await;
    count("the same with a timeout and our headers", async || {
        sides.timed().await
    })
    .await;
    count("msgraph", async || sides.ours().await).await;
}

async fn count(name: &str, one: impl AsyncFn() -> usize) {
    // The first request makes the connection.
    one().await;
    let region = Region::new(ALLOCATOR);
    for _ in 0..REQUESTS {
        std::hint::black_box(one().await);
    }
    let change = region.change();
    println!(
        "{name:40} {:6.1} allocations, {:6.0} bytes per request",
        (change.allocations + change.reallocations) as f64 / REQUESTS as f64,
        change.bytes_allocated as f64 / REQUESTS as f64
    );
}
