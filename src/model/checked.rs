//! What a person confirmed or corrected of what the program reads.

use super::Date;
use serde::{Deserialize, Serialize};

/// That a person looked at a link, a target or a part of a clause or plan, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What came of it.
    pub how: CheckedAs,
    /// The day; null where it is not told.
    pub day: Option<Date>,
    /// Initials of the person; null where they are not told.
    pub by: Option<String>,
}

/// What came of a person's look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckedAs {
    /// The program reads it like that.
    Confirmed,
    /// The program reads it otherwise, or not at all.
    Corrected,
    /// It is no part of the clause or plan, whatever the program reads.
    Rejected,
}

/// A person's look at one part of a clause or plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedPart {
    /// The field that it is a part of: `units`, `topics`, or of a plan `signed` and the like.
    pub field: String,
    /// The unit, the topic id, or the fact as the data hold it.
    pub value: String,
    /// What came of it.
    pub how: CheckedAs,
    /// The day; null where it is not told.
    pub day: Option<Date>,
    /// Initials of the person; null where they are not told.
    pub by: Option<String>,
}

/// How much of one kind a person looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedShare {
    /// What is counted.
    pub kind: CheckedKind,
    /// Those that a person confirmed or corrected.
    pub checked: u32,
    /// All of them.
    pub all: u32,
}

/// What a person may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckedKind {
    /// A link between two clauses.
    Link,
    /// A target of a clause.
    Target,
    /// A responsible unit of a clause.
    Unit,
    /// A topic of a clause.
    Topic,
    /// A fact of a plan.
    Fact,
}

impl CheckedKind {
    /// All of them, in the order in which a page lists them.
    pub const ALL: [Self; 5] = [Self::Link, Self::Target, Self::Unit, Self::Topic, Self::Fact];

    /// The id used in data and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Target => "target",
            Self::Unit => "unit",
            Self::Topic => "topic",
            Self::Fact => "fact",
        }
    }
}
