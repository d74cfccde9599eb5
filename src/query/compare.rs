//! One indicator across plans: a row a plan, each figure against a base: the nearest superior's, or a chosen plan's.
//!
//! In: the indicator's shard and the plans in tree order. Out: rows in that order. Invariant: every target of the
//! indicator is in exactly one row, as an entry or on its yearly path.

use crate::bundle::{Counterpart, IndicatorShard};
use crate::model::verdict::{Reason, Verdict, compare};
use crate::model::{Code, Plan, Target};
use crate::order::Order;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one plan says of an indicator.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Commitments of the body, then those of the annex that form no yearly path; where there are none, the last
    /// figure of that path. Empty: the plan sets none.
    pub entries: Vec<Commitment<'a>>,
    /// What the annex says year by year, one commitment a year.
    pub path: Vec<&'a Target>,
    /// Where it sets none: what it says about the same matter.
    pub counterpart: Option<&'a Counterpart>,
}

/// One commitment.
#[derive(Clone, Debug)]
pub struct Commitment<'a> {
    /// What the plan promises.
    pub target: &'a Target,
    /// What it is set against; none where the base has nothing of the kind.
    pub against: Option<Against<'a>>,
}

/// The other side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// The plan of the other side.
    pub plan: &'a Plan,
    /// What that plan promises.
    pub target: &'a Target,
    /// Which of the two is stricter, if they can be compared.
    pub verdict: Verdict,
    /// The plan of the entry was signed before this one.
    pub older: bool,
}

impl Row<'_> {
    /// Whether the plan says it year by year only.
    pub fn only_yearly(&self) -> bool {
        matches!(self.entries.as_slice(), [entry] if self.path.iter().any(|t| t.id == entry.target.id))
    }
}

/// The rows of an indicator in tree order: plans that set it, and the plans above those. Each figure is set against
/// the nearest superior's.
pub fn rows<'a>(shard: &'a IndicatorShard, plans: &'a [Plan]) -> Vec<Row<'a>> {
    rows_against(&[shard], plans, None)
}

/// The same of an indicator in parts, as [`rows_against`] takes them.
pub fn rows_in<'a>(parts: &'a [Arc<IndicatorShard>], plans: &'a [Plan], base: Option<&str>) -> Vec<Row<'a>> {
    rows_against(&parts.iter().map(Arc::as_ref).collect::<Vec<_>>(), plans, base)
}

/// The same of an indicator in parts, the main one first, with every figure set against the plan `base`; a plan that does
/// not set the indicator is no base.
pub fn rows_against<'a>(parts: &[&'a IndicatorShard], plans: &'a [Plan], base: Option<&str>) -> Vec<Row<'a>> {
    let Some(main) = parts.first() else { return Vec::new() };
    let mut targets = BTreeMap::<&str, Vec<&Target>>::new();
    for target in parts.iter().flat_map(|part| &part.targets) {
        targets.entry(target.plan.as_str()).or_default().push(target);
    }
    let mut above = BTreeSet::<Option<Code>>::new();
    for plan in plans.iter().filter(|plan| targets.contains_key(plan.id.as_str())) {
        if let Some(code) = &plan.place_code {
            above.insert(None);
            above.extend(code.above().map(Some));
        }
    }
    let shown = plans.iter().filter(|p| targets.contains_key(p.id.as_str()) || above.contains(&p.place_code));
    let mut rows: Vec<Row> = shown
        .map(|plan| {
            let own = targets.get(plan.id.as_str()).cloned().unwrap_or_default();
            let counterpart = parts.iter().flat_map(|part| &part.counterparts).find(|c| c.plan == plan.id);
            Row { counterpart, ..row(plan, own) }
        })
        .collect();
    let bases = rows.clone();
    let chosen = base.and_then(|id| bases.iter().find(|row| row.plan.id == id && !row.entries.is_empty()));
    let mut by_place = BTreeMap::<Option<&Code>, Vec<&Row>>::new();
    for row in &bases {
        by_place.entry(row.plan.place_code.as_ref()).or_default().push(row);
    }
    for row in &mut rows {
        let bases = match chosen {
            Some(base) if base.plan.id == row.plan.id => Vec::new(),
            Some(base) => vec![base],
            None => superiors(row.plan, &by_place),
        };
        for entry in &mut row.entries {
            entry.against = against(main, entry.target, row.plan, &bases);
        }
    }
    rows
}

/// Rows of the places above, nearest first, and of one place the latest plan first.
fn superiors<'r, 'a>(plan: &Plan, by_place: &BTreeMap<Option<&Code>, Vec<&'r Row<'a>>>) -> Vec<&'r Row<'a>> {
    let Some(code) = &plan.place_code else { return Vec::new() };
    let places: Vec<Option<Code>> = code.above().map(Some).chain([None]).collect();
    let rows = places.iter().filter_map(|place| by_place.get(&place.as_ref()));
    rows.flat_map(|rows| rows.iter().rev().copied()).collect()
}

fn row<'a>(plan: &'a Plan, targets: Vec<&'a Target>) -> Row<'a> {
    let (mut annex, body): (Vec<&Target>, Vec<&Target>) = targets.into_iter().partition(|t| t.in_annex());
    annex.order_by_key(|t| t.year_to);
    // Two commitments for one year are of different things: no path.
    let distinct = annex.windows(2).all(|pair| pair[0].year_to < pair[1].year_to);
    let dated = annex.iter().all(|t| t.year_to.is_some());
    let (path, single) = if distinct && dated && annex.len() > 1 { (annex, Vec::new()) } else { (Vec::new(), annex) };
    let mut stated: Vec<&Target> = body.into_iter().chain(single).collect();
    if stated.is_empty() {
        let last = path.iter().rev().find(|t| t.value.is_some()).or(path.last());
        stated.extend(last);
    }
    let entries = stated.into_iter().map(|target| Commitment { target, against: None }).collect();
    Row { plan, entries, path, counterpart: None }
}

/// The first base with a commitment like this one: a figure for a figure, else any.
fn against<'a>(shard: &IndicatorShard, target: &Target, plan: &Plan, bases: &[&Row<'a>]) -> Option<Against<'a>> {
    let best = |row: &Row<'a>, like: &dyn Fn(&Target) -> bool| {
        let entries = row.entries.iter().filter(|e| like(e.target));
        let all = entries.map(|e| {
            let found = compare(&shard.indicator, (target, plan), (e.target, row.plan));
            Against { plan: row.plan, target: e.target, verdict: found.verdict, older: found.lower_is_older }
        });
        // Among several commitments of one plan the comparable one counts, then the one that differs least.
        all.min_by_key(|against| nearness(against.verdict))
    };
    let alike = |t: &Target| t.value.is_some() == target.value.is_some();
    bases.iter().find_map(|row| best(row, &alike)).or_else(|| bases.iter().find_map(|row| best(row, &|_| true)))
}

fn nearness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Stricter | Verdict::Same | Verdict::Laxer => 0,
        Verdict::Incomparable(Reason::Unit | Reason::Kind) => 2,
        Verdict::Incomparable(_) => 1,
    }
}
