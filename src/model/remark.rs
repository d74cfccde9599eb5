//! What is odd in a source: kept as published, told to the author and shown on the site.

use super::{ClauseId, Span};
use serde::{Deserialize, Serialize};

/// One oddity of a plan's text, or figures of one plan that contradict each other. Never a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Plan id.
    pub plan: String,
    /// Null where the plan as a whole is meant.
    pub clause: Option<ClauseId>,
    /// What is odd.
    pub kind: RemarkKind,
    /// Where in the clause's `text` it stands; null where its number or the whole clause is meant.
    pub span: Option<Span>,
    /// The words concerned, as the text has them; of a numbering its number.
    pub quote: String,
    /// What they are held against: the usual wording, the other figure, the number expected. Empty where nothing is.
    pub against: String,
}

/// What is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// A standard phrase with two characters swapped or one replaced by a homophone: 智转数改, 全城网办.
    Phrase,
    /// A percentage of which the sentence does not say what it is a share of.
    Subject,
    /// A bracket or quotation mark without its other half.
    Brackets,
    /// A word or mark that stands twice in a row.
    Doubled,
    /// A day or month that no calendar has.
    Date,
    /// A period that ends before it begins.
    Period,
    /// A share of more than a hundred per cent.
    Share,
    /// A number that repeats, goes back or leaves a gap.
    Numbering,
    /// The plan runs out before it was signed.
    Validity,
    /// The header states several values of validity.
    AmbiguousStatus,
    /// Yearly figures that do not add up to the headline.
    AnnualSum,
    /// Body and annex give different figures for one year.
    BodyAnnex,
    /// A figure in a unit that its indicator is not measured in, or one indicator in two units.
    TwoUnits,
    /// A number that cannot be read for certain (7 9.8%), so that nothing is read from it.
    BrokenNumber,
}

impl RemarkKind {
    /// Its name in the data, and the code under which `check` reports it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Subject => "subject",
            Self::Brackets => "brackets",
            Self::Doubled => "doubled",
            Self::Date => "date",
            Self::Period => "period",
            Self::Share => "share",
            Self::Numbering => "numbering",
            Self::Validity => "validity",
            Self::AmbiguousStatus => "ambiguous-status",
            Self::AnnualSum => "annual-sum",
            Self::BodyAnnex => "body-annex",
            Self::TwoUnits => "two-units",
            Self::BrokenNumber => "broken-number",
        }
    }

    /// All of them, in the order in which a page lists them.
    pub const ALL: [Self; 14] = [
        Self::Phrase,
        Self::Subject,
        Self::Brackets,
        Self::Doubled,
        Self::Date,
        Self::Period,
        Self::Share,
        Self::Numbering,
        Self::Validity,
        Self::AmbiguousStatus,
        Self::AnnualSum,
        Self::BodyAnnex,
        Self::TwoUnits,
        Self::BrokenNumber,
    ];
}
