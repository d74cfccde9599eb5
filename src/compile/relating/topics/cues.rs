//! The vocabulary of topics and their cue words, read from `assets/topics.toml`.
//!
//! In: a piece of text. Out: the cues that stand in it, left to right. Invariant: no two of them overlap; where several
//! begin at one place the longest counts, so that 智慧图书馆 silences 智慧.

use crate::compile::automaton::Longest;
use crate::compile::written::{Written, strings};
use crate::model::{Id, Names, Topic};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};
use toml::Spanned;

/// Topics in the order of their file, each with the words that tell it.
#[derive(Clone, Default)]
pub struct Cues {
    /// In the order of the file.
    pub topics: Vec<Field>,
    /// Headings that name no matter (发展方向, 重点任务): what stands above them speaks in their place.
    generic: BTreeSet<String>,
    words: Vec<Cue>,
    automaton: Arc<Longest>,
}

/// A topic and what, beside its cue words, speaks for it.
#[derive(Clone, Debug)]
pub struct Field {
    /// The topic itself.
    pub topic: Topic,
    /// It says how or where, not what: a sector beats it.
    pub is_form: bool,
    /// Words of a heading under which every clause has this topic and no other.
    pub alone: Vec<String>,
    /// Words of a heading under which every clause has this topic beside its own.
    pub place: Vec<String>,
    /// Parts of the names of units whose field it is.
    pub offices: Vec<String>,
}

/// A word found in a text, with what it says for each topic it tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// The word itself.
    pub word: String,
    /// Index of the topic, and how strongly the word tells it.
    pub votes: Vec<(usize, Strength)>,
}

/// How surely a word tells a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It points to the topic, and to others too.
    Weak,
    /// It is a word of the topic.
    Plain,
    /// It hardly ever stands where the topic is not the matter.
    Strong,
}

/// The vocabulary file is wrong.
#[derive(Debug, thiserror::Error)]
pub enum TopicsError {
    /// It is no TOML of the expected shape.
    #[error("the vocabulary of topics cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// Two topics have this id.
    #[error("the topic `{id}` is there twice")]
    Twice {
        /// The id.
        id: String,
        /// Where it stands in the file, in bytes.
        at: Range<usize>,
    },
    /// A topic that is not there yet has no names.
    #[error("the topic `{id}` is new and needs `hans`, `hant` and `en`, its name in three languages")]
    Unnamed {
        /// The id.
        id: String,
        /// Where it stands in the file, in bytes.
        at: Range<usize>,
    },
    /// A topic has one word twice, at whatever strength.
    #[error("the word {word} stands twice under the topic `{topic}`")]
    TwiceUnder {
        /// The word.
        word: String,
        /// Id of the topic.
        topic: String,
        /// Where the word stands in the file, in bytes.
        at: Range<usize>,
    },
}

impl Cues {
    const TEXT: &str = include_str!("../../../../assets/topics.toml");

    /// The vocabulary that the program ships, read once; a test proves that it reads.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Cues> = LazyLock::new(|| Cues::read(Cues::TEXT).unwrap_or_default());
        &SHIPPED
    }

    /// Reads a vocabulary.
    ///
    /// # Errors
    /// Where it is no TOML of the expected shape, names one topic twice, or one word twice under a topic.
    pub fn read(toml: &str) -> Result<Self, TopicsError> {
        Self::default().with(toml::from_str(toml)?)
    }

    /// This vocabulary and what a file adds: topics behind its own, and words of any topic. A word that a topic has
    /// already is as strong as the file says.
    ///
    /// # Errors
    /// Where the file names one topic twice, one word twice under a topic, or a new topic without names.
    pub fn with(&self, file: File) -> Result<Self, TopicsError> {
        let mut words: BTreeMap<String, Vec<(usize, Strength)>> =
            self.words.iter().map(|cue| (cue.word.clone(), cue.votes.clone())).collect();
        words.extend(strings(file.silent).map(|word| (word, Vec::new())));
        let mut topics = self.topics.clone();
        let mut seen = BTreeSet::new();
        for line in file.topic {
            let (id, at) = (line.id.get_ref().to_string(), line.id.span());
            if !seen.insert(id.clone()) {
                return Err(TopicsError::Twice { id, at });
            }
            let names = line.hans.zip(line.hant).zip(line.en);
            let name = names.map(|((hans, hant), en)| Names { hans: hans.into(), hant: hant.into(), en: en.into() });
            let known = topics.iter().position(|field| field.topic.id == id);
            let index = known.unwrap_or(topics.len());
            if known.is_none() {
                let Some(name) = name.clone() else { return Err(TopicsError::Unnamed { id, at }) };
                let topic = Topic { id: id.clone(), name };
                let (alone, place, offices) = Default::default();
                topics.push(Field { topic, is_form: false, alone, place, offices });
            }
            let field = &mut topics[index];
            field.topic.name = name.unwrap_or_else(|| field.topic.name.clone());
            field.is_form |= line.form;
            field.alone.extend(strings(line.alone));
            field.place.extend(strings(line.place));
            field.offices.extend(strings(line.offices));
            let classes = [(line.strong, Strength::Strong), (line.cues, Strength::Plain), (line.weak, Strength::Weak)];
            let mut own = BTreeSet::new();
            for (word, strength) in classes.into_iter().flat_map(|(list, s)| list.into_iter().map(move |w| (w, s))) {
                let at = word.span();
                let word = String::from(word.into_inner());
                if !own.insert(word.clone()) {
                    return Err(TopicsError::TwiceUnder { word, topic: id, at });
                }
                let votes = words.entry(word).or_default();
                votes.retain(|(topic, _)| *topic != index);
                votes.push((index, strength));
            }
        }
        let words: Vec<Cue> = words.into_iter().map(|(word, votes)| Cue { word, votes }).collect();
        let automaton = Arc::new(Longest::of(words.iter().map(|cue| cue.word.as_str())));
        let generic = self.generic.iter().cloned().chain(strings(file.generic)).collect();
        Ok(Self { topics, generic, words, automaton })
    }

    /// The cues that stand in `text`, from left to right.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a Cue> {
        self.automaton.find(text).map(|(_, cue)| &self.words[cue])
    }

    /// Whether a heading names no matter of its own.
    pub fn is_generic(&self, heading: &str) -> bool {
        self.generic.contains(heading)
    }
}

/// A file of topics.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    pub(in crate::compile::relating) generic: Vec<Written>,
    #[serde(default)]
    pub(in crate::compile::relating) silent: Vec<Written>,
    #[serde(default)]
    pub(in crate::compile::relating) topic: Vec<Line>,
}

/// A topic in a file, new or with more words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    id: Spanned<Id>,
    hans: Option<Written>,
    hant: Option<Written>,
    en: Option<Written>,
    #[serde(default)]
    form: bool,
    #[serde(default)]
    alone: Vec<Written>,
    #[serde(default)]
    place: Vec<Written>,
    #[serde(default)]
    offices: Vec<Written>,
    #[serde(default)]
    strong: Vec<Spanned<Written>>,
    #[serde(default)]
    cues: Vec<Spanned<Written>>,
    #[serde(default)]
    weak: Vec<Spanned<Written>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Cues::shipped().find(text).map(|cue| cue.word.clone()).collect()
    }

    #[test]
    fn the_longest_cue_counts() {
        for (text, expected) in [
            ("智慧图书馆", vec!["智慧图书馆"]),
            ("推进保障性租赁住房建设", vec!["保障性租赁住房"]),
            ("户籍人口城镇化率", vec!["户籍人口城镇化率"]),
            ("持居住证参加居民医保", vec!["持居住证参加", "居民医保"]),
            ("按一定方式", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn the_shipped_vocabulary_is_that_of_the_contract() {
        let gold = include_str!("../../../../tests/gold/topics.txt");
        let wanted: Vec<&str> = gold.lines().filter_map(|line| line.split_whitespace().next()).collect();
        let cues = Cues::read(Cues::TEXT).unwrap();
        assert_eq!(cues.topics.iter().map(|f| f.topic.id.as_str()).collect::<Vec<_>>(), wanted);
        for (line, field) in gold.lines().zip(&cues.topics) {
            assert_eq!(line.split_whitespace().nth(1), Some(field.topic.name.hans.as_str()));
        }
    }

    #[test]
    fn a_wrong_vocabulary_is_an_error() {
        let head = "generic = []\nsilent = []\n";
        let topic = "[[topic]]\nid = \"a\"\nhans = \"甲\"\nhant = \"甲\"\nen = \"A\"\n";
        assert!(matches!(Cues::read("topic = 1"), Err(TopicsError::Toml(_))));
        assert!(matches!(Cues::read(&format!("{head}{topic}{topic}")), Err(TopicsError::Twice { .. })));
        let twice = format!("{head}{topic}strong = [\"医院\"]\nweak = [\"医院\"]\n");
        assert!(matches!(Cues::read(&twice), Err(TopicsError::TwiceUnder { .. })));
        for nothing in ["strong = [\"\"]", "offices = [\" \"]", "place = [\"\\u202E\"]"] {
            assert!(matches!(Cues::read(&format!("{head}{topic}{nothing}\n")), Err(TopicsError::Toml(_))), "{nothing}");
        }
    }
}
