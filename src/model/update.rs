//! What is new in a corpus beside an earlier state of it.

use super::Date;
use serde::{Deserialize, Serialize};

/// One thing that is new, gone or different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The day of the build that found it.
    pub date: Date,
    /// Plan id.
    pub plan: String,
    /// What happened.
    pub kind: UpdateKind,
    /// Id of the plan, the target, or the clauses of a link joined by `→`.
    pub id: String,
    /// What it said before, in Simplified Chinese; null where there was nothing.
    pub before: Option<String>,
    /// What it says now; null where there is nothing.
    pub after: Option<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UpdateKind {
    /// A plan is new in the corpus.
    PlanAdded,
    /// A plan is no longer in it.
    PlanRemoved,
    /// Title, number or a day of a plan is another.
    PlanChanged,
    /// A target is read that was not.
    TargetAdded,
    /// A target is no longer read.
    TargetRemoved,
    /// Figure, unit, kind or year of a target are others.
    TargetChanged,
    /// Two clauses correspond that did not.
    LinkAdded,
    /// Two clauses no longer correspond.
    LinkRemoved,
}
