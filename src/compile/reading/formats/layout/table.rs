//! The strokes of a page → tables: where strokes make a grid of at least two columns, the characters in it are cells.
//!
//! Invariant: a character belongs to one cell; a cell goes on to the next stroke, so that it knows what it spans.

use super::super::{Block, Cell, Place, Row};
use super::{Glyph, Page, Rule, lines};

/// A table on one page.
pub(super) struct Table {
    /// How far its upper edge is from the page's.
    pub y: f64,
    rows: Vec<Row>,
    columns: usize,
}

/// More strokes than this are a drawing.
const MOST_RULES: usize = 4000;

/// Finds the tables of a page and takes their characters out of `glyphs`.
pub(super) fn find(page: &Page, glyphs: &mut Vec<&Glyph>) -> Vec<Table> {
    if page.rules.len() > MOST_RULES {
        return Vec::new();
    }
    // Strokes this near to one another are one, or touch: about a millimetre on A4.
    let near = page.height * 0.0035;
    let mut tables: Vec<Table> =
        connected(&page.rules, near).into_iter().filter_map(|rules| Grid::new(&rules, near)?.table(glyphs)).collect();
    tables.sort_by(|a, b| a.y.total_cmp(&b.y));
    tables
}

impl Table {
    /// Gives its rows their places.
    pub fn number(&mut self, page: u32, count: &mut u32) {
        for row in &mut self.rows {
            *count += 1;
            row.cells.iter_mut().for_each(|cell| cell.at = Place::Page { page, line: *count });
        }
    }

    /// Appends it as a block; a table that goes on from the page before is one with it.
    pub fn push(self, blocks: &mut Vec<Block>) {
        let width = |rows: &[Row]| rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + cell.columns).max();
        if let Some(Block::Table { rows, .. }) = blocks.last_mut()
            && width(rows) == Some(self.columns as u32)
        {
            let texts = |row: &Row| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
            let again = rows.first().zip(self.rows.first()).is_some_and(|(head, row)| texts(head) == texts(row));
            rows.extend(self.rows.into_iter().skip(usize::from(again)));
            return;
        }
        let at = self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.at).next();
        if let Some(at) = at {
            blocks.push(Block::Table { rows: self.rows, at });
        }
    }
}

/// Groups of strokes that touch.
fn connected(rules: &[Rule], near: f64) -> Vec<Vec<Rule>> {
    let mut left: Vec<Rule> = rules.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(rule) = group.get(at).copied() {
            at += 1;
            let (touching, rest): (Vec<Rule>, Vec<Rule>) = left.into_iter().partition(|other| {
                other.x0 - near < rule.x1
                    && rule.x0 - near < other.x1
                    && other.y0 - near < rule.y1
                    && rule.y0 - near < other.y1
            });
            group.extend(touching);
            left = rest;
        }
        groups.push(group);
    }
    groups
}

struct Grid {
    /// Where columns and rows are divided, the outer edges included.
    xs: Vec<f64>,
    ys: Vec<f64>,
    vertical: Vec<Rule>,
    horizontal: Vec<Rule>,
    near: f64,
}

impl Grid {
    fn new(rules: &[Rule], near: f64) -> Option<Self> {
        let (vertical, horizontal): (Vec<Rule>, Vec<Rule>) =
            rules.iter().partition(|rule| rule.y1 - rule.y0 > rule.x1 - rule.x0);
        // A table may have no strokes at its sides: there its horizontal strokes end.
        let ends = horizontal.iter().flat_map(|rule| [rule.x0, rule.x1]);
        let (first, last) = ends.fold((f64::MAX, f64::MIN), |(first, last), x| (first.min(x), last.max(x)));
        let inner = vertical.iter().map(|rule| (rule.x0 + rule.x1) / 2.0);
        let xs = distinct(inner.chain([first, last]).collect(), near);
        let ys = distinct(horizontal.iter().map(|rule| (rule.y0 + rule.y1) / 2.0).collect(), near);
        (!vertical.is_empty() && xs.len() > 2 && ys.len() > 1).then_some(Grid { xs, ys, vertical, horizontal, near })
    }

    /// Whether a stroke divides the columns at `column` in a row.
    fn divides_columns(&self, column: usize, row: usize) -> bool {
        let (x, y) = (self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2.0);
        self.vertical.iter().any(|rule| {
            ((rule.x0 + rule.x1) / 2.0 - x).abs() < 2.0 * self.near
                && rule.y0 - self.near < y
                && y < rule.y1 + self.near
        })
    }

    fn divides_rows(&self, row: usize, column: usize) -> bool {
        let (x, y) = ((self.xs[column] + self.xs[column + 1]) / 2.0, self.ys[row]);
        self.horizontal.iter().any(|rule| {
            ((rule.y0 + rule.y1) / 2.0 - y).abs() < 2.0 * self.near
                && rule.x0 - self.near < x
                && x < rule.x1 + self.near
        })
    }

    fn table<'g>(&self, glyphs: &mut Vec<&'g Glyph>) -> Option<Table> {
        let (columns, rows) = (self.xs.len() - 1, self.ys.len() - 1);
        let place = |glyph: &Glyph| {
            let (x, y) = (glyph.x + glyph.width / 2.0, glyph.y - 0.35 * glyph.size);
            let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1).filter(|column| *column < columns);
            let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1).filter(|row| *row < rows);
            column.zip(row)
        };
        // Which cell (by its first row and column) each field of the grid belongs to.
        let mut owner = vec![vec![None; columns]; rows];
        let mut cells = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if owner[row][column].is_some() {
                    continue;
                }
                let mut right = column + 1;
                while right < columns && owner[row][right].is_none() && !self.divides_columns(right, row) {
                    right += 1;
                }
                let mut below = row + 1;
                while below < rows && !(column..right).any(|column| self.divides_rows(below, column)) {
                    below += 1;
                }
                for fields in &mut owner[row..below] {
                    fields[column..right].fill(Some(cells.len()));
                }
                cells.push((row, column, below - row, right - column, Vec::<&'g Glyph>::new()));
            }
        }
        let before = glyphs.len();
        glyphs.retain(|glyph| {
            let Some(cell) = place(glyph).and_then(|(column, row)| owner[row][column]) else { return true };
            cells[cell].4.push(glyph);
            false
        });
        if glyphs.len() == before {
            return None;
        }
        let mut table = Table { y: self.ys[0], rows: vec![Row::default(); rows], columns };
        for (row, column, rows, columns, glyphs) in cells {
            let text = text(glyphs, self.xs[column + columns]);
            let at = Place::Page { page: 0, line: 0 };
            let (column, columns, rows) = (column as u32, columns as u32, rows as u32);
            table.rows[row].cells.push(Cell { text, at, column, columns, rows });
        }
        table.rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
        Some(table)
    }
}

/// The text of a cell: a line that reaches the cell's right edge goes on in the next.
fn text(glyphs: Vec<&Glyph>, right: f64) -> String {
    let mut text = String::new();
    let mut full = true;
    for line in lines(glyphs) {
        if !full {
            text.push('\n');
        }
        text.push_str(&line.text);
        full = line.x1 > right - 1.8 * line.size;
    }
    text
}

fn distinct(mut values: Vec<f64>, near: f64) -> Vec<f64> {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    values.dedup_by(|b, a| *b - *a < 2.0 * near);
    values
}
