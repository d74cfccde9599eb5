//! Patterns of the compiler: constants, compiled when they are first used.

use regex::Regex;

/// Compiles a constant; every one is compiled by the tests.
pub fn pattern(text: &str) -> Regex {
    #[expect(clippy::unwrap_used, reason = "a constant; every one is compiled by the tests")]
    Regex::new(text).unwrap()
}
