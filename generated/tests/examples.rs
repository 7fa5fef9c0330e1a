//! Every example runs to its end without a network; the examples themselves say what must have happened.

#[path = "../examples/cloud_pc.rs"]
mod cloud_pc;
#[path = "../examples/mail.rs"]
mod mail;

#[test]
fn cloud_pc_runs_to_its_end() {
    cloud_pc::main().unwrap();
}

#[test]
fn mail_runs_to_its_end() {
    mail::main().unwrap();
}
