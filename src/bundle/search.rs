//! The index for searching clauses: which stretch of which clause every character pair of the corpus stands in.
//!
//! The folded texts of all clauses ([`clause_text`]), each with an [`END`] behind it, are thought of as one long
//! tape, plans in tree order. A *place* is an index on it.
//!
//! ```text
//! search                  SearchHead: where plans and blocks begin on the tape, scripts, synonyms, offices
//! search-part/<N>         SearchPart: the places of every pair whose first character belongs to part N
//! search-everyday         EverydayWords: words that people use, and what plans say for them
//! search-facts/<N>        SearchFacts: length and facets of the clauses of block N, 512 of them
//! ```
//!
//! A query asks for the parts of its own characters, then for the blocks in which it was found, then for the
//! texts of the plans that are shown: never for everything. Because the index knows places, whether a clause
//! holds a phrase is known exactly without its text.
//!
//! How it grows: a part holds some 16,000 places, about 2 bytes each with brotli. The five plans (46,000 places)
//! have three parts. 3,200 plans of their size have 29 million places in 1,800 parts of some 30 kB; a query of
//! six characters asks for five of them at most. All pairs with one first character share a part, so that one
//! character alone can be looked up; the commonest character of a corpus, 1.7 % of all, would then make one part
//! of 900 kB. The facets of 200,000 clauses are 400 blocks of some 5 kB, asked for only where the query was found.

mod places;

pub use places::{read_places, write_places};

use crate::model::{Clause, Names, Target};
use crate::text::fold::{Folded, ScriptPairs, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Stands behind every field of a clause on the tape; no query holds it.
pub const END: char = '¶';

/// Clauses in a block of [`SearchFacts`].
pub const BLOCK: u32 = 512;

/// What every search needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchHead {
    /// Number of parts.
    pub parts: u32,
    /// Plans with text, in tree order.
    pub plans: Vec<SearchPlan>,
    /// Where each block begins on the tape.
    pub blocks: Vec<u32>,
    /// Traditional characters that stand for characters of the corpus, and those characters, one for one.
    pub traditional: String,
    /// Those characters of the corpus.
    pub simplified: String,
    /// Groups of words that say the same.
    pub synonyms: Vec<Vec<String>>,
    /// Offices, which `ClauseFacts::offices` counts through.
    pub offices: Vec<OfficeName>,
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

/// A plan on the tape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPlan {
    /// Plan id.
    pub id: String,
    /// Number of clauses before its first one.
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

/// Places by first character: for each second character it, the places in the form of [`write_places`], a space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPart {
    /// By first character.
    pub pairs: BTreeMap<String, String>,
}

/// The clauses of one block, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFacts {
    /// In document order.
    pub clauses: Vec<ClauseFacts>,
}

/// What a clause is counted by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseFacts {
    /// Characters on the tape, with every `END`.
    pub length: u32,
    /// Of these the heading's.
    pub heading: u32,
    /// Positions in the overview's topics.
    pub topics: Vec<u32>,
    /// Years in which its targets are due, and those of its annex columns.
    pub years: Vec<u32>,
    /// Positions in [`SearchHead::offices`].
    pub offices: Vec<u32>,
    /// Number of targets.
    pub targets: u32,
}

impl SearchHead {
    /// The table of scripts.
    pub fn script(&self) -> ScriptPairs {
        ScriptPairs::new(&self.traditional, &self.simplified)
    }
}

/// Which part holds the pairs that begin with `first`.
pub fn part_of(first: char, parts: u32) -> u32 {
    // Neighbouring characters are often of like frequency; multiplying scatters them.
    (u32::from(first).wrapping_mul(2_654_435_761) >> 8) % parts.max(1)
}

/// What stands on the tape for a clause: its text, then what says the same in other words and is not in its text:
/// units whose prefix the text elides, and of its targets label, indicator and figures.
pub fn clause_text<'a>(
    clause: &Clause,
    targets: impl IntoIterator<Item = &'a Target>,
    indicator: impl Fn(&str) -> Option<String>,
    script: &ScriptPairs,
) -> Folded {
    let mut tape = fold(&clause.text, script);
    let length = clause.text.chars().count() as u32;
    let end = |tape: &mut Folded, field: &Folded| {
        tape.chars.extend(field.chars.iter().copied().chain([END]));
        tape.places.extend(std::iter::repeat_n(length, field.chars.len() + 1));
    };
    end(&mut tape, &Folded::default());
    let of_targets = targets.into_iter().flat_map(|target| {
        let figure = target.value.map(|value| format!("{value}{}", target.unit.as_deref().unwrap_or("")));
        [Some(target.label.clone()), indicator(&target.indicator), figure]
    });
    for field in clause.units.iter().cloned().map(Some).chain(of_targets).flatten() {
        let field = fold(&field, script);
        if !field.chars.is_empty() && !tape.contains(&field.chars) {
            end(&mut tape, &field);
        }
    }
    tape
}
