//! The texts of clauses as results show and as queries look through them.

use crate::model::{Clause, ClauseId, ClauseKind, Parts};
use crate::text::fold::{ScriptPairs, fold};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

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
    /// What queries look through, once one did.
    #[serde(skip)]
    pub folded: OnceLock<FoldedClause>,
}

/// A clause as queries look through it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoldedClause {
    /// Everything by which the clause is found, an [`END`] behind each field.
    pub chars: Vec<char>,
    /// How many of them are those of the heading.
    pub heading: usize,
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
            folded: OnceLock::new(),
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

    /// The clause as queries look through it. The script is that of the corpus.
    pub fn folded(&self, script: &ScriptPairs) -> &FoldedClause {
        self.folded.get_or_init(|| {
            let mut chars = fold(&self.text, script).chars;
            chars.push(END);
            chars.extend(self.beside.chars());
            FoldedClause { chars, heading: self.heading.as_deref().map_or(0, |words| fold(words, script).chars.len()) }
        })
    }

    /// The clause, as far as it is known here.
    pub fn clause(&self, plan: &str) -> Clause {
        let clause = Clause::new(ClauseId::new(plan, &self.path), self.kind, self.text.clone());
        Clause { heading: self.heading.clone(), parts: self.parts.clone(), ..clause }
    }
}
