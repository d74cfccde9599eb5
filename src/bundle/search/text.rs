//! The texts of clauses as results show and as queries look through them.

use crate::model::{Clause, ClauseKind, Parts};
use crate::text::fold::{Folded, ScriptPairs, fold};
use serde::{Deserialize, Serialize};

/// Stands behind every field of a clause; no query holds it.
pub const END: char = '¶';

/// The clauses of one block, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchTexts {
    /// In document order, plans in tree order.
    pub clauses: Vec<SearchText>,
}

/// A clause as far as a result shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchText {
    /// As [`Clause::path`].
    pub path: String,
    /// As [`Clause::kind`].
    pub kind: ClauseKind,
    /// As [`Clause::heading`].
    pub heading: Option<String>,
    /// As [`Clause::text`].
    pub text: String,
    /// As [`Clause::parts`], without cited works.
    pub parts: Parts,
    /// What says the same in other words and is not in the text, folded, each with an [`END`] behind it: units whose
    /// prefix the text elides, and of its targets label, indicator and figures.
    pub beside: String,
}

impl SearchText {
    /// Of a clause, with what says the same in other words.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn of(clause: &Clause, beside: impl IntoIterator<Item = String>, script: &ScriptPairs) -> Self {
        let mut text = Self {
            path: clause.path.clone(),
            kind: clause.kind,
            heading: clause.heading.clone(),
            text: clause.text.clone(),
            parts: Parts { cites: Vec::new(), ..clause.parts.clone() },
            beside: String::new(),
        };
        let mut known = fold(&clause.text, script);
        known.chars.push(END);
        for words in beside {
            let words = fold(&words, script).chars;
            if !words.is_empty() && !known.contains(&words) {
                known.chars.extend(words.iter().copied().chain([END]));
                text.beside.extend(words.into_iter().chain([END]));
            }
        }
        text
    }

    /// Everything by which the clause is found, without the places of what is beside its text.
    pub fn folded(&self, script: &ScriptPairs) -> Folded {
        let mut folded = fold(&self.text, script);
        folded.chars.push(END);
        folded.chars.extend(self.beside.chars());
        folded
    }

    /// The clause, as far as it is known here.
    pub fn clause(&self, plan: &str) -> Clause {
        Clause {
            id: [plan, "/", &self.path].concat().into(),
            plan: plan.to_owned(),
            path: self.path.clone(),
            parent: None,
            kind: self.kind,
            heading: self.heading.clone(),
            text: self.text.clone(),
            original: None,
            topics: Vec::new(),
            units: Vec::new(),
            leads: Vec::new(),
            and_others: false,
            units_applied: Vec::new(),
            cells: None,
            deadline: None,
            parts: self.parts.clone(),
        }
    }
}
