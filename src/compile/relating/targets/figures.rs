//! Quantities in a phrase between commas: numeral, unit and the comparator around them.
//!
//! In: a phrase and the times in it. Out: every quantity that is written with a unit (or as a ratio), in
//! order, whether it promises something or not: that is judged in `exclusions`. Numbers inside names and
//! asides, years, ordinals (第二轮) and numbers grown together with letters (5G) are no quantities. A phrase
//! with a [`broken`](super::broken) number has none: what its others belong to is not certain.

use super::measures::{Measure, comparator_after, interval, plain_unit_at, unit_at};
use super::sentence::Text;
use super::times::Times;
use crate::compile::lexicon::Class;
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

fn figure_at(text: &Text, i: usize, phrase: Range<usize>) -> Option<Figure> {
    let chars = text.chars().until(phrase.end);
    let previous = i.checked_sub(1).and_then(|p| chars.get(p)).copied().unwrap_or(' ');
    if previous == '第' || previous.is_ascii_alphanumeric() || matches!(previous, '.' | '+' | '/') {
        return None;
    }
    if let Some((value, len)) = doubling(chars, i) {
        return Some(percent(i..i + len, value, None));
    }
    if let Some((value, len)) = share(&chars[i..]) {
        return share_figure(chars, i, value, len);
    }
    let first = numeral(&chars[i..])?;
    // 一 and 十 are parts of words: 统一, 进一步, 十分. 三五家 is three or five, not five.
    let torn = previous.is_ascii_digit() || first.form == Form::Chinese && spoken_digit(previous).is_some();
    if first.form != Form::Digits && torn {
        return None;
    }
    let mut end = i + first.len;
    if chars.get(end).is_some_and(|c| (c.is_ascii_alphanumeric() && *c != '%') || matches!(c, '+' | '×')) {
        return None;
    }
    // 1.92：1 is 1.92; 1：15 is no single figure.
    let to = matches!(chars.get(end), Some(':' | '：')).then(|| numeral(&chars[end + 1..])).flatten();
    if let Some(to) = to {
        if to.value() != Some(Decimal::from_int(1)) {
            return None;
        }
        end += 1 + to.len;
    }
    let mut low = first;
    let mut max = None;
    let mut last = first;
    if let Some(found) = interval(chars, i, first) {
        (low, last, end) = (found.low, found.high, found.end);
        max = Some(last);
    }
    // 100余家, 万余人, 20多个
    let mut after = None;
    if chars.get(end).is_some_and(|c| matches!(c, '余' | '多')) && unit_at(chars, end + 1).is_some() {
        after = Some(Comparator::AtLeast);
        end += 1;
    }
    let (unit, measure) = match unit_at(chars, end) {
        // 横十六路 and 3路 are names of roads and buses, 1.5万路 counts cameras.
        Some(((_, unit), _)) if unit == "路" && (first.form != Form::Digits || first.multiplier == 1) => return None,
        Some(((measure, unit), len)) => {
            end += len;
            (Some(unit), measure)
        }
        // The caller knows whether a number without a unit is a ratio or a number of people.
        None if first.form == Form::Bare && last.in_yi().is_some() => (Some("元".to_string()), Measure::Money),
        None if last.multiplier >= 10_000 && counts_people(chars, end) => (Some("人".to_string()), Measure::People),
        None if first.form == Form::Bare
            && last.multiplier >= 10_000
            && chars.get(end).is_none_or(|c| ends_phrase(*c)) =>
        {
            (None, Measure::Ratio)
        }
        None if first.form == Form::Digits => (None, Measure::Ratio),
        None => return None,
    };
    let money_in_yi = measure == Measure::Money && last.in_yi().is_some();
    let value_of = |n: Numeral| if money_in_yi { n.in_yi() } else { n.value() };
    let value = value_of(low)?;
    let max = match max {
        Some(max) => Some(value_of(max)?),
        None => None,
    };
    let unit = match unit {
        Some(unit) if money_in_yi => Some(format!("亿{unit}")),
        unit => unit,
    };
    end = skip_bracket(text, end);
    let (comparator, end) = match measure == Measure::Duration && chars.at(end, "内") {
        // 1个工作日内; of other units 内 begins a word: 3条内河.
        true => (Some(Comparator::AtMost), end + 1),
        false => comparator_after(chars, end),
    };
    Some(Figure { range: i..end, value, max, unit, measure, after: comparator.or(after), form: first.form })
}

/// 三分之二, 两成, 一半: in per cent. Words that only look so (一成不变) are no figures.
fn share_figure(chars: View, i: usize, value: Decimal, len: usize) -> Option<Figure> {
    let (after, end) = comparator_after(chars, i + len);
    let spoken = chars.at(i, "百分之") || chars.find_text(i, i + len, "分之").is_some();
    let ends = after.is_some() || chars.get(end).is_none_or(|c| !is_han(*c) || matches!(c, '的' | '和' | '及'));
    (spoken || ends).then(|| percent(i..end, value, after))
}

fn percent(range: Range<usize>, value: Decimal, after: Option<Comparator>) -> Figure {
    Figure { range, value, max: None, unit: Some("%".into()), measure: Measure::Percent, after, form: Form::Digits }
}

/// 翻一番, 翻两番, 翻番: each doubling adds as much again as there is, 100 % and 300 %.
fn doubling(chars: View, i: usize) -> Option<(Decimal, usize)> {
    if !chars.before(i, "翻") {
        return None;
    }
    [("番", 100), ("一番", 100), ("1番", 100), ("两番", 300), ("2番", 300)]
        .iter()
        .find(|(word, _)| chars.at(i, word))
        .map(|(word, share)| (Decimal::from_int(*share), length(word)))
}

/// 1亿左右农业转移人口: people without 人. 人口50万以上城市 is a threshold.
fn counts_people(chars: View, end: usize) -> bool {
    let (comparator, after) = comparator_after(chars, end);
    !matches!(comparator, Some(Comparator::AtLeast | Comparator::AtMost))
        && chars.longest_at(after, chars.len(), Class::Populace).is_some()
}

/// 套（间）, 台（套）: the bracket only varies the unit.
fn skip_bracket(text: &Text, end: usize) -> usize {
    let close = matches!(text.chars().get(end), Some('（' | '(')).then(|| text.bracket_end(end)).flatten();
    match close {
        Some(close)
            if close - end <= 6 && text.chars()[end + 1..close - 1].iter().all(|c| is_han(*c) || *c == '、') =>
        {
            let inside = plain_unit_at(text.chars(), end + 1).is_some() || text.chars().at(end + 1, "含");
            if inside { close } else { end }
        }
        _ => end,
    }
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
