//! A plan's chapters flowing into the plans below it, and those into the plans below them: how many clauses are carried
//! down.
//!
//! In: a plan, its coverage in one province, and the coverage of the plans below it there. Out: blocks in columns, and
//! ribbons between neighbouring columns. Invariant: a ribbon's number is that of the clauses of its upper end that have
//! a counterpart at its lower end, as the coverage pages count them.

use super::cover::{carried_to, found, of_concern};
use crate::bundle::PlanShard;
use crate::bundle::coverage::CoverageShard;
use crate::model::{Plan, is_above};

/// Plans of one level that a picture has room for.
pub const PLANS: usize = 8;

/// A chapter of the plan above.
#[derive(Debug, PartialEq)]
pub struct Chapter<'a> {
    /// Its path: `2`.
    pub path: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// Its clauses that plans below may carry down.
    pub clauses: u32,
    /// Of these, in the order of [`Flow::middle`], how many each plan has a counterpart of.
    pub carried: Vec<u32>,
}

/// A plan below the middle ones, and how many clauses of which of them it has a counterpart of.
#[derive(Debug, PartialEq)]
pub struct Lowest<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Position in [`Flow::middle`], and clauses.
    pub from: Vec<(usize, u32)>,
}

/// The whole picture.
#[derive(Debug, PartialEq)]
pub struct Flow<'a> {
    /// Of the plan above, in its order.
    pub chapters: Vec<Chapter<'a>>,
    /// Plans right below it.
    pub middle: Vec<&'a Plan>,
    /// Plans below those.
    pub lowest: Vec<Lowest<'a>>,
    /// Plans for which there is no room.
    pub more: u32,
}

/// The plans in the middle, which are those of the highest level that the coverage names, and how many there is no room
/// for.
pub fn middle<'a>(coverage: &CoverageShard, plans: &'a [Plan]) -> (Vec<&'a Plan>, u32) {
    let below = coverage.plans.iter().filter_map(|covered| plans.iter().find(|plan| plan.id == covered.plan));
    let below: Vec<&Plan> = below.collect();
    let top = below.iter().map(|plan| plan.level).min();
    let mut middle: Vec<&Plan> = below.into_iter().filter(|plan| Some(plan.level) == top).collect();
    let more = middle.len().saturating_sub(PLANS) as u32;
    middle.truncate(PLANS);
    (middle, more)
}

/// How `upper` flows down; `shards` are the plans of the middle with their coverage in the same province.
pub fn flow<'a>(
    upper: &'a PlanShard,
    coverage: &CoverageShard,
    plans: &'a [Plan],
    shards: &[(&PlanShard, &CoverageShard)],
) -> Flow<'a> {
    let (middle, mut more) = middle(coverage, plans);
    let covered = middle.iter().filter_map(|plan| coverage.plans.iter().find(|covered| covered.plan == plan.id));
    let covered: Vec<_> = covered.collect();
    let chapter_of = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let mut chapters: Vec<Chapter> = Vec::new();
    for clause in of_concern(upper) {
        let path = chapter_of(&clause.path);
        if chapters.last().is_none_or(|chapter| chapter.path != path) {
            let Some(head) = upper.clauses.iter().find(|other| other.path == path) else { continue };
            chapters.push(Chapter {
                path: &head.path,
                title: head.title(),
                clauses: 0,
                carried: vec![0; middle.len()],
            });
        }
        let Some(chapter) = chapters.last_mut() else { continue };
        chapter.clauses += 1;
        for (carried, covered) in chapter.carried.iter_mut().zip(&covered) {
            *carried += u32::from(found(covered, clause).is_some());
        }
    }
    let mut lowest: Vec<Lowest> = Vec::new();
    for (n, plan) in middle.iter().enumerate() {
        let Some((shard, below)) = shards.iter().find(|(shard, _)| shard.plan.id == plan.id) else { continue };
        for covered in &below.plans {
            let lower = plans.iter().find(|other| other.id == covered.plan).filter(|other| is_above(plan, other));
            let carried = carried_to(shard, covered).filter(|(_, found)| found.is_some()).count() as u32;
            let Some(lower) = lower.filter(|_| carried > 0) else { continue };
            let room = lowest.len() < PLANS;
            match lowest.iter_mut().find(|known| known.plan.id == lower.id) {
                Some(known) => known.from.push((n, carried)),
                None if room => lowest.push(Lowest { plan: lower, from: vec![(n, carried)] }),
                None => more += 1,
            }
        }
    }
    Flow { chapters, middle, lowest, more }
}

/// Clauses that a plan of the middle has counterparts of, all chapters together.
pub fn carried(flow: &Flow, plan: usize) -> u32 {
    flow.chapters.iter().map(|chapter| chapter.carried[plan]).sum()
}
