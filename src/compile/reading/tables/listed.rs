//! Tables whose cells were copied without what divided them: each cell on a line of its own, or only a space between.
//!
//! In: a source and the line where a table may begin. Out: the table. Only its heads and the order of its cells tell such
//! a table. Invariant: it has two rows at least below its heads, and each has a cell for every head; a name that was
//! torn into several cells is one again.

use super::heads::{Head, name_column};
use super::{Row, Table, gap_cells};
use crate::compile::pattern::pattern;
use crate::compile::reading::normalise::normalise_str;
use crate::compile::reading::source::Source;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// So many columns such a table has.
const HEADS: Range<usize> = 2..9;
const LONGEST_HEAD: usize = 12;
/// So many lines of such a table are read.
const MOST_CELLS: usize = 400;
/// Into so many cells more than one a name is torn at most.
const MOST_TORN: usize = 2;

/// A table with each cell on a line of its own, whose first head stands at `begin`.
pub fn listed(source: &Source, norm: &[String], begin: usize) -> Option<Table> {
    let short = norm[begin].chars().count() <= LONGEST_HEAD && source.lines[begin].table.is_none();
    let head = if short { Head::of(&norm[begin]) } else { Head::Other };
    if !matches!(head, Head::Number | Head::Name) {
        return None;
    }
    let filled: Vec<usize> =
        (begin..source.lines.len()).filter(|&i| !source.lines[i].plain.is_empty()).take(MOST_CELLS).collect();
    let cells = Cells { source, lines: &filled };
    let rows = if head == Head::Number { cells.numbered()? } else { cells.named(norm)? };
    let end = rows.last()?.end;
    let last = *filled.get(end.checked_sub(1)?)?;
    Some(Table { lines: begin..last + 1, rows: rows.iter().map(|row| cells.row(row)).collect() })
}

/// Lines that hold a cell each.
struct Cells<'a> {
    source: &'a Source,
    /// Which lines they are.
    lines: &'a [usize],
}

/// Which cells make a row: from the first to the last, those of its name being torn.
struct Listed {
    start: usize,
    end: usize,
    name: usize,
    torn: usize,
}

impl Cells<'_> {
    fn text(&self, n: usize) -> Option<&str> {
        self.lines.get(n).map(|&i| self.source.lines[i].plain.as_str())
    }

    fn row(&self, row: &Listed) -> Row {
        let at = |n: usize| &self.source.lines[self.lines[n]];
        let name = row.start + row.name;
        let cell = |n: usize| at(n).start..at(if n == name { n + row.torn } else { n }).end;
        Row { cells: (row.start..row.end).filter(|n| !(name + 1..=name + row.torn).contains(n)).map(cell).collect() }
    }

    /// 序号, its other heads, then rows that are numbered from 1.
    fn numbered(&self) -> Option<Vec<Listed>> {
        let columns = HEADS.into_iter().find(|&n| self.text(n) == Some("1"))?;
        if (0..columns).any(|n| self.text(n).is_none_or(|head| head.chars().count() > LONGEST_HEAD)) {
            return None;
        }
        let mut rows = vec![Listed { start: 0, end: columns, name: 1, torn: 0 }];
        for number in 1.. {
            let start = rows.last()?.end;
            if self.text(start) != Some(number.to_string().as_str()) {
                break;
            }
            let next = (number + 1).to_string();
            let torn = (0..=MOST_TORN).find(|torn| self.text(start + columns + torn) == Some(&next));
            // The last row ends as one before it did: 预期性.
            let ends = |n: usize| rows.iter().skip(1).any(|row| self.text(row.end - 1) == self.text(n));
            let torn = torn.or_else(|| (1..=MOST_TORN).find(|torn| ends(start + columns + torn - 1))).unwrap_or(0);
            let end = start + columns + torn;
            if self.text(end - 1).is_none() {
                break;
            }
            rows.push(Listed { start, end, name: 1, torn });
        }
        (rows.len() > 2).then_some(rows)
    }

    /// 指标, its other heads, then rows that have figures where the heads ask for them.
    fn named(&self, norm: &[String]) -> Option<Vec<Listed>> {
        let heads: Vec<Head> = self.lines.iter().take(HEADS.end).map(|&i| Head::of(&norm[i])).collect();
        let known = |n: &usize| heads[*n] != Head::Other || KIND.is_match(&norm[self.lines[*n]]);
        let columns = (0..heads.len()).take_while(known).count();
        let heads = heads.get(..columns).filter(|_| HEADS.contains(&columns))?;
        let name = name_column(heads).filter(|name| *name == 0)?;
        let fits = |start: usize| {
            let cells: Option<Vec<&str>> = (start..start + columns).map(|n| self.text(n)).collect();
            cells.is_some_and(|cells| is_row(heads, &cells))
        };
        let rows: Vec<Listed> = (0..)
            .map(|row| Listed { start: row * columns, end: (row + 1) * columns, name, torn: 0 })
            .take_while(|row| row.start == 0 || fits(row.start))
            .collect();
        (rows.len() > 2).then_some(rows)
    }
}

/// A table whose cells only a space divides, whose heads stand on line `begin`: 指标 2020年 2025年 属性.
pub fn spaced(source: &Source, begin: usize, skipped: &[bool]) -> Option<Table> {
    let cells = |line: usize| match skipped[line] || source.lines[line].table.is_some() {
        true => Vec::new(),
        false => gap_cells(source, &source.lines[line], 1),
    };
    let read = |cell: &Range<usize>| normalise_str(&source.reading(cell.clone()));
    let first = &source.lines[begin].plain;
    if !first.contains(|c: char| c.is_whitespace()) || first.contains(['\t', '，', '。', '；', '：']) {
        return None;
    }
    let cells_of_heads = cells(begin);
    let heads: Vec<Head> = cells_of_heads.iter().map(|cell| Head::of(&read(cell))).collect();
    let name = name_column(&heads).filter(|_| HEADS.contains(&heads.len()))?;
    let mut rows = vec![Row { cells: cells_of_heads }];
    let mut end = begin + 1;
    for line in begin + 1..source.lines.len() {
        if source.lines[line].plain.is_empty() {
            continue;
        }
        let mut cells = cells(line);
        // A name may have spaces of its own: PM2.5 浓度.
        let more = cells.len().saturating_sub(heads.len());
        if more <= MOST_TORN && name + more < cells.len() {
            cells[name].end = cells[name + more].end;
            cells.drain(name + 1..=name + more);
        }
        let texts: Vec<String> = cells.iter().map(read).collect();
        if !is_row(&heads, &texts.iter().map(String::as_str).collect::<Vec<_>>()) {
            break;
        }
        rows.push(Row { cells });
        end = line + 1;
    }
    (rows.len() > 2).then_some(Table { lines: begin..end, rows })
}

/// 属性 and the like.
static KIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(指标)?(属性|性质|类型|类别)$"));

/// Whether cells are a row below such heads: figures, or a dash for none, where they ask for them, and a name.
fn is_row(heads: &[Head], cells: &[&str]) -> bool {
    const LONGEST: usize = 20;
    let figure = |cell: &str| {
        let none = matches!(cell, "—" | "——" | "-" | "/" | "–");
        (none || cell.contains(|c: char| c.is_ascii_digit())) && cell.chars().count() <= LONGEST
    };
    let fits = |(head, cell): (&Head, &&str)| match head {
        Head::Name => !figure(cell) || cell.chars().count() > 3 && cell.contains(|c: char| !c.is_ascii()),
        Head::Unit => cell.chars().count() <= LONGEST_HEAD,
        head => !head.has_figures() || figure(cell),
    };
    heads.len() == cells.len() && heads.iter().zip(cells).all(fits)
}
