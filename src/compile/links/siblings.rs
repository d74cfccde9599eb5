//! Closest wordings between plans of one level.
//!
//! In: the corpus. Out: pairs of clauses of plans of the same level under the same place that put a thing in much
//! the same words: policy learning runs sideways too. Symmetric: a pair stands once, with the smaller id as `a`.

use super::profile::{PlanProfile, Rarity};
use super::{Texts, evidence};
use crate::model::{Corpus, Level, Sibling};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Pairs with a lower cosine of character pairs are no close wordings.
const THRESHOLD: f64 = 0.25;

/// Closest wordings that one clause brings in, each from another plan.
const MOST: usize = 3;

/// For each clause the closest wording in each plan beside its own, the best of them; sorted by `a` in document
/// order, then by falling score, then by `b`.
pub fn closest_wordings(corpus: &Corpus, texts: &Texts, rarity: &Rarity) -> Vec<Sibling> {
    let mut groups: BTreeMap<(Level, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (n, plan) in corpus.plans.iter().enumerate().filter(|(_, plan)| plan.text) {
        groups.entry((plan.level, plan.parent_place.as_deref())).or_default().push(n);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().filter(|plans| plans.len() > 1).collect();
    let mut siblings: Vec<((usize, usize), (usize, usize), f64)> =
        groups.par_iter().flat_map_iter(|plans| within(corpus, texts, plans, rarity)).collect();
    siblings.sort_by(|x, y| x.0.cmp(&y.0).then(y.2.total_cmp(&x.2)).then(x.1.cmp(&y.1)));
    let sibling = |((plan_a, a), (plan_b, b), score): ((usize, usize), (usize, usize), f64)| {
        let (a, b) = (texts.linkable[plan_a][a], texts.linkable[plan_b][b]);
        Sibling { a: a.id.clone(), b: b.id.clone(), score, evidence: evidence(a, b) }
    };
    siblings.into_par_iter().map(sibling).collect()
}

/// The pairs within one group of plans: plan and clause of `a`, of `b`, score.
fn within(
    corpus: &Corpus,
    texts: &Texts,
    plans: &[usize],
    rarity: &Rarity,
) -> Vec<((usize, usize), (usize, usize), f64)> {
    let profiles: Vec<PlanProfile> = plans.iter().map(|&plan| PlanProfile::of(texts, plan, rarity)).collect();
    let mut pairs = BTreeMap::new();
    for (x, own) in profiles.iter().enumerate() {
        for (c, clause) in own.clauses.iter().enumerate() {
            let mut found: Vec<(u32, usize, usize)> = Vec::new();
            for (y, other) in profiles.iter().enumerate().filter(|(y, _)| *y != x) {
                let cosines = other.bigram_cosines(clause);
                let best = (0..cosines.len()).max_by(|&a, &b| cosines[a].total_cmp(&cosines[b]).then(b.cmp(&a)));
                let best = best.filter(|&n| cosines[n] >= THRESHOLD);
                found.extend(best.map(|n| ((cosines[n] * 100.0).round() as u32, y, n)));
            }
            found.sort_by_key(|&(score, y, n)| (std::cmp::Reverse(score), y, n));
            for (score, y, n) in found.into_iter().take(MOST) {
                let (one, two) = ((plans[x], c), (plans[y], n));
                let in_order = corpus.plans[one.0].id < corpus.plans[two.0].id;
                pairs.insert(if in_order { (one, two) } else { (two, one) }, score);
            }
        }
    }
    pairs.into_iter().map(|((a, b), score)| (a, b, f64::from(score) / 100.0)).collect()
}
