//! The number at the start of a paragraph: 一、 （一） 1. （1） ① 第一章 第一条 ——.

use regex::Regex;
use std::sync::LazyLock;

/// A style of numbering. The order is the usual nesting, largest unit first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// 第一部分、第一篇、第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Comma,
    /// （一）
    Bracket,
    /// 1.
    Dot,
    /// （1） or 1）
    SmallBracket,
    /// ①
    Circle,
    /// ——
    Dash,
}

/// The number of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    pub style: Style,
    /// 0 for a dash.
    pub value: u32,
    /// How many characters of the line it takes.
    pub length: usize,
}

/// Reads the number at the start of a normalised line.
pub fn parse(line: &str) -> Option<Number> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        super::zones::pattern(concat!(
            r"^(?:第([〇零一二三四五六七八九十百\d]{1,5})(章|篇|部分|节|条)[、：:]?\s*",
            r"|([一二三四五六七八九十百零〇]{1,5})、",
            r"|[（(]([一二三四五六七八九十百零〇]{1,5})[）)][、.．]?",
            r"|(\d{1,3})(?:[.．]|、)",
            r"|[（(](\d{1,3})[）)][、.．]?",
            r"|(\d{1,2})[）)]",
            r"|([①-⑳])",
            r"|(——|--|—(?:\p{Han}))",
            r")"
        ))
    });
    let captures = PATTERN.captures(line)?;
    let group = |n: usize| captures.get(n).map(|m| m.as_str());
    let mut length = captures[0].chars().count();
    let rest = &line[captures[0].len()..];
    let (style, value) = if let Some(number) = group(1) {
        let style = match group(2)? {
            "节" => Style::Section,
            "条" => Style::Article,
            _ => Style::Chapter,
        };
        (style, number.parse().ok().or_else(|| chinese(number))?)
    } else if let Some(number) = group(3) {
        (Style::Comma, chinese(number)?)
    } else if let Some(number) = group(4) {
        (Style::Bracket, chinese(number)?)
    } else if let Some(number) = group(5) {
        // 1.5万人 is a figure, not a number of a list.
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        (Style::Dot, number.parse().ok()?)
    } else if let Some(number) = group(6).or(group(7)) {
        (Style::SmallBracket, number.parse().ok()?)
    } else if let Some(circle) = group(8) {
        (Style::Circle, circle.chars().next().map(|c| c as u32 - '①' as u32 + 1)?)
    } else {
        length = if captures[0].starts_with("——") || captures[0].starts_with("--") { 2 } else { 1 };
        (Style::Dash, 0)
    };
    (!rest.trim().is_empty()).then_some(Number { style, value, length })
}

/// A number in Chinese figures up to 999.
pub fn chinese(text: &str) -> Option<u32> {
    let (mut total, mut digit) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            c => {
                let value = "〇一二三四五六七八九".chars().position(|d| d == c).or((c == '零').then_some(0))?;
                if digit.replace(value as u32).is_some_and(|d| d != 0) {
                    return None;
                }
                continue;
            }
        };
        total += digit.take().unwrap_or(1) * unit;
    }
    Some(total + digit.unwrap_or(0)).filter(|&n| n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_of_paragraphs() {
        for (line, expected) in [
            ("一、主要目标", Some((Style::Comma, 1, 2))),
            ("（二十一）健全", Some((Style::Bracket, 21, 5))),
            ("12.加快推动", Some((Style::Dot, 12, 3))),
            ("1、加快", Some((Style::Dot, 1, 2))),
            ("1.5万人", None),
            ("（3）建设", Some((Style::SmallBracket, 3, 3))),
            ("②建设", Some((Style::Circle, 2, 1))),
            ("第十二条 各级", Some((Style::Article, 12, 5))),
            ("第一章总则", Some((Style::Chapter, 1, 3))),
            ("第三部分 保障", Some((Style::Chapter, 3, 5))),
            ("——坚持以人为本。", Some((Style::Dash, 0, 2))),
            ("2025年完成", None),
            ("一是加快", None),
            ("一百零二、其他", Some((Style::Comma, 102, 5))),
        ] {
            assert_eq!(parse(line).map(|n| (n.style, n.value, n.length)), expected, "{line}");
        }
    }
}
