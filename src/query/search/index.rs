//! The index as far as it is loaded.

use crate::bundle::Overview;
use crate::bundle::search::{SearchFacts, SearchHead, SearchPart, SearchText, SearchTexts, read_clauses};
use crate::model::Level;
use crate::order::Order;
use std::sync::Arc;

/// The index as far as it is loaded.
pub struct SearchIndex<'a> {
    /// All plans and indicators.
    pub overview: &'a Overview,
    /// Plans, scripts, synonyms and offices of the index.
    pub search: &'a SearchHead,
    /// A part of the pairs, by its number; none where it is not loaded.
    pub part: &'a dyn Fn(u32) -> Option<Arc<SearchPart>>,
    /// A block of texts, by its number; none where it is not loaded.
    pub texts: &'a dyn Fn(u32) -> Option<Arc<SearchTexts>>,
    /// A file of facts, by its number; none where it is not loaded.
    pub facts: &'a dyn Fn(u32) -> Option<Arc<SearchFacts>>,
}

impl SearchIndex<'_> {
    /// What `read` makes of the text of a clause; none where its block is not loaded.
    pub fn text<T>(&self, clause: u32, read: impl FnOnce(&SearchText) -> T) -> Option<T> {
        let n = self.search.text_of(clause);
        let first = self.search.texts.get(n as usize)?;
        (self.texts)(n)?.clauses.get((clause - first) as usize).map(read)
    }

    /// Position among the plans of the index of the one that a clause belongs to.
    pub fn plan_of(&self, clause: u32) -> usize {
        self.search.plans.partition_point(|plan| plan.first <= clause).saturating_sub(1)
    }

    /// The level of each plan of the index; both lists are in tree order.
    pub fn levels(&self) -> Vec<Option<Level>> {
        let mut rest = self.overview.plans.iter();
        self.search.plans.iter().map(|plan| rest.find(|entry| entry.id == plan.id).map(|entry| entry.level)).collect()
    }

    /// The clauses in which a pair of characters stands, or one character; rising. Parts that are not loaded hold none.
    pub fn clauses(&self, chars: &[char]) -> Vec<u32> {
        let mut clauses = Vec::new();
        let Some(first) = chars.first() else { return clauses };
        for part in self.search.parts_of(chars).filter_map(self.part) {
            let Some(list) = part.pairs.get(first.encode_utf8(&mut [0; 4]) as &str) else { continue };
            match chars.get(1) {
                Some(second) => clauses.extend(read_clauses(list, |c| c == *second)),
                // It begins a pair everywhere, an end being behind every text.
                None => clauses.extend(read_clauses(list, |_| true)),
            }
        }
        if chars.len() == 1 {
            clauses.order();
            clauses.dedup();
        }
        clauses
    }
}
