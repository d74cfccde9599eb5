//! The corpus by plan and by indicator, from which the shards are written. Native only.
//!
//! In: a corpus. Out: its parts in groups, each in the order of the corpus. Invariant: grouping is done once, so that
//! the cost of all shards together is linear in the corpus.

use super::{is_folded, key};
use crate::model::{Cascade, Change, Check, Clause, Corpus, Indicator, Link, Plan, Remark, Sibling, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Indicators that the overview of a folded corpus knows: no country makes it heavier.
const INDICATORS: usize = 400;

/// A corpus and its groups.
pub struct CorpusIndex<'a> {
    pub corpus: &'a Corpus,
    /// In tree order.
    pub plans: Vec<&'a Plan>,
    /// The same by id.
    pub by_id: BTreeMap<&'a str, &'a Plan>,
    pub clauses: Groups<'a, Clause>,
    pub targets: Groups<'a, Target>,
    /// By indicator, in tree order of plans, then of the text.
    pub indicators: Groups<'a, Target>,
    pub up: Groups<'a, Link>,
    pub down: Groups<'a, Link>,
    /// Each pair under both its plans.
    pub siblings: Groups<'a, Sibling>,
    pub checks: Groups<'a, Check>,
    pub remarks: Groups<'a, Remark>,
    /// By lower plan.
    pub changes: Groups<'a, Change>,
    pub cascades: Groups<'a, Cascade>,
    /// The indicators of the overview in their order: in a folded corpus of those that several plans set the ones that
    /// most provinces share.
    pub of_overview: Vec<&'a Indicator>,
}

/// Items by the id of what they belong to.
pub type Groups<'a, T> = BTreeMap<&'a str, Vec<&'a T>>;

impl<'a> CorpusIndex<'a> {
    /// Groups a corpus.
    pub fn of(corpus: &'a Corpus) -> Self {
        let mut plans: Vec<&Plan> = corpus.plans.iter().collect();
        // Division codes nest: a place's code sorts before those of the places under it. The nation has none.
        plans.sort_by_key(|plan| (&plan.place_code, plan.level, &plan.id));
        let targets = group(&corpus.targets, |target| [Some(target.plan.as_str()), None]);
        let in_tree_order = plans.iter().filter_map(|plan| targets.get(plan.id.as_str())).flatten().copied();
        let mut index = Self {
            corpus,
            clauses: group(&corpus.clauses, |clause| [Some(clause.plan.as_str()), None]),
            indicators: group(in_tree_order, |target| [Some(target.indicator.as_str()), None]),
            up: group(&corpus.links, |link| [Some(link.child.plan()), None]),
            down: group(&corpus.links, |link| [Some(link.parent.plan()), None]),
            siblings: group(&corpus.siblings, |pair| {
                let (a, b) = (pair.a.plan(), pair.b.plan());
                [Some(a), Some(b).filter(|b| *b != a)]
            }),
            checks: group(&corpus.checks, |check| [Some(check.plan.as_str()), None]),
            remarks: group(&corpus.remarks, |remark| [Some(remark.plan.as_str()), None]),
            changes: group(&corpus.changes, |change| [Some(change.child.plan()), None]),
            cascades: group(&corpus.cascades, |cascade| [Some(cascade.plan.as_str()), None]),
            targets,
            by_id: plans.iter().map(|&plan| (plan.id.as_str(), plan)).collect(),
            plans,
            of_overview: Vec::new(),
        };
        index.of_overview = index.indicators_of_overview();
        index
    }

    /// See [`Overview::is_folded`](super::Overview::is_folded).
    pub fn is_folded(&self) -> bool {
        is_folded(&self.corpus.plans)
    }

    fn indicators_of_overview(&self) -> Vec<&'a Indicator> {
        let all = || self.corpus.indicators.iter();
        if !self.is_folded() {
            return all().collect();
        }
        let areas: BTreeMap<&str, &str> =
            self.plans.iter().map(|&plan| (plan.id.as_str(), key::area(plan).unwrap_or(key::NATION))).collect();
        let mut shared: Vec<(usize, usize, &str)> = Vec::new();
        for indicator in all() {
            let plans: BTreeSet<&str> =
                of(&self.indicators, &indicator.id).iter().map(|target| target.plan.as_str()).collect();
            let provinces: BTreeSet<&str> = plans.iter().filter_map(|plan| areas.get(plan).copied()).collect();
            if plans.len() > 1 {
                shared.push((provinces.len(), plans.len(), &indicator.id));
            }
        }
        // The sort is stable: among those as widely shared the order of the vocabulary decides.
        shared.sort_by_key(|(provinces, plans, _)| std::cmp::Reverse((*provinces, *plans)));
        let known: BTreeSet<&str> = shared.into_iter().take(INDICATORS).map(|(.., id)| id).collect();
        all().filter(|indicator| known.contains(indicator.id.as_str())).collect()
    }

    /// The plans that a list across plans holds in one shard: all; in a folded corpus the nation's, and those of each
    /// province under its code. In tree order.
    pub fn parts(&self) -> Vec<(Option<&'a str>, &[&'a Plan])> {
        if !self.is_folded() {
            return vec![(None, &self.plans)];
        }
        // In tree order those of a province stand together, behind those of the nation.
        let (nation, others) = self.plans.split_at(self.plans.partition_point(|plan| key::area(plan).is_none()));
        let provinces = others.chunk_by(|a, b| key::area(a) == key::area(b));
        [(None, nation)].into_iter().chain(provinces.map(|plans| (key::area(plans[0]), plans))).collect()
    }

    /// The clause's own targets.
    pub fn targets_of(&self, clause: &'a Clause) -> impl Iterator<Item = &'a Target> {
        let targets = of(&self.targets, &clause.plan).iter().copied();
        targets.filter(|target| target.clause.as_ref() == Some(&clause.id))
    }

    /// Its Simplified name.
    pub fn indicator_name(&self, id: &str) -> Option<String> {
        self.corpus.indicators.iter().find(|indicator| indicator.id == id).map(|indicator| indicator.name.hans.clone())
    }

    /// Which of the overview's topics it is.
    pub fn topic_place(&self, id: &str) -> Option<u32> {
        self.corpus.topics.iter().position(|topic| topic.id == id).map(number)
    }
}

/// `items` under the one or two keys that `keys` gives, in their order.
fn group<'a, T>(items: impl IntoIterator<Item = &'a T>, keys: impl Fn(&'a T) -> [Option<&'a str>; 2]) -> Groups<'a, T> {
    let mut groups = Groups::new();
    for item in items {
        for key in keys(item).into_iter().flatten() {
            groups.entry(key).or_default().push(item);
        }
    }
    groups
}

/// The items of `key`; none where nothing belongs to it.
pub fn of<'s, 'a, T>(groups: &'s Groups<'a, T>, key: &str) -> &'s [&'a T] {
    groups.get(key).map_or(&[], Vec::as_slice)
}

/// A count as the bundle's files hold it.
pub fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
