//! What a clause makes of its counterpart above: typed changes, and the sum of them for a plan.

use super::{ClauseId, Link, Span};
use serde::{Deserialize, Serialize};

/// One thing that a clause keeps, changes, adds or leaves out beside a clause of a plan above.
///
/// It says how two texts differ, not that one was made from the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// Clause id in the lower plan. Of what is left out: the clause that corresponds most to `parent`.
    pub child: ClauseId,
    /// Clause id in the upper plan. Of what is added: the clause that corresponds most to `child`.
    pub parent: ClauseId,
    /// The passage in the lower clause; null where it has none (left out).
    pub child_span: Option<Span>,
    /// The passage in the upper clause; null where it has none (added, copied, bodies named).
    pub parent_span: Option<Span>,
    /// Of copied wording: per cent of the lower clause's characters; else null.
    pub share: Option<u32>,
}

/// What a plan changes of an earlier one of its series: here the earlier plan is the upper one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// Id of the plan.
    pub plan: String,
    /// Id of the earlier one.
    pub earlier: String,
    /// From its clauses to those of the earlier one that they correspond to; in the order of the text.
    pub links: Vec<Link>,
    /// What became of them.
    pub changes: Vec<Change>,
}

/// What kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The lower plan's figure asks more; the two are comparable.
    NumberRaised,
    /// The lower plan's figure asks less; the two are comparable.
    NumberLowered,
    /// The lower plan sets a figure where the upper plan sets none.
    NumberAdded,
    /// The lower plan names an earlier year.
    DeadlineEarlier,
    /// The lower plan names a later year.
    DeadlineLater,
    /// The lower plan names a year where the upper names none.
    DeadlineAdded,
    /// The same measure for fewer people or places.
    ScopeNarrowed,
    /// The same measure for more people or places.
    ScopeWidened,
    /// The same measure without 鼓励, 逐步, 左右, or with 全面, 一律.
    WordingFirmer,
    /// The same measure with 鼓励, 逐步, 左右, or without 全面, 一律.
    WordingSofter,
    /// The lower plan says who is responsible, the upper leaves it open.
    BodiesNamed,
    /// Passages that stand word for word in the counterparts of one upper plan.
    WordingCopied,
    /// Nothing like it is found anywhere in the upper plan.
    MeasureAdded,
    /// Nothing like it is found anywhere in the lower plan.
    MeasureLeftOut,
}

impl ChangeKind {
    /// All of them, in the order in which a page lists them.
    pub const ALL: [Self; 14] = [
        Self::NumberRaised,
        Self::NumberLowered,
        Self::NumberAdded,
        Self::DeadlineEarlier,
        Self::DeadlineLater,
        Self::DeadlineAdded,
        Self::ScopeNarrowed,
        Self::ScopeWidened,
        Self::WordingFirmer,
        Self::WordingSofter,
        Self::BodiesNamed,
        Self::MeasureAdded,
        Self::MeasureLeftOut,
        Self::WordingCopied,
    ];
}

/// How a plan carries a plan above down, in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cascade {
    /// Id of the plan below.
    pub plan: String,
    /// The plan above.
    pub upper: String,
    /// Clauses with text of the plan above; those with a clear counterpart in this plan; those with only a partial one.
    pub clauses: u32,
    /// Those of `clauses` with a clear counterpart in this plan.
    pub clear: u32,
    /// Those of `clauses` with only a partial counterpart.
    pub partial: u32,
    /// Characters of this plan's clauses; those of them that stand word for word in corresponding clauses above.
    pub characters: u32,
    /// Those of `characters` that stand word for word above.
    pub copied: u32,
    /// Figures of this plan's body whose indicator the plan above sets no figure for.
    pub numbers_added: u32,
    /// Figures that ask more, and less, than the comparable ones of the plan above.
    pub numbers_raised: u32,
    /// Figures that ask less than the comparable ones of the plan above.
    pub numbers_lowered: u32,
}
