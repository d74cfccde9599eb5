//! Days and months that no calendar has, and periods that end before they begin.

use super::Odd;
use crate::compile::pattern::pattern;
use crate::model::{Date, RemarkKind, Span};
use regex::Regex;
use std::sync::LazyLock;

/// In a normalised text.
pub fn impossible(text: &str) -> Vec<Odd> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:(\d{4,})年)?(\d{1,2})月(?:(\d{1,2})日)?|(\d{5,})年"));
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(20\d{2})年?(?:—|-|~|至|到)(20\d{2})年"));
    let mut found = Vec::new();
    let mut place = Place { text, bytes: 0, characters: 0 };
    for captures in DAY.captures_iter(text) {
        let number = |n: usize| captures.get(n).map(|m| m.as_str());
        if !exists(number(1), number(2), number(3)) {
            found.push(place.odd(RemarkKind::Date, captures.get(0)));
        }
    }
    place = Place { text, bytes: 0, characters: 0 };
    for captures in PERIOD.captures_iter(text) {
        if captures[1] > captures[2] {
            found.push(place.odd(RemarkKind::Period, captures.get(0)));
        }
    }
    found
}

/// A place in a text that only moves on, so that characters are counted once.
struct Place<'a> {
    text: &'a str,
    bytes: usize,
    characters: u32,
}

impl Place<'_> {
    fn odd(&mut self, kind: RemarkKind, found: Option<regex::Match>) -> Odd {
        let range = found.map_or(self.bytes..self.bytes, |m| m.range());
        Odd { kind, span: Span(self.move_to(range.start), self.move_to(range.end)), against: String::new() }
    }

    fn move_to(&mut self, bytes: usize) -> u32 {
        self.characters += self.text[self.bytes..bytes].chars().count() as u32;
        self.bytes = bytes;
        self.characters
    }
}

/// Whether there is such a day; without a year any leap year will do.
fn exists(year: Option<&str>, month: Option<&str>, day: Option<&str>) -> bool {
    let Some(month) = month else { return false };
    let year = year.map_or(Some(2024), |year| year.parse().ok());
    let (Some(year), Ok(month)) = (year, month.parse()) else { return false };
    let Ok(day) = day.unwrap_or("1").parse() else { return false };
    Date::new(year, month, day).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_periods() {
        for (text, expected) in [
            ("自2025年2月28日起，至2028年12月31日止。", ""),
            ("于2025年2月30日前报送。", "2025年2月30日"),
            ("每年2月29日。", ""),
            ("2025年2月29日", "2025年2月29日"),
            ("2025年13月底前", "2025年13月"),
            ("力争20226年建成。", "20226年"),
            ("连续12个月参保，用时18个月。", ""),
            ("2025—2028年", ""),
            ("实施期为2028—2025年。", "2028—2025年"),
            ("2025年至2024年", "2025年至2024年"),
            ("2025年13月，2025年14月，2027至2026年，2028至2026年", "2025年13月 2025年14月 2027至2026年 2028至2026年"),
        ] {
            let found: Vec<&str> = impossible(text).iter().map(|odd| odd.span.of(text)).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
