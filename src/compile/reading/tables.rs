//! Which lines of a text are a table, and what its cells are.
//!
//! In: a source and the line where the body begins. Out: its tables in order. A file that keeps its tables says which
//! lines they are; in a plain text rows stand in a row and are divided by tabs, bars or wide gaps; what copying leaves of
//! others is in [`listed`]. Invariants: tables do not overlap, a row's cells stand in the order of the
//! text, and what stands in no cell is a mark that divides them.

pub mod heads;
mod listed;

use super::normalise::{Text, normalise};
use super::source::{Line, Source};
use crate::compile::pattern::pattern;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A table of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its lines; empty ones may stand among them.
    pub lines: Range<usize>,
    /// In the order of the text.
    pub rows: Vec<Row>,
}

/// A row of a table: where its cells stand in `Source::chars`, by column. Empty cells are empty stretches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// By column, the first at 0; one for each, also where it is empty.
    pub cells: Vec<Range<usize>>,
}

/// So many columns make a table of lines in a plain text: two stand side by side in many a text.
const COLUMNS: usize = 3;

/// What divides the cells of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Divided {
    /// Kept apart by the file itself: the number of its table.
    InFile(u32),
    Tabs,
    Bars,
    Gaps,
}

/// The tables of a source from line `begin` on; `norm` are its lines normalised, `skipped` those of the page.
pub fn tables(source: &Source, norm: &[String], begin: usize, skipped: &[bool]) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut line = begin;
    while line < source.lines.len() {
        let (found, end) = match listed::listed(source, norm, line).or_else(|| listed::spaced(source, line, skipped)) {
            Some(table) => {
                let end = table.lines.end;
                (Some(table), end)
            }
            None => divided(source, line, skipped),
        };
        tables.extend(found);
        line = end;
    }
    tables
}

impl Table {
    /// The table as a text: a line a row, tabs between its cells.
    pub fn text(&self, source: &Source) -> Text {
        let mut text = Text::default();
        for row in &self.rows {
            let row = row.text(source);
            if !row.is_empty() {
                text.append(row, Some('\n'));
            }
        }
        text
    }
}

impl Row {
    /// What stands in a cell.
    pub fn cell(&self, source: &Source, column: usize) -> Text {
        self.cells.get(column).map(|cell| normalise(source, std::slice::from_ref(cell))).unwrap_or_default()
    }

    /// The cells with tabs between them; none behind the last that says something.
    pub fn text(&self, source: &Source) -> Text {
        let mut text = Text::default();
        let mut column = 0;
        for (at, cell) in (0..self.cells.len()).map(|column| (column, self.cell(source, column))) {
            if cell.is_empty() {
                continue;
            }
            let first = cell.glyphs[0].at;
            (column..at).for_each(|_| text.divide('\t', first));
            column = at;
            text.append(cell, None);
        }
        text
    }
}

/// Of the lines from `begin` on that the same marks divide those that are a table, and where such lines end: none of
/// them need be looked at again.
fn divided(source: &Source, begin: usize, skipped: &[bool]) -> (Option<Table>, usize) {
    let by = divided_by(source, &source.lines[begin]);
    let Some(by) = by.filter(|by| matches!(by, Divided::InFile(_)) || !skipped[begin]) else {
        return (None, begin + 1);
    };
    let mut rows = Vec::new();
    // Lines that a table can begin with, each with the number of the row that comes next.
    let mut starts = Vec::new();
    let mut end = begin;
    for (at, line) in source.lines.iter().enumerate().skip(begin) {
        if line.plain.is_empty() {
            continue;
        }
        let (rule, same) = (is_rule(line), divided_by(source, line) == Some(by));
        let goes_on = match by {
            Divided::InFile(_) => same,
            _ => !skipped[at] && (rule || same),
        };
        if !goes_on {
            break;
        }
        if same {
            starts.push((at, rows.len()));
        }
        if !rule {
            rows.push(Row { cells: cells(source, line, by) });
        }
        end = at + 1;
    }
    let filled = |row: &Row| row.cells.iter().filter(|cell| !source.reading((*cell).clone()).trim().is_empty()).count();
    let wide: Vec<bool> = rows.iter().map(|row| filled(row) >= COLUMNS).collect();
    // From which row on all are wide and have as many cells as the last, and how many are wide from each on.
    let columns = rows.last().map_or(0, |row| row.cells.len());
    let uneven = rows.iter().zip(&wide).rposition(|(row, wide)| !wide || row.cells.len() != columns);
    let even_from = uneven.map_or(0, |at| at + 1);
    let mut wide_from = vec![0; rows.len() + 1];
    for at in (0..rows.len()).rev() {
        wide_from[at] = wide_from[at + 1] + usize::from(wide[at]);
    }
    let is_table = |first: usize| {
        let count = rows.len() - first;
        match by {
            Divided::InFile(_) => true,
            // Rows of numbers and sentences, 1.⇥…, have two columns.
            Divided::Tabs | Divided::Bars => count >= 2 && wide_from[first] > 0 && wide_from[first] * 2 >= count,
            Divided::Gaps => count >= 2 && even_from <= first,
        }
    };
    let found = starts.into_iter().find(|&(_, first)| is_table(first));
    (found.map(|(start, first)| Table { lines: start..end, rows: rows.split_off(first) }), end)
}

fn divided_by(source: &Source, line: &Line) -> Option<Divided> {
    static GAPS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[^。；]{1,30}?(?:(?: {2,}|\x{3000}+)[^。；]{1,30}?){2,}$"));
    let text = line.plain.as_str();
    // Behind the only cell of a row that groups others stand those that are empty.
    let grouping = || source.chars[line.start..line.end].last() == Some(&'\t');
    match line.table {
        Some(table) => Some(Divided::InFile(table)),
        None if text.contains('\t') || !text.is_empty() && grouping() => Some(Divided::Tabs),
        None if text.matches(is_bar).count() >= 2 => Some(Divided::Bars),
        None if GAPS.is_match(text) => Some(Divided::Gaps),
        None => None,
    }
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃')
}

/// A line that only draws: |---|---|, ├──┼──┤.
fn is_rule(line: &Line) -> bool {
    let drawn =
        |c: char| is_bar(c) || matches!(c, '-' | ':' | '+' | '=' | '\u{2500}'..='\u{257F}') || c.is_whitespace();
    line.table.is_none() && line.plain.chars().count() > 2 && line.plain.chars().all(drawn)
}

/// The cells of a line.
fn cells(source: &Source, line: &Line, by: Divided) -> Vec<Range<usize>> {
    let chars = &source.chars;
    let divides = |at: usize| match by {
        Divided::InFile(_) | Divided::Tabs => chars[at] == '\t',
        Divided::Bars => is_bar(chars[at]),
        Divided::Gaps => false,
    };
    if by == Divided::Gaps {
        return gap_cells(source, line, 2);
    }
    let mut found = Vec::new();
    let mut start = line.start;
    for at in (line.start..line.end).filter(|&at| divides(at)) {
        found.push(start..at);
        start = at + 1;
    }
    found.push(start..line.end);
    if by == Divided::Bars {
        // What stands before the first bar and behind the last is the frame.
        let blank = |cell: &Range<usize>| source.reading(cell.clone()).trim().is_empty();
        if found.first().is_some_and(blank) {
            found.remove(0);
        }
        if found.last().is_some_and(blank) {
            found.pop();
        }
    }
    found
}

/// The cells of a line with gaps of some width between them; a wide space is as wide as two.
fn gap_cells(source: &Source, line: &Line, width: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut gap = width;
    for at in line.start..line.end {
        let c = source.chars[at];
        if c.is_whitespace() {
            gap += if c == ' ' { 1 } else { 2 };
            continue;
        }
        match found.last_mut().filter(|_| gap < width) {
            Some(cell) => cell.end = at + 1,
            None => found.push(at..at + 1),
        }
        gap = 0;
    }
    found
}
