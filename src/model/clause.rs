//! One addressable piece of a plan.

use super::Span;
use serde::{Deserialize, Serialize};

/// One addressable piece of a plan, `PLAN/PATH`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    pub id: String,
    pub plan: String,
    /// The plan's own numbering in Arabic figures: `2.3`, `1.p1`, `annex.2.3`, `0`, `closing`.
    pub path: String,
    /// Id of the clause it stands under.
    pub parent: Option<String>,
    pub kind: ClauseKind,
    /// The clause's title without its final stop; null where the clause starts with its text at once.
    pub heading: Option<String>,
    /// Simplified, normalised, without the number, with heading and units. Paragraphs are separated by `\n`.
    pub text: String,
    /// As published, with wraps joined; null where equal to `text`.
    pub original: Option<String>,
    /// Topic ids, the primary one first.
    pub topics: Vec<String>,
    /// Responsible units that the clause names, in order, with elided prefixes restored.
    pub units: Vec<String>,
    /// Those of `units` that are named as leading.
    pub leads: Vec<String>,
    /// The list of units ends in 等.
    pub and_others: bool,
    /// Units that the plan has put, once and before this clause, on all that follow.
    pub units_applied: Vec<String>,
    /// Columns of an annex row, one a year.
    pub cells: Option<Vec<Cell>>,
}

impl Clause {
    /// Whether the clause says something itself: more than a heading that only opens its children.
    pub fn has_own_text(&self) -> bool {
        match &self.heading {
            Some(heading) => {
                let bare = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
                bare(&self.text) > bare(heading)
            }
            None => !self.text.is_empty(),
        }
    }

    /// What the clause is called: its heading, else how it begins, up to a stop or, in a long sentence, a comma.
    pub fn title(&self) -> &str {
        const LONG: usize = 30;
        let before = |marks: &[char]| &self.text[..self.text.find(marks).unwrap_or(self.text.len())];
        let sentence = before(&['。', '；', '\n']);
        let opening = if sentence.chars().count() > LONG { before(&['，', '。', '；', '\n']) } else { sentence };
        self.heading.as_deref().unwrap_or(opening)
    }

    /// Whether the clause takes part in links: it has text of its own and is neither annex nor closing.
    pub fn is_linkable(&self) -> bool {
        self.has_own_text() && !matches!(self.kind, ClauseKind::Annex | ClauseKind::Closing)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClauseKind {
    Chapter,
    Section,
    Item,
    Principle,
    Paragraph,
    Preamble,
    Closing,
    Annex,
}

/// One year's column of an annex row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub year: u16,
    /// Where in the row's `text` the column stands.
    pub span: Span,
}
