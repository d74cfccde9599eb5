//! Which works a clause cites, and where in its text.

use crate::model::{Citation, Clause, Plan, Span};

/// The plan's citations in this clause, each where it first stands; rising and apart.
pub fn citations<'a>(plan: &'a Plan, clause: &'a Clause) -> impl Iterator<Item = (Span, &'a Citation)> {
    let own = plan.cites.iter().filter(|cited| cited.clause == clause.id);
    clause.parts.cites.iter().copied().zip(own)
}
