//! One quantified commitment.

use super::{Checked, ClauseId, Date, Decimal, Span};
use serde::{Deserialize, Serialize};

/// One quantified (or full-coverage) commitment of a clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// `CLAUSE#N`, counted from 1 within the clause.
    pub id: String,
    /// Plan id.
    pub plan: String,
    /// Null in a plan whose text is not in the corpus.
    pub clause: Option<ClauseId>,
    /// Indicator id, shared across plans.
    pub indicator: String,
    /// What is promised, in the plan's own words.
    pub label: String,
    /// How `value` binds.
    pub comparator: Comparator,
    /// The figure, a Chinese multiplier worked in; null where it promises no number.
    pub value: Option<Decimal>,
    /// Upper end of a range.
    pub value_max: Option<Decimal>,
    /// As written, without a Chinese multiplier; null for ratios.
    pub unit: Option<String>,
    /// What `value` counts.
    pub kind: Kind,
    /// First year, of a figure over a period.
    pub year_from: Option<u16>,
    /// Year by which, or last year of a period; null where no time is named.
    pub year_to: Option<u16>,
    /// The part of the place or of its people that is meant; empty where all of it is.
    pub scope: String,
    /// A full-coverage commitment (全面取消, 全覆盖, 100%), or a goal relative to another figure.
    pub qualitative: bool,
    /// The words that make the promise; null in a plan whose text is not in the corpus.
    pub quote: Option<String>,
    /// Where the quote stands in the clause's `text`.
    pub span: Option<Span>,
    /// Where the figure comes from; null where a clause says it.
    pub source: Option<Source>,
    /// Where the figure stands in the clause's `text`, with its unit and 以上 or the like behind it.
    pub figure: Option<Span>,
    /// Where the years that frame it stand there: 2028年, 2025—2028年. Null where a column's head says the year.
    pub years: Option<Span>,
    /// How it is told by when; null without a year.
    pub year_by: Option<YearBy>,
    /// Of a rise over a baseline: 增长, 下降, 缩短 …; null where the plan says 提高 or the like.
    pub change: Option<String>,
    /// How often, where the plan counts by something shorter than a year: 每月, 每季度.
    pub often: Option<String>,
    /// What there was before, in the target's unit, where a table says so.
    pub baseline: Option<Baseline>,
    /// Null where no person looked at it.
    pub checked: Option<Checked>,
}

/// What figures on one axis have in common: kind, unit, and whether they are of each part of a place (每个县) and not of
/// the whole.
pub type Measure<'a> = (Kind, Option<&'a str>, bool);

impl Target {
    /// Whether a row of an annex states it.
    pub fn in_annex(&self) -> bool {
        self.clause.as_ref().is_some_and(ClauseId::is_annex)
    }

    /// What its figure measures; none without a figure.
    pub fn measure(&self) -> Option<Measure<'_>> {
        self.value.map(|_| (self.kind, self.unit.as_deref(), self.scope.starts_with('每')))
    }
}

/// The measure of most of the figures; among equals that of the first.
pub fn measure<'a>(targets: impl Iterator<Item = &'a Target>) -> Option<Measure<'a>> {
    let mut counts: Vec<(Measure, u32)> = Vec::new();
    for of in targets.filter_map(Target::measure) {
        match counts.iter_mut().find(|(known, _)| *known == of) {
            Some((_, count)) => *count += 1,
            None => counts.push((of, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(of, _)| of)
}

/// What there was before a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// In the target's unit.
    pub value: Decimal,
    /// When; null where the plan does not say.
    pub year: Option<u16>,
}

/// How a figure binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparator {
    /// 以上, 不低于.
    #[serde(rename = ">=")]
    AtLeast,
    /// 以内, 不超过.
    #[serde(rename = "<=")]
    AtMost,
    /// 左右, 约.
    #[serde(rename = "~")]
    About,
    /// The figure itself.
    #[serde(rename = "=")]
    Equal,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A state at a date, also a stock.
    Level,
    /// Per year.
    Annual,
    /// A total over a period.
    Cumulative,
    /// A rise over a baseline.
    Increase,
}

/// How a target's years are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearBy {
    /// Its sentence, or the column of its annex row.
    Sentence,
    /// The head of its paragraph: 到2025年，…。 frames the sentences behind it too.
    Paragraph,
}

impl Comparator {
    /// The sign that people read: ≥ ≤ ≈ ＝.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::About => "≈",
            Self::Equal => "＝",
        }
    }
}

impl Kind {
    /// All of them, in the order in which a page lists them.
    pub const ALL: [Self; 4] = [Self::Level, Self::Annual, Self::Cumulative, Self::Increase];

    /// The id used in data and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Annual => "annual",
            Self::Cumulative => "cumulative",
            Self::Increase => "increase",
        }
    }
}

/// Where a figure comes from when its plan's text is not in the corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Of the document that names the figure.
    pub title: String,
    /// 文号 of that document.
    pub document_number: Option<String>,
    /// Where in it the figure stands.
    pub chapter: Option<String>,
    /// The day on which it was looked up.
    pub accessed: Option<Date>,
}
