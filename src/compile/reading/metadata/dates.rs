//! Days in Arabic or Chinese figures.

use crate::compile::pattern::pattern;
use crate::compile::reading::zones::DATE_LINE;
use crate::model::Date;
use crate::text::numerals::{whole, year_digit};
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A day in Arabic or Chinese figures: 2025年2月26日, 2025-02-26, 2025/2/26, 二〇二五年二月二十六日.
pub fn parse_date(text: &str) -> Option<Date> {
    static ARABIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"((?:19|20)\d{2})[年\-/.](\d{1,2})[月\-/.](\d{1,2})"));
    if let Some(captures) = ARABIC.captures(text) {
        let number = |n: usize| captures[n].parse::<u16>().ok();
        return Date::new(number(1)?, u8::try_from(number(2)?).ok()?, u8::try_from(number(3)?).ok()?);
    }
    let captures = DATE_LINE.captures(text.trim())?;
    let year = captures.get(4)?.as_str().chars().try_fold(0_u16, |year, c| Some(year * 10 + year_digit(c)?))?;
    let number = |n: usize| captures.get(n).and_then(|m| whole(m.as_str()));
    Date::new(year, u8::try_from(number(5)?).ok()?, u8::try_from(number(6)?).ok()?)
}

/// A text with its days in Arabic figures: 二〇二八年十二月三十一日 becomes 2028年12月31日.
pub fn with_arabic_years(text: &str) -> Cow<'_, str> {
    static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"([一二][〇○零O一二三四五六七八九]{3})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?)?",
        )
    });
    SPOKEN.replace_all(text, |captures: &Captures| {
        let part = |n: usize, sign: &str| {
            let number = captures.get(n).and_then(|m| whole(m.as_str()));
            number.map_or(String::new(), |number| format!("{number}{sign}"))
        };
        let year: String = captures[1].chars().filter_map(year_digit).map(|digit| digit.to_string()).collect();
        format!("{year}年{}{}", part(2, "月"), part(3, "日"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2025年2月26日", "2025-02-26"),
            ("2025-10-09", "2025-10-09"),
            ("2025/1/9 10:30", "2025-01-09"),
            ("二〇二五年十二月三十一日", "2025-12-31"),
            ("（2024年7月28日）", "2024-07-28"),
        ] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(parse_date("2025年13月1日"), None);
    }
}
