//! Any folder of seeds: what is read of it can be exported, bundled and read by the app.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    invariants::builds(&invariants::folder(bytes));
});
