//! What two clauses are compared by.
//!
//! In: clauses and how rare their words are in the whole corpus. Out: for each clause weighted vectors of character
//! pairs, concepts and topics, its sentences and headings; for a plan an inverted index of them. The words that
//! name responsible units are left out: every clause of a plan ends in them.

use super::Texts;
use super::concepts::{CONCEPTS, Concept};
use crate::model::{Clause, ClauseKind};
use crate::text::ngrams::{Bigram, bigrams, distinct, is_informative};
use crate::text::sentences::statements;
use foldhash::HashMap;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Rarity is measured in shares of clauses, as if there were this many, so that weights mean the same in a corpus
/// of five plans and of five thousand.
const CLAUSES: f64 = 200.0;

/// Weight of a concept in the clause's own heading, and in a heading above it, beside 1 for one in its text.
const HEADING: f64 = 1.0;
const HEADING_ABOVE: f64 = 0.7;

/// How rare character pairs, concepts and topics are in the corpus: 0 where every clause has them.
pub struct Rarity {
    bigrams: HashMap<Bigram, f64>,
    concepts: Vec<f64>,
    topics: Vec<f64>,
}

impl Rarity {
    /// Counts in how many of the clauses that take part each of them stands.
    pub fn of(texts: &Texts) -> Self {
        let clauses: Vec<&Clause> = texts.linkable.iter().flatten().copied().collect();
        let mut pairs: HashMap<Bigram, u32> = HashMap::default();
        let mut concepts = vec![0; CONCEPTS.len()];
        let mut topics = vec![0; CONCEPTS.topics()];
        let found: Vec<_> = clauses
            .par_iter()
            .map(|clause| {
                let named = CONCEPTS.count(clause.without_units());
                let all_topics = topics_of(texts, clause, &named);
                (distinct(bigrams(clause.without_units())), named, all_topics)
            })
            .collect();
        for (clause_pairs, clause_concepts, clause_topics) in found {
            clause_pairs.into_iter().for_each(|pair| *pairs.entry(pair).or_insert(0) += 1);
            clause_concepts.keys().for_each(|&concept| concepts[usize::from(concept)] += 1);
            clause_topics.keys().for_each(|&topic| topics[usize::from(topic)] += 1);
        }
        let weight = |&count: &u32| rarity(count, clauses.len());
        Self {
            bigrams: pairs.iter().map(|(&pair, count)| (pair, weight(count))).collect(),
            concepts: concepts.iter().map(weight).collect(),
            topics: topics.iter().map(weight).collect(),
        }
    }

    /// Of a character pair; one that no clause has is the rarest.
    pub fn bigram(&self, pair: Bigram) -> f64 {
        self.bigrams.get(&pair).copied().unwrap_or_else(|| rarity(0, 1))
    }

    /// Of a concept.
    pub fn concept(&self, concept: Concept) -> f64 {
        self.concepts[usize::from(concept)]
    }

    fn topic(&self, topic: u16) -> f64 {
        self.topics[usize::from(topic)]
    }

    /// Summed rarity of character pairs.
    pub fn mass(&self, pairs: &[Bigram]) -> f64 {
        pairs.iter().map(|&pair| self.bigram(pair)).sum()
    }

    /// Summed rarity of concepts.
    pub fn concept_mass(&self, concepts: &[Concept]) -> f64 {
        concepts.iter().map(|&concept| self.concept(concept)).sum()
    }
}

fn rarity(count: u32, clauses: usize) -> f64 {
    let share = f64::from(count) / clauses.max(1) as f64;
    libm::log((CLAUSES + 1.0) / (share * CLAUSES + 0.5))
}

/// Weights by key, sorted by key, of length 1 (or empty).
pub struct Vector<K>(Vec<(K, f64)>);

impl<K: Ord + Copy> Vector<K> {
    fn of(weights: impl IntoIterator<Item = (K, f64)>) -> Self {
        let mut entries: Vec<(K, f64)> = weights.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
        entries.sort_unstable_by_key(|entry| entry.0);
        let length = entries.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        entries.iter_mut().for_each(|(_, weight)| *weight /= length);
        Self(entries)
    }

    /// Keys with their weights, by key; every weight is above 0.
    pub fn entries(&self) -> &[(K, f64)] {
        &self.0
    }

    /// Cosine of the angle between the two: 0 nothing in common, 1 the same.
    pub fn cosine(&self, other: &Self) -> f64 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some(&(a, x)), Some(&(b, y))) = (self.0.get(i), other.0.get(j)) {
            sum += if a == b { x * y } else { 0.0 };
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        sum
    }
}

/// One sentence of a clause.
pub struct Sentence {
    /// Sorted, each once.
    pub bigrams: Vec<Bigram>,
    /// Summed rarity of its pairs.
    pub mass: f64,
}

/// What a clause is compared by.
pub struct Profile<'a> {
    /// Number of its chapter within the plan.
    pub chapter: usize,
    /// A principle or a preamble: it sets the tone and no measure.
    pub general: bool,
    /// The text without units.
    pub body: Vec<char>,
    /// How rare each pair of neighbours in `body` is.
    pub rarities: Vec<f64>,
    /// Where in `body` each character pair stands, sorted.
    places: Vec<(Bigram, u32)>,
    /// Those with the same pairs once.
    pub sentences: Vec<Sentence>,
    /// Pairs of the body, weighed by how often they stand in it and how rare they are.
    pub bigrams: Vector<Bigram>,
    /// All pairs of the body: sorted, each once.
    pub pairs: Vec<Bigram>,
    /// Concepts of the body and, with their weights, of the headings.
    pub concepts: Vector<Concept>,
    /// Concepts of the body: sorted, each once.
    pub named: Vec<Concept>,
    /// Concepts of its own heading: sorted, each once.
    pub heading_concepts: Vec<Concept>,
    /// Topics of the concepts of the body and of the headings, by number.
    pub topics: Vector<u16>,
    /// Pairs of its own heading and of the nearest one above: sorted, each once.
    pub headings: Vec<Vec<Bigram>>,
    /// For each responsible unit the character pairs that name its function: sorted, each once.
    pub units: Vec<Vec<Bigram>>,
    /// Indicators of its targets: sorted, each once.
    pub indicators: Vec<&'a str>,
}

impl<'a> Profile<'a> {
    fn of(texts: &Texts<'a>, clause: &Clause, chapter: usize, rarity: &Rarity) -> Self {
        let body = clause.without_units();
        let chars: Vec<char> = body.chars().collect();
        let pair_at = |(at, pair): (u32, &[char])| {
            (is_informative(pair[0]) && is_informative(pair[1])).then_some((Bigram(pair[0], pair[1]), at))
        };
        let places = distinct((0..).zip(chars.windows(2)).filter_map(pair_at));
        let of_pair = || places.chunk_by(|a, b| a.0 == b.0);
        let named = CONCEPTS.count(body);
        let heading = clause.heading.as_deref();
        let nearest = texts.headings_above(clause).next();
        Self {
            chapter,
            general: matches!(clause.kind, ClauseKind::Principle | ClauseKind::Preamble),
            sentences: distinct(statements(body).map(|sentence| distinct(bigrams(sentence))))
                .into_iter()
                .map(|bigrams| Sentence { mass: rarity.mass(&bigrams), bigrams })
                .collect(),
            bigrams: Vector::of(
                of_pair().map(|places| (places[0].0, damped(places.len() as u32) * rarity.bigram(places[0].0))),
            ),
            pairs: of_pair().map(|places| places[0].0).collect(),
            concepts: Vector::of(
                weighted_concepts(texts, clause, &named).into_iter().map(|(c, weight)| (c, weight * rarity.concept(c))),
            ),
            topics: Vector::of(
                topics_of(texts, clause, &named).into_iter().map(|(t, weight)| (t, weight * rarity.topic(t))),
            ),
            named: named.into_keys().collect(),
            heading_concepts: heading.map(|heading| CONCEPTS.count(heading).into_keys().collect()).unwrap_or_default(),
            units: clause.units.iter().map(|unit| function_of(unit)).filter(|pairs| !pairs.is_empty()).collect(),
            indicators: texts.indicators_of(clause).to_vec(),
            places,
            rarities: chars.windows(2).map(|pair| rarity.bigram(Bigram(pair[0], pair[1]))).collect(),
            body: chars,
            headings: heading.into_iter().chain(nearest).map(|heading| distinct(bigrams(heading))).collect(),
        }
    }

    /// Where in `body` a character pair stands, in order.
    pub fn places(&self, pair: Bigram) -> impl Iterator<Item = u32> {
        let from = self.places.partition_point(|(other, _)| *other < pair);
        self.places[from..].iter().take_while(move |(other, _)| *other == pair).map(|(_, at)| *at)
    }
}

/// The clauses of a plan, and where in them each character pair and concept stands.
pub struct PlanProfile<'a> {
    /// Those that take part, in document order.
    pub clauses: Vec<Profile<'a>>,
    /// Number of chapters.
    pub chapters: usize,
    bigrams: HashMap<Bigram, Vec<(usize, f64)>>,
    concepts: Vec<Vec<(usize, f64)>>,
}

impl<'a> PlanProfile<'a> {
    /// Of the plan with the index `plan` in the corpus.
    pub fn of(texts: &Texts<'a>, plan: usize, rarity: &Rarity) -> Self {
        let mut chapters: BTreeMap<&str, usize> = BTreeMap::new();
        let mut clauses = Vec::new();
        for clause in &texts.linkable[plan] {
            let name = clause.path.split('.').next().unwrap_or_default();
            let next = chapters.len();
            let chapter = *chapters.entry(name).or_insert(next);
            clauses.push(Profile::of(texts, clause, chapter, rarity));
        }
        let mut pairs: HashMap<Bigram, Vec<(usize, f64)>> = HashMap::default();
        let mut concepts = vec![Vec::new(); CONCEPTS.len()];
        for (n, clause) in clauses.iter().enumerate() {
            for &(pair, weight) in clause.bigrams.entries() {
                pairs.entry(pair).or_default().push((n, weight));
            }
            for &(concept, weight) in clause.concepts.entries() {
                concepts[usize::from(concept)].push((n, weight));
            }
        }
        Self { chapters: chapters.len(), clauses, bigrams: pairs, concepts }
    }

    /// Cosine of `clause`'s character pairs with those of each clause of this plan.
    pub fn bigram_cosines(&self, clause: &Profile) -> Vec<f64> {
        let places = clause.bigrams.entries().iter().map(|&(pair, weight)| (self.bigrams.get(&pair), weight));
        self.sums(places)
    }

    /// Cosine of `clause`'s concepts with those of each clause of this plan.
    pub fn concept_cosines(&self, clause: &Profile) -> Vec<f64> {
        let places = clause.concepts.entries().iter();
        self.sums(places.map(|&(concept, weight)| (self.concepts.get(usize::from(concept)), weight)))
    }

    fn sums<'v>(&self, places: impl Iterator<Item = (Option<&'v Vec<(usize, f64)>>, f64)>) -> Vec<f64> {
        let mut sums = vec![0.0; self.clauses.len()];
        for (places, weight) in places {
            places.into_iter().flatten().for_each(|&(n, other)| sums[n] += weight * other);
        }
        sums
    }
}

/// Names of functions that many units have in common.
const COMMON_FUNCTIONS: &[Bigram] = &[
    Bigram('管', '理'),
    Bigram('中', '心'),
    Bigram('服', '务'),
    Bigram('工', '作'),
    Bigram('委', '员'),
    Bigram('员', '会'),
];

/// The character pairs of a unit's name that say what it does: 公安 of 市公安局 and of 县公安局.
fn function_of(unit: &str) -> Vec<Bigram> {
    let core =
        unit.trim_start_matches(['省', '市', '县', '区', '州']).trim_end_matches(['局', '委', '办', '厅', '部', '会']);
    distinct(bigrams(core).filter(|pair| !COMMON_FUNCTIONS.contains(pair)))
}

/// What is said again counts for less.
fn damped(count: u32) -> f64 {
    if count == 0 { 0.0 } else { 1.0 + libm::log(f64::from(count)) }
}

fn weighted_concepts(texts: &Texts, clause: &Clause, named: &BTreeMap<Concept, u32>) -> BTreeMap<Concept, f64> {
    let mut weights: BTreeMap<Concept, f64> = named.iter().map(|(&concept, &n)| (concept, damped(n))).collect();
    add_headings(texts, clause, |concept, weight| *weights.entry(concept).or_insert(0.0) += weight);
    weights
}

fn topics_of(texts: &Texts, clause: &Clause, named: &BTreeMap<Concept, u32>) -> BTreeMap<u16, f64> {
    let mut weights: BTreeMap<u16, f64> = BTreeMap::new();
    for (&concept, &n) in named {
        *weights.entry(CONCEPTS.topic(concept)).or_insert(0.0) += damped(n);
    }
    add_headings(texts, clause, |concept, weight| *weights.entry(CONCEPTS.topic(concept)).or_insert(0.0) += weight);
    weights
}

/// Calls `add` with each concept of the clause's own heading and of those above it, and its weight.
fn add_headings(texts: &Texts, clause: &Clause, mut add: impl FnMut(Concept, f64)) {
    if let Some(heading) = &clause.heading {
        CONCEPTS.count(heading).into_keys().for_each(|concept| add(concept, HEADING));
    }
    let above: BTreeMap<Concept, ()> =
        texts.headings_above(clause).flat_map(|heading| CONCEPTS.count(heading).into_keys()).map(|c| (c, ())).collect();
    above.into_keys().for_each(|concept| add(concept, HEADING_ABOVE));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosine_compares_directions() {
        let vector = |weights: &[(u16, f64)]| Vector::of(weights.iter().copied());
        for (a, b, expected) in [
            (vec![], vec![(1, 1.0)], 0.0),
            (vec![(1, 2.0)], vec![(1, 5.0)], 1.0),
            (vec![(1, 3.0), (2, 4.0)], vec![(2, 1.0), (3, 0.0)], 0.8),
        ] {
            assert!((vector(&a).cosine(&vector(&b)) - expected).abs() < 1e-12);
        }
    }
}
