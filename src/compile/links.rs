//! Which clauses of two plans correspond.
//!
//! In: the corpus with its clauses. Out: links from every clause with text to the clauses of the plans above that
//! correspond to it, and the closest wordings between plans of one level. Both are deterministic, need nothing but
//! the corpus, and grow with the number of plans, not with its square: a plan meets only the few above it and
//! those beside it.
//!
//! [`above`] names the plans to look in; [`profile`] reads character pairs, [`concepts`] and headings out of each
//! clause; [`score`] takes the dozen most alike clauses of the upper plan, looks at them sentence by sentence and
//! at what stands around them, and turns that into one probability. Where it is low there is no link: no
//! counterpart is better than a wrong one.

mod above;
mod concepts;
mod profile;
mod score;
mod siblings;

use crate::model::{Clause, Corpus, Evidence, Grade, Link, Plan, Sibling};
use crate::text::align::shared_passages;
use profile::{PlanProfile, Rarity, body};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The links of every plan to all plans of the places above it, and the closest wordings between plans of one level.
///
/// Links are sorted by child in document order, then by the parent's plan, nearest level first, then by falling
/// score; siblings by `a` in document order, then by falling score.
pub fn link_plans(corpus: &Corpus) -> (Vec<Link>, Vec<Sibling>) {
    let texts = Texts::of(corpus);
    let rarity = Rarity::of(&texts);
    (links(corpus, &texts, &rarity), siblings::closest_wordings(corpus, &texts, &rarity))
}

/// The clauses that take part, by plan, and every clause by its id.
struct Texts<'a> {
    /// In document order, one list for each plan of the corpus.
    linkable: Vec<Vec<&'a Clause>>,
    by_id: HashMap<&'a str, &'a Clause>,
}

impl<'a> Texts<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let plans: HashMap<&str, usize> =
            corpus.plans.iter().enumerate().map(|(n, plan)| (plan.id.as_str(), n)).collect();
        let mut linkable = vec![Vec::new(); corpus.plans.len()];
        for clause in corpus.clauses.iter().filter(|clause| clause.is_linkable()) {
            if let Some(&plan) = plans.get(clause.plan.as_str()) {
                linkable[plan].push(clause);
            }
        }
        Self { linkable, by_id: corpus.clauses.iter().map(|clause| (clause.id.as_str(), clause)).collect() }
    }

    /// The headings above `clause`, the nearest first.
    fn headings_above(&self, clause: &'a Clause) -> impl Iterator<Item = &'a str> {
        let parent = |clause: &&'a Clause| clause.parent.as_deref().and_then(|id| self.by_id.get(id).copied());
        std::iter::successors(parent(&clause), parent).filter_map(|clause| clause.heading.as_deref())
    }
}

fn links(corpus: &Corpus, texts: &Texts, rarity: &Rarity) -> Vec<Link> {
    // A plan with plans below it is read once, however many they are.
    let profiles: Vec<OnceLock<PlanProfile>> = corpus.plans.iter().map(|_| OnceLock::new()).collect();
    let of_plan = |child: usize| {
        let uppers = above::plans_above(&corpus.plans, child);
        if uppers.is_empty() || texts.linkable[child].is_empty() {
            return Vec::new();
        }
        let own = PlanProfile::of(texts, child, rarity);
        let mut links: Vec<(usize, Link)> = Vec::new();
        for upper in uppers {
            let profile = profiles[upper].get_or_init(|| PlanProfile::of(texts, upper, rarity));
            links.extend(score::correspondences(&own, profile, rarity).into_iter().map(|found| {
                let clauses = (texts.linkable[child][found.child], texts.linkable[upper][found.parent]);
                (found.child, link((&corpus.plans[child], &corpus.plans[upper]), clauses, found.score))
            }));
        }
        // Stable: for one child the plans above stay in order.
        links.sort_by_key(|(clause, _)| *clause);
        links.into_iter().map(|(_, link)| link).collect()
    };
    (0..corpus.plans.len()).into_par_iter().flat_map_iter(of_plan).collect()
}

fn link((lower, upper): (&Plan, &Plan), (child, parent): (&Clause, &Clause), score: f64) -> Link {
    Link {
        child: child.id.clone(),
        parent: parent.id.clone(),
        score,
        grade: if score >= score::CLEAR { Grade::Clear } else { Grade::Partial },
        earlier: lower.signed.zip(upper.signed).is_some_and(|(lower, upper)| lower < upper),
        evidence: evidence(child, parent),
    }
}

fn evidence(child: &Clause, parent: &Clause) -> Vec<Evidence> {
    let passages = shared_passages(body(&child.text), body(&parent.text));
    passages.into_iter().map(|(child, parent)| Evidence { child, parent }).collect()
}
