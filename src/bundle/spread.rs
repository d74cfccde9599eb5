//! How the figures of an indicator lie across a country: what a picture of thousands of places needs, without their rows.
//!
//! There is one where more than [`SPREAD_FROM`] plans below the provinces set the indicator; then its shard is cut by
//! province too. Invariant: a figure stands here once for each plan, in the part of its province.

use crate::model::{Decimal, Kind, Measure};
use serde::{Deserialize, Serialize};

/// More plans than these are a picture first, and rows province by province.
pub const SPREAD_FROM: usize = 40;

/// The figures of one measure, which is that of most of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// What the figures count.
    pub kind: Kind,
    /// As [`Target::unit`](crate::model::Target::unit).
    pub unit: Option<String>,
    /// They are of each part of a place, and not of the whole.
    pub each: bool,
    /// The provinces below which plans set the indicator, by code.
    pub areas: Vec<AreaSpread>,
}

/// The figures of the places below one province.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AreaSpread {
    /// The first two digits of their division codes.
    pub area: String,
    /// How many plans set the indicator, with a figure of the measure or otherwise.
    pub plans: u32,
    /// Their figures, rising.
    pub values: Vec<Decimal>,
    /// How many of these ask more than the nearest superior with a figure; the others cannot be compared.
    pub stricter: u32,
    /// How many ask the same.
    pub same: u32,
    /// How many ask less.
    pub laxer: u32,
}

impl Spread {
    /// What the figures measure.
    pub fn measure(&self) -> Measure<'_> {
        (self.kind, self.unit.as_deref(), self.each)
    }
}
