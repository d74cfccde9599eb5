//! Progress lines on the terminal.

use std::io::Write;
use std::time::{Duration, Instant};

/// Runs `work` under a progress line; says how long it took where that was over a second.
pub fn step<T>(what: &str, work: impl FnOnce() -> T) -> T {
    tell(&format!("{what} …"));
    let start = Instant::now();
    let outcome = work();
    let elapsed = start.elapsed();
    if elapsed >= Duration::from_secs(1) {
        tell(&format!("{what}: {:.1} s", elapsed.as_secs_f64()));
    }
    outcome
}

/// A terminal that is gone stops no work.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
