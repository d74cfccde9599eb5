//! Clauses for tests, with their parts as the outline and the reading of units leave them.

use super::reading::units;
use crate::model::{Clause, Parts, Span, samples};
use std::collections::BTreeSet;

/// A section with this heading, if it begins with one, and the units that its text names.
pub fn clause(id: &str, heading: Option<&str>, text: &str) -> Clause {
    let found = units::find_units(text, &BTreeSet::new());
    let opens = heading.filter(|heading| text.starts_with(heading));
    let parts = Parts {
        heading: opens.map(|heading| Span(0, heading.chars().count() as u32)),
        units: found.places,
        cites: Vec::new(),
    };
    Clause { heading: heading.map(str::to_owned), units: found.named, parts, ..samples::clause(id, text) }
}
