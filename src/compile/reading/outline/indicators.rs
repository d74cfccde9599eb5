//! Tables of indicators in an annex, each a clause with the line above that names it: `annex.t1`, `annex.t2` …
//!
//! In: the tables of the annex. Out: their clauses, in the form in which a table stands in a clause of the body, so that
//! its targets are read alike. Invariant: a table whose goals are told in sentences is none of them.

use super::{Outlined, finish};
use crate::compile::pattern::pattern;
use crate::compile::reading::normalise::{Text, normalise};
use crate::compile::reading::source::Source;
use crate::compile::reading::tables::Table;
use crate::compile::reading::tables::heads::Head;
use crate::compile::reading::zones::{Zone, Zones};
use crate::model::{ClauseKind, Span};
use regex::Regex;
use std::sync::LazyLock;

/// The tables of indicators in the annex, as clauses.
pub fn annex_tables(source: &Source, zones: &Zones, plan: &str) -> Vec<Outlined> {
    let in_annex = |table: &&Table| zones.of_line.get(table.lines.start) == Some(&Zone::Annex);
    let found = zones.tables.iter().filter(in_annex).filter(|table| is_of_indicators(source, table));
    let clause = |(table, count): (&Table, u32)| {
        let mut text = match caption(source, zones, table).map(|line| &source.lines[line]) {
            Some(line) => normalise(source, std::slice::from_ref(&(line.start..line.end))),
            None => Text::default(),
        };
        let heading = Some(text.shown()).filter(|heading| !heading.is_empty());
        text.append(table.text(source), Some('\n'));
        let start = text.glyphs.first().map_or(0, |glyph| glyph.at);
        let path = format!("annex.t{count}");
        let mut outlined = finish(plan, &path, None, ClauseKind::Annex, heading, &text, start);
        outlined.clause.parts.heading =
            outlined.clause.heading.as_ref().map(|heading| Span(0, heading.chars().count() as u32));
        outlined
    };
    found.zip(1..).map(clause).collect()
}

/// Whether a table names indicators and has nothing but figures for their goals.
pub fn is_of_indicators(source: &Source, table: &Table) -> bool {
    static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(累计|下降|降低|减少|增长|提高|上升|增加|缩短|不低于|不少于|不超过|达到|超过|约|[≥≤＞＜><〈〉=〔])*\d",
            r"|^(—|——|-|/|20\d{2}年?)?$"
        ))
    });
    let heads = |row: usize| -> Vec<Head> {
        let cells = table.rows.get(row).map_or(0, |row| row.cells.len());
        (0..cells).map(|column| Head::of(&table.rows[row].cell(source, column).shown())).collect()
    };
    let (first, second) = (heads(0), heads(1));
    let named = [&first, &second].iter().any(|heads| heads.contains(&Head::Name));
    let goals = [first, second].into_iter().find_map(|heads| heads.iter().position(|head| head.may_promise()));
    let Some(goals) = goals.filter(|_| named) else { return false };
    let cells: Vec<String> = table.rows.iter().skip(1).map(|row| row.cell(source, goals).shown()).collect();
    cells.iter().filter(|cell| !cell.is_empty()).count() > 1 && cells.iter().all(|cell| FIGURE.is_match(cell))
}

/// The line right above a table, where it is short and more than the number of the annex.
fn caption(source: &Source, zones: &Zones, table: &Table) -> Option<usize> {
    const LONGEST: usize = 40;
    let above = (0..table.lines.start).rev().find(|&line| !source.lines[line].plain.is_empty())?;
    let line = &zones.norm[above];
    let named = line.trim_start_matches("附件").chars().any(|c| !c.is_ascii_digit() && c != '：');
    let own = zones.of_line[above] == Zone::Annex && zones.table_of(above).is_none();
    (own && named && line.chars().count() <= LONGEST).then_some(above)
}
