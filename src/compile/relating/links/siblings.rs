//! Closest wordings between plans of one level.
//!
//! In: the corpus. Out: pairs of clauses of plans of the same level and policy line under the same place that put a thing in much
//! the same words: policy learning runs sideways too. Symmetric: a pair stands once, with the smaller id as `a`.

use super::profile::{PlanProfile, Rarity};
use super::{Texts, evidence};

use crate::model::{Clause, Corpus, Level, Sibling};
use crate::text::align::share_of;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Pairs that score less are no close wordings.
const THRESHOLD: f64 = 0.3;

/// Pairs with a lower cosine of character pairs are not looked at.
const LOWEST_COSINE: f64 = 0.15;

/// Closest wordings that one clause brings in, each from another plan.
const MOST: usize = 3;

/// A clause: the number of its plan in the corpus, and its own among the plan's linkable clauses.
type Place = (usize, usize);

/// Two clauses, `a` in the plan with the smaller id, and a hundred times the cosine of their character pairs.
type Pair = (Place, Place, u32);

/// For each clause the closest wording in each plan beside its own, the best of them; sorted by `a` in document
/// order, then by falling score, then by `b`.
pub fn closest_wordings(corpus: &Corpus, texts: &Texts, rarity: &Rarity) -> Vec<Sibling> {
    let mut groups: BTreeMap<(Level, Option<&str>, &str), Vec<usize>> = BTreeMap::new();
    for (n, plan) in corpus.plans.iter().enumerate().filter(|(_, plan)| plan.text) {
        groups.entry((plan.level, plan.parent_place.as_deref(), plan.line.as_str())).or_default().push(n);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().filter(|plans| plans.len() > 1).collect();
    let mut pairs: Vec<Pair> = groups.par_iter().flat_map_iter(|plans| within(corpus, texts, plans, rarity)).collect();
    pairs.sort_unstable();
    let mut siblings: Vec<(Place, Place, Sibling)> = pairs
        .into_par_iter()
        .map(|((plan_a, a), (plan_b, b), cosine)| {
            let sibling = sibling(texts.linkable[plan_a][a], texts.linkable[plan_b][b], f64::from(cosine) / 100.0);
            ((plan_a, a), (plan_b, b), sibling)
        })
        .filter(|(_, _, sibling)| sibling.score >= THRESHOLD)
        .collect();
    siblings.sort_by(|x, y| x.0.cmp(&y.0).then(y.2.score.total_cmp(&x.2.score)).then(x.1.cmp(&y.1)));
    siblings.into_iter().map(|(_, _, sibling)| sibling).collect()
}

/// The score is the cosine, or the share of the one text that stands word for word in the other where that is more:
/// a short clause may stand whole in a long one.
fn sibling(a: &Clause, b: &Clause, cosine: f64) -> Sibling {
    let evidence = evidence(a, b);
    let share_of_a = share_of(a.without_units(), evidence.iter().map(|passage| passage.child));
    let share_of_b = share_of(b.without_units(), evidence.iter().map(|passage| passage.parent));
    let score = (cosine.max(share_of_a).max(share_of_b) * 100.0).round() / 100.0;
    Sibling { a: a.id.clone(), b: b.id.clone(), score, evidence }
}

/// The pairs within one group of plans.
fn within(corpus: &Corpus, texts: &Texts, plans: &[usize], rarity: &Rarity) -> Vec<Pair> {
    let profiles: Vec<PlanProfile> = plans.iter().map(|&plan| PlanProfile::of(texts, plan, rarity)).collect();
    let mut pairs: BTreeMap<(Place, Place), u32> = BTreeMap::new();
    for (x, own) in profiles.iter().enumerate() {
        for (c, clause) in own.clauses.iter().enumerate() {
            let closest = |(y, other): (usize, &PlanProfile)| {
                let cosines = other.bigram_cosines(clause).into_iter().map(|cosine| (cosine * 100.0).round() as u32);
                let (n, score) = cosines.enumerate().max_by_key(|&(n, score)| (score, Reverse(n)))?;
                (f64::from(score) >= LOWEST_COSINE * 100.0).then_some((Reverse(score), y, n))
            };
            let mut found: Vec<_> = profiles.iter().enumerate().filter(|(y, _)| *y != x).filter_map(closest).collect();
            found.sort_unstable();
            for (Reverse(score), y, n) in found.into_iter().take(MOST) {
                let (one, two) = ((plans[x], c), (plans[y], n));
                let in_order = corpus.plans[one.0].id < corpus.plans[two.0].id;
                pairs.insert(if in_order { (one, two) } else { (two, one) }, score);
            }
        }
    }
    pairs.into_iter().map(|((a, b), score)| (a, b, score)).collect()
}
