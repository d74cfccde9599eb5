//! Any TOML file, beside a plan and alone: read or reported.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    invariants::takes_sidecar(&String::from_utf8_lossy(bytes));
});
