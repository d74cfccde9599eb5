//! What figures of one plan say of each other: do they agree?

use super::Decimal;
use serde::{Deserialize, Serialize};

/// One comparison between targets of one plan and one indicator. It holds figures side by side and decides
/// nothing: which of two that differ is right, no program knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Plan id.
    pub plan: String,
    /// Indicator id.
    pub indicator: String,
    /// What is compared.
    pub kind: CheckKind,
    /// Whether the figures say the same.
    pub agrees: bool,
    /// Id of the target that the others are held against: the headline, the body's figure, the first unit.
    pub target: String,
    /// Ids of the others, in the order of their years.
    pub others: Vec<String>,
    /// What the target says; null for units.
    pub expected: Option<Decimal>,
    /// What the others say: their sum, or the one other value; null for units.
    pub found: Option<Decimal>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// A total against the sum of the figures of its years: 4 × 2500 = 10000.
    AnnualSum,
    /// A figure of the body against the annex's for the same year.
    BodyAnnex,
    /// A unit against the one that the indicator is measured in, or against an earlier target's.
    Units,
}

impl CheckKind {
    /// All of them, in the order in which a page lists them.
    pub const ALL: [Self; 3] = [Self::AnnualSum, Self::BodyAnnex, Self::Units];
}
