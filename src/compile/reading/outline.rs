//! Body of a plan → its clauses: numbers, paths, headings, texts.
//!
//! In: a source and its zones. Out: clauses in document order, each character of a clause with its place in the
//! source. Invariant: every visible character of the body is in exactly one clause, or is part of a number at
//! the start of a paragraph ([`unplaced`] lists what breaks this).
//!
//! Lines become [`paragraphs`], these [`nodes`] of a tree; [`loose`] are those without a number. [`headings`] tells which
//! open with a title. Tables give rows: [`annex`], [`tasks`], [`indicators`].

mod annex;
mod headings;
mod indicators;
mod loose;
mod nodes;
mod paragraphs;
mod tasks;

pub use paragraphs::{is_closing, is_unit_line};

use super::deadline;
use super::normalise::{Text, is_visible};
use super::numbering::Style;
use super::source::Source;
use super::zones::{Zone, Zones};
use crate::compile::Diagnostic;
use crate::model::{Clause, ClauseId, ClauseKind, Span};
use std::ops::Range;
use tasks::Task;

/// A clause with the places of its characters.
#[derive(Clone, Debug)]
pub struct Outlined {
    /// The clause; its topics and units are filled in later.
    pub clause: Clause,
    /// For each character of `clause.text` its index in `Source::chars`.
    pub at: Vec<usize>,
    /// Source index of the first character, the number included.
    pub start: usize,
    /// An annex row's column of responsible units.
    pub unit_column: Option<String>,
    /// Where a row of a table of tasks names its units.
    pub unit_places: Vec<Span>,
    /// The clause's number where it breaks the numbering, and the number that was expected.
    pub misnumbered: Option<(String, u32)>,
}

/// A numbered clause, a dashed one, or a paragraph without a number.
struct Node {
    parent: Option<usize>,
    style: Option<Style>,
    path: String,
    kind: ClauseKind,
    text: Text,
    start: usize,
    /// Paragraph of a clause that turned out to have no children: its text belongs to the parent.
    merged: bool,
    misnumbered: Option<(String, u32)>,
    /// It is a row of a table of tasks.
    task: Option<Task>,
}

impl Node {
    /// One without a number.
    fn new(parent: Option<usize>, path: String, kind: ClauseKind, text: Text, start: usize) -> Self {
        Self { parent, style: None, path, kind, text, start, merged: false, misnumbered: None, task: None }
    }
}

/// The clauses of a plan, annex rows last.
pub fn outline(source: &Source, zones: &Zones, plan: &str) -> (Vec<Outlined>, Vec<Diagnostic>) {
    let nodes = nodes::build(source, zones);
    let mut diagnostics = Vec::new();
    let mut outlined: Vec<Outlined> = Vec::new();
    let headings = headings::headings(&nodes);
    for (node, heading) in nodes.iter().zip(headings).filter(|(node, _)| !node.merged) {
        let parent = node.parent.map(|p| ClauseId::new(plan, &nodes[p].path));
        let mut clause = finish(plan, &node.path, parent, node.kind, heading, &node.text, node.start);
        // A heading is how the text begins.
        clause.clause.parts.heading = clause.clause.heading.as_ref().map(|h| Span(0, h.chars().count() as u32));
        clause.clause.deadline = deadline::labelled(&clause.clause.text);
        if let Some(task) = &node.task {
            task.tell(&mut clause);
        }
        outlined.push(Outlined { misnumbered: node.misnumbered.clone(), ..clause });
    }
    let rows = annex::rows(source, zones, plan, &outlined, &mut diagnostics);
    outlined.extend(rows);
    outlined.extend(tasks::annex_rows(source, zones, plan));
    outlined.extend(indicators::annex_tables(source, zones, plan));
    (outlined, diagnostics)
}

/// Source indices of visible characters in the body that no clause holds; empty unless the outline is wrong.
pub fn unplaced(source: &Source, zones: &Zones, clauses: &[Outlined]) -> Vec<usize> {
    let mut held = vec![false; source.chars.len()];
    for clause in clauses {
        clause.at.iter().for_each(|&at| held[at] = true);
        if clause.clause.kind != ClauseKind::Annex {
            let number = clause.start..clause.at.first().copied().unwrap_or(clause.start);
            held.get_mut(number).into_iter().flatten().for_each(|held| *held = true);
        }
    }
    // What stands in no cell of a table divides them.
    for table in &zones.tables {
        let lines = &source.lines[table.lines.clone()];
        let places = lines.iter().flat_map(|line| line.start..line.end);
        let cells: Vec<&Range<usize>> = table.rows.iter().flat_map(|row| &row.cells).collect();
        let within = |at: usize| {
            let next = cells.partition_point(|cell| cell.end <= at);
            cells.get(next).is_some_and(|cell| cell.contains(&at))
        };
        places.filter(|&at| !within(at)).for_each(|at| held[at] = true);
    }
    let lines = zones.of_line.iter().zip(&source.lines).filter(|(zone, _)| **zone == Zone::Body);
    lines
        .flat_map(|(_, line)| line.start..line.end)
        .filter(|&at| !held[at] && is_visible(source.simplified[at]))
        .collect()
}

fn finish(
    plan: &str,
    path: &str,
    parent: Option<ClauseId>,
    kind: ClauseKind,
    heading: Option<String>,
    text: &Text,
    start: usize,
) -> Outlined {
    let shown = text.shown();
    let original = (text.published != shown).then(|| text.published.clone());
    let clause = Clause { parent, heading, original, ..Clause::new(ClauseId::new(plan, path), kind, shown) };
    let at = text.glyphs.iter().map(|g| g.at).collect();
    Outlined { clause, at, start, unit_column: None, unit_places: Vec::new(), misnumbered: None }
}
