//! Tables that divide work: each row a task with who leads, who joins and by when.
//!
//! In: a table. Out: its tasks, each to become a clause. Invariant: what a row says is in its task's text, but for its
//! running number; what is no task stays with the heads.

use super::{Outlined, finish};
use crate::compile::pattern::pattern;
use crate::compile::reading::deadline;
use crate::compile::reading::normalise::{Text, normalise_str};
use crate::compile::reading::source::Source;
use crate::compile::reading::tables::heads::Head;
use crate::compile::reading::tables::{Row, Table};
use crate::compile::reading::zones::{Zone, Zones};
use crate::model::{ClauseKind, Deadline, Span};
use regex::Regex;
use std::sync::LazyLock;

/// The tasks of a table, and the text of its other rows.
pub struct Tasks {
    /// A line for each row that is no task: the heads, and what groups the tasks.
    pub heads: Text,
    /// In the order of the rows.
    pub tasks: Vec<Task>,
}

/// One row: a line for each of its cells.
pub struct Task {
    /// What the cells say, without the running number and empty ones.
    pub text: Text,
    /// Index in `Source::chars` of its first character, its running number included.
    pub start: usize,
    /// What the columns of offices say, each behind its head.
    offices: String,
    /// Where they stand in the text.
    units: Vec<Span>,
    deadline: Option<Deadline>,
}

impl Task {
    /// Tells a clause of the task's text what the columns say.
    pub fn tell(&self, outlined: &mut Outlined) {
        outlined.unit_column = Some(self.offices.clone());
        outlined.unit_places.clone_from(&self.units);
        outlined.clause.deadline.clone_from(&self.deadline);
    }
}

/// What a column is for.
#[derive(Clone, PartialEq, Eq)]
enum Column {
    Number,
    Text,
    /// With its head, which says the role.
    Units(String),
    Deadline,
}

/// The tasks of a table that divides work; none of another.
pub fn tasks(source: &Source, table: &Table) -> Option<Tasks> {
    // One that tells what is done in each year is broken down by year elsewhere.
    if table
        .rows
        .iter()
        .any(|row| (0..row.cells.len()).filter(|&column| is_year(&row.cell(source, column))).count() > 1)
    {
        return None;
    }
    // Above the heads may stand what the table is called.
    let (head, columns) =
        table.rows.iter().take(2).enumerate().find_map(|(at, row)| Some((at, columns(source, row)?)))?;
    let mut heads = Text::default();
    let mut tasks = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        match (at > head).then(|| task(source, row, &columns)).flatten() {
            Some(task) => tasks.push(task),
            None if !row.text(source).is_empty() => heads.append(row.text(source), Some('\n')),
            None => {}
        }
    }
    Some(Tasks { heads, tasks })
}

/// The tasks of the annex as clauses `annex.r1`, `annex.r2` …, counted through.
pub fn annex_rows(source: &Source, zones: &Zones, plan: &str) -> Vec<Outlined> {
    let in_annex = |table: &&Table| zones.of_line.get(table.lines.start) == Some(&Zone::Annex);
    let found = zones.tables.iter().filter(in_annex).filter_map(|table| tasks(source, table)).flat_map(|t| t.tasks);
    let clause = |(task, count): (Task, u32)| {
        let mut row = finish(plan, &format!("annex.r{count}"), None, ClauseKind::Annex, None, &task.text, task.start);
        task.tell(&mut row);
        row
    };
    found.zip(1..).map(clause).collect()
}

/// Whether a cell is the head of a year's column: 2025年目标.
fn is_year(cell: &Text) -> bool {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^20\d{2}年.{0,6}$"));
    YEAR.is_match(&cell.shown())
}

/// The columns by their heads, where one is of tasks and one of offices.
fn columns(source: &Source, head: &Row) -> Option<Vec<Column>> {
    static UNITS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(责任|牵头|主办|主责|实施|承办|负责|配合|协办|协同|参与|参加|落实)(责任)?(单位|部门|处室|科室)")
    });
    static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(完成|办理|办结|落实|整改|实施|推进|工作|任务)?(时限|期限|时间|进度|时间节点)(要求|安排)?$")
    });
    static TASK: LazyLock<Regex> = LazyLock::new(|| pattern(r"任务|事项|举措|措施|工作"));
    let heads: Vec<String> = (0..head.cells.len()).map(|column| head.cell(source, column).shown()).collect();
    let column = |head: &String| match head.as_str() {
        head if Head::of(head) == Head::Number => Column::Number,
        head if UNITS.is_match(head) => Column::Units(head.to_owned()),
        head if DEADLINE.is_match(head) => Column::Deadline,
        _ => Column::Text,
    };
    let columns: Vec<Column> = heads.iter().map(column).collect();
    let of_tasks = heads.iter().zip(&columns).any(|(head, column)| *column == Column::Text && TASK.is_match(head));
    let of_offices = columns.iter().any(|column| matches!(column, Column::Units(_)));
    (of_tasks && of_offices).then_some(columns)
}

/// A row as a task; none where it only groups those behind it.
fn task(source: &Source, row: &Row, columns: &[Column]) -> Option<Task> {
    let start = row.text(source).glyphs.first()?.at;
    let mut task = Task { text: Text::default(), start, offices: String::new(), units: Vec::new(), deadline: None };
    let mut says = false;
    for (at, cell) in row.cells.iter().enumerate() {
        let text = row.cell(source, at);
        // A running number stands before all else or is part of the text.
        let column = columns.get(at).unwrap_or(&Column::Text);
        if text.is_empty() || *column == Column::Number && task.text.is_empty() {
            continue;
        }
        let words = text.shown();
        task.text.append(text, Some('\n'));
        let end = task.text.glyphs.len() as u32;
        let span = Span(end - words.chars().count() as u32, end);
        match column {
            Column::Units(head) => {
                let names = listed(&source.reading(cell.clone())).unwrap_or(words);
                task.offices += &format!("{}{head}：{names}", if task.offices.is_empty() { "" } else { "；" });
                task.units.push(span);
            }
            Column::Deadline => task.deadline = deadline::of(&words),
            Column::Text | Column::Number => says = true,
        }
    }
    (says && !task.offices.is_empty()).then_some(task)
}

/// Names that stand one below the other in a cell, as a list.
fn listed(cell: &str) -> Option<String> {
    let names: Vec<String> = cell.split_whitespace().map(normalise_str).collect();
    let named = |name: &String| {
        name.chars().count() > 2 && name.ends_with(['局', '委', '办', '厅', '部', '院', '府', '会', '心', '司', '社'])
    };
    (names.len() > 1 && names.iter().all(named)).then(|| names.join("、"))
}
