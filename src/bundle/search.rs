//! The index for searching clauses: which clauses every pair of neighbouring characters stands in, what is counted of
//! clauses, and their texts as results show them.
//!
//! Clauses are numbered through the corpus, plans in tree order, so that the clauses of a plan, and mostly those of a
//! province, follow each other.
//!
//! ```text
//! search                  SearchHead: where plans, parts and blocks begin, scripts, synonyms, offices
//! search-part/<N>         SearchPart: the clauses of a stretch of all pairs in their order
//! search-text/<N>         SearchTexts: the texts of some neighbouring clauses
//! search-facts/<N>        SearchFacts: topics, years, offices or targets of many clauses
//! search-everyday         EverydayWords: words that people use, and what plans say for them
//! ```
//!
//! A query asks for the parts of a few of its pairs, which tell the clauses that may hold it, then for the texts of
//! those that are shown, which tell whether they do. Facts are asked for where somebody wants to choose by them.
//!
//! How it grows: the five plans have some parts, two blocks of texts and one file of facts. 3,200 plans, 115,575 clauses
//! made of real sentences, have 14 million postings of pairs, 15 MB with brotli in 850 parts, and 17 MB of texts in 631
//! blocks. Parts are cut by size, in the order of pairs: none is larger than the others by more than one list, and one
//! character alone, which begins a pair wherever it stands, is found in the parts that follow each other from its first
//! pair on: a dozen for the commonest.

mod postings;
mod text;

pub use postings::{read_clauses, write_clauses};
pub use text::{END, FoldedClause, SearchText, SearchTexts};

use super::overview::PlaceEntry;
use crate::model::Names;
use crate::text::fold::ScriptPairs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// What every search needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchHead {
    /// The first pair of each part.
    pub parts: Vec<String>,
    /// The number of the first clause of each block of texts.
    pub texts: Vec<u32>,
    /// The facets that each file of facts holds.
    pub facts: Vec<Vec<String>>,
    /// Plans with text, in tree order.
    pub plans: Vec<SearchPlan>,
    /// Traditional characters that stand for characters of the corpus, and those characters, one for one.
    pub traditional: String,
    /// Those characters of the corpus.
    pub simplified: String,
    /// Groups of words that say the same.
    pub synonyms: Vec<Vec<String>>,
    /// Offices, which the facts count through.
    pub offices: Vec<OfficeName>,
    /// The plans that the overview of a folded corpus leaves out, in tree order, without initials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<PlaceEntry>>,
}

/// Words that people use, and what plans say for them: asked for once something is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EverydayWords {
    /// In the order of topics.
    pub words: Vec<Everyday>,
}

/// Words that people use, and what plans say for them; folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Everyday {
    /// Position of their topic in the overview's.
    pub topic: u32,
    /// Any of these is asked for …
    pub asks: Vec<String>,
    /// … and any of these stands in plans.
    pub means: Vec<String>,
}

/// A plan and its clauses: those up to the next plan's first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPlan {
    /// Plan id.
    pub id: String,
    /// The number of its first clause.
    pub first: u32,
}

/// An office by the names it has for visitors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeName {
    /// Office id.
    pub id: String,
    /// What it is called.
    pub name: Names,
    /// What a unit's name holds that belongs to it.
    pub words: Vec<String>,
}

/// Clauses by first character: for each second character it, its clauses in the form of [`write_clauses`], a space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPart {
    /// By first character. The pairs of one that begins in the part before or goes on in the next lie in both.
    pub pairs: BTreeMap<String, String>,
}

/// What clauses are counted by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFacts {
    /// Each of one facet and of many clauses in a row.
    pub columns: Vec<FactColumn>,
}

/// The values that many clauses in a row have of one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactColumn {
    /// `topic`, `year`, `unit` or `targets`.
    pub facet: String,
    /// The number of the first clause.
    pub first: u32,
    /// Every set of values that a clause has: positions in the overview's topics, years, positions in
    /// [`SearchHead::offices`], or 1 where there are targets.
    pub sets: Vec<Vec<u32>>,
    /// For each clause its set: the character so many behind [`FactColumn::FIRST`].
    pub clauses: String,
}

impl FactColumn {
    /// Stands for the first set; JSON escapes next to none of those behind it.
    pub const FIRST: char = '#';
}

impl SearchHead {
    /// The table of scripts.
    pub fn script(&self) -> ScriptPairs {
        ScriptPairs::new(&self.traditional, &self.simplified)
    }

    /// The parts in which the clauses of a pair are; of one character those of all pairs that it begins.
    pub fn parts_of(&self, chars: &[char]) -> Range<u32> {
        let first: String = chars.iter().collect();
        let last = if let [only] = chars { [*only, char::MAX].iter().collect() } else { first.clone() };
        let begun = |pair: &str| self.parts.partition_point(|first| first.as_str() <= pair) as u32;
        begun(&first).saturating_sub(1)..begun(&last)
    }

    /// The block of texts in which a clause is.
    pub fn text_of(&self, clause: u32) -> u32 {
        (self.texts.partition_point(|first| *first <= clause) as u32).saturating_sub(1)
    }

    /// The files that hold facts of a facet.
    pub fn facts_of(&self, facet: &str) -> impl Iterator<Item = u32> {
        let holds = move |facets: &Vec<String>| facets.iter().any(|name| name == facet);
        (0..).zip(&self.facts).filter(move |(_, facets)| holds(facets)).map(|(n, _)| n)
    }
}
