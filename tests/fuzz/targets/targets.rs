//! Any sentence: the quote of every target is the text at its span.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    invariants::reads_targets(&invariants::sentence(bytes));
});
