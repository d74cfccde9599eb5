//! A comparison as records: what a spreadsheet or a program gets, one commitment a record.
//!
//! In: the rows of an indicator. Out: records in their order, with ids where people get words. Invariant: every commitment of the rows, yearly ones too, is in exactly one record.

use super::compare::{Commitment, Row};
use crate::model::verdict::{Verdict, horizon};
use crate::model::{Plan, Target};
use serde::Serialize;

/// One commitment and what it is set against.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// The plan that promises it.
    #[serde(skip)]
    pub plan: &'a Plan,
    /// What it promises.
    pub target: &'a Target,
    /// The year by which it is due, by its own words or the plan's.
    pub horizon: Option<u16>,
    /// The other side; null where there is none.
    pub against: Option<Base<'a>>,
}

/// The other side.
#[derive(Debug, Serialize)]
pub struct Base<'a> {
    /// Plan id.
    pub plan: &'a str,
    /// Target id.
    pub target: &'a str,
    /// `stricter`, `same`, `laxer` or `incomparable`.
    pub verdict: &'static str,
    /// Why two targets are not compared; null where they are.
    pub reason: Option<&'static str>,
    /// The lower plan was signed before the other.
    pub earlier: bool,
}

/// The records of all rows, in their order.
pub fn records<'a>(rows: &[Row<'a>]) -> Vec<Record<'a>> {
    let mut records = Vec::new();
    for row in rows {
        let entries = if row.only_yearly() { &[][..] } else { &row.entries[..] };
        records.extend(entries.iter().map(|entry| record(row.plan, entry.target, base(entry))));
        records.extend(row.path.iter().map(|target| {
            // The last figure of a path that stands alone is what the comparison uses.
            let entry = row.entries.iter().find(|entry| entry.target.id == target.id);
            record(row.plan, target, entry.and_then(base))
        }));
    }
    records
}

fn record<'a>(plan: &'a Plan, target: &'a Target, against: Option<Base<'a>>) -> Record<'a> {
    Record { plan, target, horizon: horizon(target, plan), against }
}

fn base<'a>(entry: &Commitment<'a>) -> Option<Base<'a>> {
    let against = entry.against?;
    let reason = match against.verdict {
        Verdict::Incomparable(reason) => Some(reason.id()),
        Verdict::Stricter | Verdict::Same | Verdict::Laxer => None,
    };
    let verdict = against.verdict.id();
    Some(Base { plan: &against.plan.id, target: &against.target.id, verdict, reason, earlier: against.older })
}
