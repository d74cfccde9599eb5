//! Figures and deadlines in Chinese words: 30万人, 不低于 → 95%以上, 2025—2028年.

use crate::model::{Comparator, Decimal, Kind, Target};

/// A number as a reader expects it: 22500 → 2.25万.
pub fn number(value: Decimal) -> String {
    let plain = value.to_string();
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let myriads = digits.len() > 4 && !digits.contains('.') && digits.ends_with("00");
    if !myriads {
        return plain;
    }
    let (whole, part) = plain.split_at(plain.len() - 4);
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{whole}万") } else { format!("{whole}.{part}万") }
}

/// Value and unit, a range with both ends; `None` where the target has no figure.
pub fn quantity(target: &Target) -> Option<String> {
    let plain = |value: Decimal| match target.unit {
        // A ratio keeps its decimal place: 2.0, as plans write it beside 1.9.
        None if value.is_integer() => format!("{value}.0"),
        _ => number(value),
    };
    let value = plain(target.value?);
    let range = target.value_max.map(|max| format!("～{}", plain(max))).unwrap_or_default();
    Some(format!("{value}{range}{}", target.unit.as_deref().unwrap_or("")))
}

/// The figure as a sentence says it: 95%以上, 每年60公里, 累计30万人.
pub fn phrase(target: &Target) -> Option<String> {
    let quantity = quantity(target)?;
    let bounded = match target.comparator {
        Comparator::AtLeast => format!("{quantity}以上"),
        Comparator::AtMost => format!("{quantity}以内"),
        Comparator::About => format!("{quantity}左右"),
        Comparator::Equal => quantity,
    };
    Some(match target.kind {
        Kind::Level => bounded,
        Kind::Annual => format!("每年{bounded}"),
        Kind::Cumulative => format!("合计{bounded}"),
        Kind::Increase => format!("提高{bounded}"),
    })
}

/// The figure as a table and a picture show it: `≥ 95%`, `每年 60公里`.
pub fn figure(target: &Target) -> Option<String> {
    let quantity = quantity(target)?;
    let sign = match target.comparator {
        Comparator::AtLeast => "≥\u{a0}",
        Comparator::AtMost => "≤\u{a0}",
        Comparator::About => "≈\u{a0}",
        Comparator::Equal => "",
    };
    let kind = match target.kind {
        Kind::Annual => "每年\u{a0}",
        Kind::Increase => "提高\u{a0}",
        Kind::Level | Kind::Cumulative => "",
    };
    Some(format!("{kind}{sign}{quantity}"))
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
    let short = quote.rsplit(['，', '；', '。']).next().unwrap_or(quote);
    if short.chars().count() >= 6 { short.to_owned() } else { quote.to_owned() }
}

/// The deadline or period: `2028年`, `2025—2028年`.
pub fn deadline(target: &Target) -> Option<String> {
    match (target.year_from, target.year_to) {
        (Some(from), Some(to)) if from != to => Some(format!("{from}—{to}年")),
        (_, Some(year)) | (Some(year), None) => Some(format!("{year}年")),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (value, expected) in [
            ("300000", "30万"),
            ("22500", "2.25万"),
            ("10000", "1万"),
            ("5000", "5000"),
            ("79.8", "79.8"),
            ("12345", "12345"),
        ] {
            assert_eq!(number(value.parse().expect("decimal")), expected);
        }
    }
}
