//! The clauses of every pair of neighbouring characters, cut into parts.
//!
//! In: the folded text of each clause. Out: parts in the order of pairs, and the first pair of each. Invariant: no part
//! is longer than [`PART`] by more than one list.

use super::super::super::search::{SearchPart, write_clauses};
use std::collections::BTreeMap;

/// Bytes of lists in a part: some 18 kB with brotli.
const PART: usize = 24 << 10;

/// Clauses by pair.
#[derive(Default)]
pub struct Pairs(BTreeMap<[char; 2], Vec<u32>>);

impl Pairs {
    /// Takes a clause in; its number is higher than those before.
    pub fn add(&mut self, clause: u32, text: &[char]) {
        for pair in text.array_windows::<2>() {
            let clauses = self.0.entry(*pair).or_default();
            if clauses.last() != Some(&clause) {
                clauses.push(clause);
            }
        }
    }

    /// The first pair of each part, and the parts.
    pub fn cut(self) -> (Vec<String>, Vec<SearchPart>) {
        let (mut firsts, mut parts) = (Vec::new(), Vec::<SearchPart>::new());
        let mut bytes = PART;
        for ([first, second], clauses) in self.0 {
            if bytes >= PART {
                firsts.push(String::from_iter([first, second]));
                parts.push(SearchPart::default());
                bytes = 0;
            }
            let list = format!("{second}{} ", write_clauses(&clauses));
            bytes += list.len();
            if let Some(part) = parts.last_mut() {
                part.pairs.entry(first.to_string()).or_default().push_str(&list);
            }
        }
        (firsts, parts)
    }
}
