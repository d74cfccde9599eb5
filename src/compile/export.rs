//! Corpus → the open data files of the contract, byte for byte the same on every run.

use crate::model::{Clause, Corpus, Link, Plan, Target};
use serde::Serialize;

/// Name and contents of every file of the open data.
///
/// # Errors
/// Serialisation cannot fail for these types; an error would be a fault of this program.
pub fn files(corpus: &Corpus) -> Result<Vec<(&'static str, Vec<u8>)>, ExportError> {
    Ok(vec![
        ("plans.jsonl", json_lines(&plans(corpus))?),
        ("clauses.jsonl", json_lines(&corpus.clauses)?),
        ("targets.jsonl", json_lines(&corpus.targets)?),
        ("links.jsonl", json_lines(&corpus.links)?),
        ("siblings.jsonl", json_lines(&corpus.siblings)?),
        ("changes.jsonl", json_lines(&corpus.changes)?),
        ("cascades.jsonl", json_lines(&corpus.cascades)?),
        ("revisions.jsonl", json_lines(&corpus.revisions)?),
        ("topics.jsonl", json_lines(&corpus.topics)?),
        ("indicators.jsonl", json_lines(&corpus.indicators)?),
        ("remarks.jsonl", json_lines(&corpus.remarks)?),
        (CLAUSES, table(&CLAUSE_COLUMNS, corpus.clauses.iter().map(clause_row))?),
        (TARGETS, table(&TARGET_COLUMNS, corpus.targets.iter().map(target_row))?),
        (LINKS, table(&LINK_COLUMNS, corpus.links.iter().map(link_row))?),
    ])
}

const CLAUSES: &str = "clauses.csv";
const TARGETS: &str = "targets.csv";
const LINKS: &str = "links.csv";

/// The names of the columns of a table; none for a file that is none.
pub fn columns(file: &str) -> Option<&'static [&'static str]> {
    match file {
        CLAUSES => Some(&CLAUSE_COLUMNS),
        TARGETS => Some(&TARGET_COLUMNS),
        LINKS => Some(&LINK_COLUMNS),
        _ => None,
    }
}

/// The open data could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A record cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A row of a table cannot be written.
    #[error("cannot write CSV: {0}")]
    Csv(#[from] csv::Error),
    /// The end of a table cannot be written; holds what the writer says.
    #[error("cannot write CSV: {0}")]
    Flush(String),
}

/// The plans without what only the app needs.
fn plans(corpus: &Corpus) -> Vec<Plan> {
    corpus.plans.iter().map(|plan| Plan { place_names: None, ..plan.clone() }).collect()
}

/// One JSON value a line.
///
/// # Errors
/// A record cannot be written as JSON.
pub fn json_lines<T: Serialize>(items: &[T]) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::new();
    for item in items {
        serde_json::to_writer(&mut out, item)?;
        out.push(b'\n');
    }
    Ok(out)
}

const CLAUSE_COLUMNS: [&str; 12] = [
    "id",
    "plan",
    "path",
    "parent",
    "kind",
    "heading",
    "text",
    "topics",
    "units",
    "leads",
    "and_others",
    "units_applied",
];
const TARGET_COLUMNS: [&str; 16] = [
    "id",
    "plan",
    "clause",
    "indicator",
    "label",
    "comparator",
    "value",
    "value_max",
    "unit",
    "kind",
    "year_from",
    "year_to",
    "scope",
    "qualitative",
    "quote",
    "source",
];
const LINK_COLUMNS: [&str; 5] = ["child", "parent", "score", "grade", "earlier"];

/// A file of comma-separated values; the only writer of any.
pub(crate) fn table<const N: usize>(
    columns: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, ExportError> {
    // Spreadsheets take a file for UTF-8 by its byte order mark.
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.map(|cell| guard(&cell)))?;
    }
    writer.into_inner().map_err(|error| ExportError::Flush(error.to_string()))
}

/// A cell that a spreadsheet would take for a formula gets a quote in front: one that begins with a sign of a
/// formula, also in full width, which Excel takes for the plain one, and also after blanks, which some importers
/// trim; and one that begins with a tab or a line break, by which others split a cell.
fn guard(cell: &str) -> String {
    let blank = |c: char| c.is_whitespace() || ['\u{feff}', '\u{200b}'].contains(&c);
    let text = cell.trim_start_matches(blank);
    // Alone, `＝` is a target's comparator, and no formula.
    let wide = text.strip_prefix(['＝', '＋', '－', '＠']).is_some_and(|formula| !formula.is_empty());
    let formula = wide || text.starts_with(['=', '+', '-', '@']);
    if formula || cell.starts_with(['\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

fn clause_row(clause: &Clause) -> [String; 12] {
    let c = clause;
    let kind = format!("{:?}", c.kind).to_lowercase();
    [
        c.id.to_string(),
        c.plan.clone(),
        c.path.clone(),
        c.parent.clone().unwrap_or_default().into(),
        kind,
        c.heading.clone().unwrap_or_default(),
        c.text.clone(),
        c.topics.join(";"),
        c.units.join(";"),
        c.leads.join(";"),
        c.and_others.to_string(),
        c.units_applied.join(";"),
    ]
}

fn target_row(target: &Target) -> [String; 16] {
    let t = target;
    let text = |value: Option<&dyn std::fmt::Display>| value.map(ToString::to_string).unwrap_or_default();
    [
        t.id.clone(),
        t.plan.clone(),
        t.clause.clone().unwrap_or_default().into(),
        t.indicator.clone(),
        t.label.clone(),
        t.comparator.sign().to_owned(),
        text(t.value.as_ref().map(|v| v as &dyn std::fmt::Display)),
        text(t.value_max.as_ref().map(|v| v as &dyn std::fmt::Display)),
        t.unit.clone().unwrap_or_default(),
        t.kind.id().to_owned(),
        text(t.year_from.as_ref().map(|v| v as &dyn std::fmt::Display)),
        text(t.year_to.as_ref().map(|v| v as &dyn std::fmt::Display)),
        t.scope.clone(),
        t.qualitative.to_string(),
        t.quote.clone().unwrap_or_default(),
        t.source.as_ref().map(|s| s.title.clone()).unwrap_or_default(),
    ]
}

fn link_row(link: &Link) -> [String; 5] {
    let grade = u8::from(link.grade);
    [
        link.child.to_string(),
        link.parent.to_string(),
        link.score.to_string(),
        grade.to_string(),
        link.earlier.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_no_formula() {
        let cells = [["=1+1".to_owned()], ["@x".to_owned()], ["95%".to_owned()]];
        let csv = table(&["a"], cells.into_iter()).expect("writes");
        assert_eq!(String::from_utf8(csv).expect("UTF-8"), "\u{FEFF}a\n'=1+1\n'@x\n95%\n");
    }

    #[test]
    fn every_form_of_a_formula_is_guarded() {
        let formulas = [
            "=1+1",
            "+1",
            "-1",
            "@SUM(1)",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(1)",
            "\tx",
            "\rx",
            "\nx",
            " =1+1",
            "\u{3000}＝1+1",
            "\u{a0}@x",
            "\u{feff}=1",
            "\n=1",
        ];
        for cell in formulas {
            assert_eq!(guard(cell), format!("'{cell}"));
        }
        for cell in ["", "＝", "95%", "a=b", "城镇化率＝79.8%", " text", "（一）", "'=1", "≥80", "1-2"] {
            assert_eq!(guard(cell), cell);
        }
    }
}
