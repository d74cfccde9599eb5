//! Targets of a table of indicators: each row an indicator, columns of figures by year.
//!
//! In: a clause's text, in which lines with tabs are rows of a table. Out: [`Promise`]s, with what there was where a
//! column tells it. Invariant: a figure promises something only in a column whose head names a year that the plan looks
//! forward to, or says that it is the goal.

mod amount;

use super::kinds::years_of;
use super::labels::{tidy, whole};
use super::promise::Promise;
use super::sentence::Text;
use super::times::{Time, Times, When};
use crate::compile::reading::tables::heads::{Head, name_column};
use crate::model::{Baseline, Decimal, Kind, Plan, YearBy};
use crate::text::tables::rows;
use amount::{Amount, Named};
use std::ops::Range;

/// What a table promises, and the cells of its years that say it in words, each with its year.
pub fn promises(text: &Text, table: Range<usize>, plan: &Plan) -> (Vec<Promise>, Vec<(Range<usize>, u16)>) {
    let rows = rows(&text.chars(), table.clone());
    let head = (0..rows.len()).find_map(|at| Some((at, Columns::of(text, &rows[at..], plan.year())?)));
    let Some((head, columns)) = head else { return (Vec::new(), Vec::new()) };
    let frame = caption_time(text, table.start, plan);
    let (mut found, mut said) = (Vec::new(), Vec::new());
    let (mut name, mut unit) = (0..0, None);
    for row in rows.iter().skip(head + columns.heads) {
        let cell = |column: usize| row.get(column).cloned().filter(|cell| !cell.is_empty());
        // A name that stands for several rows stands in the first, and so does a unit.
        let own = cell(columns.name);
        name = own.clone().unwrap_or(name);
        let own_unit = columns.unit.and_then(cell).map(|unit| text.slice(unit));
        let named = Named::of(&text.slice(name.clone()), own_unit.clone(), unit.as_deref());
        unit = own_unit.or(unit);
        if named.label.is_empty() {
            continue;
        }
        let base = columns.base.and_then(|(column, year)| {
            let amount = Amount::of(&text.slice(cell(column)?), &named)?;
            Some((amount.unit, Baseline { value: amount.value, year }))
        });
        let begin = |place: &Range<usize>| own.as_ref().map_or(place.start, |own| own.start.min(place.start));
        let before = found.len();
        for &(column, year) in &columns.goals {
            let Some(place) = cell(column) else { continue };
            let Some(amount) = Amount::of(&text.slice(place.clone()), &named) else {
                said.extend(year.map(|year| (place, year)));
                continue;
            };
            let kind = amount.kind(&named);
            let when = year.map(When::In).or(frame);
            let same_unit = |(unit, _): &(Option<String>, Baseline)| *unit == amount.unit;
            let baseline = base.clone().filter(same_unit).map(|(_, baseline)| baseline);
            found.push(Promise {
                baseline,
                ..promise(&named.label, amount, kind, when, begin(&place)..place.end, plan)
            });
        }
        // What the year's own cell leaves open may be given as a change.
        if let Some(change) = columns.change.as_ref().filter(|_| found.len() == before)
            && let Some(place) = cell(change.column)
            && let Some(amount) = change.amount(&text.slice(place.clone()), &named)
        {
            let (kind, added) = amount.change(&named, change.yearly);
            let when = columns.goals.last().and_then(|(_, year)| *year).map(When::In).or(frame);
            let label = named.label.clone() + added;
            found.push(promise(&label, amount, kind, when, begin(&place)..place.end, plan));
        }
    }
    (found, said)
}

/// What a cell promises, the figure being the last in its quote.
fn promise(label: &str, amount: Amount, kind: Kind, when: Option<When>, quote: Range<usize>, plan: &Plan) -> Promise {
    let years = match kind {
        // What is counted up to the year began before it.
        Kind::Cumulative => (None, when.and_then(When::last)),
        _ => years_of(kind, when, None),
    };
    Promise {
        label: tidy(label),
        comparator: amount.comparator,
        value: Some(amount.value),
        max: amount.max,
        kind,
        years,
        years_at: None,
        year_by: (years != (None, None)).then_some(YearBy::Sentence),
        scope: whole(plan),
        qualitative: amount.value == Decimal::from_int(100) && amount.unit.as_deref() == Some("%"),
        figure: quote.end - amount.length..quote.end,
        context: quote.start..quote.start,
        quote,
        baseline: None,
        unit: amount.unit,
    }
}

/// The time that the line above a table names: 专栏1 “十四五”时期主要指标.
fn caption_time(text: &Text, table: usize, plan: &Plan) -> Option<When> {
    let end = table.checked_sub(1)?;
    let start = (0..end).rfind(|&at| text.chars()[at] == '\n').map_or(0, |at| at + 1);
    let times = Times::of(text, start..end, plan.year());
    let found: Vec<When> = times.until(end).iter().map(|time: &Time| time.when).collect();
    found.into_iter().rfind(|when| when.last().is_some())
}

/// Which columns of a table say what.
struct Columns {
    /// So many rows are heads.
    heads: usize,
    name: usize,
    unit: Option<usize>,
    /// What there was, and when.
    base: Option<(usize, Option<u16>)>,
    /// What is promised, and for when.
    goals: Vec<(usize, Option<u16>)>,
    change: Option<Change>,
}

/// The column that says by how much an indicator changes.
struct Change {
    column: usize,
    /// Each year, not in all.
    yearly: bool,
    /// As its head says: 年均增长（%）.
    unit: Option<String>,
}

impl Columns {
    /// The columns by the heads in the first of `rows`, or in the first two; none where no head names indicators, or none
    /// their goal.
    fn of(text: &Text, rows: &[Vec<Range<usize>>], signed: Option<u16>) -> Option<Self> {
        let read = |row: &Vec<Range<usize>>| row.iter().map(|cell| text.slice(cell.clone())).collect::<Vec<_>>();
        let first = read(rows.first()?);
        let mut heads: Vec<Head> = first.iter().map(|head| Head::of(head)).collect();
        let second = rows.get(1).map(read).unwrap_or_default();
        let split = heads.contains(&Head::Name) && is_second_head(&first, &second);
        if split {
            let years = second.iter().map(|head| Head::of(head)).enumerate().filter(|(_, head)| head.may_promise());
            years.take_while(|(at, _)| *at < first.len()).for_each(|(at, head)| heads[at] = head);
        }
        let name = name_column(&heads)?;
        let years: Vec<u16> = heads.iter().filter_map(|head| head.year()).collect();
        // Of two years some way apart the first is what there was, also in the year of the plan.
        const APART: u16 = 3;
        let start = matches!(years[..], [first, last] if first + APART <= last).then(|| years[0]);
        let before = |year: u16| signed.is_some_and(|signed| year < signed || year == signed && start == Some(year));
        let (mut base, mut goals, mut change) = (None, Vec::new(), None);
        for (column, head) in heads.iter().enumerate() {
            match *head {
                Head::Base(year) => base = Some((column, year)),
                Head::Of(year) if before(year) => base = Some((column, Some(year))),
                Head::Goal(Some(year)) if before(year) && start != Some(year) => {}
                Head::Goal(year) => goals.push((column, year)),
                Head::Of(year) => goals.push((column, Some(year))),
                Head::Yearly | Head::InAll => {
                    let unit = Named::of(&first[column], None, None).unit;
                    change = Some(Change { column, yearly: *head == Head::Yearly, unit });
                }
                Head::Number | Head::Name | Head::Unit | Head::Other => {}
            }
        }
        let unit = heads.iter().position(|head| *head == Head::Unit);
        (!goals.is_empty()).then_some(Self { heads: 1 + usize::from(split), name, unit, base, goals, change })
    }
}

impl Change {
    /// What a cell says; a rise each year only in per cent.
    fn amount(&self, cell: &str, named: &Named) -> Option<Amount> {
        let unit = self.unit.clone().or_else(|| named.unit.clone());
        let amount = Amount::of(cell, &Named { label: named.label.clone(), unit })?;
        (!self.yearly || amount.unit.as_deref() == Some("%")).then_some(amount)
    }
}

/// Whether a row only says the years below heads that stand for several columns: 目标 over 2025年 and 2035年.
fn is_second_head(first: &[String], second: &[String]) -> bool {
    let years = |head: &String| Head::of(head).may_promise();
    let same = |(at, head): (usize, &String)| head.is_empty() || years(head) || first.get(at) == Some(head);
    second.iter().any(years) && second.iter().enumerate().all(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;
    use crate::text::tables::tables;

    /// Label, comparator, value, unit, kind, year and baseline of each target of a table.
    fn read(table: &str) -> Vec<String> {
        let text = Text::new(table);
        let plan = samples::plan("x-2021", Some("350500"));
        let found: Vec<Promise> =
            tables(&text.chars()).into_iter().flat_map(|table| promises(&text, table, &plan).0).collect();
        let told = |p: &Promise| {
            let base = p.baseline.as_ref().map_or(String::new(), |b| format!(" from {} in {:?}", b.value, b.year));
            let unit = p.unit.clone().unwrap_or_default();
            let max = p.max.map_or(String::new(), |max| format!("~{max}"));
            let value = p.value.map_or(String::new(), |value| value.to_string());
            format!("{} {}{value}{max}{unit} {} {:?}{base}", p.label, p.comparator.sign(), p.kind.id(), p.years.1)
        };
        found.iter().map(told).collect()
    }

    #[test]
    fn tables_of_indicators() {
        let table = "主要指标\n序号\t指标\t2020年\t2025年\t属性\n1\t数字经济占GDP比重（%）\t7.8\t10\t预期性\n2\t活跃用户数（亿户）\t4.6\t8\t预期性";
        let expected = [
            "数字经济占GDP比重 ＝10% level Some(2025) from 7.8 in Some(2020)",
            "活跃用户数 ＝800000000户 level Some(2025) from 460000000 in Some(2020)",
        ];
        assert_eq!(read(table), expected);
        let table = "“十四五”时期主要指标\n指标\t单位\t现状值\t目标值\n死亡人数\t人\t—\t下降15%\n覆盖率\t%\t80\t≥95\n受灾人次\t人次\t\t〈1\n新增床位\t张\t120\t〔500〕\n密度\t套/千人\t1\t1.5—2";
        let expected = [
            "死亡人数 ＝15% increase Some(2025)",
            "覆盖率 ≥95% level Some(2025) from 80 in None",
            "受灾人次 ≤1人次 level Some(2025)",
            "新增床位 ＝500张 cumulative Some(2025) from 120 in None",
            "密度 ＝1.5~2套/千人 level Some(2025) from 1 in None",
        ];
        assert_eq!(read(table), expected);
    }

    #[test]
    fn other_tables_promise_nothing() {
        assert_eq!(read("序号\t单位名称\t电话\n1\t市财政局\t12345\n2\t市教育局\t12346"), [""; 0]);
        assert_eq!(read("指标\t2018年\t2019年\n覆盖率（%）\t80\t81"), [""; 0]);
    }
}
