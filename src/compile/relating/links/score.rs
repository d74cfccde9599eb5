//! How likely two clauses correspond.
//!
//! In: the profiles of a plan and of a plan above it. Out: the pairs of clauses that correspond, each with a
//! probability. Every clause meets the dozen most alike clauses of the upper plan; of each pair a few features are
//! measured, all between about 0 and 1 or small, and a logistic function of their weighted sum is the probability.

use super::concepts::Concept;
use super::profile::{PlanProfile, Profile, Rarity};
use crate::text::ngrams::Bigram;
use std::collections::{BTreeMap, BTreeSet};

/// The likeliest counterpart of a clause is a link from here on. One doubtful counterpart helps a reader, more of
/// them are noise:
const LIKELIEST: f64 = 0.35;

/// … so that further counterparts must be this likely.
const FURTHER: f64 = 0.5;

/// Links at least this likely are clear counterparts, the others partial ones.
pub const CLEAR: f64 = 0.8;

/// Clauses of the upper plan that are looked at closely.
const CANDIDATES: usize = 12;

/// A sentence or heading of less mass than this counts in proportion: few common characters prove little.
const FULL_SENTENCE: f64 = 30.0;
const FULL_HEADING: f64 = 20.0;

/// Shared passages lighter than this are chance.
const LIGHT: f64 = 4.0;

/// Places of one character pair in a clause that are looked at; no pair stands in a real one this often.
const MOST_PLACES: usize = 64;

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
    let mut by_child: BTreeMap<usize, Vec<Match>> = BTreeMap::new();
    for (child, parent, features) in features(lower, upper, rarity) {
        let score = (features.probability() * 100.0).round() / 100.0;
        by_child.entry(child).or_default().push(Match { child, parent, score });
    }
    for matches in by_child.values_mut() {
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.parent.cmp(&b.parent)));
        let keep = matches.iter().enumerate().take_while(|(n, m)| m.score >= if *n == 0 { LIKELIEST } else { FURTHER });
        matches.truncate(keep.count());
    }
    by_child.into_values().flatten().collect()
}

/// What speaks for two clauses to correspond. Each is 0 where nothing does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features {
    /// Cosine of the character pairs of both clauses.
    pub wording: f64,
    /// Greatest part of one sentence of the child that stands in the parent.
    pub sentence: f64,
    /// Part of the concepts of the parent's heading that the child names.
    pub parent_heading: f64,
    /// Cosine of the topics of both.
    pub topics: f64,
    /// The parent is a principle or a preamble.
    pub general: f64,
    /// How well the other clauses of the child's chapter match the parent's chapter, beside the best chapter.
    pub chapter: f64,
    /// Cosine of the concepts of both, beside that of the most alike clause.
    pub concepts: f64,
    /// Weight of the passages of both, beside that of the candidate that shares most.
    pub passages: f64,
    /// Part of the child's concepts that stand in the parent and in no candidate more alike.
    pub new_concepts: f64,
    /// Part of the child's character pairs that stand in the parent and in no candidate more alike.
    pub new_wording: f64,
    /// Greatest part of the child's heading, or the one above, that stands in one sentence of the parent, squared:
    /// half a heading is no heading.
    pub child_heading: f64,
    /// 1 where the child names every unit of the parent by its function, -1 where none, 0 where one of them names none.
    pub units: f64,
    /// 1 where both set a target for the same indicator.
    pub indicator: f64,
}

impl Features {
    /// The features in the order of [`WEIGHTS`].
    pub fn values(&self) -> [f64; 13] {
        [
            self.wording,
            self.sentence,
            self.parent_heading,
            self.topics,
            self.general,
            self.chapter,
            self.concepts,
            self.passages,
            self.new_concepts,
            self.new_wording,
            self.child_heading,
            self.units,
            self.indicator,
        ]
    }

    fn probability(&self) -> f64 {
        let sum: f64 = self.values().iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + libm::exp(-(BIAS + sum)))
    }
}

// Fitted once, by logistic regression with strong regularisation (L2, C = 0.1 on features of unit variance), on the
// clauses of five plans of one policy at three levels, about 140 pairs of a clause and an upper plan; a partial
// counterpart counts as one. Left out in turn, each pair of plans is judged about as well by the rest. The weights of
// units and indicators are set by hand: only one of those pairs of plans has units on both sides, and a shared
// indicator, though rare, was always a clear counterpart.
const BIAS: f64 = -6.71;
const WEIGHTS: [f64; 13] = [9.00, 3.56, 1.02, 1.74, -1.05, 1.20, 4.10, 1.08, 2.32, 5.72, 2.82, 0.3, 2.0];

/// The features of each clause of `lower` with its candidates in `upper`.
pub fn features(lower: &PlanProfile, upper: &PlanProfile, rarity: &Rarity) -> Vec<(usize, usize, Features)> {
    let concepts: Vec<Vec<f64>> = lower.clauses.iter().map(|clause| upper.concept_cosines(clause)).collect();
    let chapters = chapter_affinity(lower, upper, &concepts);
    let mut all = Vec::new();
    for (c, child) in lower.clauses.iter().enumerate() {
        let wording = upper.bigram_cosines(child);
        let mut candidates: Vec<usize> =
            (0..upper.clauses.len()).filter(|&p| wording[p] + concepts[c][p] > 0.0).collect();
        // What a preamble or a principle says too is no less new in a measure.
        let tone = |p: usize| if upper.clauses[p].general { 0.5 } else { 1.0 };
        let likeness = |p: usize| (wording[p] + concepts[c][p]) * tone(p);
        candidates.sort_by(|&a, &b| likeness(b).total_cmp(&likeness(a)).then(a.cmp(&b)));
        candidates.truncate(CANDIDATES);
        let weights: Vec<f64> = candidates.iter().map(|&p| passage_weight(child, &upper.clauses[p])).collect();
        let most_weight = weights.iter().copied().fold(0.0, f64::max);
        let most_concepts = (0..upper.clauses.len()).map(|p| concepts[c][p] * tone(p)).fold(0.0, f64::max);
        let (mut known_concepts, mut known_pairs) = (BTreeSet::new(), BTreeSet::new());
        for (&p, &weight) in candidates.iter().zip(&weights) {
            let parent = &upper.clauses[p];
            let new_concepts: Vec<Concept> =
                common(&child.named, &parent.named).filter(|k| known_concepts.insert(*k)).collect();
            let new_pairs: Vec<Bigram> =
                common(&child.pairs, &parent.pairs).filter(|k| known_pairs.insert(*k)).collect();
            let features = Features {
                wording: wording[p],
                sentence: sentence_in(child, parent, rarity),
                parent_heading: parent_heading(child, parent, rarity),
                topics: child.topics.cosine(&parent.topics),
                general: f64::from(u8::from(parent.general)),
                chapter: chapters[c][parent.chapter],
                concepts: (concepts[c][p] / (most_concepts + 0.3)).min(1.0),
                passages: weight / (most_weight + 0.3),
                new_concepts: rarity.concept_mass(&new_concepts) / (rarity.concept_mass(&child.named) + 1.5),
                new_wording: rarity.mass(&new_pairs) / (rarity.mass(&child.pairs) + 10.0),
                child_heading: child_heading(child, parent, rarity).powi(2),
                units: units(child, parent),
                indicator: f64::from(u8::from(common(&child.indicators, &parent.indicators).next().is_some())),
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
    let mut totals = vec![(vec![0.0; upper.chapters], 0.0); lower.chapters];
    for (child, best) in lower.clauses.iter().zip(&best) {
        let (sums, count) = &mut totals[child.chapter];
        sums.iter_mut().zip(best).for_each(|(sum, best)| *sum += best);
        *count += 1.0;
    }
    let affinity = |(c, child): (usize, &Profile)| {
        let (sums, count) = &totals[child.chapter];
        // The clause itself is none of its neighbours.
        let sums: Vec<f64> = sums.iter().zip(&best[c]).map(|(sum, own)| (sum - own).max(0.0)).collect();
        let most = sums.iter().copied().fold(0.0, f64::max) / count;
        sums.into_iter().map(|sum| sum / count / (most + 0.1)).collect()
    };
    lower.clauses.iter().enumerate().map(affinity).collect()
}

/// Weight of the passages of `child` that stand in `parent`: rare and long ones weigh most, none counts twice.
fn passage_weight(child: &Profile, parent: &Profile) -> f64 {
    let body = &child.body;
    let lengths = longest_matches(body, parent);
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
            let rarest = child.rarities[at..at + len - 1].iter().copied().fold(0.0, f64::max);
            let heavy = rarest * ((len - 1) as f64).sqrt();
            weight += if heavy > LIGHT { heavy } else { 0.0 };
        }
        at += len;
    }
    weight
}

/// For each place in `text` how many characters from there on stand together, without punctuation, in `clause`.
fn longest_matches(text: &[char], clause: &Profile) -> Vec<usize> {
    let mut lengths = vec![0; text.len()];
    // Where in the clause the characters from the place behind stand, and how many of them.
    let mut behind: Vec<(u32, usize)> = Vec::new();
    for (at, pair) in text.windows(2).enumerate().rev() {
        let mut longer = behind.iter().peekable();
        let runs = clause.places(Bigram(pair[0], pair[1])).take(MOST_PLACES).map(|place| {
            while longer.next_if(|(start, _)| *start <= place).is_some() {}
            (place, longer.next_if(|(start, _)| *start == place + 1).map_or(2, |(_, run)| run + 1))
        });
        let runs: Vec<(u32, usize)> = runs.collect();
        lengths[at] = runs.iter().map(|(_, run)| *run).max().unwrap_or(0);
        behind = runs;
    }
    lengths
}

fn units(child: &Profile, parent: &Profile) -> f64 {
    if child.units.is_empty() || parent.units.is_empty() {
        return 0.0;
    }
    let same = |unit: &&Vec<Bigram>| child.units.iter().any(|other| common(unit, other).next().is_some());
    parent.units.iter().filter(same).count() as f64 / parent.units.len() as f64 * 2.0 - 1.0
}

fn sentence_in(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
    let part = |sentence: &super::profile::Sentence| {
        covered(&sentence.bigrams, sentence.mass, &parent.pairs, FULL_SENTENCE, rarity)
    };
    child.sentences.iter().map(part).fold(0.0, f64::max)
}

fn child_heading(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
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
    let weight = |pair: &Bigram| rarity.bigram(*pair);
    // A short list is looked up in a long one pair by pair.
    let common: f64 = if pairs.len() * 8 < others.len() {
        pairs.iter().filter(|pair| others.binary_search(pair).is_ok()).map(weight).sum()
    } else {
        common(pairs, others).map(|pair| rarity.bigram(pair)).sum()
    };
    common / mass * (mass / full).min(1.0)
}

fn parent_heading(child: &Profile, parent: &Profile, rarity: &Rarity) -> f64 {
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
