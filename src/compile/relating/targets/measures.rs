//! What belongs to a number: its unit, a comparator behind it, the other end of a range.
//!
//! In: characters and where a number ends. Out: what stands there and how far it reaches.

use super::words::{Ends, Measure, UNITS, at, length, longest_at};
use crate::model::Comparator;
use crate::text::numerals::{Numeral, numeral};
use std::sync::LazyLock;

/// Two numerals of a range, the multiplier of the second given to the first where only it has one.
pub struct Interval {
    pub low: Numeral,
    pub high: Numeral,
    /// Where the second numeral ends.
    pub end: usize,
}

/// What stands between the two figures of a range.
pub const DASHES: &str = "~～—–-－至到";

pub type Unit = (Measure, String);

/// The range that begins with the numeral `first` at `i`: 1~2条, 10%—15%, 3至5家, 8000~1万人.
pub fn interval(chars: &[char], i: usize, first: Numeral) -> Option<Interval> {
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
pub fn unit_at(chars: &[char], i: usize) -> Option<(Unit, usize)> {
    let (measure, unit) = plain_unit_at(chars, i)?;
    let mut len = length(unit);
    // 个人 and 个体 are words, 场所 and 位于 too.
    let next = |words: &[&'static str]| longest_at(chars, i, chars.len(), words).is_some();
    if next(&[
        "个人",
        "个体",
        "场所",
        "位于",
        "名单",
        "人才工程",
        "天然",
        "月份",
        "路公",
        "路线",
        "路车",
        "级",
        "项下",
        "件套",
        "年级",
        "人民",
        "米面",
        "人均",
    ]) && unit != "人民币"
    {
        return None;
    }
    let mut name = unit.to_string();
    if matches!(chars.get(i + len), Some('/')) {
        let per = i + len + 1;
        let per_len = plain_unit_at(chars, per).map_or(0, |(_, u)| length(u)).max(
            longest_at(
                chars,
                per,
                chars.len(),
                &["日", "天", "年", "月", "小时", "时", "秒", "人", "万元", "千人", "万人", "亩", "百户", "学年"],
            )
            .map_or(0, length),
        );
        if per_len > 0 {
            name.push('/');
            name.extend(&chars[per..per + per_len]);
            len += 1 + per_len;
        }
    }
    Some(((measure, name), len))
}

pub fn plain_unit_at(chars: &[char], i: usize) -> Option<(Measure, &'static str)> {
    static FIRSTS: LazyLock<Ends> = LazyLock::new(|| {
        let units = UNITS.iter().flat_map(|(_, units)| units.iter());
        Ends::of(units.filter_map(|unit| unit.chars().next()))
    });
    chars.get(i).filter(|c| FIRSTS.may_hold(**c))?;
    UNITS
        .iter()
        .filter_map(|(measure, units)| longest_at(chars, i, chars.len(), units).map(|u| (*measure, u)))
        .max_by_key(|(_, u)| length(u))
}

/// A comparator behind a figure, and where it ends.
pub fn comparator_after(chars: &[char], end: usize) -> (Option<Comparator>, usize) {
    const AFTER: &[(&str, Comparator)] = &[
        ("以上", Comparator::AtLeast),
        ("及以上", Comparator::AtLeast),
        ("或以上", Comparator::AtLeast),
        ("（含）以上", Comparator::AtLeast),
        ("以内", Comparator::AtMost),
        ("之内", Comparator::AtMost),
        ("以下", Comparator::AtMost),
        ("及以下", Comparator::AtMost),
        ("左右", Comparator::About),
        ("上下", Comparator::About),
    ];
    AFTER
        .iter()
        .filter(|(word, _)| at(chars, end, word))
        .max_by_key(|(word, _)| length(word))
        .map_or((None, end), |(word, comparator)| (Some(*comparator), end + length(word)))
}
