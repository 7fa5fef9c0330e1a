//! Requests per second over loopback, against bare reqwest and serde_json in the same run.
//!
//! `cargo run -p msgraph-runtime --release --example bench_http`; `bench_allocations` counts the allocations of the same requests.
//!
//! The sides of `sides.rs` take turns in rounds that are shorter than what a busy machine gives a process at a time, and the fastest tenth of
//! the rounds counts: the others were disturbed. The server runs in the same process, so its work stands on every side.

mod sides;

use std::{hint::black_box, time::Instant};

use self::sides::Sides;

const ROUNDS: usize = 1_000;
const REQUESTS: usize = 20;

/// Requests before a round that are not timed: the side before has filled the caches of the processor with its own.
const WARM: usize = 10;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let sides = Sides::start().await;
    let (mut bare, mut timed, mut ours) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare.push(round(async || sides.bare().await).await);
        ours.push(round(async || sides.ours().await).await);
        timed.push(round(async || sides.timed().await).await);
    }
    let (bare, timed, ours) = (first_decile(bare), first_decile(timed), first_decile(ours));
    for (name, seconds) in [
        ("bare reqwest + serde_json", bare),
        ("the same with a timeout and our headers", timed),
        ("msgraph", ours),
    ] {
        println!("{name:40} {:7.0} requests/s", 1.0 / seconds);
    }
    println!(
        "msgraph: {:.3} of bare, {:.3} of the same with a timeout and our headers",
        bare / ours,
        timed / ours
    );
}

/// Seconds of a request, on average over a round.
async fn round(one: impl AsyncFn() -> usize) -> f64 {
    for _ in 0..WARM {
        black_box(one().await);
    }
    let start = Instant::now();
    for _ in 0..REQUESTS {
        black_box(one().await);
    }
    start.elapsed().as_secs_f64() / REQUESTS as f64
}

fn first_decile(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 10]
}
