//! How plans carry the plans above them down, and what they set of their own: shards a province, so that no page
//! fetches thousands of plans.

use crate::model::{Cascade, Grade};
use serde::{Deserialize, Serialize};

/// How the plans of one province carry one plan above them down. A plan of the nation has one for each province, so
/// that no page fetches thousands of plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverageShard {
    /// Id of the plan above.
    pub upper: String,
    /// The first two digits of the division codes of the plans below.
    pub area: String,
    /// Every plan below with a text, in tree order.
    pub plans: Vec<PlanCoverage>,
}

/// How the plans of a folded corpus carry a plan with several provinces below it down, province by province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverageAreas {
    /// Id of the plan above.
    pub upper: String,
    /// By code.
    pub areas: Vec<AreaCoverage>,
}

/// The plans of a province together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaCoverage {
    /// The first two digits of their division codes.
    pub area: String,
    /// How many plans with a text there are.
    pub plans: u32,
    /// Clauses of the plan above that have a clear counterpart in a plan, each counted once for every plan.
    pub clear: u32,
    /// With only a partial one.
    pub partial: u32,
    /// With none.
    pub none: u32,
}

/// How one plan carries one above it down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanCoverage {
    /// Id of the plan above.
    pub plan: String,
    /// The clauses of the plan above that something here corresponds to, in the order of the text above.
    pub covered: Vec<Covered>,
    /// The sums; none where nothing corresponds.
    pub cascade: Option<Cascade>,
}

/// A clause of a plan above, and what corresponds to it best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Covered {
    /// Its path in the plan above.
    pub clause: String,
    /// How clear the best counterpart is.
    pub grade: Grade,
    /// Path of the best counterpart in the plan below.
    pub best: String,
}

/// What the plans of one province set that the plans above them do not mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnShard {
    /// First two digits of the province's division code.
    pub area: String,
    /// Every plan with a text and with a plan above it, in tree order.
    pub plans: Vec<PlanOwn>,
}

/// What one plan sets of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanOwn {
    /// Plan id.
    pub plan: String,
    /// Clauses that correspond to nothing in any plan above.
    pub clauses: Vec<OwnClause>,
    /// Measures of other clauses that the nearest plan above says nothing like, and no other word for word.
    pub measures: Vec<OwnMeasure>,
}

/// A measure and the path of its clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnMeasure {
    /// Path of its clause.
    pub path: String,
    /// The measure in the plan's words.
    pub quote: String,
}

/// A clause by its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnClause {
    /// Its path.
    pub path: String,
    /// Its heading, or how it begins.
    pub title: String,
}
