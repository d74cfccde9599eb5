//! Whether a figure is a state, a count per year or over a period, or a rise; and of which years.
//!
//! A number of things is a count of what is done where a verb of doing stands before it (新增, 改造, 培训), and a
//! state where it is reached (达到) or there by a date (到2028年建成). A rate is a state, also 每年; a rise
//! over what was before (提高10%) is an increase, measured against a rule (比法定时限缩短30%) it is a state.

use super::figures::Figure;
use super::measures::Measure;
use super::predicates::{Aspect, Predicate};
use super::times::When;
use crate::compile::lexicon::Class;
use crate::compile::words::{Words, closing, mentions};
use crate::model::Kind;
use crate::text::numerals::Form;

/// The words around a figure.
#[derive(Clone, Copy)]
pub struct Saying<'a> {
    pub predicate: Predicate,
    /// From what is promised to the figure.
    pub words: &'a str,
    pub label: &'a str,
    /// 每年 or 年均 governs it.
    pub yearly: bool,
    /// 每月 and the like govern it.
    pub frequent: bool,
    /// It is measured against an earlier state: 较2025年, 在现有基础.
    pub baseline: bool,
    /// It is asked of each one of some places: 每个县城至少建成1个.
    pub each: bool,
    /// 规模 stands behind it: 设立5亿元规模的基金.
    pub sized: bool,
    pub frame: Option<When>,
    /// Year of the annex column.
    pub column: Option<u16>,
    /// What it is coordinated with counts what is done.
    pub flow_before: bool,
}

/// What kind of promise `figure` is, from the words around it.
pub fn kind_of(figure: &Figure, said: &Saying) -> Kind {
    let &Saying { predicate, words, label, yearly, frequent, baseline, each, sized, frame, column, flow_before } = said;
    // 2000年底前建成的 tells of what is there, it does nothing.
    let words = &words.replace("建成的", "").replace("建设的", "").replace("建的", "").replace("建成区", "");
    let all = Words::of(words);
    let has = |class: Class| all.all().holds(class);
    let strong = has(Class::StrongFlow);
    let change = predicate.aspect == Some(Aspect::Change);
    // 每年新增…，累计改造…: a sum ends what 每年 governs.
    let summed = has(Class::SumUp) || mentions(label, Class::SumUp);
    let yearly = yearly && !summed;
    let flow = if yearly { Kind::Annual } else { Kind::Cumulative };
    let growth = mentions(label, Class::GrowthRate) && !label.contains("自然增长率");
    match figure.measure {
        // 差距缩小到10个百分点, 高于全省平均2个百分点: how far two figures lie apart.
        Measure::Points if has(Class::Gap) => Kind::Level,
        Measure::Points => Kind::Increase,
        Measure::Percent | Measure::Ratio | Measure::Duration => {
            let rule = has(Class::LegalBase);
            if rule || figure.unit.is_none() && !change {
                Kind::Level
            } else if change || growth {
                Kind::Increase
            } else {
                Kind::Level
            }
        }
        // 每月巡查2次, 日均客流12万人次: a rate, not a count.
        _ if frequent || has(Class::DailyMean) || mentions(label, Class::DailyMean) => Kind::Level,
        _ if change && (baseline || words.ends_with("净增")) => Kind::Increase,
        _ if sized => Kind::Level,
        Measure::Event => flow,
        _ if figure.form == Form::Bare => Kind::Level,
        _ if strong => flow,
        _ if predicate.aspect == Some(Aspect::Reach) => Kind::Level,
        _ if change
            && matches!(figure.measure, Measure::Money | Measure::Extent)
            && mentions(label, Class::MeanName) =>
        {
            Kind::Increase
        }
        _ if change || yearly => flow,
        _ if each && has(Class::Equipping) && !yearly => Kind::Level,
        // 2025年奖补资金不低于12亿元 is spent in the year.
        Measure::Money
            if closing(label, Class::FundName).is_some() && matches!(frame, Some(When::In(_) | When::Span(..))) =>
        {
            flow
        }
        _ if words.contains("建成") && !has(Class::InUse) => match frame {
            Some(When::In(_) | When::Span(..)) => flow,
            None if column.is_some() => flow,
            _ => Kind::Level,
        },
        _ if has(Class::Flow) || words == "为" => flow,
        _ if flow_before => flow,
        _ => Kind::Level,
    }
}

/// What a rise over a baseline is called in its quote, where that is not 提高 or the like.
pub fn change_of(kind: Kind, quote: &str) -> Option<&'static str> {
    let said = |word: &&str| kind == Kind::Increase && quote.contains(*word);
    Class::ChangeName.words().find(said)
}

/// How often something is done, where its quote counts by something shorter than a year.
pub fn how_often(kind: Kind, quote: &str) -> Option<&'static str> {
    Class::Frequent.words().find(|word| kind != Kind::Annual && quote.contains(word)).map(|word| match word {
        "每个月" => "每月",
        "每季" => "每季度",
        word => word,
    })
}

/// First and last year by the rules of each kind.
pub fn years_of(kind: Kind, frame: Option<When>, column: Option<u16>) -> (Option<u16>, Option<u16>) {
    let frame = frame.or(column.map(When::In));
    let (from, to) = match frame {
        Some(When::In(year)) => (Some(year), Some(year)),
        Some(When::By(year)) => (None, Some(year)),
        Some(When::Span(from, to)) => (Some(from), Some(to)),
        Some(When::Since(from)) => (Some(from), None),
        _ => (None, None),
    };
    match kind {
        Kind::Level | Kind::Increase => (None, to.or(from)),
        // By a deadline in the column's own year, what is done is done in that year.
        Kind::Annual | Kind::Cumulative if from.is_none() && to.is_some() && to == column => (to, to),
        Kind::Annual | Kind::Cumulative => (from, to),
    }
}
