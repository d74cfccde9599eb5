//! Rows of annex tables that break a section of the body down by year.

use super::indicators::is_of_indicators;
use super::{Outlined, finish};
use crate::compile::pattern::pattern;
use crate::compile::reading::normalise::{Text, normalise, normalise_str};
use crate::compile::reading::numbering;
use crate::compile::reading::source::Source;
use crate::compile::reading::zones::{Zone, Zones};
use crate::compile::{Diagnostic, Severity};
use crate::model::{Cell, ClauseKind, Span, annex_path};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The columns of a table, from its last head; heads are repeated on every printed page.
#[derive(Default)]
struct Columns {
    /// Where the tasks stand; before them at most their running numbers (序号).
    label: usize,
    years: Vec<(usize, u16)>,
    /// Columns of offices with what heads them: 责任单位, or 牵头单位 and 配合单位.
    units: Vec<(usize, String)>,
}

/// The rows with year columns as clauses `annex.PATH`, PATH being the section of the body they belong to.
pub fn rows(
    source: &Source,
    zones: &Zones,
    plan: &str,
    body: &[Outlined],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Outlined> {
    let mut columns = Columns::default();
    let sections = Sections::of(body);
    let mut rows: Vec<Outlined> = Vec::new();
    let mut filled_sections: BTreeSet<&str> = BTreeSet::new();
    let listed: BTreeSet<usize> = zones
        .tables
        .iter()
        .filter(|table| zones.of_line.get(table.lines.start) == Some(&Zone::Annex) && is_of_indicators(source, table))
        .flat_map(|table| table.lines.clone())
        .collect();
    let annex = (0..source.lines.len()).filter(|line| zones.of_line[*line] == Zone::Annex && !listed.contains(line));
    for line in annex.map(|line| &source.lines[line]) {
        let cells = split_cells(source, line.start..line.end);
        if cells.len() < 3 || read_head(source, &cells, &mut columns) {
            continue;
        }
        let filled = columns.years.iter().any(|&(column, _)| cell_text(source, &cells, column).is_some());
        let label =
            cells.get(columns.label).map(|c| normalise(source, std::slice::from_ref(c)).shown()).unwrap_or_default();
        if !filled || label.is_empty() {
            continue;
        }
        match sections.named(&label) {
            Some(section) if filled_sections.insert(section.clause.id.as_str()) => {
                rows.push(row(source, plan, section, &label, &cells, &columns));
            }
            _ => {
                let message =
                    format!("the annex row “{label}” matches no section of the body, or one that has its row");
                let mut remark = source.remark("annex-row", Severity::Warning, line.start, 1, message);
                remark.hint =
                    Some("the row stays in the annex and is searched, but its figures are not compared".into());
                diagnostics.push(remark);
            }
        }
    }
    rows
}

fn split_cells(source: &Source, line: Range<usize>) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = line.start;
    for at in line.clone().filter(|&at| source.chars[at] == '\t') {
        cells.push(start..at);
        start = at + 1;
    }
    cells.push(start..line.end);
    cells
}

/// Whether the line is (part of) a table head, which sets the columns.
fn read_head(source: &Source, cells: &[Range<usize>], columns: &mut Columns) -> bool {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(20\d{2})年?度?(目标|任务|计划|工作目标|工作措施)?$"));
    static UNITS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(责任|牵头|主办|实施|承办|负责|配合|协办|参与)(责任)?(单位|部门)(及.*)?$"));
    let texts: Vec<String> = cells.iter().map(|c| normalise(source, std::slice::from_ref(c)).shown()).collect();
    let years: Vec<(usize, u16)> =
        texts.iter().enumerate().filter_map(|(i, text)| Some((i, YEAR.captures(text)?[1].parse().ok()?))).collect();
    let units: Vec<(usize, String)> =
        texts.iter().enumerate().filter(|(_, text)| UNITS.is_match(text)).map(|(i, text)| (i, text.clone())).collect();
    let is_head = !units.is_empty() || years.len() >= 2;
    if is_head {
        columns.label = usize::from(matches!(texts[0].as_str(), "序号" | "编号" | "序"));
    }
    if !units.is_empty() {
        columns.units = units;
    }
    if years.len() >= 2 {
        columns.years.clone_from(&years);
    }
    is_head
}

fn cell_text(source: &Source, cells: &[Range<usize>], column: usize) -> Option<Text> {
    let text = normalise(source, std::slice::from_ref(cells.get(column)?));
    (!text.is_empty()).then_some(text)
}

/// The sections of the body that a row may belong to, by the last part of their path, each with the characters of its
/// heading.
struct Sections<'a>(BTreeMap<&'a str, Vec<(&'a Outlined, BTreeSet<char>)>>);

impl<'a> Sections<'a> {
    fn of(body: &'a [Outlined]) -> Self {
        let mut sections: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        let divided = |c: &&Outlined| matches!(c.clause.kind, ClauseKind::Section | ClauseKind::Chapter);
        for section in body.iter().filter(divided).filter(|c| c.clause.has_own_text()) {
            let number = section.clause.path.rsplit('.').next().unwrap_or_default();
            let heading = section.clause.heading.as_deref().unwrap_or(&section.clause.text);
            sections.entry(number).or_default().push((section, heading.chars().collect()));
        }
        Self(sections)
    }

    /// The section that a row's label names: by number, among equal numbers by the words of its heading.
    fn named(&self, label: &str) -> Option<&'a Outlined> {
        let number = numbering::parse(label);
        let words = label.chars().skip(number.map_or(0, |n| n.length));
        let words: Vec<char> = words.filter(|c| c.is_alphanumeric()).collect();
        let number = number.map(|n| n.value.to_string());
        let fits = |own: &str| number.as_deref().is_none_or(|number| number == own);
        let (likeness, section) = self
            .0
            .iter()
            .filter(|(own, _)| fits(own))
            .flat_map(|(_, sections)| sections)
            .map(|(section, heading)| (words.iter().filter(|c| heading.contains(*c)).count(), *section))
            .max_by_key(|(likeness, section)| (*likeness, std::cmp::Reverse(section.start)))?;
        (likeness * 2 >= words.len()).then_some(section)
    }
}

fn row(
    source: &Source,
    plan: &str,
    section: &Outlined,
    label: &str,
    cells: &[Range<usize>],
    columns: &Columns,
) -> Outlined {
    let mut text = Text::default();
    let mut spans = Vec::new();
    for &(column, year) in &columns.years {
        let Some(cell) = cell_text(source, cells, column) else { continue };
        let joint = u32::from(!text.is_empty());
        let start = text.glyphs.len() as u32 + joint;
        text.append(cell, Some('\n'));
        spans.push(Cell { year, span: Span(start, text.glyphs.len() as u32) });
    }
    let number = numbering::parse(label).map_or(0, |n| n.length);
    let heading: String = label.chars().skip(number).collect::<String>().trim_end_matches('。').to_owned();
    let path = annex_path(&section.clause.path);
    let start = cells.first().map_or(0, |c| c.start);
    let heading = Some(heading).filter(|h| !h.is_empty());
    let mut row = finish(plan, &path, Some(section.clause.id.clone()), ClauseKind::Annex, heading, &text, start);
    row.clause.cells = Some(spans);
    let offices = columns.units.iter().filter_map(|(column, head)| {
        let cell = cells.get(*column)?;
        let text = normalise_str(&source.reading(cell.clone()));
        // One column needs no word of its head; of several each says its role.
        let text = if columns.units.len() > 1 { format!("{head}：{text}") } else { text };
        (!cell.is_empty()).then_some(text)
    });
    row.unit_column = Some(offices.collect::<Vec<_>>().join("；")).filter(|text| !text.is_empty());
    row
}
