//! The words everything else speaks: plans, clauses, targets, links, vocabularies.
//!
//! These types are the open data (`plans.jsonl`, `clauses.jsonl`, …): their field names and order are the
//! published format. No IO, no clock, no user interface; widths are fixed so that native code and
//! WebAssembly agree.

mod change;
mod check;
mod checked;
mod clause;
mod clause_id;
mod code;
mod date;
mod decimal;
mod id;
mod language;
mod link;
mod office;
mod plan;
mod remark;
#[cfg(test)]
pub mod samples;
mod target;
mod update;
pub mod verdict;
mod vocabulary;

pub use change::{Cascade, Change, ChangeKind, Revision};
pub use check::{Check, CheckKind};
pub use checked::{Checked, CheckedAs, CheckedKind, CheckedPart, CheckedShare};
pub use clause::{Cell, Clause, ClauseKind, Deadline, Parts};
pub use clause_id::{ClauseId, annex_path, row_of};
pub use code::{Code, CodeError};
pub use date::Date;
pub use decimal::Decimal;
pub use id::{Id, IdError};
pub use language::Language;
pub use link::{Evidence, Grade, Link, Sibling};
pub use office::Office;
pub use plan::{
    Characters, Citation, Level, Plan, PlanKind, Script, Status, earlier, governs, is_above, is_web_address, places,
    slug,
};
pub use remark::{Remark, RemarkKind};
pub use target::{Baseline, Comparator, Kind, Measure, Source, Target, YearBy, measure};
pub use update::{Update, UpdateKind};
pub use vocabulary::{Direction, Indicator, Names, Topic};

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A range of Unicode scalar values in a clause's `text`: start, and end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span(pub u32, pub u32);

impl Span {
    /// The characters of `text` that the span covers; what lies outside `text` is left out.
    pub fn of(self, text: &str) -> &str {
        let byte = |n: u32| text.char_indices().nth(n as usize).map_or(text.len(), |(i, _)| i);
        let (start, end) = (byte(self.0), byte(self.1));
        &text[start..end.max(start)]
    }

    /// The characters at each of these bytes of `text`, which are in the order of the text.
    pub fn all_of_bytes(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Self> {
        let (mut byte, mut character) = (0, 0);
        let mut chars = |to: usize| {
            character += text.get(byte..to).map_or(0, |between| between.chars().count() as u32);
            byte = to;
            character
        };
        ranges.into_iter().map(|range| Self(chars(range.start), chars(range.end))).collect()
    }

    /// Number of characters covered.
    pub fn len(self) -> u32 {
        self.1.saturating_sub(self.0)
    }

    /// Whether it covers no character.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// Everything the compiler read out of the seeds, in document order within a plan and in the order of
/// plan ids between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// By id.
    pub plans: Vec<Plan>,
    /// In document order within a plan.
    pub clauses: Vec<Clause>,
    /// In the order of their clauses.
    pub targets: Vec<Target>,
    /// From every clause to its counterparts in plans above.
    pub links: Vec<Link>,
    /// Closest wording between plans of one level.
    pub siblings: Vec<Sibling>,
    /// How linked clauses differ.
    pub changes: Vec<Change>,
    /// A pair of plans, one above the other, in figures.
    pub cascades: Vec<Cascade>,
    /// What plans change of earlier ones of their series: by plan, the nearest earlier one first.
    pub revisions: Vec<Revision>,
    /// In the order of `assets/topics.toml`.
    pub topics: Vec<Topic>,
    /// In the order of `assets/indicators.toml`, then those that the plans themselves name.
    pub indicators: Vec<Indicator>,
    /// Comparisons between figures of one plan, in the order of plans and indicators.
    pub checks: Vec<Check>,
    /// Oddities, in the order of plans and of their text; those about a whole plan first.
    pub remarks: Vec<Remark>,
    /// Functions of government that the plans' units serve.
    pub offices: Vec<Office>,
    /// The provinces that have plans, by code.
    pub areas: Vec<Area>,
}

/// A province, with all places in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// First two digits of its division code.
    pub code: String,
    /// Its name.
    pub name: Names,
}
