//! By when something is to be done, where a line or a column says it: 完成时限：2024年6月底前.
//!
//! In: text. Out: the words and, where they name a day or the end of a period, that day.

use crate::compile::pattern::pattern;
use crate::model::{Date, Deadline};
use regex::Regex;
use std::sync::LazyLock;

/// The deadline that a clause's text names with a label.
pub fn labelled(text: &str) -> Option<Deadline> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[\n。；，（〔])(?:完成|落实|整改|推进|任务|办结)(?:时限|期限|时间|时间节点)(?:要求)?：([^\n。；）〕]{2,30})",
        )
    });
    let found = LABELLED.captures(text)?;
    of(&found[1])
}

/// What a cell or the words behind a label say; nothing where they are empty.
pub fn of(words: &str) -> Option<Deadline> {
    let text = words.trim().trim_end_matches(['。', '；', '，']);
    (!text.is_empty()).then(|| Deadline { text: text.to_owned(), date: last_day(text) })
}

/// The last day that a text names. 6月前 may mean the end of May or of June, so it names none.
fn last_day(text: &str) -> Option<Date> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(20\d{2})年(?:度)?(?:(\d{1,2})月(?:(\d{1,2})日)?|(上半年)|第?([一二三四1-4])季度)?(年?[底末内]|全年)?(之?前)?",
        )
    });
    let found = DAY.captures_iter(text).last()?;
    let number = |n: usize| found.get(n).and_then(|m| m.as_str().parse::<u16>().ok());
    let year = number(1)?;
    let month = number(2).and_then(|month| u8::try_from(month).ok());
    let quarter =
        found.get(5).and_then(|m| "一二三四".chars().chain("1234".chars()).position(|c| m.as_str().starts_with(c)));
    let ends = found.get(6).is_some();
    let before = found.get(7).is_some();
    match (month, number(3)) {
        (Some(month), Some(day)) => Date::new(year, month, u8::try_from(day).ok()?),
        _ if before && !ends => None,
        (Some(month), None) => Date::last_of(year, month),
        _ if found.get(4).is_some() => Date::new(year, 6, 30),
        _ => Date::last_of(year, quarter.map_or(12, |quarter| (quarter as u8 % 4 + 1) * 3)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines() {
        for (text, words, day) in [
            ("改革。\n完成时限：2024年6月底前", "2024年6月底前", Some("2024-06-30")),
            ("牵头单位：市司法局；完成时限：2019年12月底", "2019年12月底", Some("2019-12-31")),
            ("完成时限：2025年", "2025年", Some("2025-12-31")),
            ("完成时限：2025年底", "2025年底", Some("2025-12-31")),
            ("完成时间：2025年12月15日前。", "2025年12月15日前", Some("2025-12-15")),
            ("完成时限：2025年6月前", "2025年6月前", None),
            ("完成时限：2025年上半年", "2025年上半年", Some("2025-06-30")),
            ("完成时限：2025年第二季度前", "2025年第二季度前", None),
            ("完成时限：2025年第三季度", "2025年第三季度", Some("2025-09-30")),
            ("完成时限：2024年至2026年底", "2024年至2026年底", Some("2026-12-31")),
            ("完成时限：持续推进", "持续推进", None),
        ] {
            let found = labelled(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.text.as_str(), found.date.map(|d| d.to_string()).as_deref()), (words, day), "{text}");
        }
        assert_eq!(labelled("办理时间：5个工作日。推进时间管理。"), None);
    }
}
