//! The chain of a clause: its counterparts in the plans above and below, in level order.
//!
//! In: the shard of the clause's plan, the overview, the coverage of the plans below, and the shards of the plans it is
//! linked to. Out: rungs. Invariant: every plan of the places above has a rung, also where nothing corresponds or its
//! text is not in the corpus; plans below have one where something corresponds, at most [`SHOWN_BELOW`] of them, and so
//! have the levels between whose texts are not in the corpus.

use super::cover::within;
use crate::bundle::coverage::{CoverageShard, Covered};
use crate::bundle::{Overview, PlanShard};
use crate::model::{Clause, ClauseId, Code, Link, Plan, Target, is_above, row_of};
use crate::order::Order;
use std::collections::BTreeMap;

/// A chain page shows at most this many plans below its clause; the others are named.
pub const SHOWN_BELOW: usize = 12;

/// How a visitor looks at a chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainView {
    /// Only what was changed, added or left out.
    pub differences: bool,
    /// Marks that are switched off, in the order shared, own, figures.
    pub hidden: [bool; 3],
    /// Two digits of a province; none: the first there is.
    pub area: Option<String>,
    /// Code of a place: only plans of it and of the places in it.
    pub place: Option<Code>,
}

/// The marks in the order of [`ChainView::hidden`], as addresses name them.
const MARKS: [&str; 3] = ["shared", "own", "figures"];

impl ChainView {
    /// Reads a query string; what it does not know it leaves out.
    pub fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (key, value) in query.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
            let two = value.len() == 2 && value.bytes().all(|b| b.is_ascii_digit());
            match key {
                "view" => view.differences = value == "diff",
                "hide" => view.hidden = MARKS.map(|mark| value.split('.').any(|hidden| hidden == mark)),
                "area" if two => view.area = Some(value.to_owned()),
                "place" => view.place = value.parse().ok(),
                _ => {}
            }
        }
        view
    }

    /// The query string, empty where nothing is chosen.
    pub fn query(&self) -> String {
        let hidden: Vec<&str> =
            MARKS.into_iter().zip(self.hidden).filter(|(_, on)| *on).map(|(mark, _)| mark).collect();
        let parts = [
            self.differences.then(|| "view=diff".to_owned()),
            (!hidden.is_empty()).then(|| ["hide=", &hidden.join(".")].concat()),
            self.area.as_ref().map(|area| ["area=", area].concat()),
            self.place.as_ref().map(|place| ["place=", place].concat()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("&")
    }
}

/// One plan in the chain.
#[derive(Debug)]
pub struct Rung<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What it has for the clause asked for.
    pub content: Content<'a>,
}

/// What a plan has for the clause asked for.
#[derive(Debug)]
pub enum Content<'a> {
    /// The clause asked for.
    Focus(ChainClause<'a>),
    /// Its counterparts in this plan, best first.
    Counterparts(Vec<ChainClause<'a>>),
    /// Nothing in this plan corresponds.
    Nothing,
    /// The plan's text is not in the corpus.
    NoText,
}

/// A clause in the chain.
#[derive(Debug)]
pub struct ChainClause<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// The link between it and the clause asked for; none for that clause itself.
    pub link: Option<&'a Link>,
    /// Its targets, in their order.
    pub targets: Vec<&'a Target>,
    /// The row of the annex that breaks the clause down by year.
    pub annex: Option<&'a Clause>,
    /// Ids of the offices that each unit of its plan belongs to.
    pub offices: &'a BTreeMap<String, Vec<String>>,
}

/// The plans below that have a counterpart of a clause.
#[derive(Debug, Default)]
pub struct Below<'a> {
    /// Those whose texts stand beside the clause.
    pub shown: Vec<&'a Plan>,
    /// Those only named, each with its best counterpart; in tree order.
    pub named: Vec<(&'a Plan, &'a Covered)>,
}

/// The plans of `coverage` with a counterpart of the clause at `path`, those of the chosen place first.
pub fn below<'a>(path: &str, coverage: &'a CoverageShard, plans: &'a [Plan], place: Option<&Code>) -> Below<'a> {
    let found = coverage.plans.iter().filter_map(|covered| {
        let best = covered.covered.iter().find(|c| c.clause == path)?;
        Some((plans.iter().find(|plan| plan.id == covered.plan)?, best))
    });
    let (mut chosen, mut named): (Vec<_>, Vec<_>) =
        found.partition(|(plan, _)| place.is_none_or(|place| within(place, plan)));
    if chosen.len() > SHOWN_BELOW {
        // The highest of them; stable, so that they stay in tree order.
        chosen.order_by_key(|(plan, _)| plan.level);
        named.extend(chosen.split_off(SHOWN_BELOW));
    }
    let mut shown: Vec<&Plan> = chosen.into_iter().map(|(plan, _)| plan).collect();
    let order = |plan: &Plan| (plan.place_code.clone(), plan.level, plan.id.clone());
    shown.order_by_key(|plan| order(plan));
    named.order_by_key(|(plan, _)| order(plan));
    Below { shown, named }
}

/// The rungs of a clause's chain, in tree order: nation first, and the focus before the plans below it.
pub fn rungs<'a>(
    focus: &'a PlanShard,
    path: &str,
    overview: &'a Overview,
    shards: &[&'a PlanShard],
    below: &[&'a Plan],
) -> Option<Vec<Rung<'a>>> {
    let clause = focus.clauses.iter().find(|c| c.path == path)?;
    let above = overview.plans.iter().filter(|plan| is_above(plan, &focus.plan));
    let mut rungs: Vec<Rung> = above
        .map(|plan| {
            let links = focus.up.iter().filter(|l| l.child == clause.id && l.parent.plan() == plan.id);
            Rung { plan, content: content(plan, best_first(links), shards, |link| &link.parent) }
        })
        .collect();
    let own = entry(focus, clause, None);
    rungs.push(Rung { plan: &focus.plan, content: Content::Focus(own) });
    // A level whose text is missing has its rung from above too, where something below it corresponds.
    let missing =
        |plan: &Plan| !plan.text && is_above(&focus.plan, plan) && below.iter().any(|lower| is_above(plan, lower));
    let shown = |plan: &Plan| below.iter().any(|lower| lower.id == plan.id);
    rungs.extend(overview.plans.iter().filter(|plan| shown(plan) || missing(plan)).filter_map(|plan| {
        if missing(plan) {
            return Some(Rung { plan, content: Content::NoText });
        }
        let shard = shards.iter().find(|shard| shard.plan.id == plan.id)?;
        let links = best_first(shard.up.iter().filter(|l| l.parent == clause.id));
        Some(Rung { plan, content: content(plan, links, shards, |link| &link.child) })
    }));
    Some(rungs)
}

fn best_first<'a>(links: impl Iterator<Item = &'a Link>) -> Vec<&'a Link> {
    let mut links: Vec<&Link> = links.collect();
    links.order_by(|a, b| b.score.total_cmp(&a.score).then_with(|| (&a.child, &a.parent).cmp(&(&b.child, &b.parent))));
    links
}

fn content<'a>(
    plan: &Plan,
    links: Vec<&'a Link>,
    shards: &[&'a PlanShard],
    other: impl Fn(&Link) -> &ClauseId,
) -> Content<'a> {
    if !plan.text {
        return Content::NoText;
    }
    if links.is_empty() {
        return Content::Nothing;
    }
    let Some(shard) = shards.iter().find(|shard| shard.plan.id == plan.id) else { return Content::Nothing };
    let linked = |link: &'a Link| {
        let clause = shard.clauses.iter().find(|c| c.id == *other(link))?;
        Some(entry(shard, clause, Some(link)))
    };
    Content::Counterparts(links.into_iter().filter_map(linked).collect())
}

fn entry<'a>(shard: &'a PlanShard, clause: &'a Clause, link: Option<&'a Link>) -> ChainClause<'a> {
    let targets = shard.targets.iter().filter(|t| t.clause.as_ref() == Some(&clause.id)).collect();
    let annex = shard.clauses.iter().find(|c| row_of(&c.path) == Some(&clause.path));
    ChainClause { clause, link, targets, annex, offices: &shard.offices }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::coverage::PlanCoverage;
    use crate::model::{Grade, Level, samples};

    #[test]
    fn a_view_is_its_address() {
        for query in ["", "view=diff", "view=diff&hide=shared.figures&area=35&place=350500"] {
            assert_eq!(ChainView::parse(query).query(), query);
        }
        assert_eq!(ChainView::parse("?view=all&hide=x&area=3a&place=%3C"), ChainView::default());
    }

    fn plan(code: &str, level: Level) -> Plan {
        Plan { place: code.to_owned(), level, ..samples::plan(&format!("p{code}-2025"), Some(code)) }
    }

    /// However many plans lie below a clause, the page shows a dozen, the highest of them; a place narrows the choice.
    #[test]
    fn a_chain_stays_readable_with_many_plans_below() {
        let mut plans: Vec<Plan> = (1..=9).map(|n| plan(&format!("350{n}00"), Level::Prefecture)).collect();
        plans.extend((1..=9).flat_map(|n| (20..30).map(move |m| plan(&format!("350{n}{m}"), Level::County))));
        plans.sort_by(|a, b| a.place_code.cmp(&b.place_code));
        let covered = |plan: &Plan| PlanCoverage {
            plan: plan.id.clone(),
            covered: vec![Covered { clause: "2.1".into(), grade: Grade::Clear, best: "2.3".into() }],
            cascade: None,
        };
        let coverage =
            CoverageShard { upper: "china-2024".into(), area: "35".into(), plans: plans.iter().map(covered).collect() };
        let all = below("2.1", &coverage, &plans, None);
        assert_eq!((all.shown.len(), all.named.len()), (SHOWN_BELOW, 99 - SHOWN_BELOW));
        assert_eq!(all.shown.iter().filter(|plan| plan.level == Level::Prefecture).count(), 9);
        assert!(all.shown.is_sorted_by_key(|plan| &plan.place_code));
        let city = below("2.1", &coverage, &plans, "350500".parse().ok().as_ref());
        assert_eq!(city.shown.len(), 11);
        assert!(city.shown.iter().all(|plan| plan.place.starts_with("3505")));
        assert!(below("9.9", &coverage, &plans, None).shown.is_empty());
    }
}
