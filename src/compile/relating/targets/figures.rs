//! Quantities in a phrase between commas: numeral, unit and the comparator around them.
//!
//! In: a phrase and the times in it. Out: every quantity that is written with a unit (or as a ratio), in
//! order, whether it promises something or not: that is judged in `exclusions`. Numbers inside names and
//! asides, years, ordinals (第二轮) and numbers grown together with letters (5G) are no quantities. A phrase
//! with a [`broken`](super::broken) number has none: what its others belong to is not certain.

use super::measures::{Measure, comparator_after, goes_on_a_name, interval, more_than_said, plain_unit_at, unit_at};
use super::sentence::Text;
use super::times::Times;
use crate::compile::lexicon::Class;
use crate::compile::rules::rules;
use crate::compile::words::{View, is_han, length};
use crate::model::{Comparator, Decimal};
use crate::text::numerals::{Form, Numeral, numeral, share, spoken_digit};
use crate::text::sentences::ends_phrase;
use std::ops::Range;

/// A quantity as it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// From the first digit to the end of the unit and of a comparator behind it.
    pub range: Range<usize>,
    /// Its value in `unit`: 5000 of 0.5万套, 15000 of 1.5万亿元; the lower one of a range.
    pub value: Decimal,
    /// Upper end of a range: 2 of 1~2条.
    pub max: Option<Decimal>,
    /// As written, without a Chinese multiplier but for 亿 of money (亿元); none for a ratio.
    pub unit: Option<String>,
    /// What its unit measures.
    pub measure: Measure,
    /// 以上, 以内, 左右 behind the figure, or 余 and 多 in it.
    pub after: Option<Comparator>,
    /// How its numeral is written.
    pub form: Form,
}

/// The quantities of `phrase`.
pub fn figures(text: &Text, phrase: Range<usize>, times: &Times) -> Vec<Figure> {
    if !text.broken_in(&phrase).is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut i = phrase.start;
    while i < phrase.end {
        if let Some(time) = times.at(i) {
            i = time.range.end;
        } else if text.masked[i] {
            i += 1;
        } else if let Some(figure) = figure_at(text, i, phrase.clone()) {
            i = figure.range.end;
            found.push(figure);
        } else {
            // Never start inside a numeral: 310德化 must not be read from its 10, nor 第三十五条 from its 十五.
            let rest = &text.chars()[i..phrase.end];
            let digits = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '.').count();
            let ordinal = numeral(rest).filter(|_| text.chars().before(i, "第")).map_or(1, |n| n.len);
            i += digits.max(ordinal);
        }
    }
    found
}

/// A place where a figure may begin.
struct Spot<'a> {
    /// Up to the end of the phrase.
    chars: View<'a>,
    start: usize,
    numeral: Option<Numeral>,
}

rules! {
    /// What is at a place, where its numeral alone does not say: another figure, or none.
    fn decided(s: &Spot) -> Option<Figure>, SPOT of "figure";
    "not in a name" "第3个": goes_on_a_name(s.previous()) => None;
    "doubling" "翻一番": find s.doubling().map(Some);
    "not a word like a share" "一成不变": s.is_like_a_share() => None;
    "share in words" "三分之二": find s.share().map(Some);
    "not in a word" "三五家": s.is_torn() => None;
    "not before letters or signs" "1+2": s.is_before_letters() => None;
    "not the other side" "1公里×1公里": s.previous() == '×' => None;
    "not one of two" "1：15": s.is_one_of_two() => None;
}

impl Spot<'_> {
    fn previous(&self) -> char {
        self.start.checked_sub(1).map_or(' ', |p| self.chars[p])
    }

    /// 翻一番, 翻两番, 翻番: each doubling adds as much again as there is, 100 % and 300 %.
    fn doubling(&self) -> Option<Figure> {
        const DOUBLINGS: [(&str, i64); 5] = [("番", 100), ("一番", 100), ("1番", 100), ("两番", 300), ("2番", 300)];
        let mut doublings = DOUBLINGS.iter().filter(|_| self.chars.before(self.start, "翻"));
        let (word, share) = doublings.find(|(word, _)| self.chars.at(self.start, word))?;
        Some(percent(self.start..self.start + length(word), Decimal::from_int(*share), None))
    }

    /// 三分之二, 两成, 一半: in per cent.
    fn share(&self) -> Option<Figure> {
        let (value, len) = share(&self.chars[self.start..])?;
        let (after, end) = comparator_after(self.chars, self.start + len);
        Some(percent(self.start..end, value, after))
    }

    fn is_like_a_share(&self) -> bool {
        let Some((_, len)) = share(&self.chars[self.start..]) else { return false };
        let spoken =
            self.chars.at(self.start, "百分之") || self.chars.find_text(self.start, self.start + len, "分之").is_some();
        let (after, end) = comparator_after(self.chars, self.start + len);
        let goes_on = self.chars.get(end).is_some_and(|c| is_han(*c));
        !spoken && after.is_none() && goes_on && self.chars.word_at(end, end + 1, Class::BehindShare).is_none()
    }

    /// 一 and 十 are parts of words: 统一, 进一步, 十分. 三五家 is three or five, not five.
    fn is_torn(&self) -> bool {
        let spoken = |form: Form| form == Form::Chinese && spoken_digit(self.previous()).is_some();
        let form = self.numeral.map(|numeral| numeral.form).filter(|form| *form != Form::Digits);
        form.is_some_and(|form| self.previous().is_ascii_digit() || spoken(form))
    }

    fn end(&self) -> Option<usize> {
        self.numeral.map(|numeral| self.start + numeral.len)
    }

    fn is_before_letters(&self) -> bool {
        let end = self.end();
        // 300PFLOPS, 5MW: a unit in letters.
        if end.is_some_and(|end| unit_at(self.chars, end).is_some()) {
            return false;
        }
        let next = end.and_then(|end| self.chars.get(end));
        next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '×'))
    }

    /// What it is set against behind a colon, and where that ends.
    fn other(&self) -> Option<(Numeral, usize)> {
        let mark = self.end().filter(|end| matches!(self.chars.get(*end), Some(':' | '：')))?;
        let other = numeral(&self.chars[mark + 1..])?;
        Some((other, mark + 1 + other.len))
    }

    /// 1.92：1 is 1.92; 1：15 is no single figure.
    fn is_one_of_two(&self) -> bool {
        self.other().is_some_and(|(other, _)| other.value() != Some(Decimal::from_int(1)))
    }
}

/// A number, or the two of a range, whose unit is asked for.
struct Counted<'a> {
    chars: View<'a>,
    first: Numeral,
    /// The upper end of a range, else the same.
    last: Numeral,
    /// Where it ends.
    end: usize,
}

rules! {
    /// The comparator within a number, and where it ends.
    fn more_within(n: &Counted) -> (Comparator, usize), WITHIN of "figure";
    "more than is said" "100余家": find n.more();
}

rules! {
    /// What looks like a unit and makes a name of its number.
    fn is_no_unit(n: &Counted, unit: &str) -> (), NO_UNIT of "figure";
    "not a road or bus" "横十六路": unit == "路" && n.is_small() => ();
}

rules! {
    /// The unit of a number that none is written behind, and what it measures. Whether a number without a unit is a ratio
    /// or a number of people the caller knows.
    fn unwritten(n: &Counted) -> (Option<&'static str>, Measure), UNWRITTEN of "no unit";
    "great sum of money" "千亿": n.first.form == Form::Bare && n.last.in_yi().is_some() => (Some("元"), Measure::Money);
    "people" "1亿左右农业转移人口": n.last.multiplier >= 10_000 && n.counts_people() => (Some("人"), Measure::People);
    "great number" "突破百万": n.first.form == Form::Bare && n.last.multiplier >= 10_000 && n.is_last() => (None, Measure::Ratio);
    "ratio" "2.1": n.first.form == Form::Digits => (None, Measure::Ratio);
}

impl Counted<'_> {
    /// 100余家, 万余人, 20多个
    fn more(&self) -> Option<(Comparator, usize)> {
        let more = self.end + more_than_said(self.chars, self.end);
        (more > self.end && unit_at(self.chars, more).is_some()).then_some((Comparator::AtLeast, more))
    }

    /// 横十六路 and 3路 are names of roads and buses, 1.5万路 counts cameras.
    fn is_small(&self) -> bool {
        self.first.form != Form::Digits || self.first.multiplier == 1
    }

    /// People without 人. 人口50万以上城市 is a threshold.
    fn counts_people(&self) -> bool {
        /// So many characters may say which people.
        const WHICH: usize = 4;
        let (comparator, after) = comparator_after(self.chars, self.end);
        let which = self.chars.iter().skip(after).take(WHICH).take_while(|c| is_han(**c)).count();
        !matches!(comparator, Some(Comparator::AtLeast | Comparator::AtMost))
            && (after..=after + which).any(|at| self.chars.longest_at(at, self.chars.len(), Class::Populace).is_some())
    }

    fn is_last(&self) -> bool {
        self.chars.get(self.end).is_none_or(|c| ends_phrase(*c))
    }
}

rules! {
    /// Where a bracket ends that belongs to the unit before it.
    fn with_bracket(text: &Text, end: usize) -> usize, BRACKET of "figure";
    "bracket of the unit" "套（间）": find varying_bracket(text, end);
}

rules! {
    /// A comparator that only stands behind some units, and where it ends.
    fn bound_after(chars: View, measure: Measure, end: usize) -> (Option<Comparator>, usize), BOUND of "figure";
    "within so long" "1个工作日内": measure == Measure::Duration && chars.at(end, "内") => (Some(Comparator::AtMost), end + 1);
}

fn figure_at(text: &Text, start: usize, phrase: Range<usize>) -> Option<Figure> {
    let chars = text.chars().until(phrase.end);
    let spot = Spot { chars, start, numeral: numeral(&chars[start..]) };
    if let Some(figure) = decided(&spot) {
        return figure;
    }
    let first = spot.numeral?;
    let range = interval(chars, start, first);
    let alone = spot.other().map_or(start + first.len, |(_, end)| end);
    let (low, last, end) = range.as_ref().map_or((first, first, alone), |r| (r.low, r.high, r.end));
    let mut counted = Counted { chars, first, last, end };
    let more = more_within(&counted);
    counted.end = more.map_or(end, |(_, end)| end);
    let (unit, measure, end) = match unit_at(chars, counted.end) {
        Some(((_, unit), _)) if is_no_unit(&counted, &unit).is_some() => return None,
        Some(((measure, unit), len)) => (Some(unit), measure, counted.end + len),
        None => {
            let (unit, measure) = unwritten(&counted)?;
            (unit.map(str::to_owned), measure, counted.end)
        }
    };
    let money_in_yi = measure == Measure::Money && last.in_yi().is_some();
    let value_of = |n: Numeral| if money_in_yi { n.in_yi() } else { n.value() };
    let value = value_of(low)?;
    let max = match range {
        Some(range) => Some(value_of(range.high)?),
        None => None,
    };
    let unit = match unit {
        Some(unit) if money_in_yi => Some(format!("亿{unit}")),
        unit => unit,
    };
    let end = with_bracket(text, end).unwrap_or(end);
    // Of other units 内 begins a word: 3条内河.
    let (after, end) = bound_after(chars, measure, end).unwrap_or_else(|| comparator_after(chars, end));
    let after = after.or(more.map(|(comparator, _)| comparator));
    Some(Figure { range: start..end, value, max, unit, measure, after, form: first.form })
}

fn percent(range: Range<usize>, value: Decimal, after: Option<Comparator>) -> Figure {
    Figure { range, value, max: None, unit: Some("%".into()), measure: Measure::Percent, after, form: Form::Digits }
}

/// 套（间）, 台（套）: the bracket only varies the unit.
fn varying_bracket(text: &Text, end: usize) -> Option<usize> {
    let chars = text.chars();
    let close = text.bracket_end(end).filter(|close| close - end <= 6 && matches!(chars[end], '（' | '('))?;
    let names = chars[end + 1..close - 1].iter().all(|c| is_han(*c) || *c == '、');
    (names && (plain_unit_at(chars, end + 1).is_some() || chars.at(end + 1, "含"))).then_some(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str) -> Vec<String> {
        let text = Text::new(sentence);
        let all = 0..text.chars().len();
        let times = Times::of(&text, all.clone(), Some(2024));
        figures(&text, all, &times)
            .into_iter()
            .map(|f| {
                let max = f.max.map_or(String::new(), |m| format!("~{m}"));
                let after = match f.after {
                    Some(Comparator::AtLeast) => ">=",
                    Some(Comparator::AtMost) => "<=",
                    Some(Comparator::About) => "~",
                    _ => "",
                };
                format!("{after}{}{max}{}", f.value, f.unit.map_or("×".into(), |u| u))
            })
            .collect()
    }

    #[test]
    fn reads_figures() {
        for (sentence, expected) in [
            ("新增供给0.5万套（间）", vec!["5000套"]),
            ("发展1~2条重点产业链", vec!["1~2条"]),
            ("新增1—2万人", vec!["10000~20000人"]),
            ("新增8000～1万人", vec!["8000~10000人"]),
            ("三五家企业，七点五亿元", vec!["7.5亿元"]),
            ("增长10%—15%", vec!["10~15%"]),
            ("投资3至5亿元以上", vec![">=3~5亿元"]),
            ("推广智能装备20台（套）以上", vec![">=20台"]),
            ("提高5个百分点左右", vec!["~5个百分点"]),
            ("缩小到1.92以内", vec!["<=1.92×"]),
            ("缩小到1.92：1以内", vec!["<=1.92×"]),
            ("控制在14.5/10万以内", vec!["<=14.5/10万"]),
            ("产值突破1.5万亿元", vec!["15000亿元"]),
            ("人均达到5万元", vec!["50000元"]),
            ("日处理能力10万吨/日", vec!["100000吨/日"]),
            ("培育100余家企业", vec![">=100家"]),
            ("搬迁8万建卡贫困人口，8万人口", vec!["80000人", "80000人"]),
            ("第二轮5G网络、R1线、1%", vec!["1%"]),
            ("打造千亿产业集群", vec!["1000亿元"]),
            ("百分之六十八以上的村", vec![">=68%"]),
            ("万分之三以内，1个工作日内，3条内河", vec!["<=0.03%", "<=1个工作日", "3条"]),
            ("一万五千亿元", vec!["15000亿元"]),
            ("三分之二的村、七成以上", vec!["66.67%", ">=70%"]),
            ("到2028年，12345热线", vec!["12345×"]),
            ("“六个一”和《10个办法》（5个）", vec![]),
        ] {
            assert_eq!(read(sentence), expected, "{sentence}");
        }
    }
}
