//! The number at the start of a paragraph: 一、 （一） 1. （1） ① 第一章 第一条 ——.

use super::source::is_chinese;
use crate::compile::pattern::pattern;
use crate::text::numerals::whole;
use regex::Regex;
use std::collections::BTreeMap;
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
    /// How it is written.
    pub style: Style,
    /// 0 for a dash.
    pub value: u32,
    /// How many characters of the line it takes.
    pub length: usize,
    /// Whether it may be the whole part of a figure as well: 11.120急救… is item 11 only where that is next.
    may_be_figure: bool,
}

impl Number {
    /// Whether it may be a year at the start of a sentence as well: 2025、2026年…, （2025）….
    fn may_be_year(self) -> bool {
        matches!(self.style, Style::Dot | Style::SmallBracket) && (1900..2100).contains(&self.value)
    }
}

/// Reads the number at the start of a normalised line that stands by itself; what may be a year is none.
pub fn parse(line: &str) -> Option<Number> {
    read(line).filter(|number| !number.may_be_year() && !number.may_be_figure)
}

/// The numbers of lines that follow each other: what may be a year is a number where it is the next one of a list.
#[derive(Debug, Default)]
pub struct Sequence {
    last: BTreeMap<Style, u32>,
}

impl Sequence {
    /// Reads the number at the start of the next line.
    pub fn parse(&mut self, line: &str) -> Option<Number> {
        let next = |number: &Number| self.last.get(&number.style).is_some_and(|last| last + 1 == number.value);
        let first = |number: &Number| number.may_be_figure && number.value == 1 && begins_a_list(line);
        let doubtful = |number: &Number| number.may_be_year() || number.may_be_figure;
        let number = read(line).filter(|number| !doubtful(number) || next(number) || first(number))?;
        self.last.insert(number.style, number.value);
        Some(number)
    }
}

/// 1.80周岁及以上的；: nobody writes a figure with a nought at its end.
fn begins_a_list(line: &str) -> bool {
    let digits = line.trim_start_matches("1.").trim_start_matches(|c: char| c.is_ascii_digit());
    line[..line.len() - digits.len()].ends_with('0')
}

/// Whether what stands behind a number and its stop may be a text that begins with a figure (11.120急救, 2.5G网络), not
/// the rest of one (1.5万人, 2.14亿元) or of a number of two parts (8.1名词术语).
fn begins_with_figure(rest: &str) -> bool {
    let text = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - text.len();
    let follows = |c: char| c.is_ascii_alphabetic() || digits > 1 && is_chinese(c) && !"万亿倍个".contains(c);
    digits < 6 && text.starts_with(follows)
}

fn read(line: &str) -> Option<Number> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:第([〇零一二三四五六七八九十百千万\d]{1,13})(章|篇|部分|节|条)[、：:]?\s*",
            r"|([一二三四五六七八九十百千万零〇]{1,13})、",
            r"|[（(]([一二三四五六七八九十百千万零〇]{1,13})[）)][、.．]?",
            r"|(\d{1,6})(?:[.．]|、)",
            r"|[（(](\d{1,6})[）)][、.．]?",
            r"|(\d{1,6})[）)]",
            r"|([①-⑳])",
            r"|(——|--|—(?:\p{Han}))",
            r")"
        ))
    });
    let captures = PATTERN.captures(line)?;
    let group = |n: usize| captures.get(n).map(|m| m.as_str());
    let mut length = captures[0].chars().count();
    let rest = &line[captures[0].len()..];
    let mut may_be_figure = false;
    let (style, value) = if let Some(number) = group(1) {
        let style = match group(2)? {
            "节" => Style::Section,
            "条" => Style::Article,
            _ => Style::Chapter,
        };
        (style, number.parse().ok().or_else(|| whole(number))?)
    } else if let Some(number) = group(3) {
        (Style::Comma, whole(number)?)
    } else if let Some(number) = group(4) {
        (Style::Bracket, whole(number)?)
    } else if let Some(number) = group(5) {
        // 1.5万人 is a figure, not a number of a list.
        may_be_figure = rest.starts_with(|c: char| c.is_ascii_digit());
        if may_be_figure && !begins_with_figure(rest) {
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
    (!rest.trim().is_empty()).then_some(Number { style, value, length, may_be_figure })
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
            ("一千二百三十四、其他", Some((Style::Comma, 1234, 8))),
            ("（一万零二）健全", Some((Style::Bracket, 10_002, 6))),
            ("第一千零一条 各级", Some((Style::Article, 1001, 7))),
            ("1000.加快", Some((Style::Dot, 1000, 5))),
            ("12345、加快", Some((Style::Dot, 12_345, 6))),
            ("（1234）建设", Some((Style::SmallBracket, 1234, 6))),
            ("2025.推进", None),
            ("2025、2026年完成", None),
            ("（2025）年度任务", None),
            ("百、千、万", None),
            ("万、千", None),
            ("十百、其他", None),
        ] {
            assert_eq!(parse(line).map(|n| (n.style, n.value, n.length)), expected, "{line}");
        }
    }

    #[test]
    fn a_year_is_a_number_where_it_is_the_next_one() {
        let mut sequence = Sequence::default();
        let values: Vec<u32> =
            (1..2200).filter_map(|n| sequence.parse(&format!("{n}.加快建设"))).map(|n| n.value).collect();
        assert!(values.into_iter().eq(1..2200));
        let mut sequence = Sequence::default();
        let lines = ["1.加快建设", "2025.推进", "2.加快建设", "2100.推进"];
        assert_eq!(lines.map(|line| sequence.parse(line).map(|n| n.value)), [Some(1), None, Some(2), Some(2100)]);
    }
}
