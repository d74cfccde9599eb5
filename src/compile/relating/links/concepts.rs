//! What a clause speaks of, whatever words it uses.
//!
//! In: text. Out: numbers of the concepts of `assets/concepts.txt` that it names. Two clauses that share hardly a
//! character (户政业务网上办, 落户限制) share concepts. Each concept belongs to one topic.

use crate::compile::automaton::Longest;
use crate::model::Span;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Number of a concept, in the order of the table.
pub type Concept = u16;

/// The table of `assets/concepts.txt`.
pub struct Concepts {
    /// By concept: the number of its topic, in the order of the table.
    topics: Vec<u16>,
    words: Vec<Word>,
    automaton: Longest,
}

struct Word {
    chars: Vec<char>,
    concepts: Vec<Concept>,
}

/// The table that the compiler uses.
pub static CONCEPTS: LazyLock<Concepts> =
    LazyLock::new(|| Concepts::read(include_str!("../../../../assets/concepts.txt")));

impl Concepts {
    fn read(table: &str) -> Self {
        let mut topics = Vec::new();
        let mut topic: u16 = 0;
        let mut by_word: BTreeMap<&str, Vec<Concept>> = BTreeMap::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line.starts_with('[') {
                topic += 1;
            } else if let Some((_, words)) = line.split_once(':') {
                for word in words.split_whitespace() {
                    by_word.entry(word).or_default().push(topics.len() as Concept);
                }
                topics.push(topic);
            }
        }
        let automaton = Longest::of(by_word.keys().copied());
        let word = |(word, concepts): (&str, Vec<Concept>)| Word { chars: word.chars().collect(), concepts };
        let words = by_word.into_iter().map(word).collect();
        Self { topics, words, automaton }
    }

    /// Number of concepts.
    pub fn len(&self) -> usize {
        self.topics.len()
    }

    /// Number of topics, one more than the greatest.
    pub fn topics(&self) -> usize {
        self.topics.iter().max().map_or(0, |&topic| usize::from(topic) + 1)
    }

    /// The topic that a concept belongs to.
    pub fn topic(&self, concept: Concept) -> u16 {
        self.topics[usize::from(concept)]
    }

    /// How often `text` names each concept.
    pub fn count(&self, text: &str) -> BTreeMap<Concept, u32> {
        let mut counts = BTreeMap::new();
        for &concept in self.words_in(text).iter().flat_map(|(_, word)| &word.concepts) {
            *counts.entry(concept).or_insert(0) += 1;
        }
        counts
    }

    /// The words of the table that stand in both texts, each where it stands first, in the order of `a`.
    pub fn shared_words(&self, a: &str, b: &str) -> Vec<(Span, Span)> {
        let mut places: BTreeMap<&[char], u32> = BTreeMap::new();
        for (at, word) in self.words_in(b) {
            places.entry(&word.chars).or_insert(at);
        }
        let mut shared = Vec::new();
        for (at, word) in self.words_in(a) {
            let span = |at: u32| Span(at, at + word.chars.len() as u32);
            shared.extend(places.remove(word.chars.as_slice()).map(|place| (span(at), span(place))));
        }
        shared
    }

    /// The words in `text` and where they begin; of words that overlap, the first and there the longest.
    fn words_in(&self, text: &str) -> Vec<(u32, &Word)> {
        // The automaton counts bytes.
        let (mut bytes, mut chars) = (0, 0);
        let place = |(at, word): (usize, usize)| {
            chars += text[bytes..at].chars().count() as u32;
            bytes = at;
            (chars, &self.words[word])
        };
        self.automaton.find(text).map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_word_counts() {
        let table = Concepts::read(
            "# words\n[housing]\n住房保障: 公租房 保障性住房\n公积金: 公积金\n[renewal]\n老: 老旧小区 适老化\n养老: 适老化\n",
        );
        assert_eq!((table.len(), table.topics()), (4, 3));
        assert_eq!((table.topic(1), table.topic(2)), (1, 2));
        for (text, expected) in [
            ("", vec![]),
            ("住房公积金", vec![(1, 1)]),
            ("公租房、保障性住房和老旧小区适老化改造", vec![(0, 2), (2, 2), (3, 1)]),
        ] {
            assert_eq!(table.count(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn shared_words_stand_in_both_texts() {
        let (a, b) = ("推动医院检查结果互认，医院合作", "跨城市医院互认");
        let words: Vec<&str> = CONCEPTS.shared_words(a, b).iter().map(|(span, _)| span.of(a)).collect();
        assert_eq!(words, ["医院", "互认"]);
    }

    #[test]
    fn table_has_no_word_twice_in_a_concept() {
        for Word { chars, concepts } in &CONCEPTS.words {
            assert!(chars.len() > 1, "{chars:?}");
            assert!(concepts.windows(2).all(|pair| pair[0] < pair[1]), "{chars:?} stands twice in one concept");
        }
    }
}
