//! The chain of a clause: its counterparts in the plans above and below, in level order.
//!
//! In: the shard of the clause's plan, the overview, and the shards of the plans it is linked to. Out: rungs.
//! Invariant: every plan of the places above has a rung, also where nothing corresponds or its text is not in
//! the corpus; plans below have one where something corresponds.

use crate::bundle::{Overview, PlanShard};
use crate::model::{Clause, Link, Plan, Target, plan_of};

/// One plan in the chain.
#[derive(Debug)]
pub struct Rung<'a> {
    pub plan: &'a Plan,
    pub content: Content<'a>,
}

#[derive(Debug)]
pub enum Content<'a> {
    /// The clause asked for.
    Focus(Entry<'a>),
    /// Its counterparts in this plan, best first.
    Counterparts(Vec<Entry<'a>>),
    /// Nothing in this plan corresponds.
    Nothing,
    /// The plan's text is not in the corpus.
    NoText,
    /// The plan's shard is not loaded; only the ids of its counterparts are known.
    Named(Vec<&'a Link>),
}

/// A clause in the chain.
#[derive(Debug)]
pub struct Entry<'a> {
    pub clause: &'a Clause,
    /// The link between it and the clause asked for; none for that clause itself.
    pub link: Option<&'a Link>,
    pub targets: Vec<&'a Target>,
}

/// The rungs of a clause's chain, in tree order: nation first, and the focus before the plans below it.
pub fn rungs<'a>(
    focus: &'a PlanShard,
    path: &str,
    overview: &'a Overview,
    shards: &[&'a PlanShard],
) -> Option<Vec<Rung<'a>>> {
    let clause = focus.clauses.iter().find(|c| c.path == path)?;
    let rung = |plan: &'a Plan| {
        let content = if plan.id == focus.plan.id {
            Content::Focus(Entry { clause, link: None, targets: targets_of(focus, &clause.id) })
        } else if is_above(plan, &focus.plan) {
            let links = best_first(focus.up.iter().filter(|l| l.child == clause.id && plan_of(&l.parent) == plan.id));
            content(plan, links, shards, |link| &link.parent)
        } else {
            let links = best_first(focus.down.iter().filter(|l| l.parent == clause.id && plan_of(&l.child) == plan.id));
            if links.is_empty() {
                return None;
            }
            content(plan, links, shards, |link| &link.child)
        };
        Some(Rung { plan, content })
    };
    Some(overview.plans.iter().filter_map(rung).collect())
}

/// Whether the place of `upper` is above that of `lower` in the administrative tree.
pub fn is_above(upper: &Plan, lower: &Plan) -> bool {
    match (&upper.place_code, &lower.place_code) {
        (None, Some(_)) => true,
        (Some(upper), Some(lower)) => upper != lower && lower.starts_with(stem(upper)),
        _ => false,
    }
}

/// The part of a division code that all places under it share: 35 of 350000, 3505 of 350500.
fn stem(code: &str) -> &str {
    let code = code.strip_suffix("00").unwrap_or(code);
    code.strip_suffix("00").unwrap_or(code)
}

fn best_first<'a>(links: impl Iterator<Item = &'a Link>) -> Vec<&'a Link> {
    let mut links: Vec<&Link> = links.collect();
    links.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| (&a.child, &a.parent).cmp(&(&b.child, &b.parent))));
    links
}

fn content<'a>(
    plan: &Plan,
    links: Vec<&'a Link>,
    shards: &[&'a PlanShard],
    other: impl Fn(&Link) -> &String,
) -> Content<'a> {
    if !plan.text {
        return Content::NoText;
    }
    if links.is_empty() {
        return Content::Nothing;
    }
    let Some(shard) = shards.iter().find(|shard| shard.plan.id == plan.id) else { return Content::Named(links) };
    let entry = |link: &'a Link| {
        let clause = shard.clauses.iter().find(|c| c.id == *other(link))?;
        Some(Entry { clause, link: Some(link), targets: targets_of(shard, &clause.id) })
    };
    Content::Counterparts(links.into_iter().filter_map(entry).collect())
}

fn targets_of<'a>(shard: &'a PlanShard, clause: &str) -> Vec<&'a Target> {
    shard.targets.iter().filter(|t| t.clause.as_deref() == Some(clause)).collect()
}
