//! Steps of a chain between plans, and closest wordings between plans of one level.

use super::{Checked, ClauseId, Span};
use serde::{Deserialize, Serialize};

/// One step of a chain: the two clauses correspond. It does not say that one was derived from the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Clause id in the lower plan.
    pub child: ClauseId,
    /// Clause id in a plan of a place above.
    pub parent: ClauseId,
    /// 0–1, two decimals.
    pub score: f64,
    /// How clear the correspondence is.
    pub grade: Grade,
    /// The lower plan was signed before the upper one.
    pub earlier: bool,
    /// Passages that both clauses share.
    pub evidence: Vec<Evidence>,
    /// Null where no person looked at it.
    pub checked: Option<Checked>,
}

/// How clear a link is; written as the number 2 or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Grade {
    /// 1: a partial counterpart.
    Partial,
    /// 2: a clear counterpart.
    Clear,
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> u8 {
        match grade {
            Grade::Partial => 1,
            Grade::Clear => 2,
        }
    }
}

impl TryFrom<u8> for Grade {
    type Error = String;

    fn try_from(n: u8) -> Result<Self, String> {
        match n {
            1 => Ok(Self::Partial),
            2 => Ok(Self::Clear),
            _ => Err(format!("a grade is 1 or 2, not {n}")),
        }
    }
}

/// One passage that two clauses share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where it stands in the `text` of the clause below.
    pub child: Span,
    /// Where it stands in the `text` of the clause above.
    pub parent: Span,
}

/// Closest wording between two plans of the same level; `a` is the smaller id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sibling {
    /// Clause id.
    pub a: ClauseId,
    /// Clause id, in another plan.
    pub b: ClauseId,
    /// 0–1, two decimals.
    pub score: f64,
    /// `child` is the span in `a`, `parent` the one in `b`.
    pub evidence: Vec<Evidence>,
}
