//! Figures, deadlines and dates in words: 30万人, 95%以上, 2025—2028年; 300,000 people, at least 95%, 2025–2028.
//!
//! What a plan says in words of its own stays Chinese; a unit that the language has no word for does too.

use crate::messages::{Messages, Table};
use crate::model::{Comparator, Date, Decimal, Kind, Language, Target};
use crate::text::sentences::ends_phrase;

/// A number as a reader expects it: 22500 is 2.25万, or 22,500.
pub fn number(m: &Messages, value: Decimal) -> String {
    let plain = value.to_string();
    if m.language == Language::En { grouped(&plain) } else { in_myriads(m, &plain) }
}

fn in_myriads(m: &Messages, plain: &str) -> String {
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let myriads = digits.len() > 4 && !digits.contains('.') && digits.ends_with("00");
    if !myriads {
        return plain.to_owned();
    }
    let (whole, part) = plain.split_at(plain.len() - 4);
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    [whole, point, part, m.figures.myriad].concat()
}

/// 22,500; from a million on 7.5 million.
fn grouped(plain: &str) -> String {
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    for (zeros, name) in [(9, " billion"), (6, " million")] {
        // Three more places say as much as a plan does.
        if whole.len() > zeros && part.is_empty() && whole.ends_with(&"0".repeat(zeros - 3)) {
            let (front, places) = whole.split_at(whole.len() - zeros);
            let places = places.trim_end_matches('0');
            let point = if places.is_empty() { "" } else { "." };
            return [front, point, places, name].concat();
        }
    }
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out = [out.as_str(), ".", part].concat();
    }
    out
}

/// Value and unit, a range with both ends; `None` where the target has no figure.
pub fn quantity(m: &Messages, target: &Target) -> Option<String> {
    Some(amount(m, target.value?, target.value_max, target.unit.as_deref().unwrap_or("")))
}

/// The same of any value, which may have an upper end, in a unit as plans write it.
pub fn amount(m: &Messages, value: Decimal, value_max: Option<Decimal>, unit: &str) -> String {
    let known = m.figures.measures.get(unit);
    let (name, times) = match known.and_then(|known| known.split_once(" ×")) {
        Some((name, times)) => (name, times.parse().unwrap_or(1)),
        None => (known.unwrap_or(unit), 1),
    };
    let scaled = |value: Decimal| value.times(times).unwrap_or(value);
    let plain = |value: Decimal| match unit {
        // A ratio keeps its decimal place: 2.0, as plans write it beside 1.9.
        "" if value.is_integer() => format!("{value}.0"),
        _ => number(m, scaled(value)),
    };
    let value = plain(value);
    let range = value_max.map(|max| [m.figures.range, &plain(max)].concat()).unwrap_or_default();
    let one = value_max.is_none() && value == "1";
    let name = name.split_once('|').map_or(name, |(single, many)| if one { single } else { many });
    let number = value + &range;
    if matches!(name, "" | "%") { number + name } else { m.figures.quantity(number, name) }
}

/// The figure with its comparator in words: 95%以上, 每月2次, 年均增长10%以上.
pub fn bounded(m: &Messages, target: &Target) -> Option<String> {
    let f = &m.figures;
    let quantity = quantity(m, target)?;
    let bounded = match target.comparator {
        Comparator::AtLeast => f.at_least(quantity),
        Comparator::AtMost => f.at_most(quantity),
        Comparator::About => f.about(quantity),
        Comparator::Equal => quantity,
    };
    Some(match (target.kind, target.often.as_deref()) {
        (Kind::Increase, _) => f.raised_by(bounded, known(f.rises, rise(target))),
        (_, Some(often)) => f.often(bounded, known(f.periods, often)),
        (_, None) => bounded,
    })
}

/// The figure as a sentence says it: 95%以上, 每年60公里, 合计30万人.
pub fn phrase(m: &Messages, target: &Target) -> Option<String> {
    let bounded = bounded(m, target)?;
    Some(match target.kind {
        Kind::Annual => m.figures.every_year(bounded),
        Kind::Cumulative => m.figures.in_total(bounded),
        Kind::Level | Kind::Increase => bounded,
    })
}

/// The figure as a table and a picture show it: `≥ 95%`, `每年 60公里`.
pub fn figure(m: &Messages, target: &Target) -> Option<String> {
    let f = &m.figures;
    let quantity = quantity(m, target)?;
    let sign = match target.comparator {
        Comparator::AtLeast => "≥\u{a0}",
        Comparator::AtMost => "≤\u{a0}",
        Comparator::About => "≈\u{a0}",
        Comparator::Equal => "",
    };
    let signed = [sign, &quantity].concat();
    Some(match (target.kind, target.often.as_deref()) {
        (Kind::Annual, _) => f.short_every_year(signed),
        (Kind::Increase, _) => f.short_raised_by(signed, known(f.rises, rise(target))),
        (_, Some(often)) => f.short_often(signed, known(f.periods, often)),
        (_, None) => signed,
    })
}

/// A word of plans in the page's language; in Chinese it mostly stays what it is.
fn known(table: Table, word: &str) -> &str {
    table.get(word).unwrap_or(word)
}

/// How a rise over a baseline is called.
fn rise(target: &Target) -> &str {
    target.change.as_deref().unwrap_or("提高")
}

/// What a commitment without a figure says, in the plan's words: the end of the quote from the label on.
pub fn wording(target: &Target) -> String {
    let quote = target.quote.as_deref().unwrap_or(&target.label);
    if target.comparator == Comparator::About
        && let Some((_, rest)) = quote.rsplit_once(target.label.as_str())
        && !rest.is_empty()
    {
        return rest.to_owned();
    }
    let short = quote.rsplit(ends_phrase).next().unwrap_or(quote);
    if short.chars().count() >= 6 { short.to_owned() } else { quote.to_owned() }
}

/// The deadline or period: 2028年, 2025—2028年; 2028, 2025–2028.
pub fn deadline(m: &Messages, target: &Target) -> Option<String> {
    match (target.year_from, target.year_to) {
        (Some(from), Some(to)) if from != to => Some(m.figures.years(from, to)),
        (_, Some(year)) | (Some(year), None) => Some(m.figures.year(year)),
        (None, None) => None,
    }
}

/// Whether a target holds anew each year: 每年新增, 每年稳定在95%以上.
pub fn is_yearly(target: &Target) -> bool {
    target.kind == Kind::Annual || target.quote.as_ref().is_some_and(|quote| quote.contains("每年"))
}

/// A day: 2025年2月26日, 26 February 2025.
pub fn date(m: &Messages, date: Date) -> String {
    let month = m.figures.months.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or_default();
    m.figures.date(date.year, month, date.day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages;
    use crate::model::samples;

    #[test]
    fn numbers() {
        for (value, hans, hant, en) in [
            ("300000", "30万", "30萬", "300,000"),
            ("22500", "2.25万", "2.25萬", "22,500"),
            ("10000", "1万", "1萬", "10,000"),
            ("5000", "5000", "5000", "5,000"),
            ("79.8", "79.8", "79.8", "79.8"),
            ("12345", "12345", "12345", "12,345"),
            ("750000000", "75000万", "75000萬", "750 million"),
            ("100000000000", "10000000万", "10000000萬", "100 billion"),
            ("7512345", "7512345", "7512345", "7,512,345"),
            ("-1234", "-1234", "-1234", "-1,234"),
        ] {
            let number = |language| number(messages::of(language), value.parse().expect("decimal"));
            assert_eq!(Language::ALL.map(number), [hans, hant, en]);
        }
    }

    fn target(value: &str, unit: &str, comparator: Comparator, kind: Kind) -> Target {
        Target {
            comparator,
            unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
            kind,
            year_from: Some(2025),
            scope: String::new(),
            ..samples::target("x-2025/1", value, Some(2028))
        }
    }

    #[test]
    fn figures_in_three_languages() {
        use Comparator::{About, AtLeast, AtMost, Equal};
        for (target, hans, hant, en) in [
            (target("95", "%", AtLeast, Kind::Level), "≥\u{a0}95%", "≥\u{a0}95%", "≥\u{a0}95%"),
            (target("300000", "人", Equal, Kind::Cumulative), "30万人", "30萬人", "300,000\u{a0}people"),
            (
                target("60", "公里", Equal, Kind::Annual),
                "每年\u{a0}60公里",
                "每年\u{a0}60公里",
                "60\u{a0}km\u{a0}a\u{a0}year",
            ),
            (target("7.5", "亿元", Equal, Kind::Cumulative), "7.5亿元", "7.5億元", "750 million\u{a0}yuan"),
            (
                target("10", "%", AtLeast, Kind::Increase),
                "提高\u{a0}≥\u{a0}10%",
                "提高\u{a0}≥\u{a0}10%",
                "rise\u{a0}of\u{a0}≥\u{a0}10%",
            ),
            (target("1", "人", About, Kind::Level), "≈\u{a0}1人", "≈\u{a0}1人", "≈\u{a0}1\u{a0}person"),
            (target("2", "", AtMost, Kind::Level), "≤\u{a0}2.0", "≤\u{a0}2.0", "≤\u{a0}2.0"),
            (target("3", "艘", Equal, Kind::Level), "3艘", "3艘", "3\u{a0}艘"),
        ] {
            let figure = |language| figure(messages::of(language), &target).expect("a figure");
            assert_eq!(Language::ALL.map(figure), [hans, hant, en]);
        }
    }

    #[test]
    fn deadlines_and_dates() {
        let day = Date::new(2025, 2, 26).expect("a day");
        let target = target("1", "%", Comparator::Equal, Kind::Level);
        for (language, period, written) in [
            (Language::Hans, "2025—2028年", "2025年2月26日"),
            (Language::Hant, "2025—2028年", "2025年2月26日"),
            (Language::En, "2025–2028", "26 February 2025"),
        ] {
            let m = messages::of(language);
            assert_eq!((deadline(m, &target).as_deref(), date(m, day).as_str()), (Some(period), written));
        }
    }
}
