//! What belongs to a number: its unit, a comparator behind it, the other end of a range.
//!
//! In: characters and where a number ends. Out: what stands there and how far it reaches.

use crate::compile::lexicon::{Class, Classes};
use crate::compile::words::{View, length};
use crate::model::Comparator;
use crate::text::numerals::{Numeral, numeral};

/// What a figure measures, as far as reading it depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// %
    Percent,
    /// 个百分点
    Points,
    /// 倍, or nothing after a ratio
    Ratio,
    /// 元, 美元
    Money,
    /// 人次, 场: can only be counted over a period
    Event,
    /// 人, 户
    People,
    /// 个, 家, 套
    Count,
    /// 公里, 平方米, 千瓦
    Extent,
    /// 天, 小时
    Duration,
}

/// The classes of units with what they measure.
const MEASURES: [(Class, Measure); 9] = [
    (Class::Percent, Measure::Percent),
    (Class::Points, Measure::Points),
    (Class::Times, Measure::Ratio),
    (Class::Money, Measure::Money),
    (Class::Event, Measure::Event),
    (Class::People, Measure::People),
    (Class::Count, Measure::Count),
    (Class::Extent, Measure::Extent),
    (Class::Duration, Measure::Duration),
];

/// Two numerals of a range, the multiplier of the second given to the first where only it has one.
pub struct Interval {
    /// The first.
    pub low: Numeral,
    /// The second.
    pub high: Numeral,
    /// Where the second numeral ends.
    pub end: usize,
}

/// What stands between the two figures of a range.
pub const DASHES: &str = "~～—–-－至到";

/// A unit: what it measures, and how it is written, with what it is per (吨/日).
pub type Unit = (Measure, String);

/// The range that begins with the numeral `first` at `i`: 1~2条, 10%—15%, 3至5家, 8000~1万人.
pub fn interval(chars: View, i: usize, first: Numeral) -> Option<Interval> {
    let end = i + first.len;
    let own_unit = unit_at(chars, end).map_or(0, |(_, len)| len);
    [0, own_unit].into_iter().find_map(|skipped| {
        let dash = end + skipped;
        chars.get(dash).filter(|c| DASHES.contains(**c))?;
        let high = numeral(chars.get(dash + 1..)?).filter(|n| n.form == first.form)?;
        let end = dash + 1 + high.len;
        unit_at(chars, end)?;
        let shared = Numeral { multiplier: high.multiplier, ..first };
        // 1~2万人 begins with ten thousand, 8000~1万人 does not begin with eighty million.
        let shares = first.multiplier == 1 && skipped == 0 && shared.value() < high.value();
        Some(Interval { low: if shares { shared } else { first }, high, end })
    })
}

/// The unit at `i` with what it is per (吨/日), and the characters taken.
pub fn unit_at(chars: View, i: usize) -> Option<(Unit, usize)> {
    let (measure, unit) = plain_unit_at(chars, i)?;
    let mut len = length(unit);
    // Latin letters go on a name: MWX.
    if unit.ends_with(|c: char| c.is_ascii_alphabetic()) && chars.get(i + len).is_some_and(char::is_ascii_alphanumeric)
    {
        return None;
    }
    // 个人 and 个体 are words, 场所 and 位于 too.
    if chars.longest_at(i, chars.len(), Class::NoUnit).is_some() && unit != "人民币" {
        return None;
    }
    let mut name = unit.to_string();
    if matches!(chars.get(i + len), Some('/')) {
        let per = i + len + 1;
        let other = chars.word_at(per, chars.len(), Class::PerUnit).map_or(0, |word| word.length);
        let per_len = plain_unit_at(chars, per).map_or(0, |(_, unit)| length(unit)).max(other);
        if per_len > 0 {
            name.push('/');
            name.extend(&chars[per..per + per_len]);
            len += 1 + per_len;
        }
    }
    Some(((measure, name), len))
}

/// Whether digits behind such a character go on a name or another number: R1, 第2, 3/5.
pub fn goes_on_a_name(previous: char) -> bool {
    previous == '第' || previous.is_ascii_alphanumeric() || matches!(previous, '.' | '+' | '/')
}

/// How many characters at `i` say that a number is more than its digits: 余 of 100余家.
pub fn more_than_said(chars: View, i: usize) -> usize {
    chars.word_at(i, chars.len(), Class::AndMore).map_or(0, |word| word.length)
}

/// The longest unit at `i`, and what it measures.
pub fn plain_unit_at(chars: View, i: usize) -> Option<(Measure, &'static str)> {
    const UNITS: Classes = {
        let mut units = Classes::of(MEASURES[0].0);
        let mut n = 1;
        while n < MEASURES.len() {
            units = units.and(Classes::of(MEASURES[n].0));
            n += 1;
        }
        units
    };
    let unit = chars.word_at(i, chars.len(), UNITS)?;
    let (_, measure) = MEASURES.into_iter().find(|(class, _)| unit.is(*class))?;
    Some((measure, &unit.text))
}

/// A comparator behind a figure, and where it ends.
pub fn comparator_after(chars: View, end: usize) -> (Option<Comparator>, usize) {
    const COMPARATORS: [(Class, Comparator); 3] =
        [(Class::OrMore, Comparator::AtLeast), (Class::OrLess, Comparator::AtMost), (Class::OrSo, Comparator::About)];
    let Some(word) = chars.word_at(end, chars.len(), Class::OrMore | Class::OrLess | Class::OrSo) else {
        return (None, end);
    };
    let comparator = COMPARATORS.into_iter().find(|(class, _)| word.is(*class)).map(|(_, comparator)| comparator);
    (comparator, end + word.length)
}
