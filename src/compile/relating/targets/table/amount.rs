//! A cell of figures in a table of indicators, and the indicator that it is of.
//!
//! In: the words of cells. Out: names without numbers and units, amounts with theirs. Invariant: a cell that says more
//! than one figure or range is no amount.

use crate::compile::pattern::pattern;
use crate::compile::relating::targets::figures::{Figure, figures};
use crate::compile::relating::targets::sentence::Text;
use crate::compile::relating::targets::times::Times;
use crate::model::{Comparator, Decimal, Kind};
use regex::Regex;
use std::sync::LazyLock;

/// The indicator of a row.
pub struct Named {
    /// Its name, without number and unit.
    pub label: String,
    /// By its bracket or column.
    pub unit: Option<String>,
}

impl Named {
    /// By the cell that names it; `column` is its unit's cell, `above` that of the rows above it.
    pub fn of(name: &str, column: Option<String>, above: Option<&str>) -> Self {
        static NUMBER: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^(\d{1,2}[.．、](?:\D|$)|（[\d一二三四五六七八九十]{1,3}）|[①-⑳])"));
        static BRACKET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.+?)（([^（）]{1,12})）$"));
        let number = NUMBER.find(name).map_or(0, |number| {
            number.as_str().trim_end_matches(|c| !"、.．）".contains(c) && !('①'..='⑳').contains(&c)).len()
        });
        let name = &name[number..];
        if let Some(found) = BRACKET.captures(name).filter(|found| column.is_none() && is_unit(&found[2])) {
            return Self { label: found[1].to_owned(), unit: Some(found[2].to_owned()) };
        }
        // 收入比 has no unit, whatever those above it have; nor has what is marked with a dash.
        let above = above.filter(|_| !name.ends_with(['比', '数'])).map(str::to_owned);
        let unit = column.or(above).filter(|unit| !matches!(unit.as_str(), "—" | "-" | "/" | "无"));
        Self { label: name.to_owned(), unit }
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
pub struct Amount {
    /// How the figure binds.
    pub comparator: Comparator,
    /// Its value, multipliers worked in.
    pub value: Decimal,
    /// The upper end of a range.
    pub max: Option<Decimal>,
    /// As written in the cell, else that of the indicator.
    pub unit: Option<String>,
    /// How many characters say it.
    pub length: usize,
    /// 下降15%.
    changes: bool,
    /// 〔20〕: added up over the years of the plan.
    adds_up: bool,
}

impl Amount {
    /// A cell that is one figure or one range; none that says more, or nothing.
    pub fn of(cell: &str, named: &Named) -> Option<Self> {
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
        let length = cell.chars().count();
        Some(Self { comparator, value, max, unit, length, changes: has("rises"), adds_up: has("open") && has("close") })
    }

    /// What a column of changes says by it, and the words that the label lacks.
    pub fn change(&self, named: &Named, yearly: bool) -> (Kind, &'static str) {
        match self.kind(named) {
            Kind::Level if yearly => (Kind::Increase, "年均增长"),
            Kind::Level => (Kind::Increase, "增长"),
            kind => (kind, ""),
        }
    }

    /// What kind of promise it is.
    pub fn kind(&self, named: &Named) -> Kind {
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
