//! The table of contents of a plan, which repeats its headings: 目录⏎一、总体要求……1.
//!
//! In: the lines. Out: those of the table. Invariant: what the table names stands behind it once more, so nothing that a
//! plan says only there is lost.

use crate::compile::pattern::pattern;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The longest line of a table of contents, in characters.
const LONGEST: usize = 60;

/// The lines of the table of contents with the words 目录 above it; empty where there is none.
pub fn contents(norm: &[String]) -> Range<usize> {
    let shown = || (0..norm.len()).filter(|&i| !norm[i].is_empty());
    // 目⏎录 where the page sets its characters apart.
    let head = shown().zip(shown().skip(1)).find_map(|(i, next)| match norm[i].as_str() {
        "目录" | "目次" => Some((i, i + 1)),
        "目" if norm[next] == "录" => Some((i, next + 1)),
        _ => None,
    });
    let Some((start, from)) = head else { return 0..0 };
    let mut lines = (from..norm.len()).filter(|&i| !norm[i].is_empty());
    let Some(first) = lines.next() else { return 0..0 };
    let opening = entry(&norm[first]);
    // An entry may stand in several lines, its dots and its page in their own.
    let named = |line: &str| line.chars().any(char::is_alphanumeric);
    let is_long = |line: &str| line.chars().count() > LONGEST && named(entry(line)) && entry(line).len() == line.len();
    let end = lines.find(|&i| norm[i] == opening || is_long(&norm[i]) || says(&norm[i])).unwrap_or(norm.len());
    let again = !opening.is_empty() && norm[end..].iter().any(|line| line == opening);
    if again { start..end } else { 0..0 }
}

/// What an entry names, without its dots and page.
fn entry(line: &str) -> &str {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[。.…·\s]*[-—]?\d{0,3}[-—]?$"));
    PAGE.find(line).map_or(line, |page| &line[..page.start()])
}

/// A sentence is none of its lines; dots that lead to a page are no stops.
fn says(line: &str) -> bool {
    line.ends_with('。') && !line.ends_with("。。") && line.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lines: &[&str]) -> Range<usize> {
        contents(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn tables_of_contents() {
        assert_eq!(
            table(&["规划", "目录", "序言", "第一章总则", "（一）目标", "序言", "加快发展。", "第一章总则"]),
            1..5
        );
        assert_eq!(
            table(&["目录", "一、背景。。。。1", "二、目标……2", "根据要求，制定本方案。", "一、背景", "二、目标"]),
            0..3
        );
        assert_eq!(table(&["目", "录", "一、背景", &".".repeat(80), "-1-", "一、背景", "二、目标"]), 0..5);
        // What is not said again is no table of contents.
        assert_eq!(table(&["目录", "一、背景", "二、目标"]), 0..0);
        assert_eq!(table(&["一、制定目录", "二、目标"]), 0..0);
        assert_eq!(table(&["目录"]), 0..0);
    }
}
