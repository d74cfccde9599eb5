//! How likely two clauses correspond.
//!
//! In: the profiles of a plan and of a plan above it. Out: the pairs of clauses that correspond, each with a
//! probability. Every clause meets the dozen most alike clauses of the upper plan; of each pair a few features are
//! measured, all between about 0 and 1 or small, and a logistic function of their weighted sum is the probability.

use super::concepts::Concept;
use super::profile::{PlanProfile, Profile, Rarity};
use crate::text::ngrams::{Bigram, is_informative};
use std::collections::BTreeSet;

/// Pairs less likely than this are no links.
pub const THRESHOLD: f64 = 0.55;

/// Links at least this likely are clear counterparts, the others partial ones.
pub const CLEAR: f64 = 0.8;

/// Clauses of the upper plan that are looked at closely.
const CANDIDATES: usize = 12;

/// A sentence or heading of less mass than this counts in proportion: few common characters prove little.
const FULL_SENTENCE: f64 = 30.0;
const FULL_HEADING: f64 = 20.0;

/// Shared passages lighter than this are chance.
const LIGHT: f64 = 4.0;

/// Two clauses that correspond.
pub struct Match {
    /// Number of the clause in the lower plan's profile.
    pub child: usize,
    /// Number of the clause in the upper plan's profile.
    pub parent: usize,
    /// Probability, two decimals.
    pub score: f64,
}

/// The clauses of `upper` that correspond to clauses of `lower`: by child, then by falling score, then by parent.
pub fn correspondences(lower: &PlanProfile, upper: &PlanProfile, rarity: &Rarity) -> Vec<Match> {
    let mut matches = Vec::new();
    for (child, parent, features) in features(lower, upper, rarity) {
        let score = (features.probability() * 100.0).round() / 100.0;
        if score >= THRESHOLD {
            matches.push(Match { child, parent, score });
        }
    }
    matches.sort_by(|a, b| {
        (a.child, b.score, a.parent).partial_cmp(&(b.child, a.score, b.parent)).unwrap_or(std::cmp::Ordering::Equal)
    });
    matches
}

/// What speaks for two clauses to correspond. Each is 0 where nothing does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features {
    /// Cosine of the character pairs of both clauses.
    pub wording: f64,
    /// Root of the summed weight of passages that both have.
    pub passages: f64,
    /// Greatest part of one sentence of the child that stands in the parent.
    pub sentence: f64,
    /// Cosine of the concepts of both, with those of the headings.
    pub concepts: f64,
    /// Concepts that one sentence of each have in common, of all that the two have.
    pub sentence_concepts: f64,
    /// Part of the parent's heading whose concepts the child names.
    pub heading_concepts: f64,
    /// Cosine of the topics of both.
    pub topics: f64,
    /// The parent is a principle or a preamble.
    pub general: f64,
    /// Greatest part of the child's heading, or the one above, that stands in one sentence of the parent.
    pub heading: f64,
    /// How well the other clauses of the child's chapter match the parent's chapter, beside the best chapter.
    pub chapter: f64,
    /// `concepts` beside those of the child's best candidate.
    pub concepts_rank: f64,
    /// The weight of shared passages beside that of the child's best candidate.
    pub passages_rank: f64,
}

impl Features {
    /// The features in the order of [`WEIGHTS`].
    pub fn values(&self) -> [f64; 12] {
        [
            self.wording,
            self.passages,
            self.sentence,
            self.concepts,
            self.sentence_concepts,
            self.heading_concepts,
            self.topics,
            self.general,
            self.heading,
            self.chapter,
            self.concepts_rank,
            self.passages_rank,
        ]
    }

    fn probability(&self) -> f64 {
        let sum: f64 = self.values().iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + libm::exp(-(BIAS + sum)))
    }
}

// Fitted once, by logistic regression with strong regularisation (L2, C = 0.1 on features of unit variance), on the
// clauses of five plans of one policy at four levels, about two hundred pairs of a clause and an upper plan; partial
// counterparts count as counterparts. Left out in turn, each pair of plans is judged as well by the rest.
const BIAS: f64 = -7.07;
const WEIGHTS: [f64; 12] = [9.67, 0.03, 2.50, 0.51, 1.51, 0.77, 1.84, -0.97, 1.90, 1.11, 3.98, 1.56];

/// The features of each clause of `lower` with its candidates in `upper`.
pub fn features(lower: &PlanProfile, upper: &PlanProfile, rarity: &Rarity) -> Vec<(usize, usize, Features)> {
    let concepts: Vec<Vec<f64>> = lower.clauses.iter().map(|clause| upper.concept_cosines(clause)).collect();
    let chapters = chapter_affinity(lower, upper, &concepts);
    let mut all = Vec::new();
    for (c, child) in lower.clauses.iter().enumerate() {
        let wording = upper.bigram_cosines(child);
        let mut candidates: Vec<usize> =
            (0..upper.clauses.len()).filter(|&p| wording[p] + concepts[c][p] > 0.0).collect();
        let likeness = |p: usize| wording[p] + concepts[c][p];
        candidates.sort_by(|&a, &b| likeness(b).total_cmp(&likeness(a)).then(a.cmp(&b)));
        candidates.truncate(CANDIDATES);
        let weights: Vec<f64> = candidates.iter().map(|&p| passage_weight(child, &upper.clauses[p], rarity)).collect();
        let beside_best =
            |value: f64, values: &mut dyn Iterator<Item = f64>| value / (values.fold(0.0, f64::max) + 0.3);
        for (&p, &weight) in candidates.iter().zip(&weights) {
            let parent = &upper.clauses[p];
            let features = Features {
                wording: wording[p],
                passages: weight.sqrt(),
                sentence: sentence_in(child, parent, rarity),
                concepts: concepts[c][p],
                sentence_concepts: sentence_concepts(child, parent, rarity),
                heading_concepts: heading_concepts(child, parent, rarity),
                topics: child.topics.cosine(&parent.topics),
                general: f64::from(u8::from(parent.general)),
                heading: heading_in(child, parent, rarity),
                chapter: chapters[c][parent.chapter],
                concepts_rank: beside_best(concepts[c][p], &mut concepts[c].iter().copied()),
                passages_rank: beside_best(weight, &mut weights.iter().copied()),
            };
            all.push((c, p, features));
        }
    }
    all
}

/// For each clause of `lower` and each chapter of `upper`: how well the clause's neighbours match it, beside the
/// chapter that they match best.
fn chapter_affinity(lower: &PlanProfile, upper: &PlanProfile, concepts: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let best: Vec<Vec<f64>> = concepts
        .iter()
        .map(|cosines| {
            let mut best = vec![0.0; upper.chapters];
            for (parent, &cosine) in upper.clauses.iter().zip(cosines) {
                best[parent.chapter] = cosine.max(best[parent.chapter]);
            }
            best
        })
        .collect();
    let affinity = |(c, child): (usize, &Profile)| {
        let neighbours =
            lower.clauses.iter().enumerate().filter(|(n, other)| *n != c && other.chapter == child.chapter);
        let mut sums = vec![0.0; upper.chapters];
        let mut count = 1.0;
        for (n, _) in neighbours {
            sums.iter_mut().zip(&best[n]).for_each(|(sum, best)| *sum += best);
            count += 1.0;
        }
        let most = sums.iter().copied().fold(0.0, f64::max) / count;
        sums.into_iter().map(|sum| sum / count / (most + 0.1)).collect()
    };
    lower.clauses.iter().enumerate().map(affinity).collect()
}

/// Weight of the passages of `child` that stand in `parent`: rare and long ones weigh most, none counts twice.
fn passage_weight(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
    let body = &child.body;
    let lengths: Vec<usize> = (0..body.len()).map(|at| longest_match(&body[at..], parent)).collect();
    let mut seen = BTreeSet::new();
    let mut weight = 0.0;
    let mut at = 0;
    while at < body.len() {
        let len = lengths[at];
        if len < 2 || lengths.get(at + 1).is_some_and(|&next| next > len) {
            at += 1;
            continue;
        }
        let passage = &body[at..at + len];
        if seen.insert(passage) {
            let rarest = passage.windows(2).map(|pair| rarity.bigram(Bigram(pair[0], pair[1]))).fold(0.0, f64::max);
            let heavy = rarest * ((len - 1) as f64).sqrt();
            weight += if heavy > LIGHT { heavy } else { 0.0 };
        }
        at += len;
    }
    weight
}

/// How many characters `text` begins with that stand together, without punctuation, in `clause`.
fn longest_match(text: &[char], clause: &Profile) -> usize {
    let [a, b, ..] = text else { return 0 };
    let run = |&start: &u32| {
        let other = &clause.body[start as usize..];
        text.iter().zip(other).take_while(|(x, y)| x == y && is_informative(**x)).count()
    };
    clause.places.get(&Bigram(*a, *b)).into_iter().flatten().map(run).max().unwrap_or(0)
}

fn sentence_in(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
    let part = |sentence: &super::profile::Sentence| {
        covered(&sentence.bigrams, sentence.mass, &parent.pairs, FULL_SENTENCE, rarity)
    };
    child.sentences.iter().map(part).fold(0.0, f64::max)
}

fn heading_in(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
    let part = |heading: &Vec<Bigram>| {
        let mass = rarity.mass(heading);
        parent.sentences.iter().map(|s| covered(heading, mass, &s.bigrams, FULL_HEADING, rarity)).fold(0.0, f64::max)
    };
    child.headings.iter().map(part).fold(0.0, f64::max)
}

/// Part of the mass of `pairs` that is among `others`; less where `pairs` have less than `full` mass.
fn covered(pairs: &[Bigram], mass: f64, others: &[Bigram], full: f64, rarity: &Rarity) -> f64 {
    if mass <= 0.0 {
        return 0.0;
    }
    let common: f64 = common(pairs, others).map(|pair| rarity.bigram(pair)).sum();
    common / mass * (mass / full).min(1.0)
}

fn sentence_concepts(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
    let mut best = 0.0;
    for a in &child.sentences {
        for b in &parent.sentences {
            let shared: f64 = common(&a.concepts, &b.concepts).map(|concept| rarity.concept(concept)).sum();
            // Two that name one concept each are less alike than two that share three of three.
            best = f64::max(best, shared / ((a.concept_mass + 2.0) * (b.concept_mass + 2.0)).sqrt());
        }
    }
    best
}

fn heading_concepts(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
    let shared: Vec<Concept> = common(&parent.heading_concepts, &child.named).collect();
    rarity.concept_mass(&shared) / (rarity.concept_mass(&parent.heading_concepts) + 0.5)
}

/// What two sorted lists have in common.
fn common<T: Ord + Copy>(a: &[T], b: &[T]) -> impl Iterator<Item = T> {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            if x == y {
                return Some(*x);
            }
        }
        None
    })
}
