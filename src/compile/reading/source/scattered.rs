//! Copies of pages that set every figure and mark in an element of its own, so that each stands on a line of its own:
//! 到⏎2025⏎年，⏎… . Here they are put together again.
//!
//! In: the lines of a file. Out: fewer lines that hold the same characters. Only files whose very dates are scattered are
//! touched, for a list of figures may stand so in any other.

use super::{Line, plain};
use crate::compile::pattern::pattern;
use crate::compile::place::Place;
use regex::Regex;
use std::sync::LazyLock;

/// A word with which a date goes on a sentence.
const LEADS_ON: [char; 17] =
    ['为', '于', '至', '自', '从', '在', '到', '由', '经', '以', '和', '与', '、', '，', '（', '“', '《'];

/// The longest title of a chapter, in bytes.
const LONGEST_TITLE: usize = 120;

/// Whether a date of the file is scattered: 2021⏎年⏎2⏎月.
pub fn is_scattered(lines: &[Line]) -> bool {
    lines.windows(4).any(|four| {
        let [year, of_year, month, of_month] = four else { return false };
        is_year(year) && of_year.plain == "年" && is_figure(month) && of_month.plain.starts_with('月')
    })
}

/// A line that may go on.
struct Open {
    line: Line,
    /// What is put together so far, and the last piece of it.
    whole: String,
    last: String,
}

/// The lines put together; each tells on which line of the file it begins.
pub fn gather(lines: &[Line], simplified: &[char]) -> Vec<Line> {
    let mut gathered: Vec<Open> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        match gathered.last_mut() {
            Some(open) if goes_on(open, &lines[i..]) => {
                open.whole += &line.plain;
                open.last.clone_from(&line.plain);
                (open.line.end, open.line.next) = (line.end, line.next);
            }
            _ => {
                let at = Place::Line(i as u32 + 1);
                let line = Line { place: Some(at), ..line.clone() };
                gathered.push(Open { whole: line.plain.clone(), last: line.plain.clone(), line });
            }
        }
    }
    let lines = gathered.into_iter().map(|open| open.line);
    lines.map(|line| Line { plain: plain(&simplified[line.start..line.end]), ..line }).collect()
}

/// Whether the first of these lines goes on the open one.
fn goes_on(open: &Open, lines: &[Line]) -> bool {
    // （4）⏎居民侧用户…
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[（(]?\d{1,3}[）).．、]$"));
    // What begins anew whatever stands before it.
    static BEGINS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^([（(]?[一二三四五六七八九十]{1,3}[、）)]|附[件录表])"));
    static TITLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[（(]?[一二三四五六七八九十]{1,3}[、）)][^，。；：]*\p{Han}$"));
    let Some(line) = lines.first().filter(|line| !line.plain.is_empty() && !open.whole.is_empty()) else {
        return false;
    };
    let words = line.plain.as_str();
    let ended = open.whole.ends_with(['。', '；', '：', '！', '？', ':', ';']);
    if words.starts_with(['，', '。', '；', '：', '、', '）', '〕', '》', '”', '%', ',', ';', ')']) {
        return true;
    }
    if is_figure(line) {
        // 一、实施背景⏎2018⏎年，…: behind a title a figure begins the text.
        let title = open.whole.len() <= LONGEST_TITLE && TITLE.is_match(&open.whole);
        return !ended && (!title && !is_whole_date(lines) || open.whole.ends_with(LEADS_ON));
    }
    if matches!(words, "（" | "〔" | "《" | "“" | "(") {
        return !ended;
    }
    let torn = is_digits(&open.last) || matches!(open.last.as_str(), "（" | "〔" | "《" | "“" | "(");
    (torn || NUMBER.is_match(&open.whole)) && !BEGINS.is_match(words)
}

/// 2021⏎年⏎2⏎月⏎2⏎日, with nothing behind it on its last line: the day of a signature.
fn is_whole_date(lines: &[Line]) -> bool {
    let is = |at: usize, word: &str| lines.get(at).is_some_and(|line| line.plain == word);
    let year = lines.first().is_some_and(is_year) && is(1, "年") && lines.get(2).is_some_and(is_figure) && is(3, "月");
    year && (is(5, "日") || !lines.get(4).is_some_and(is_figure))
}

fn is_year(line: &Line) -> bool {
    line.plain.len() == 4 && (line.plain.starts_with("19") || line.plain.starts_with("20")) && is_figure(line)
}

fn is_figure(line: &Line) -> bool {
    is_digits(&line.plain)
}

/// 50, 2018~2020, 0:00, 70%.
fn is_digits(text: &str) -> bool {
    let figure = text.trim_end_matches(['%', '％']);
    figure.starts_with(|c: char| c.is_ascii_digit())
        && figure.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '~' | '～' | ':' | '-' | '—'))
}

#[cfg(test)]
mod tests {
    use super::super::Source;

    fn lines(text: &str) -> Vec<String> {
        let source = Source::new("x.txt", "UTF-8", text.chars().collect());
        source.lines.into_iter().map(|line| line.plain).collect()
    }

    #[test]
    fn figures_and_marks_go_back_to_their_lines() {
        let text = "甲市\n2021\n年需求响应\n实施细则\n2021\n年\n2\n月\n一、规模\n2018~2020\n年\n，总规模为\n50\n万千瓦，自\n2021\n年\n2\n月\n2\n日\n起。\n（\n1\n）\n连续参与的用户不低于\n70%\n。\n2021\n年\n2\n月\n2\n日\n（联系人：\n83608057\n）";
        assert_eq!(
            lines(text),
            [
                "甲市2021年需求响应",
                "实施细则",
                "2021年2月",
                "一、规模",
                "2018~2020年，总规模为50万千瓦，自2021年2月2日",
                "起。",
                "（1）连续参与的用户不低于70%。",
                "2021年2月2日",
                "（联系人：",
                "83608057）",
            ]
        );
    }

    #[test]
    fn a_list_of_figures_stays_in_a_file_that_is_not_scattered() {
        let text = "垃圾箱房\n1918\n个\n2021年2月2日";
        assert_eq!(lines(text), ["垃圾箱房", "1918", "个", "2021年2月2日"]);
    }
}
