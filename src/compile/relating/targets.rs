//! Quantified commitments of a clause.
//!
//! In: a clause with normalised text. Out: its [`Target`]s in the order of the text, each with the exact words
//! that promise it. Invariants: the quote is the text at its span; a year carries on within its sentence, and
//! across 。 only from the head of its paragraph (到2025年，…。), which the target tells; the plan's period is not inherited; an annex row's years are those of its columns.
//!
//! A sentence is read phrase by phrase, between commas ([`sentence`]): times ([`times`]) and quantities
//! ([`figures`]) are found first, but for numbers that nobody can be sure of ([`broken`]); then [`exclusions`]
//! drops those that promise nothing, [`subject`] says what the rest is about, and [`coverage`] reads what is
//! promised without a figure. Tables of indicators are read row by row ([`table`]).

mod broken;
mod coverage;
mod exclusions;
mod figures;
mod kinds;
mod labels;
mod measures;
mod predicates;
mod promise;
mod reader;
mod sentence;
mod subject;
mod table;
mod times;

use super::indicators::Indicators;
use crate::compile::pattern::pattern;
use crate::compile::rules::Rule;
use crate::model::{Clause, ClauseId, ClauseKind, Plan, Span, Target};
use crate::text::tables::tables;
use rayon::prelude::*;
use reader::Reader;
use regex::Regex;
use sentence::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The rules of targets, table by table in the order in which they are first asked.
pub const RULES: &[&[&Rule]] = &[
    broken::CROWD,
    broken::JOINT,
    broken::NUMBER,
    times::TIME,
    times::WHEN,
    subject::HEAD,
    subject::PLACE,
    subject::INNER_PLACE,
    reader::FRAME,
    figures::SPOT,
    figures::WITHIN,
    figures::NO_UNIT,
    figures::UNWRITTEN,
    figures::BRACKET,
    figures::BOUND,
    predicates::PART,
    predicates::OTHER,
    exclusions::UNFIT,
    exclusions::THRESHOLD,
    exclusions::STOCK,
    exclusions::TOLD,
    promise::LABEL,
    kinds::KIND,
    promise::WITH_VERB,
    promise::WITH_THING,
    promise::UNIT,
    promise::COMPARATOR,
    promise::SCOPE,
    reader::DEALT,
    coverage::COVERAGE,
];

/// The targets of all clauses, in document order; the clauses of a plan stand together.
pub fn of_clauses(plans: &[Plan], clauses: &[Clause], indicators: &Indicators) -> Vec<Target> {
    let plans: BTreeMap<&str, &Plan> = plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
    let of_plan = |clauses: &[Clause]| -> Vec<Target> {
        let Some(plan) = clauses.first().and_then(|clause| plans.get(clause.plan.as_str())) else { return Vec::new() };
        let mut targets = Vec::new();
        let mut told: BTreeSet<&ClauseId> = BTreeSet::new();
        for clause in clauses {
            // What stands below 发展现状 tells what there is too.
            if is_headed_as_told(clause) || clause.parent.as_ref().is_some_and(|parent| told.contains(parent)) {
                told.insert(&clause.id);
            }
            targets.extend(read(plan, clause, told.contains(&clause.id), indicators));
        }
        targets
    };
    let by_plan: Vec<&[Clause]> = clauses.chunk_by(|a, b| a.plan == b.plan).collect();
    by_plan.into_par_iter().flat_map_iter(of_plan).collect()
}

/// The vocabulary with the topics of the indicators that it does not know, in the order of the targets' plans.
pub fn vocabulary(clauses: &[Clause], targets: &[Target], mut indicators: Indicators) -> Indicators {
    let topics: BTreeMap<&ClauseId, &String> =
        clauses.iter().filter_map(|clause| Some((&clause.id, clause.topics.first()?))).collect();
    for target in targets {
        if let Some(topic) = target.clause.as_ref().and_then(|clause| topics.get(clause)) {
            indicators.place(&target.indicator, topic);
        }
    }
    indicators
}

/// The targets that `clause` sets, in the order of their text.
pub fn extract_targets(plan: &Plan, clause: &Clause, indicators: &Indicators) -> Vec<Target> {
    read(plan, clause, is_headed_as_told(clause), indicators)
}

/// Whether a heading says that what there is, or was reached, is told: 发展现状, 工作基础.
fn is_headed_as_told(clause: &Clause) -> bool {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:“[^”]{2,4}”(?:时期|期间)?|规划|建设|工作|发展|基本|主要|现有|产业|总体|我[省市县区]|取得|的)*",
            r"(?:现状|基础|背景|回顾|成效|成就|进展|基本情况)(?:[与和及、][^，。]{2,10})?$"
        ))
    });
    clause.heading.as_ref().is_some_and(|heading| TOLD.is_match(heading))
}

/// The targets of a clause; where it tells `what_is` a figure promises only what it names a year to come for.
fn read(plan: &Plan, clause: &Clause, what_is: bool, indicators: &Indicators) -> Vec<Target> {
    let text = Text::new(&clause.text);
    let signed = plan.year();
    let mut reader = Reader {
        plan,
        text: &text,
        signed,
        column: None,
        begin: 0,
        paragraph: None,
        what_is,
        told: false,
        promises: Vec::new(),
    };
    let tables = tables(&text.chars());
    let (listed, said): (Vec<_>, Vec<_>) =
        tables.iter().map(|table| table::promises(&text, table.clone(), plan)).unzip();
    let said = said.into_iter().flatten().map(|(cell, year)| (cell, Some(year)));
    let between = passages(clause, &text)
        .into_iter()
        .flat_map(|(range, column)| outside(range, &tables).into_iter().map(move |range| (range, column)));
    for (range, column) in between.chain(said) {
        reader.column = column;
        for sentence in text.sentences(range) {
            reader.sentence(sentence);
        }
    }
    // 推进居住证制度覆盖全部常住人口。…: a heading that is a sentence, where nothing under it says it again.
    if let Some(heading) = heading_sentence(clause, &text)
        && reader.promises.iter().all(|promise| !promise.qualitative)
    {
        let told = reader.promises.len();
        reader.sentence(heading);
        let of_heading = reader.promises.split_off(told);
        reader.promises.extend(of_heading.into_iter().filter(|promise| promise.qualitative));
    }
    let mut promises = reader.promises;
    promises.extend(listed.into_iter().flatten());
    // A figure that nothing is said of promises nothing that could be compared.
    promises.retain(|promise| !promise.label.is_empty());
    promises.sort_by_key(|p| (p.figure.start, p.quote.start));
    let targets = promises.into_iter().enumerate().map(|(n, promise)| {
        let quote = text.slice(promise.quote.clone());
        let span = |range: Range<usize>| Span(range.start as u32, range.end as u32);
        let unit = promise.unit;
        Target {
            id: format!("{}#{}", clause.id, n + 1),
            plan: plan.id.clone(),
            clause: Some(clause.id.clone()),
            indicator: indicators.identify(&promise.label, &text.slice(promise.context), unit.as_deref()),
            label: promise.label,
            comparator: promise.comparator,
            value: promise.value,
            value_max: promise.max,
            unit,
            kind: promise.kind,
            year_from: promise.years.0,
            year_to: promise.years.1,
            scope: promise.scope,
            qualitative: promise.qualitative,
            change: kinds::change_of(promise.kind, &quote).map(str::to_owned),
            often: kinds::how_often(promise.kind, &quote).map(str::to_owned),
            quote: Some(quote),
            span: Some(span(promise.quote)),
            source: None,
            figure: promise.value.and(Some(span(promise.figure))),
            years: promise.years_at.map(span),
            year_by: promise.year_by,
            baseline: promise.baseline,
            checked: None,
        }
    });
    targets.collect()
}

/// The numbers of a text that cannot be read for certain, so that no target is read from them.
pub fn broken_numbers(text: &str) -> Vec<Span> {
    let found = Text::new(text).broken.into_iter();
    found.map(|number| Span(number.start as u32, number.end as u32)).collect()
}

/// The stretches of a clause that can promise something: the columns of an annex row, else all but the heading.
fn passages(clause: &Clause, text: &Text) -> Vec<(Range<usize>, Option<u16>)> {
    let all = text.chars().len();
    if let (ClauseKind::Annex, Some(cells)) = (clause.kind, &clause.cells) {
        let range = |span: Span| {
            (span.0 as usize).min(all)..(span.1 as usize).clamp(span.0 as usize, all.max(span.0 as usize)).min(all)
        };
        return cells.iter().map(|cell| (range(cell.span), Some(cell.year))).filter(|(r, _)| r.start < r.end).collect();
    }
    let heading = clause.parts.heading.map_or(0, |heading| heading.1 as usize);
    vec![(if heading < all { heading..all } else { 0..0 }, None)]
}

/// The heading of a clause where it ends like a sentence.
fn heading_sentence(clause: &Clause, text: &Text) -> Option<Range<usize>> {
    let heading = 0..clause.parts.heading?.1 as usize;
    (text.chars().get(heading.end) == Some(&'。')).then_some(heading)
}

/// What of a stretch stands in none of the tables, which are in order.
fn outside(stretch: Range<usize>, tables: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = stretch.start;
    for table in tables.iter().filter(|table| table.start < stretch.end && stretch.start < table.end) {
        parts.push(start..table.start.max(start));
        start = table.end.clamp(start, stretch.end);
    }
    parts.push(start..stretch.end);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Kind, samples};

    /// Figure, years, change and how often of each target, as far as it has them.
    fn places(text: &str) -> Vec<String> {
        let clause = samples::clause("x-2024/1", text);
        let found = extract_targets(&samples::plan("x-2024", Some("350500")), &clause, Indicators::shipped());
        let quote = |span: Option<Span>| span.map_or("–", |span| span.of(text)).to_owned();
        let word = |word: Option<String>| word.unwrap_or_default();
        found
            .into_iter()
            .map(|t| [quote(t.figure), quote(t.years), word(t.change), word(t.often)].join(" ").trim_end().to_owned())
            .collect()
    }

    #[test]
    fn figures_and_years_keep_their_place() {
        for (text, expected) in [
            ("到2028年底前，全市建成2.25万个以上公共充电桩。", vec!["2.25万个以上 2028年"]),
            ("2025—2028年全市新增保障性住房0.5万套（间）。", vec!["0.5万套（间） 2025—2028年"]),
            ("2026年、2027年城镇化率分别达到48%、49%。", vec!["48% 2026年", "49% 2027年"]),
            ("“十五五”期间新建学校30所。", vec!["30所 “十五五”期间"]),
            ("规模以上工业增加值年均增长10%以上。", vec!["10%以上 – 年均增长"]),
            ("审批时限缩短三分之一。", vec!["三分之一 – 缩短"]),
            ("每个月巡查2次。", vec!["2次 –  每月"]),
            ("到2027年全面取消落户限制。", vec!["– 2027年"]),
        ] {
            assert_eq!(places(text), expected, "{text}");
        }
    }

    #[test]
    fn annex_columns_give_their_year() {
        let text = "新增学位1000个，巩固率达98%\n每年新建公园2个，到2027年达到20个\n“十五五”期间新增学位3000个";
        let mut start = 0;
        let cells = text.split('\n').zip(2025..).map(|(column, year)| {
            let span = Span(start, start + column.chars().count() as u32);
            start = span.1 + 1;
            Cell { year, span }
        });
        let cells = Some(cells.collect());
        let row = Clause { kind: ClauseKind::Annex, cells, ..samples::clause("x-2024/annex.1", text) };
        let found = extract_targets(&samples::plan("x-2024", Some("350500")), &row, Indicators::shipped());
        let years: Vec<_> = found.iter().map(|t| (t.kind, t.year_from, t.year_to)).collect();
        assert_eq!(
            years,
            [
                (Kind::Cumulative, Some(2025), Some(2025)),
                (Kind::Level, None, Some(2025)),
                (Kind::Annual, Some(2026), Some(2026)),
                (Kind::Level, None, Some(2027)),
                (Kind::Cumulative, Some(2026), Some(2030)),
            ]
        );
    }
}
