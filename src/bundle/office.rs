//! What the pages on responsible units show.
//!
//! How it grows: [`Offices`] holds a few names a level, so 3,200 plans make it no larger than its some 60 offices
//! are. An [`OfficeShard`] grows with the plans that name the office, about 25 bytes a clause with brotli; in a folded
//! corpus it is cut by province.

use super::search::OfficeName;
use crate::model::{Clause, ClauseId, Level};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All offices, in the order of their file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offices {
    /// In the order of `assets/offices.toml`.
    pub offices: Vec<OfficeEntry>,
}

/// An office and who serves it at each level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeEntry {
    /// The office.
    pub office: OfficeName,
    /// Highest first; levels without a unit are left out.
    pub levels: Vec<OfficeLevel>,
    /// In a folded corpus: plans that name it by province.
    pub areas: BTreeMap<String, u32>,
}

/// An office at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeLevel {
    /// The level.
    pub level: Level,
    /// The commonest names of its units, at most [`OfficeLevel::NAMES`].
    pub names: Vec<String>,
    /// Plans that name it.
    pub plans: u32,
    /// Clauses that name it.
    pub clauses: u32,
}

impl OfficeLevel {
    /// Most names that one level shows.
    pub const NAMES: usize = 4;
}

/// One office across plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeShard {
    /// The office.
    pub office: OfficeName,
    /// Plans that name it, in tree order.
    pub plans: Vec<OfficePlan>,
}

/// An office in one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficePlan {
    /// Plan id.
    pub plan: String,
    /// In the order of their first clause.
    pub units: Vec<OfficeUnit>,
}

/// One responsible unit and its clauses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeUnit {
    /// As the plan writes it.
    pub name: String,
    /// In document order.
    pub clauses: Vec<OfficeClause>,
}

/// A clause that a unit answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeClause {
    /// Clause id.
    pub id: ClauseId,
    /// Its heading, or its first sentence.
    pub title: String,
    /// How the clause names the unit.
    pub role: Role,
    /// Number of its targets.
    pub targets: u32,
}

/// How a clause names a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// As the only one.
    Alone,
    /// As the leading one (牵头单位).
    Leads,
    /// As one of those responsible.
    Joins,
    /// Not itself: the plan has put it once on all clauses that follow.
    Applied,
}

impl Role {
    /// How a clause names one of its units.
    pub fn of(clause: &Clause, unit: &str) -> Self {
        match &clause.units[..] {
            [_] if !clause.and_others => Self::Alone,
            _ if clause.leads.iter().any(|lead| lead == unit) => Self::Leads,
            _ => Self::Joins,
        }
    }
}
