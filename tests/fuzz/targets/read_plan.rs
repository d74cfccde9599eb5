//! Any bytes as a seed: no panic, nothing lost, quotes at their spans.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let seed = invariants::seed(bytes);
    invariants::nothing_is_lost(&seed);
    invariants::compiles(&seed);
});
