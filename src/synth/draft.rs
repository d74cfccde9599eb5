//! A plan before it is written: its clauses with holes where a place, a year or a figure goes in.
//!
//! Invariant: a draft speaks of no place and no year of its own, so that it can become the plan of any place and time;
//! every figure that a promise makes is a piece of its sentence, so that changing it changes both.

use crate::model::{ClauseId, ClauseKind, Comparator, Decimal, Kind};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words that stay.
    Words(String),
    /// 全市, by the kind of place.
    Whole,
    /// 我市.
    Our,
    /// The place's full name.
    Place,
    /// The place's short name.
    Short,
    /// A year, counted from the first of the plan's term.
    Year(i32),
    /// The number of a promise as it is written, without multiplier and unit.
    Figure(String),
}

/// A sentence with its stop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// In order; the figures are those of `promises` that have a multiplier, in their order.
    pub pieces: Vec<Piece>,
    /// What it promises, in order.
    pub promises: Vec<Promise>,
}

/// What a sentence promises.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// What is promised.
    pub label: Vec<Piece>,
    /// How the value binds.
    pub comparator: Comparator,
    /// The figure; none where it promises no number.
    pub value: Option<Decimal>,
    /// Upper end of a range.
    pub value_max: Option<Decimal>,
    /// Unit of the value.
    pub unit: Option<String>,
    /// What the value counts.
    pub kind: Kind,
    /// First year, counted from the first of the plan's term.
    pub year_from: Option<i32>,
    /// Last year, counted so too.
    pub year_to: Option<i32>,
    /// A full-coverage commitment.
    pub qualitative: bool,
    /// What the written number is multiplied with (10,000 for 0.5万套); none where the number is no piece and stays.
    pub multiplier: Option<i64>,
}

impl Sentence {
    /// Only words.
    pub fn of(words: &str) -> Self {
        Self { pieces: vec![Piece::Words(words.to_owned())], promises: Vec::new() }
    }

    /// Whether nothing that is said elsewhere hangs on it: it promises nothing and names no year.
    pub fn is_plain(&self) -> bool {
        self.promises.is_empty() && !self.pieces.iter().any(|piece| matches!(piece, Piece::Year(_)))
    }
}

/// What an annex says of a clause, column by column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Counted from the first year of the plan's term.
    pub year: i32,
    /// What is to be done in it.
    pub text: Vec<Sentence>,
}

/// A clause, with what stands under it.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is in its plan.
    pub kind: ClauseKind,
    /// Its title, without a stop.
    pub heading: Option<Vec<Piece>>,
    /// What parts the title from the text: `。`, a line end, or nothing.
    pub joint: &'static str,
    /// Its text.
    pub body: Vec<Sentence>,
    /// Offices that answer for it, without the word for their level: 教育局.
    pub offices: Vec<String>,
    /// What it is about.
    pub topic: String,
    /// The clauses of real plans that it was made from, the one that it mostly is first.
    pub origins: Vec<ClauseId>,
    /// Its row in the annex, where its plan has one.
    pub row: Vec<Column>,
    /// In order.
    pub children: Vec<Node>,
}

impl Node {
    /// A measure: a section or item with a text and nothing under it. Those are what plans below make something of.
    pub fn is_measure(&self) -> bool {
        matches!(self.kind, ClauseKind::Section | ClauseKind::Item) && self.children.is_empty() && !self.body.is_empty()
    }

    /// Looks at every clause, those above before those under them.
    pub fn for_each<'a>(nodes: &'a [Self], look: &mut impl FnMut(&'a Self)) {
        for node in nodes {
            look(node);
            Self::for_each(&node.children, look);
        }
    }

    /// Changes every clause.
    pub fn change_each(nodes: &mut [Self], change: &mut impl FnMut(&mut Self)) {
        for node in nodes {
            change(node);
            Self::change_each(&mut node.children, change);
        }
    }

    /// Changes every list of clauses that stand side by side, the innermost first.
    pub fn change_lists(nodes: &mut Vec<Self>, change: &mut impl FnMut(&mut Vec<Self>)) {
        for node in nodes.iter_mut() {
            Self::change_lists(&mut node.children, change);
        }
        change(nodes);
    }
}
