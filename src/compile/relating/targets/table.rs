//! Targets of a table of indicators: each row an indicator, columns of figures by year.
//!
//! In: a clause's text, in which lines with tabs are rows of a table. Out: [`Promise`]s, with what there was where a
//! column tells it. Invariant: a figure promises something only in a column whose head names a year that the plan looks
//! forward to, or says that it is the goal.

use super::figures::{Figure, figures};
use super::kinds::years_of;
use super::labels::{tidy, whole};
use super::promise::Promise;
use super::sentence::Text;
use super::times::{Time, Times, When};
use crate::compile::pattern::pattern;
use crate::compile::reading::tables::is_number_head;
use crate::model::{Baseline, Comparator, Decimal, Kind, Plan, YearBy};
use crate::text::tables::rows;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a table promises, and the cells of its years that say it in words, each with its year.
pub fn promises(text: &Text, table: Range<usize>, plan: &Plan) -> (Vec<Promise>, Vec<(Range<usize>, u16)>) {
    let rows = rows(&text.chars(), table.clone());
    let head = rows.iter().enumerate().find_map(|(at, row)| Some((at, Columns::of(text, row, plan.year())?)));
    let Some((head, columns)) = head else { return (Vec::new(), Vec::new()) };
    let frame = caption_time(text, table.start, plan);
    let (mut found, mut said) = (Vec::new(), Vec::new());
    let mut name = 0..0;
    for row in rows.iter().skip(head + 1) {
        let cell = |column: usize| row.get(column).cloned().filter(|cell| !cell.is_empty());
        // A name that stands for several rows stands in the first.
        let own = cell(columns.name);
        name = own.clone().unwrap_or(name);
        let named = Named::of(&text.slice(name.clone()), columns.unit.and_then(cell).map(|unit| text.slice(unit)));
        if named.label.is_empty() {
            continue;
        }
        let base = columns.base.and_then(|(column, year)| {
            let amount = Amount::of(&text.slice(cell(column)?), &named)?;
            Some((amount.unit, Baseline { value: amount.value, year }))
        });
        for &(column, year) in &columns.goals {
            let Some(place) = cell(column) else { continue };
            let words = text.slice(place.clone());
            let Some(amount) = Amount::of(&words, &named) else {
                said.extend(year.map(|year| (place, year)));
                continue;
            };
            let kind = amount.kind(&named);
            let when = year.map(When::In).or(frame);
            let years = match kind {
                // What is counted up to the year began before it.
                Kind::Cumulative => (None, when.and_then(When::last)),
                _ => years_of(kind, when, None),
            };
            let begin = own.as_ref().map_or(place.start, |own| own.start.min(place.start));
            let same_unit = |(unit, _): &(Option<String>, Baseline)| *unit == amount.unit;
            found.push(Promise {
                label: tidy(&named.label),
                comparator: amount.comparator,
                value: Some(amount.value),
                max: amount.max,
                kind,
                years,
                years_at: None,
                year_by: (years != (None, None)).then_some(YearBy::Sentence),
                scope: whole(plan),
                qualitative: amount.value == Decimal::from_int(100) && amount.unit.as_deref() == Some("%"),
                quote: begin..place.end,
                context: begin..begin,
                baseline: base.clone().filter(same_unit).map(|(_, baseline)| baseline),
                unit: amount.unit,
                figure: place,
            });
        }
    }
    (found, said)
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
    name: usize,
    unit: Option<usize>,
    /// What there was, and when.
    base: Option<(usize, Option<u16>)>,
    /// What is promised, and for when.
    goals: Vec<(usize, Option<u16>)>,
}

/// What a column of figures tells.
enum Figures {
    Base(Option<u16>),
    Goal(Option<u16>),
    /// A year alone: the one that stands before the plan's is what there was.
    Of(u16),
}

impl Columns {
    /// The columns by their heads; none where no head names indicators, or none their goal.
    fn of(text: &Text, head: &[Range<usize>], signed: Option<u16>) -> Option<Self> {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"^(主要|具体|核心|考核|发展|目标|预期)?(指标|目标|任务)?(名称|内容)?$|^项目(名称)?$")
        });
        static UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(计量|指标)?单位$"));
        let heads: Vec<String> = head.iter().map(|cell| text.slice(cell.clone())).collect();
        let figures: Vec<Option<Figures>> = heads.iter().map(|head| figures_of(head)).collect();
        let named = |head: &String| !head.is_empty() && NAME.is_match(head) && !is_number_head(head);
        let name = heads.iter().zip(&figures).position(|(head, figures)| named(head) && figures.is_none())?;
        let years: Vec<u16> = figures.iter().flatten().filter_map(Figures::year).collect();
        // Of two years some way apart the first is what there was, also in the year of the plan.
        const APART: u16 = 3;
        let first = matches!(years[..], [first, last] if first + APART <= last).then(|| years[0]);
        let before = |year: u16| signed.is_some_and(|signed| year < signed || year == signed && first == Some(year));
        let (mut base, mut goals) = (None, Vec::new());
        for (column, figures) in figures.into_iter().enumerate() {
            match figures {
                Some(Figures::Base(year)) => base = Some((column, year)),
                Some(Figures::Of(year)) if before(year) => base = Some((column, Some(year))),
                Some(Figures::Goal(Some(year))) if before(year) && first != Some(year) => {}
                Some(Figures::Goal(year)) => goals.push((column, year)),
                Some(Figures::Of(year)) => goals.push((column, Some(year))),
                None => {}
            }
        }
        let unit = heads.iter().position(|head| UNIT.is_match(head));
        (!goals.is_empty()).then_some(Self { name, unit, base, goals })
    }
}

impl Figures {
    fn year(&self) -> Option<u16> {
        match self {
            Self::Base(year) | Self::Goal(year) => *year,
            Self::Of(year) => Some(*year),
        }
    }
}

/// What the head of a column says of its figures; none where it has no figures, or those of several years.
fn figures_of(head: &str) -> Option<Figures> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d{2}"));
    static BASE: LazyLock<Regex> = LazyLock::new(|| pattern(r"实际|现状|基期|基准|基数|基础|完成"));
    static GOAL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(规划|预期|总体|期末|远期)?(目标|预期|规划|计划)(值|目标)?$"));
    static OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^到?20\d{2}年?(度|底|末)?(（?(实际|现状|基期|基准|基数|基础|完成|目标|预期|规划|计划|指标|工作)*(值|数)?）?)$",
        )
    });
    let years: Vec<u16> = YEAR.find_iter(head).filter_map(|year| year.as_str().parse().ok()).collect();
    match years[..] {
        [] if BASE.is_match(head) && head.ends_with(['值', '数']) => Some(Figures::Base(None)),
        [] if GOAL.is_match(head) && head != "目标" => Some(Figures::Goal(None)),
        [year] if BASE.is_match(head) => Some(Figures::Base(Some(year))),
        [year] if OF_YEAR.is_match(head) => Some(Figures::Of(year)),
        _ => None,
    }
}

/// The indicator of a row.
struct Named {
    label: String,
    /// By its bracket or column.
    unit: Option<String>,
}

impl Named {
    fn of(name: &str, column: Option<String>) -> Self {
        static NUMBER: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^(\d{1,2}[.．、](?:\D|$)|（[\d一二三四五六七八九十]{1,3}）|[①-⑳])"));
        static BRACKET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.+?)（([^（）]{1,12})）$"));
        let number = NUMBER.find(name).map_or(0, |number| {
            number.as_str().trim_end_matches(|c| !"、.．）".contains(c) && !('①'..='⑳').contains(&c)).len()
        });
        let name = &name[number..];
        match BRACKET.captures(name).filter(|found| column.is_some() || is_unit(&found[2])) {
            Some(found) if column.is_none() => Self { label: found[1].to_owned(), unit: Some(found[2].to_owned()) },
            _ => Self { label: name.to_owned(), unit: column },
        }
    }
}

/// Whether a bracket behind a name holds its unit: %, 万户, 平方米/人.
fn is_unit(words: &str) -> bool {
    alone(&format!("1{words}")).is_some_and(|figure| figure.unit.is_some()) || words.contains('/') || words == "岁"
}

/// The figure that a text is, and nothing else.
fn alone(words: &str) -> Option<Figure> {
    let text = Text::new(words);
    let all = 0..text.chars().len();
    let mut found = figures(&text, all.clone(), &Times::of(&text, all.clone(), None)).into_iter();
    found.next().filter(|figure| figure.range == all)
}

/// What a cell of figures says.
struct Amount {
    comparator: Comparator,
    value: Decimal,
    max: Option<Decimal>,
    unit: Option<String>,
    /// 下降15%.
    changes: bool,
    /// 〔20〕: added up over the years of the plan.
    adds_up: bool,
}

impl Amount {
    /// A cell that is one figure or one range; none that says more, or nothing.
    fn of(cell: &str, named: &Named) -> Option<Self> {
        static CELL: LazyLock<Regex> = LazyLock::new(|| {
            pattern(concat!(
                r"^(?<rises>(?:累计)?(?:下降|降低|减少|增长|提高|上升|增加|缩短))?",
                r"(?<least>≥|＞|>=?|〉=?|不低于|不少于|不小于|大于|超过|高于|至少)?(?<most>≤|＜|<=?|〈=?|不超过|不高于|不大于|低于|小于|控制在)?(?<about>约)?(?:达到?)?",
                r"(?<open>〔)?(?<figure>\d[\d,]*(?:\.\d+)?%?(?:[—~\-–至]\d[\d,]*(?:\.\d+)?)?)(?<unit>[\p{Han}%‰/²³]{0,8}?)(?<close>〕)?",
                r"(?<more>以上|及以上)?(?<less>以内|以下)?(?<so>左右)?$"
            ))
        });
        let found = CELL.captures(cell)?;
        let own = &found["unit"];
        let has = |name: &str| found.name(name).is_some();
        let percent = found["figure"].contains('%');
        let unit = if own.is_empty() && !percent { named.unit.as_deref().unwrap_or_default() } else { own };
        let (value, max, unit) = measured(&found["figure"], unit)?;
        let comparator = match () {
            () if has("least") || has("more") => Comparator::AtLeast,
            () if has("most") || has("less") => Comparator::AtMost,
            () if has("about") || has("so") => Comparator::About,
            () => Comparator::Equal,
        };
        Some(Self { comparator, value, max, unit, changes: has("rises"), adds_up: has("open") && has("close") })
    }

    fn kind(&self, named: &Named) -> Kind {
        static RISE: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(增长|增速|增长率|增幅|提高|下降|降低|降幅|减少|减排|缩短)$"));
        static DONE: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^(累计)?(新增|新建|新改扩?建|改造|培训|培育|建设)|新增"));
        let share = self.unit.as_deref() == Some("%");
        match () {
            () if self.adds_up => Kind::Cumulative,
            () if self.changes || RISE.is_match(&named.label) && !named.label.ends_with("自然增长率") => {
                Kind::Increase
            }
            () if DONE.is_match(&named.label) && !share => Kind::Cumulative,
            () => Kind::Level,
        }
    }
}

/// Value, upper end and unit of a figure, multipliers worked in (8亿户 is 800000000户).
fn measured(figure: &str, unit: &str) -> Option<(Decimal, Option<Decimal>, Option<String>)> {
    if let Some(found) = alone(&format!("{figure}{unit}")) {
        return Some((found.value, found.max, found.unit));
    }
    // A unit that is in no list stays as it is written.
    let mut numbers = figure.split(['—', '~', '-', '–', '至']).map(|number| number.replace(',', "").parse::<Decimal>());
    let value = numbers.next()?.ok()?;
    let max = numbers.next().map(Result::ok);
    if max == Some(None) {
        return None;
    }
    Some((value, max.flatten(), Some(unit.to_owned()).filter(|unit| !unit.is_empty())))
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
