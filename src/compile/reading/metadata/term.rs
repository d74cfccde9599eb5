//! From when until when a document is in force, by its own words.

use super::dates::{parse_date, with_arabic_years};
use crate::compile::pattern::pattern;
use crate::model::Date;
use crate::text::numerals::whole;
use regex::Regex;
use std::sync::LazyLock;

/// From when a document is in force.
#[derive(Clone, Copy, Default)]
pub struct InForce {
    /// The first day; none where neither the text nor the page tells it.
    pub from: Option<Date>,
    /// The day from which its term counts, where the text names none.
    pub term_from: Option<Date>,
}

/// From when a text says it is in force. `page`: the day that the page names; `printed`: when it was printed.
pub fn in_force(text: &str, page: Option<Date>, printed: Option<Date>, signed: Option<Date>) -> InForce {
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:自|从)((?:20)\d{2})年(\d{1,2})月(\d{1,2})日(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|试行)")
    });
    static AT_ONCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"自(?:印发|发布|公布|发文)之日起(?:正式)?(?:施行|实施|执行|生效|试行)"));
    let text = &with_arabic_years(text);
    let named = FROM.find(text).and_then(|found| parse_date(found.as_str()));
    let at_once = AT_ONCE.is_match(text).then(|| page.or(printed).or(signed)).flatten();
    InForce { from: named.or(at_once).or(page), term_from: at_once.or(signed) }
}

/// Until when the text says it is in force: 有效期至2028年底, 有效期5年.
pub fn valid_until(text: &str, signed: Option<Date>) -> Option<Date> {
    static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:有效期(?:限)?(?:截至|截止|到|至)|施行至|实施至|执行至)((?:20)\d{2})年(?:(底|末)|(\d{1,2})月(?:(\d{1,2})日|(底))?)?",
        )
    });
    static TERM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:有效期(?:限)?(?:为|是|暂定为?)?|(?:施行|实施|执行|试行)(?:期限?)?(?:为|暂定)?|之日起)([一二两三四五六七八九十]{1,3}|\d{1,2})(年半?|个月)",
        )
    });
    static SINCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:自|从)((?:20)\d{2})年(\d{1,2})月(\d{1,2})日(?:起|开始)"));
    let text = &with_arabic_years(text);
    if let Some(captures) = UNTIL.captures(text) {
        let year = captures[1].parse().ok()?;
        let month = captures.get(3).and_then(|m| m.as_str().parse().ok());
        let day = captures.get(4).and_then(|m| m.as_str().parse().ok());
        return match (month, day) {
            (Some(month), Some(day)) => Date::new(year, month, day),
            (Some(month), None) => Date::last_of(year, month),
            _ => Date::new(year, 12, 31),
        };
    }
    let term = TERM.captures(text)?;
    let count = match &term[1] {
        "两" => 2,
        n => n.parse().ok().or_else(|| whole(n))?,
    };
    let months = match &term[2] {
        "个月" => count,
        "年半" => count * 12 + 6,
        _ => count * 12,
    };
    // A term from the day of issue ends on its anniversary, for that day is not counted (民法典 §201, 202);
    // one from a day named in advance counts that day, and ends on the day before. Where the month has no such
    // day, both end on its last.
    let since =
        SINCE.captures(text).and_then(|c| Date::new(c[1].parse().ok()?, c[2].parse().ok()?, c[3].parse().ok()?));
    let from = since.or(signed)?;
    let month = u32::from(from.month) - 1 + months;
    let year = from.year.checked_add(u16::try_from(month / 12).ok()?)?;
    let month = (month % 12) as u8 + 1;
    match Date::new(year, month, from.day) {
        Some(day) if since.is_some() => day.before(),
        Some(day) => Some(day),
        None => Date::last_of(year, month),
    }
}
