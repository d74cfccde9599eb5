//! A text with all words of the [lexicon](super::lexicon) that stand in it.
//!
//! In: text. Out: [`Words`], scanned once, and [`View`], which answers which word of which class begins or ends at a
//! place. All words are kept, also those that overlap: whether 建设 or 设有 is meant, a rule decides by what it asks
//! for. Positions are indices of characters; every question accepts any position, also one past the end.

use super::lexicon::{Classes, Word};
use super::speech::spoken;
use std::ops::Deref;

/// A text as characters, and the words in it.
pub struct Words {
    chars: Vec<char>,
    /// By the place where they end, there the longest first.
    ending: Places,
    /// By the place where they begin, there the longest first.
    beginning: Places,
}

/// Words by places.
struct Places {
    words: Vec<&'static Word>,
    /// Where the words of each place begin among them, and one more for where the last end.
    from: Vec<u32>,
}

impl Words {
    /// Scans a text.
    pub fn of(text: &str) -> Self {
        Self::of_chars(text.chars().collect())
    }

    fn of_chars(chars: Vec<char>) -> Self {
        let mut found: Vec<(usize, &'static Word)> = Vec::new();
        spoken().automaton.find::<()>(chars.iter().copied(), |end, word| {
            found.push((end, word_of(word)));
            None
        });
        let ending = Places::of(&found, chars.len());
        for (at, word) in &mut found {
            *at -= word.length;
        }
        found.sort_by_key(|(at, word)| (*at, std::cmp::Reverse(word.length)));
        Self { beginning: Places::of(&found, chars.len()), ending, chars }
    }

    /// The whole text.
    pub fn all(&self) -> View<'_> {
        View { words: self, end: self.chars.len() }
    }
}

impl Places {
    /// `found` is in the order of the places.
    fn of(found: &[(usize, &'static Word)], length: usize) -> Self {
        let mut from = Vec::with_capacity(length + 2);
        let mut next = 0;
        for place in 0..length + 1 {
            from.push(next as u32);
            next += found[next..].iter().take_while(|(at, _)| *at == place).count();
        }
        from.push(next as u32);
        Self { words: found.iter().map(|(_, word)| *word).collect(), from }
    }

    fn at(&self, place: usize) -> &[&'static Word] {
        let range = self.from.get(place).zip(self.from.get(place + 1));
        range.and_then(|(from, until)| self.words.get(*from as usize..*until as usize)).unwrap_or_default()
    }
}

/// The text up to a place; what reaches beyond it does not stand in it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    words: &'a Words,
    end: usize,
}

impl Deref for View<'_> {
    type Target = [char];

    fn deref(&self) -> &[char] {
        &self.words.chars[..self.end]
    }
}

impl<'a> View<'a> {
    /// The view that ends at `end`, or where this one ends.
    pub fn until(self, end: usize) -> Self {
        Self { end: self.end.min(end), ..self }
    }

    /// All words with the places where they begin, there the longest first.
    pub fn each(self) -> impl Iterator<Item = (usize, &'static Word)> + use<'a> {
        let ends = move |at: usize, word: &Word| at + word.length <= self.end;
        let words = (0..self.end).flat_map(|at| self.words.beginning.at(at).iter().map(move |word| (at, *word)));
        words.filter(move |(at, word)| ends(*at, word))
    }

    /// Whether `text` stands at `at`.
    pub fn at(self, at: usize, text: &str) -> bool {
        let mut rest = self.iter().skip(at);
        text.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether `text` ends right before `end`.
    pub fn before(self, end: usize, text: &str) -> bool {
        end.checked_sub(length(text)).is_some_and(|start| self.at(start, text))
    }

    /// First place in `start..end` where `text` stands whole.
    pub fn find_text(self, start: usize, end: usize, text: &str) -> Option<usize> {
        let view = self.until(end);
        (start..view.end).find(|&i| view.at(i, text))
    }

    /// The longest word of some classes that stands at `start`, within `end`.
    pub fn word_at(self, start: usize, end: usize, classes: impl Into<Classes>) -> Option<&'static Word> {
        let (end, classes) = (self.end.min(end), classes.into());
        let words = self.words.beginning.at(start).iter();
        words.copied().find(|word| start + word.length <= end && word.classes.meets(classes))
    }

    /// What [`Self::word_at`] finds, as text.
    pub fn longest_at(self, start: usize, end: usize, classes: impl Into<Classes>) -> Option<&'static str> {
        self.word_at(start, end, classes).map(|word| word.text.as_str())
    }

    /// The longest word of some classes that ends right before `end` and begins not before `start`.
    pub fn word_before(self, start: usize, end: usize, classes: impl Into<Classes>) -> Option<&'static Word> {
        let classes = classes.into();
        let words = self.words.ending.at(end).iter().filter(|_| end <= self.end);
        words.copied().find(|word| start + word.length <= end && word.classes.meets(classes))
    }

    /// What [`Self::word_before`] finds, as text.
    pub fn longest_before(self, start: usize, end: usize, classes: impl Into<Classes>) -> Option<&'static str> {
        self.word_before(start, end, classes).map(|word| word.text.as_str())
    }

    /// First place in `start..end` where a word of some classes stands whole, and the longest there.
    pub fn find(self, start: usize, end: usize, classes: impl Into<Classes>) -> Option<(usize, &'static str)> {
        let classes = classes.into();
        let end = self.end.min(end);
        (start..end).find_map(|i| self.longest_at(i, end, classes).map(|word| (i, word)))
    }

    /// Whether a word of some classes stands in the text.
    pub fn holds(self, classes: impl Into<Classes>) -> bool {
        self.find(0, self.end, classes).is_some()
    }
}

/// Whether a word of some classes stands in `text`.
pub fn mentions(text: &str, classes: impl Into<Classes>) -> bool {
    let classes = classes.into();
    spoken().automaton.find(text.chars(), |_, word| word_of(word).is(classes).then_some(())).is_some()
}

/// The longest word of some classes that `text` begins with.
pub fn leading(text: &str, classes: impl Into<Classes>) -> Option<&'static str> {
    let classes = classes.into();
    let mut longest = None;
    // Words come by their end.
    spoken().automaton.find::<()>(text.chars().take(spoken().longest), |end, word| {
        let word = word_of(word);
        if word.length == end && word.is(classes) {
            longest = Some(word.text.as_str());
        }
        None
    });
    longest
}

/// The longest word of some classes that `text` ends with.
pub fn closing(text: &str, classes: impl Into<Classes>) -> Option<&'static str> {
    let classes = classes.into();
    let start = text.char_indices().rev().take(spoken().longest).last().map_or(0, |(start, _)| start);
    let end = length(&text[start..]);
    // Of words that end at one place the longest comes first.
    spoken().automaton.find(text[start..].chars(), |at, word| {
        let word = word_of(word);
        (at == end && word.is(classes)).then_some(word.text.as_str())
    })
}

fn word_of(number: u32) -> &'static Word {
    &spoken().lexicon.words[number as usize]
}

/// Whether `text` is a word of some classes.
pub fn is_word(text: &str, classes: impl Into<Classes>) -> bool {
    leading(text, classes) == Some(text)
}

/// Number of characters.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether `c` is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::lexicon::Class;

    #[test]
    fn words_that_overlap_are_all_found() {
        let words = Words::of("新建设有新改建");
        let all = words.all();
        assert_eq!(all.longest_at(0, 7, Class::Flow), Some("新建"));
        assert_eq!(all.longest_at(1, 7, Class::Flow), Some("建设"));
        assert_eq!(all.longest_before(0, 7, Class::Flow), Some("新改建"));
        // Not where it would begin too early.
        assert_eq!(all.longest_before(5, 7, Class::Flow), Some("改建"));
        assert_eq!(all.longest_before(0, 3, Class::Flow | Class::EveryDone), Some("建设"));
        assert_eq!(all.find(2, 7, Class::Flow), Some((4, "新改建")));
        assert_eq!(all.find(2, 6, Class::Flow), None);
        assert_eq!(all.find_text(0, 7, "设有新"), Some(2));
    }

    #[test]
    fn a_view_ends_where_it_is_cut() {
        let words = Words::of("新改建");
        let cut = words.all().until(2);
        assert_eq!((cut.len(), cut.longest_at(0, 9, Class::Flow)), (2, None));
        assert_eq!(cut.longest_before(0, 3, Class::Flow), None);
        assert!(!cut.at(1, "改建") && cut.until(9).at(1, "改"));
        assert!(cut.find(5, 9, Class::Flow).is_none() && words.all().longest_at(9, 12, Class::Flow).is_none());
    }

    #[test]
    fn words_of_a_label() {
        assert_eq!(leading("新建口袋公园", Class::Flow), Some("新建"));
        assert_eq!(closing("力争年均增长", Class::ChangeEnd), Some("增长"));
        assert!(is_word("产值", Class::BareMeasure) && !is_word("产值高", Class::BareMeasure));
        assert!(mentions("全市城镇新增就业", Class::StrongFlow) && !mentions("", Class::Flow));
    }
}
