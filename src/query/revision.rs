//! What a plan changes of an earlier one of its series: figures side by side, and what became of each clause.
//!
//! In: both plans, and the revision between them. Out: pairs of targets, pairs of clauses, and texts cut where they
//! differ. Invariant: every target that the bodies state, every clause with text, and every character is in exactly one
//! place.

use crate::bundle::PlanShard;
use crate::model::verdict::{Reason, Verdict, in_time};
use crate::model::{Clause, Grade, Indicator, Revision, Target};
use crate::order::Order;
use crate::text::align::shared_passages;

/// What became of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It asks more.
    Stricter,
    /// It asks less.
    Laxer,
    /// A larger figure, of an indicator that has no stricter side.
    Larger,
    /// A smaller one.
    Smaller,
    /// Both set it, and the two are not comparable.
    Other,
    /// Only the later plan sets it.
    Added,
    /// Only the earlier plan sets it.
    Dropped,
    /// The same.
    Same,
}

impl Became {
    /// All, in the order of the page.
    pub const ALL: [Self; 8] =
        [Self::Stricter, Self::Laxer, Self::Larger, Self::Smaller, Self::Other, Self::Added, Self::Dropped, Self::Same];
}

/// A target of the later plan and the one that it takes the place of; at least one of the two is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetPair<'a> {
    /// Of the later plan.
    pub later: Option<&'a Target>,
    /// Of the earlier plan.
    pub earlier: Option<&'a Target>,
    /// What became of it.
    pub became: Became,
}

/// The targets of both plans in the order of the later one, then those that only the earlier one sets.
pub fn targets<'a>(
    (later, earlier): (&'a PlanShard, &'a PlanShard),
    revision: &Revision,
    indicators: &[&Indicator],
) -> Vec<TargetPair<'a>> {
    let (new, old) = (stated(later), stated(earlier));
    let linked = |new: &Target, old: &Target| {
        let clauses = new.clause.as_ref().zip(old.clause.as_ref());
        clauses.is_some_and(|(child, parent)| revision.links.iter().any(|l| l.child == *child && l.parent == *parent))
    };
    let mut likest: Vec<(u32, usize, usize)> = Vec::new();
    for (n, new) in new.iter().enumerate() {
        for (o, old) in old.iter().enumerate().filter(|(_, old)| old.indicator == new.indicator) {
            let like = [
                (new.kind == old.kind, 4),
                (linked(new, old), 3),
                (new.unit == old.unit, 2),
                (new.scope == old.scope, 2),
            ];
            likest.push((like.iter().filter(|(same, _)| *same).map(|(_, weight)| weight).sum(), n, o));
        }
    }
    likest.order_by_key(|(likeness, n, o)| (std::cmp::Reverse(*likeness), *n, *o));
    let (mut of_new, mut of_old): (Vec<Option<usize>>, Vec<bool>) = (vec![None; new.len()], vec![false; old.len()]);
    for (_, n, o) in likest {
        if of_new[n].is_none() && !of_old[o] {
            (of_new[n], of_old[o]) = (Some(o), true);
        }
    }
    let paired = new.iter().zip(of_new).map(|(&new, at)| match at.map(|at| old[at]) {
        None => TargetPair { later: Some(new), earlier: None, became: Became::Added },
        Some(old) => {
            let indicator = indicators.iter().find(|indicator| indicator.id == new.indicator);
            let became = indicator.map_or(Became::Other, |indicator| became(indicator, new, old));
            TargetPair { later: Some(new), earlier: Some(old), became }
        }
    });
    let dropped = old.iter().zip(of_old).filter(|(_, taken)| !taken);
    let dropped = dropped.map(|(&old, _)| TargetPair { later: None, earlier: Some(old), became: Became::Dropped });
    paired.chain(dropped).collect()
}

fn became(indicator: &Indicator, new: &Target, old: &Target) -> Became {
    match (in_time(indicator, new, old), new.value.zip(old.value)) {
        (Verdict::Stricter, _) => Became::Stricter,
        (Verdict::Laxer, _) => Became::Laxer,
        (Verdict::Same, _) => Became::Same,
        (Verdict::Incomparable(Reason::Direction), Some((new_value, old_value)))
            if new.value_max.is_none() && old.value_max.is_none() =>
        {
            if new_value > old_value {
                Became::Larger
            } else {
                Became::Smaller
            }
        }
        _ => Became::Other,
    }
}

/// What the body states; of an indicator that it states nothing of, what the annex does.
fn stated(shard: &PlanShard) -> Vec<&Target> {
    let of_body = |target: &Target| shard.targets.iter().any(|t| t.indicator == target.indicator && !t.in_annex());
    shard.targets.iter().filter(|target| !target.in_annex() || !of_body(target)).collect()
}

/// A clause of the later plan and its counterparts in the earlier one; at least one of the two is there.
#[derive(Clone, Debug, PartialEq)]
pub struct ClausePair<'a> {
    /// Of the later plan; none where the earlier one's has no counterpart.
    pub later: Option<&'a Clause>,
    /// Of the earlier plan, the best first.
    pub earlier: Vec<&'a Clause>,
    /// How clearly the best one corresponds.
    pub grade: Option<Grade>,
}

impl ClausePair<'_> {
    /// Whether both say the same in the same words.
    pub fn is_same(&self) -> bool {
        self.later.zip(self.earlier.first()).is_some_and(|(later, earlier)| later.text == earlier.text)
    }
}

/// The clauses with text of both plans in the order of the later one, then those that only the earlier one has.
pub fn clauses<'a>((later, earlier): (&'a PlanShard, &'a PlanShard), revision: &Revision) -> Vec<ClausePair<'a>> {
    let mut pairs: Vec<ClausePair> = Vec::new();
    for clause in later.clauses.iter().filter(|clause| clause.is_linkable()) {
        let mut links: Vec<_> = revision.links.iter().filter(|link| link.child == clause.id).collect();
        links.order_by(|a, b| b.score.total_cmp(&a.score));
        let of_link = |id: &str| earlier.clauses.iter().find(|clause| clause.id == id);
        pairs.push(ClausePair {
            later: Some(clause),
            earlier: links.iter().filter_map(|link| of_link(&link.parent)).collect(),
            grade: links.first().map(|link| link.grade),
        });
    }
    let gone = earlier.clauses.iter().filter(|clause| clause.is_linkable());
    let gone = gone.filter(|clause| !revision.links.iter().any(|link| link.parent == clause.id));
    pairs.extend(gone.map(|clause| ClausePair { later: None, earlier: vec![clause], grade: None }));
    pairs
}

/// A text in pieces, each with whether it stands in the other text too.
pub fn pieces(text: &str, other: &str) -> Vec<(String, bool)> {
    let mut shared = vec![false; text.chars().count()];
    for (span, _) in shared_passages(text, other) {
        shared[span.0 as usize..span.1 as usize].fill(true);
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (c, shared) in text.chars().zip(shared) {
        match pieces.last_mut() {
            Some((piece, same)) if *same == shared => piece.push(c),
            _ => pieces.push((c.to_string(), shared)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_up_the_text() {
        let (new, old) = ("2025年改造老旧燃气管道260公里，全面排查。", "2023年改造老旧燃气管道200公里。");
        let pieces = pieces(new, old);
        assert_eq!(pieces.iter().map(|(piece, _)| piece.as_str()).collect::<String>(), new);
        assert!(pieces.iter().any(|(piece, same)| *same && piece.contains("改造老旧燃气管道")));
        assert!(pieces.iter().any(|(piece, same)| !same && piece.contains("全面排查")));
    }
}
