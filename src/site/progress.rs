//! Progress lines on the terminal.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
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

/// Seconds between two lines of one count.
const EVERY: u64 = 10;

/// How many of a number of things are done; told from time to time, with how fast and how long still.
pub struct Count {
    what: &'static str,
    total: u64,
    done: AtomicU64,
    start: Instant,
    /// Lines told so far.
    told: AtomicU64,
}

impl Count {
    /// Nothing done yet.
    pub fn of(what: &'static str, total: usize) -> Self {
        Self { what, total: total as u64, done: AtomicU64::new(0), start: Instant::now(), told: AtomicU64::new(0) }
    }

    /// One more is done.
    pub fn add(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let elapsed = self.start.elapsed();
        let due = elapsed.as_secs() / EVERY;
        // Of all threads the first that comes tells.
        if self.told.fetch_max(due, Ordering::Relaxed) < due {
            tell(&line(self.what, done, self.total, elapsed));
        }
    }
}

fn line(what: &str, done: u64, total: u64, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64();
    let left = total.saturating_sub(done) as f64 / rate;
    format!("  {done} of {total} {what}, {rate:.0} a second, {left:.0} s left")
}

/// Says one line. A terminal that is gone stops no work.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_tells_how_fast_and_how_long_still() {
        assert_eq!(line("pages", 500, 2_000, Duration::from_secs(10)), "  500 of 2000 pages, 50 a second, 30 s left");
        assert_eq!(line("pages", 7, 7, Duration::from_secs(2)), "  7 of 7 pages, 4 a second, 0 s left");
    }
}
