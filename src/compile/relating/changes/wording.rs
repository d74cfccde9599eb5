//! Changes within a measure that both plans have: who it is for, how firmly it is put, by when.
//!
//! In: a measure of the lower plan and the one above that is most like it. Out: changes, each with both quotes.
//! Invariant: only what is plainly in the one text and plainly not in the other is a change; two measures that are
//! only about the same matter give none.

use super::Pair;
use super::likeness::Weighed;
use crate::compile::pattern::pattern;
use crate::model::{Change, ChangeKind, Span};
use regex::Regex;
use std::sync::LazyLock;

/// A measure, with its place and weight.
pub struct Measure<'a> {
    /// Its words.
    pub text: &'a str,
    /// Where they stand in the clause's text.
    pub span: Span,
    /// The same words, weighed.
    pub words: Weighed,
}

/// Part of each measure that the other must hold for the two to be one measure, and of both together.
const EACH: f64 = 0.35;
const TOGETHER: f64 = 0.9;

/// The same for telling firmness, which hangs on single words.
const TOGETHER_FOR_FIRMNESS: f64 = 1.1;

/// Part of the shorter measure that must stand in the longer for a group of people to be the difference.
const CONTAINED: f64 = 0.8;

const SOFT: [&str; 7] = ["鼓励", "探索", "研究", "逐步", "力争", "争取", "原则上"];
const FIRM: [&str; 8] = ["全面", "全部", "一律", "确保", "必须", "严禁", "全覆盖", "应保尽保"];
/// How firm a trial is its other words do not tell.
const TRIAL: &str = "试点";

/// Groups of people that a measure may be limited to.
const GROUPS: [&str; 9] = [
    "农业转移人口",
    "进城落户农民",
    "农民工",
    "随迁子女",
    "灵活就业人员",
    "新就业形态",
    "新市民",
    "高校毕业生",
    "困难群体",
];

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(20\d\d)年(?:底|末)?(?:(?:以)?前)?([^，]{0,4})"));

/// How alike two measures are: the least and the sum of what each holds of the other. `None`: not one measure.
pub fn alike(lower: &Measure, upper: &Measure) -> Option<f64> {
    let (a, b) = (lower.words.part_in(&upper.words), upper.words.part_in(&lower.words));
    (a.min(b) >= EACH && a + b >= TOGETHER).then_some(a + b)
}

/// What `lower` makes of `upper`, two alike measures. `since`: for each the first year in which it may fall due.
pub fn between(pair: Pair, lower: &Measure, upper: &Measure, since: (Option<u16>, Option<u16>)) -> Vec<Change> {
    let kinds = [firmness(lower, upper), scope(lower, upper), deadline(lower, upper, since)];
    let change = |kind| pair.change(kind, Some(lower.span), Some(upper.span));
    kinds.into_iter().flatten().map(change).collect()
}

fn firmness(lower: &Measure, upper: &Measure) -> Option<ChangeKind> {
    if alike(lower, upper)? < TOGETHER_FOR_FIRMNESS {
        return None;
    }
    let grade = |text: &str| {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match (has(&SOFT), has(&FIRM)) {
            (true, true) => None,
            _ if text.contains(TRIAL) => None,
            (soft, firm) => Some(i32::from(firm) - i32::from(soft)),
        }
    };
    match grade(lower.text)?.cmp(&grade(upper.text)?) {
        std::cmp::Ordering::Greater => Some(ChangeKind::WordingFirmer),
        std::cmp::Ordering::Less => Some(ChangeKind::WordingSofter),
        std::cmp::Ordering::Equal => None,
    }
}

fn scope(lower: &Measure, upper: &Measure) -> Option<ChangeKind> {
    let groups = |text: &str| GROUPS.iter().any(|group| text.contains(group));
    match (groups(lower.text), groups(upper.text)) {
        (true, false) if upper.words.part_in(&lower.words) >= CONTAINED => Some(ChangeKind::ScopeNarrowed),
        (false, true) if lower.words.part_in(&upper.words) >= CONTAINED => Some(ChangeKind::ScopeWidened),
        _ => None,
    }
}

fn deadline(lower: &Measure, upper: &Measure, since: (Option<u16>, Option<u16>)) -> Option<ChangeKind> {
    match (year(lower.text, since.0), year(upper.text, since.1)) {
        (Some(lower), Some(upper)) if lower < upper => Some(ChangeKind::DeadlineEarlier),
        (Some(lower), Some(upper)) if lower > upper => Some(ChangeKind::DeadlineLater),
        (Some(_), None) => Some(ChangeKind::DeadlineAdded),
        _ => None,
    }
}

/// The year by which a measure is due: the last that it names, if not past; 2000年底前建成的 is none.
fn year(text: &str, since: Option<u16>) -> Option<u16> {
    let years = YEAR.captures_iter(text);
    let due = years.filter(|found| !found[2].contains("建成") && !found[2].starts_with("以来"));
    due.filter_map(|found| found[1].parse().ok()).filter(|year| since.is_none_or(|since| *year >= since)).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_a_measure_is_due() {
        for (text, expected) in [
            ("2025年完成2000年以前建成的城镇老旧小区改造任务", Some(2025)),
            ("扎实推进2000年底前建成的老旧小区改造", None),
            ("2025—2028年城镇新增就业30万人", Some(2028)),
            ("力争2026年底前完成", Some(2026)),
            ("优化教育资源布局", None),
        ] {
            assert_eq!(year(text, Some(2024)), expected, "{text}");
        }
    }
}
