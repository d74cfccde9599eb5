//! A clause's text cut into sentences and phrases between commas, with names and asides masked.
//!
//! Positions are indices of characters in the whole text. A sentence ends at 。！？ or a line end outside
//! brackets, since years carry on within a sentence but never across it. What stands in 《》“”〈〉 is a name and
//! in （）〔〕【】 an aside: numbers there promise nothing, except after （其中.

use super::broken::broken;
use crate::compile::words::{View, Words};
use crate::text::brackets::{Brackets, Kinds};
use crate::text::sentences::ends_sentence;
use std::ops::Range;

/// A phrase is read in pieces of so many characters, and a sentence in pieces of so many: what is
/// longer is no prose. Real phrases have up to two hundred characters, real sentences up to four hundred.
const LONGEST_PHRASE: usize = 500;
const LONGEST_SENTENCE: usize = 2000;

/// Text as characters, each marked as spoken or masked.
pub struct Text {
    words: Words,
    /// Part of a name, an aside or a broken number.
    pub masked: Vec<bool>,
    /// The numbers outside names and asides that cannot be read for certain, in order.
    pub broken: Vec<Range<usize>>,
    /// For each opening bracket one past the first closing one of its kind behind it; 0 for what opens nothing.
    ends: Vec<u32>,
}

impl Text {
    /// Finds the words of a text, and what in it is masked.
    pub fn new(text: &str) -> Self {
        let words = Words::of(text);
        let chars = words.all();
        let mut masked = masked(chars);
        let ends = bracket_ends(&chars);
        let mut broken = broken(chars);
        broken.retain(|number| !masked[number.start]);
        broken.iter().for_each(|number| masked[number.clone()].fill(true));
        Self { words, masked, broken, ends }
    }

    /// Its characters and words.
    pub fn chars(&self) -> View<'_> {
        self.words.all()
    }

    /// The broken numbers in `range`.
    pub fn broken_in(&self, range: &Range<usize>) -> &[Range<usize>] {
        let from = self.broken.partition_point(|number| number.end <= range.start);
        let until = self.broken.partition_point(|number| number.start < range.end);
        self.broken.get(from..until).unwrap_or_default()
    }

    /// Whether a broken number in `range` is a year: 到20 28年.
    pub fn has_broken_year(&self, range: &Range<usize>) -> bool {
        self.broken_in(range).iter().any(|number| self.chars()[number.end - 1] == '年')
    }

    /// The sentences within `range`, without their stops.
    pub fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        self.split(range, ends_sentence, LONGEST_SENTENCE)
    }

    /// The phrases of a sentence, between commas, semicolons and colons.
    pub fn phrases(&self, sentence: Range<usize>) -> Vec<Range<usize>> {
        self.split(sentence, |c| matches!(c, '，' | '；' | '：'), LONGEST_PHRASE)
    }

    /// The parts of `range` between stops, none of them longer than `longest`; so that a figure or Latin word at the end
    /// is not torn, twice that.
    fn split(&self, range: Range<usize>, ends: impl Fn(char) -> bool, longest: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for i in range.clone() {
            // 2.0：1 is one ratio.
            let digit = |at: usize| self.chars().get(at).is_some_and(char::is_ascii_digit);
            let ratio = self.chars()[i] == '：' && i > 0 && digit(i - 1) && digit(i + 1);
            if !self.masked[i] && ends(self.chars()[i]) && !ratio {
                parts.push(start..i);
                start = i + 1;
            } else if i - start >= longest && (!self.chars()[i].is_ascii_graphic() || i - start >= 2 * longest) {
                parts.push(start..i);
                start = i;
            }
        }
        parts.push(start..range.end);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The characters in `range`; empty where it reaches past the end.
    pub fn slice(&self, range: Range<usize>) -> String {
        self.chars().get(range).unwrap_or_default().iter().collect()
    }

    /// Where the bracket that opens at `i` closes, one past it.
    pub fn bracket_end(&self, i: usize) -> Option<usize> {
        self.ends.get(i).filter(|end| **end > 0).map(|end| *end as usize)
    }
}

/// For each character whether it stands within a pair of brackets or quotation marks; （其中 opens no aside.
fn masked(chars: View) -> Vec<bool> {
    // By how much the number of pairs around a character differs from that of the one before it.
    let mut steps = vec![0_i32; chars.len() + 1];
    // A bracket that was never closed masks nothing.
    for (start, end) in Brackets::of(&chars, BRACKETS).pairs {
        if !chars.at(start + 1, "其中") {
            steps[start] += 1;
            steps[end + 1] -= 1;
        }
    }
    let depth = steps.iter().scan(0, |depth, step| {
        *depth += step;
        Some(*depth > 0)
    });
    depth.take(chars.len()).collect()
}

fn bracket_ends(chars: &[char]) -> Vec<u32> {
    let mut next = [0_u32; BRACKETS.len()];
    let mut ends = vec![0; chars.len()];
    for (i, c) in chars.iter().enumerate().rev() {
        if let Some(kind) = BRACKETS.iter().position(|(_, close)| close == c) {
            next[kind] = i as u32 + 1;
        } else if let Some(kind) = BRACKETS.iter().position(|(open, _)| open == c) {
            ends[i] = next[kind];
        }
    }
    ends
}

/// What holds names and asides: also what normal text has in other forms only.
const BRACKETS: &Kinds = &[
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('〔', '〕'),
    ('【', '】'),
    ('「', '」'),
    ('(', ')'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_outside_brackets_only() {
        let text = Text::new("全面取消（责任单位：市公安局。以下不再列出），达50%；其中一半。到2028年达60%");
        let sentences = text.sentences(0..text.chars().len());
        assert_eq!(sentences.len(), 2);
        let phrases: Vec<String> = text.phrases(sentences[0].clone()).into_iter().map(|r| text.slice(r)).collect();
        assert_eq!(phrases, ["全面取消（责任单位：市公安局。以下不再列出）", "达50%", "其中一半"]);
        let torn = Text::new("“十五五期间，建成5个");
        assert!(torn.masked.iter().all(|m| !m));
    }

    #[test]
    fn masks_pairs_and_finds_their_ends() {
        for (text, masked, ends) in [
            ("甲（乙“丙”丁）戊", " xxxxxxx ", [(1, 8), (3, 6)].as_slice()),
            ("甲（乙《丙）丁", " xxxxx ", &[(1, 6)]),
            ("甲）《乙》", "  xxx", &[(2, 5)]),
            ("甲（其中《乙》丙）", "    xxx  ", &[(1, 9), (4, 7)]),
            ("（甲（乙）丙）", "xxxxxxx", &[(0, 5), (2, 5)]),
        ] {
            let text = Text::new(text);
            let found: String = text.masked.iter().map(|masked| if *masked { 'x' } else { ' ' }).collect();
            assert_eq!(found, masked);
            let found: Vec<_> = (0..text.chars().len()).filter_map(|i| Some((i, text.bracket_end(i)?))).collect();
            assert_eq!(found, ends);
        }
    }

    #[test]
    fn what_is_no_prose_is_cut_beside_figures() {
        let long = "增".repeat(LONGEST_PHRASE - 1) + "75%" + &"长".repeat(LONGEST_SENTENCE);
        let text = Text::new(&long);
        let sentences = text.sentences(0..text.chars().len());
        assert_eq!(sentences, [0..LONGEST_SENTENCE, LONGEST_SENTENCE..text.chars().len()]);
        let phrases = text.phrases(sentences[0].clone());
        assert_eq!(phrases[0], 0..LONGEST_PHRASE + 2);
        assert!(phrases.iter().all(|phrase| phrase.len() <= LONGEST_PHRASE + 2));
        let latin = Text::new(&"75%".repeat(LONGEST_SENTENCE));
        assert!(latin.phrases(0..latin.chars().len()).iter().all(|phrase| phrase.len() <= 2 * LONGEST_PHRASE));
    }
}
