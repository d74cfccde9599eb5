//! Whether a plan says something like a measure, in whatever words.
//!
//! In: the clauses of a plan, once; then a measure and the clauses that correspond to it. Out: how much of the
//! measure is found, 0 (nothing) to 1 and above (all of it, and the same concepts). Rare words weigh more than common
//! ones, turns of phrase (加快推进) hardly anything, figures nothing.
//! Invariant: the cost of a measure does not grow with the length of the plan, only with how often its words occur.

use crate::compile::pattern::pattern;
use crate::compile::relating::links::{CONCEPTS, Concept};
use crate::model::{Clause, Corpus};
use crate::text::align::turns;
use crate::text::ngrams::{Bigram, bigrams, distinct};
use crate::text::sentences::statements;
use foldhash::HashMap;
use regex::Regex;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// What a measure is called: 建立“县管校聘”制度.
static NAME: LazyLock<Regex> = LazyLock::new(|| pattern("“[^”]*”"));

/// Part of a character pair's weight that is left where one or both of its characters belong to a turn of phrase.
const HALF_TURN: f64 = 0.5;
const TURN: f64 = 0.15;

/// A measure that says less than this is none: 促进…融合. A name makes one of fewer words.
const LIGHTEST: f64 = 20.0;
const LIGHTEST_NAMED: f64 = 15.0;

/// What the same concepts add to the same words.
const SAME_CONCEPTS: f64 = 0.25;

/// How rare character pairs are in the corpus.
pub struct Rarity {
    /// Of a pair that no clause has.
    rarest: f64,
    weights: HashMap<Bigram, f64>,
}

impl Rarity {
    /// Counts in how many clauses each pair stands, annexes and closings left out.
    pub fn of(corpus: &Corpus) -> Self {
        let mut with: HashMap<Bigram, u32> = HashMap::default();
        let mut clauses = 0.0;
        for clause in corpus.clauses.iter().filter(|clause| clause.is_linkable()) {
            clauses += 1.0;
            for pair in distinct(bigrams(&clause.text)) {
                *with.entry(pair).or_insert(0) += 1;
            }
        }
        let weight = |with: u32| libm::log((clauses + 1.0) / (f64::from(with) + 0.5)).max(0.0);
        Self { rarest: weight(0), weights: with.into_iter().map(|(pair, with)| (pair, weight(with))).collect() }
    }

    fn weight(&self, pair: Bigram) -> f64 {
        self.weights.get(&pair).copied().unwrap_or(self.rarest)
    }
}

/// A measure, weighed.
pub struct Weighed {
    /// Each character pair once, with its weight; sorted.
    pairs: Vec<(Bigram, f64)>,
    /// How much the measure says.
    mass: f64,
    concepts: BTreeSet<Concept>,
    /// What it is called, if it has a name, and the concepts that it shows beside.
    name: BTreeSet<Bigram>,
    beside_name: BTreeSet<Concept>,
}

impl Weighed {
    /// Weighs a text; pairs with a figure or a mark in them are left out.
    pub fn of(text: &str, rarity: &Rarity) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let turn = turns(&chars);
        let mut pairs = Vec::new();
        for (at, two) in chars.windows(2).enumerate() {
            let pair = Bigram(two[0], two[1]);
            let figure = two.iter().any(|c| c.is_ascii_digit() || *c == '%');
            if figure || !two.iter().all(|&c| crate::text::ngrams::is_informative(c)) {
                continue;
            }
            let part = match (turn[at], turn[at + 1]) {
                (true, true) => TURN,
                (false, false) => 1.0,
                _ => HALF_TURN,
            };
            pairs.push((pair, rarity.weight(pair) * part));
        }
        // Of a pair that stands there twice, in and out of a turn, the heavier counts.
        pairs.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        pairs.dedup_by_key(|(pair, _)| *pair);
        let mass = pairs.iter().map(|(_, weight)| weight).sum();
        let concepts = |text: &str| CONCEPTS.count(text).into_keys().collect();
        let name = NAME.find_iter(text).flat_map(|name| bigrams(name.as_str())).collect();
        Self { pairs, mass, concepts: concepts(text), name, beside_name: concepts(&NAME.replace_all(text, "")) }
    }

    /// Whether the measure says enough to be looked for; what has a name does.
    pub fn is_heavy(&self) -> bool {
        self.mass >= if !self.name.is_empty() { LIGHTEST_NAMED } else { LIGHTEST }
    }

    /// Part of the measure (0–1) whose character pairs are among those of `other`.
    pub fn part_in(&self, other: &Self) -> f64 {
        let mut others = other.pairs.iter().map(|(pair, _)| pair).peekable();
        let mut common = 0.0;
        for (pair, weight) in &self.pairs {
            while others.next_if(|other| *other < pair).is_some() {}
            common += if others.peek() == Some(&pair) { *weight } else { 0.0 };
        }
        if self.mass > 0.0 { common / self.mass } else { 0.0 }
    }
}

/// A text in which measures are looked for: a sentence, or a whole clause that corresponds.
struct Passage {
    clause: usize,
    whole: bool,
    concepts: BTreeSet<Concept>,
}

/// Everything that a plan says, ready to be asked.
pub struct PlanWords<'a> {
    clauses: Vec<&'a Clause>,
    passages: Vec<Passage>,
    places: HashMap<Bigram, Vec<u32>>,
}

impl<'a> PlanWords<'a> {
    /// Of all clauses of a plan, its annex too.
    pub fn of(clauses: Vec<&'a Clause>) -> Self {
        let mut words = Self { clauses, passages: Vec::new(), places: HashMap::default() };
        let mut known: HashSet<&str> = HashSet::new();
        for clause in 0..words.clauses.len() {
            let text = words.clauses[clause].text.as_str();
            words.add(clause, true, text);
            // What another sentence says in the same words is found there.
            for sentence in statements(text).filter(|sentence| known.insert(*sentence)) {
                words.add(clause, false, sentence);
            }
        }
        words
    }

    fn add(&mut self, clause: usize, whole: bool, text: &str) {
        let passage = self.passages.len() as u32;
        self.passages.push(Passage { clause, whole, concepts: CONCEPTS.count(text).into_keys().collect() });
        for pair in distinct(bigrams(text)) {
            self.places.entry(pair).or_default().push(passage);
        }
    }

    /// How much of `measure` one sentence of the plan holds, or one of the clauses `linked` (ids) as a whole.
    pub fn found(&self, measure: &Weighed, linked: &BTreeSet<&str>) -> f64 {
        let mut found = vec![0.0; self.passages.len()];
        for (pair, weight) in &measure.pairs {
            for &passage in self.places.get(pair).into_iter().flatten() {
                found[passage as usize] += weight;
            }
        }
        // Where nothing of its name stands, what only the name tells of counts for nothing: that a plan speaks of schools
        // does not bring up a “县管校聘”.
        let called: BTreeSet<u32> =
            measure.name.iter().filter_map(|pair| self.places.get(pair)).flatten().copied().collect();
        let named = measure.concepts.len() as f64;
        let likeness = |(number, weight): (u32, f64)| {
            let without_name = !measure.name.is_empty() && !called.contains(&number);
            let concepts = if without_name { &measure.beside_name } else { &measure.concepts };
            let passage = &self.passages[number as usize];
            if passage.whole && !linked.contains(self.clauses[passage.clause].id.as_str()) {
                return 0.0;
            }
            let shared = concepts.intersection(&passage.concepts).count() as f64;
            weight / measure.mass + if named > 0.0 { SAME_CONCEPTS * shared / named } else { 0.0 }
        };
        let found = (0..).zip(found).filter(|(_, weight)| *weight > 0.0);
        if measure.mass > 0.0 { found.map(likeness).fold(0.0, f64::max) } else { 1.0 }
    }
}
