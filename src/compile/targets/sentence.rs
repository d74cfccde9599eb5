//! A clause's text cut into sentences and clauses between commas, with names and asides masked.
//!
//! Positions are indices of characters in the whole text. A sentence ends at 。！？ or a line end outside
//! brackets, since years carry on within a sentence but never across it. What stands in 《》“”〈〉 is a name and
//! in （）〔〕【】 an aside: numbers there promise nothing, except after （其中.

use super::broken::broken;
use super::words::at;
use crate::text::sentences::ends_sentence;
use std::ops::Range;

/// Text as characters, each marked as spoken or masked.
pub struct Text {
    pub chars: Vec<char>,
    /// Part of a name, an aside or a broken number.
    pub masked: Vec<bool>,
    /// The numbers outside names and asides that cannot be read for certain, in order.
    pub broken: Vec<Range<usize>>,
}

impl Text {
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut masked = vec![false; chars.len()];
        let mut open: Vec<(usize, char)> = Vec::new();
        for (i, &c) in chars.iter().enumerate() {
            if let Some(close) = closing(c) {
                open.push((i, close));
            } else if let Some(at_open) = open.iter().rposition(|&(_, close)| close == c) {
                // A bracket that was never closed masks nothing.
                let (start, _) = open.swap_remove(at_open);
                open.truncate(at_open);
                if !at(&chars, start + 1, "其中") {
                    masked[start..=i].fill(true);
                }
            }
        }
        let mut broken = broken(&chars);
        broken.retain(|number| !masked[number.start]);
        broken.iter().for_each(|number| masked[number.clone()].fill(true));
        Self { chars, masked, broken }
    }

    /// The broken numbers in `range`.
    pub fn broken_in(&self, range: &Range<usize>) -> &[Range<usize>] {
        let from = self.broken.partition_point(|number| number.end <= range.start);
        let until = self.broken.partition_point(|number| number.start < range.end);
        self.broken.get(from..until).unwrap_or_default()
    }

    /// Whether a broken number in `range` is a year: 到20 28年.
    pub fn has_broken_year(&self, range: &Range<usize>) -> bool {
        self.broken_in(range).iter().any(|number| self.chars[number.end - 1] == '年')
    }

    /// The sentences within `range`, without their stops.
    pub fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        self.split(range, ends_sentence)
    }

    /// The clauses of a sentence, between commas, semicolons and colons.
    pub fn clauses(&self, sentence: Range<usize>) -> Vec<Range<usize>> {
        self.split(sentence, |c| matches!(c, '，' | '；' | '：'))
    }

    fn split(&self, range: Range<usize>, ends: impl Fn(char) -> bool) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for i in range.clone() {
            // 2.0：1 is one ratio.
            let digit = |at: usize| self.chars.get(at).is_some_and(char::is_ascii_digit);
            let ratio = self.chars[i] == '：' && i > 0 && digit(i - 1) && digit(i + 1);
            if !self.masked[i] && ends(self.chars[i]) && !ratio {
                parts.push(start..i);
                start = i + 1;
            }
        }
        parts.push(start..range.end);
        parts.retain(|part| !part.is_empty());
        parts
    }

    pub fn slice(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }

    /// Where the bracket that opens at `i` closes, one past it.
    pub fn bracket_end(&self, i: usize) -> Option<usize> {
        let close = closing(*self.chars.get(i)?)?;
        let length = self.chars[i..].iter().position(|&c| c == close)?;
        Some(i + length + 1)
    }
}

fn closing(open: char) -> Option<char> {
    [
        ('《', '》'),
        ('〈', '〉'),
        ('“', '”'),
        ('‘', '’'),
        ('（', '）'),
        ('〔', '〕'),
        ('【', '】'),
        ('「', '」'),
        ('(', ')'),
    ]
    .iter()
    .find(|(o, _)| *o == open)
    .map(|(_, close)| *close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_outside_brackets_only() {
        let text = Text::new("全面取消（责任单位：市公安局。以下不再列出），达50%；其中一半。到2028年达60%");
        let sentences = text.sentences(0..text.chars.len());
        assert_eq!(sentences.len(), 2);
        let clauses: Vec<String> = text.clauses(sentences[0].clone()).into_iter().map(|r| text.slice(r)).collect();
        assert_eq!(clauses, ["全面取消（责任单位：市公安局。以下不再列出）", "达50%", "其中一半"]);
        let torn = Text::new("“十五五期间，建成5个");
        assert!(torn.masked.iter().all(|m| !m));
    }
}
