//! Coverage and what plans set of their own, province by province.

use crate::bundle::coverage::{
    AreaCoverage, CoverageAreas, CoverageShard, Covered, OwnClause, OwnMeasure, OwnShard, PlanCoverage, PlanOwn,
};
use crate::bundle::index::{CorpusIndex, number, of};
use crate::bundle::key;
use crate::model::{ChangeKind, Clause, ClauseKind, Code, Grade, Link, Plan, Span, is_above};
use std::collections::{BTreeMap, BTreeSet};

/// Per cent of a measure that stands word for word in another plan above for it not to be the plan's own.
const COPIED: u32 = 50;

/// For every plan with a text and plans below it, these plans, province by province.
pub fn all(index: &CorpusIndex) -> Vec<CoverageShard> {
    let mut coverages: BTreeMap<(&str, &str), CoverageShard> = BTreeMap::new();
    for (lower, area, above) in with_plans_above(index) {
        for upper in above {
            let shard = coverages.entry((&upper.id, area)).or_insert_with(|| CoverageShard {
                upper: upper.id.clone(),
                area: area.to_owned(),
                plans: Vec::new(),
            });
            shard.plans.push(coverage(index, upper, lower));
        }
    }
    coverages.into_values().collect()
}

/// The sums of coverages by province, for each plan that has several provinces below it; in a folded corpus only.
pub fn areas(index: &CorpusIndex, all: &[CoverageShard]) -> Vec<CoverageAreas> {
    if !index.is_folded() {
        return Vec::new();
    }
    let by_upper = all.chunk_by(|a, b| a.upper == b.upper).filter(|shards| shards.len() > 1);
    let sums = |shards: &[CoverageShard]| {
        let clauses: BTreeSet<&str> = of(&index.clauses, &shards[0].upper)
            .iter()
            .filter(|c| c.is_carried_down())
            .map(|c| c.path.as_str())
            .collect();
        let areas = shards.iter().map(|shard| {
            let count = |grade: Grade| {
                let covered = shard.plans.iter().flat_map(|plan| &plan.covered);
                number(covered.filter(|c| c.grade == grade && clauses.contains(c.clause.as_str())).count())
            };
            let (clear, partial, plans) = (count(Grade::Clear), count(Grade::Partial), number(shard.plans.len()));
            let none = (plans * number(clauses.len())).saturating_sub(clear + partial);
            AreaCoverage { area: shard.area.clone(), plans, clear, partial, none }
        });
        CoverageAreas { upper: shards[0].upper.clone(), areas: areas.collect() }
    };
    by_upper.map(sums).collect()
}

/// What the plans of each province set that the plans above them do not mention.
pub fn own(index: &CorpusIndex) -> Vec<OwnShard> {
    let mut shards: BTreeMap<&str, OwnShard> = BTreeMap::new();
    for (lower, area, above) in with_plans_above(index) {
        let shard = shards.entry(area).or_insert_with(|| OwnShard { area: area.to_owned(), plans: Vec::new() });
        let (clauses, measures) = (own_clauses(index, lower), own_measures(index, lower, &above));
        shard.plans.push(PlanOwn { plan: lower.id.clone(), clauses, measures });
    }
    shards.into_values().collect()
}

/// Every plan with a text, its area, and the plans with a text above it, the nearest last.
fn with_plans_above<'a>(index: &CorpusIndex<'a>) -> Vec<(&'a Plan, &'a str, Vec<&'a Plan>)> {
    let with_text = || index.plans.iter().copied().filter(|plan| plan.text);
    // Few places can have others below them: the nation, its provinces, their cities.
    let may_have = |plan: &&Plan| plan.place_code.as_ref().is_none_or(Code::may_contain);
    let uppers: Vec<&Plan> = with_text().filter(may_have).collect();
    let plan = |lower: &'a Plan| {
        let above: Vec<&Plan> = uppers.iter().copied().filter(|upper| is_above(upper, lower)).collect();
        Some((lower, key::area(lower)?, above)).filter(|(_, _, above)| !above.is_empty())
    };
    with_text().filter_map(plan).collect()
}

fn coverage(index: &CorpusIndex, upper: &Plan, lower: &Plan) -> PlanCoverage {
    let mut best = BTreeMap::<&str, &Link>::new();
    for &link in of(&index.up, &lower.id).iter().filter(|link| link.parent.plan() == upper.id) {
        let known = best.entry(&link.parent).or_insert(link);
        if (link.grade, link.score) > (known.grade, known.score) {
            *known = link;
        }
    }
    let in_order = of(&index.clauses, &upper.id).iter().filter_map(|clause| best.get(clause.id.as_str()));
    let covered = in_order.map(|link| Covered {
        clause: link.parent.path().to_owned(),
        grade: link.grade,
        best: link.child.path().to_owned(),
    });
    let cascade = of(&index.cascades, &lower.id).iter().find(|cascade| cascade.upper == upper.id);
    PlanCoverage { plan: lower.id.clone(), covered: covered.collect(), cascade: cascade.copied().cloned() }
}

/// The clauses of a plan that correspond to nothing above; preamble and principles set nothing to be done.
fn own_clauses(index: &CorpusIndex, plan: &Plan) -> Vec<OwnClause> {
    let linked: BTreeSet<&str> = of(&index.up, &plan.id).iter().map(|link| link.child.as_str()).collect();
    let own = of(&index.clauses, &plan.id).iter().filter(|clause| {
        let measure = !matches!(clause.kind, ClauseKind::Preamble | ClauseKind::Principle);
        clause.is_linkable() && measure && !linked.contains(clause.id.as_str())
    });
    own.map(|clause| OwnClause { path: clause.path.clone(), title: clause.title().to_owned() }).collect()
}

/// Measures that the nearest plan above with a clear counterpart says nothing like, and no other one word for word.
fn own_measures(index: &CorpusIndex, plan: &Plan, above: &[&Plan]) -> Vec<OwnMeasure> {
    let added = |upper: &Plan, clause: &Clause| -> Vec<Span> {
        let changes = of(&index.changes, &plan.id).iter().filter(|change| {
            change.kind == ChangeKind::MeasureAdded && change.child == clause.id && change.parent.plan() == upper.id
        });
        changes.filter_map(|change| change.child_span).collect()
    };
    let copied = |clause: &Clause, span: Span| -> u32 {
        let evidence = of(&index.up, &plan.id).iter().filter(|link| link.child == clause.id).flat_map(|l| &l.evidence);
        evidence.map(|e| e.child.1.min(span.1).saturating_sub(e.child.0.max(span.0))).max().unwrap_or(0)
    };
    let mut measures = Vec::new();
    for clause in of(&index.clauses, &plan.id) {
        let linked = |upper: &&&Plan| {
            let clear = |l: &&Link| l.child == clause.id && l.grade == Grade::Clear && l.parent.plan() == upper.id;
            of(&index.up, &plan.id).iter().copied().any(|link| clear(&link))
        };
        let Some(nearest) = above.iter().rev().find(linked) else { continue };
        let own = added(nearest, clause).into_iter().filter(|span| copied(clause, *span) * 100 < span.len() * COPIED);
        measures
            .extend(own.map(|span| OwnMeasure { path: clause.path.clone(), quote: span.of(&clause.text).to_owned() }));
    }
    measures
}
