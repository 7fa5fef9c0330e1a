//! The promises of the HTTP half, each as a test named after it, against a loopback server that speaks Graph and misbehaves.

mod batch;
mod credentials;
mod decoding;
mod delta;
mod download;
mod errors;
mod media;
mod monitor;
mod notifications;
mod options;
mod paging;
mod paths;
mod retry;
mod scripted;
mod security;
mod segments;
mod server;
mod soak;
mod threads;
mod timeouts;
mod tokens;
mod upload;
