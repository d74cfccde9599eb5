//! Finds many words in a text at once.
//!
//! In: words, each with a number, and a text. Out: where which word stands. Invariant: one pass over the text,
//! however many words there are; no word is empty and none is given twice.

use daachorse::charwise::CharwiseDoubleArrayAhoCorasickBuilder as Builder;
use daachorse::{CharwiseDoubleArrayAhoCorasick as DoubleArray, MatchKind};

/// Finds every word wherever it stands, also within and across others.
pub struct Everywhere(Option<DoubleArray<u32>>);

/// Finds words from left to right; of words that overlap the first counts, and of those that begin at one place the
/// longest.
#[derive(Default)]
pub struct Longest(Option<DoubleArray<u32>>);

impl Everywhere {
    /// The words are numbered as they come.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(built(MatchKind::Standard, words))
    }

    /// Looks at every word that stands in `chars`, where it ends and its number, until `look` has found something. They
    /// come by their end, and of those that end at one place the longest first.
    pub fn find<T>(
        &self,
        chars: impl IntoIterator<Item = char>,
        mut look: impl FnMut(usize, u32) -> Option<T>,
    ) -> Option<T> {
        let mut state = self.0.as_ref()?.find_overlapping_stepper();
        chars.into_iter().zip(1..).find_map(|(c, end)| {
            state.consume(c);
            state.matches().find_map(|found| look(end, found.value()))
        })
    }
}

impl Longest {
    /// The words are numbered as they come.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(built(MatchKind::LeftmostLongest, words))
    }

    /// The words in `text`: the byte at which each begins, and its number.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let found = self.0.iter().flat_map(move |automaton| automaton.leftmost_find_iter(text));
        found.map(|found| (found.start(), found.value() as usize))
    }
}

fn built<'a>(kind: MatchKind, words: impl IntoIterator<Item = &'a str>) -> Option<DoubleArray<u32>> {
    let numbered: Vec<(&str, u32)> = words.into_iter().zip(0..).collect();
    if numbered.is_empty() {
        return None;
    }
    #[expect(
        clippy::unwrap_used,
        reason = "no word is empty and none is given twice, and a file of words is far below what an automaton holds"
    )]
    Some(Builder::new().match_kind(kind).build_with_values(numbered).unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everywhere_and_longest() {
        let words = ["全程", "全程网办", "网办", "办"];
        let mut found = Vec::new();
        let note = |end, word| -> Option<()> {
            found.push((end, word));
            None
        };
        assert_eq!(Everywhere::of(words).find("全程网办".chars(), note), None);
        assert_eq!(found, [(2, 0), (4, 1), (4, 2), (4, 3)]);
        let longest = Longest::of(words);
        assert_eq!(longest.find("在全程网办办").collect::<Vec<_>>(), [(3, 1), (15, 3)]);
        assert_eq!(Longest::of([]).find("全程").count(), 0);
    }
}
