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
use crate::text::ngrams::{Bigram, bigrams};
use crate::text::sentences::statements;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
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
    clauses: f64,
    with: HashMap<Bigram, u32>,
}

impl Rarity {
    /// Counts in how many clauses each pair stands, annexes and closings left out.
    pub fn of(corpus: &Corpus) -> Self {
        let mut with = HashMap::new();
        let mut clauses = 0.0;
        for clause in corpus.clauses.iter().filter(|clause| clause.is_linkable()) {
            clauses += 1.0;
            for pair in bigrams(&clause.text).collect::<BTreeSet<_>>() {
                *with.entry(pair).or_insert(0) += 1;
            }
        }
        Self { clauses, with }
    }

    fn weight(&self, pair: Bigram) -> f64 {
        let with = f64::from(self.with.get(&pair).copied().unwrap_or(0));
        libm::log((self.clauses + 1.0) / (with + 0.5)).max(0.0)
    }
}

/// A measure, weighed.
pub struct Weighed {
    /// Each character pair once, with its weight.
    pub pairs: BTreeMap<Bigram, f64>,
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
        let mut pairs = BTreeMap::new();
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
            let weight = rarity.weight(pair) * part;
            let known = pairs.entry(pair).or_insert(0.0_f64);
            *known = known.max(weight);
        }
        let concepts = |text: &str| CONCEPTS.count(text).into_keys().collect();
        let name = NAME.find_iter(text).flat_map(|name| bigrams(name.as_str())).collect();
        Self { pairs, concepts: concepts(text), name, beside_name: concepts(&NAME.replace_all(text, "")) }
    }

    /// How much the measure says.
    pub fn mass(&self) -> f64 {
        self.pairs.values().sum()
    }

    /// Whether the measure says enough to be looked for; what has a name does.
    pub fn is_heavy(&self) -> bool {
        self.mass() >= if !self.name.is_empty() { LIGHTEST_NAMED } else { LIGHTEST }
    }

    /// Part of the measure (0–1) whose character pairs are among those of `other`.
    pub fn part_in(&self, other: &Self) -> f64 {
        let mass = self.mass();
        let common: f64 = self.pairs.iter().filter(|(pair, _)| other.pairs.contains_key(pair)).map(|(_, w)| w).sum();
        if mass > 0.0 { common / mass } else { 0.0 }
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
        let mut words = Self { clauses, passages: Vec::new(), places: HashMap::new() };
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
        for pair in bigrams(text).collect::<BTreeSet<_>>() {
            self.places.entry(pair).or_default().push(passage);
        }
    }

    /// How much of `measure` one sentence of the plan holds, or one of the clauses `linked` (ids) as a whole.
    pub fn found(&self, measure: &Weighed, linked: &BTreeSet<&str>) -> f64 {
        let mass = measure.mass();
        let mut found: BTreeMap<u32, f64> = BTreeMap::new();
        for (pair, weight) in &measure.pairs {
            for &passage in self.places.get(pair).into_iter().flatten() {
                *found.entry(passage).or_insert(0.0) += weight;
            }
        }
        // Where nothing of its name stands, what only the name tells of counts for nothing: that a plan speaks of schools
        // does not bring up a “县管校聘”.
        let called: BTreeSet<u32> =
            measure.name.iter().filter_map(|pair| self.places.get(pair)).flatten().copied().collect();
        let named = measure.concepts.len() as f64;
        let likeness = |(passage, weight): (u32, f64)| {
            let without_name = !measure.name.is_empty() && !called.contains(&passage);
            let concepts = if without_name { &measure.beside_name } else { &measure.concepts };
            let passage = &self.passages[passage as usize];
            if passage.whole && !linked.contains(self.clauses[passage.clause].id.as_str()) {
                return 0.0;
            }
            let shared = concepts.intersection(&passage.concepts).count() as f64;
            weight / mass + if named > 0.0 { SAME_CONCEPTS * shared / named } else { 0.0 }
        };
        if mass > 0.0 { found.into_iter().map(likeness).fold(0.0, f64::max) } else { 1.0 }
    }
}
