//! The topics of a clause.

use crate::model::{Clause, Topic};

/// Fills `topics` of every clause with text, the primary one first.
pub fn assign_topics(_clauses: &mut [Clause]) {}

pub fn vocabulary() -> Vec<Topic> {
    Vec::new()
}
