//! Any text: normalising twice is once, and every character leads back to the source.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    invariants::normalises(&String::from_utf8_lossy(bytes));
});
