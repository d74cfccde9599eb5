//! Quantified commitments of a clause.

use crate::model::{Clause, Indicator, Plan, Target};

/// The targets that `clause` sets, in the order of their text.
pub fn extract_targets(_plan: &Plan, _clause: &Clause, _indicators: &[Indicator]) -> Vec<Target> {
    Vec::new()
}
