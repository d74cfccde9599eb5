//! The words that a corpus is read with: those that the program ships, and those that a corpus brings along.
//!
//! In: the files of `seeds/vocabulary/`. Out: the vocabulary that the corpus is read with, and what is wrong with the
//! files. Invariant: a file with a fault adds nothing and is an error with its line; all others count, in the order of
//! their names.

use super::indicators::{self, Indicators, IndicatorsError};
use super::lines;
use super::topics::{self, Cues, TopicsError};
use crate::compile::lexicon::{self, Classes, LISTED};
use crate::compile::reading::source;
use crate::compile::speech::OwnWords;
use crate::compile::written::Written;
use crate::compile::{Diagnostic, SeedFile, Severity};
use crate::model::Topic;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// What a corpus is read with.
pub struct Vocabulary {
    /// Topics and the words that tell them.
    pub cues: Cow<'static, Cues>,
    /// Indicators and the rules that find them.
    pub indicators: Cow<'static, Indicators>,
    /// Words of its own for the rules of targets and units.
    pub words: OwnWords,
    /// The words that tell policy lines.
    pub lines: lines::Words,
    /// The texts of the files that count, by name.
    pub files: BTreeMap<String, String>,
}

/// A file of a corpus's own words: what `assets/topics.toml`, `assets/indicators.toml`
/// and `assets/lines.toml` hold, and words of `assets/lexicon.toml`, all of it optional.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    generic: Vec<Written>,
    #[serde(default)]
    silent: Vec<Written>,
    #[serde(default)]
    topic: Vec<topics::Line>,
    #[serde(default)]
    indicator: Vec<indicators::Line>,
    /// By word, its classes.
    #[serde(default)]
    words: BTreeMap<Written, Spanned<String>>,
    #[serde(default)]
    lines: lines::Words,
}

/// What is wrong with a file, and where, in bytes.
type Fault = (String, Range<usize>);

impl Vocabulary {
    /// The shipped vocabulary with these files merged over it.
    pub fn of(files: &[&SeedFile]) -> (Self, Vec<Diagnostic>) {
        let (cues, indicators) = (Cow::Borrowed(Cues::shipped()), Cow::Borrowed(Indicators::shipped()));
        let (words, lines) = (OwnWords::new(), lines::Words::shipped().clone());
        let mut vocabulary = Self { cues, indicators, words, lines, files: BTreeMap::new() };
        let mut diagnostics = Vec::new();
        let mut files = files.to_vec();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        for file in files {
            let (source, found) = source::read(file);
            let unreadable = found.iter().any(|remark| remark.severity == Severity::Error);
            diagnostics.extend(found);
            if unreadable {
                continue;
            }
            let text: String = source.chars.iter().collect();
            match vocabulary.with(&text) {
                Ok(more) => {
                    vocabulary = Self { files: vocabulary.files, ..more };
                    vocabulary.files.insert(file.name.clone(), text);
                }
                Err((message, at)) => {
                    let start = text.get(..at.start).map_or(0, |before| before.chars().count());
                    let length = text.get(at).map_or(1, |part| part.lines().next().unwrap_or_default().chars().count());
                    let remark = source.remark("vocabulary", Severity::Error, start, length, message);
                    let hint = Some("nothing of this file counts until it is mended".into());
                    diagnostics.push(Diagnostic { hint, ..remark });
                }
            }
        }
        (vocabulary, diagnostics)
    }

    /// The same, of files by name that were read before.
    pub fn of_texts(files: BTreeMap<String, String>) -> (Self, Vec<Diagnostic>) {
        let seed = |(name, text): (String, String)| SeedFile { name, bytes: text.into_bytes() };
        let files: Vec<SeedFile> = files.into_iter().map(seed).collect();
        Self::of(&files.iter().collect::<Vec<_>>())
    }

    /// All topics in their order.
    pub fn topics(&self) -> Vec<Topic> {
        self.cues.topics.iter().map(|field| field.topic.clone()).collect()
    }

    fn with(&self, toml: &str) -> Result<Self, Fault> {
        let file: File =
            toml::from_str(toml).map_err(|error| (error.message().to_owned(), error.span().unwrap_or(0..0)))?;
        let mut words = self.words.clone();
        for (word, written) in &file.words {
            let classes = own_classes(word, written.get_ref()).map_err(|message| (message, written.span()))?;
            let known = words.entry(word.to_string()).or_default();
            *known = known.and(classes);
        }
        let lines = self.lines.clone().with(file.lines);
        let of_topics = topics::File { generic: file.generic, silent: file.silent, topic: file.topic };
        let cues = self.cues.with(of_topics).map_err(fault_of_topics)?;
        for line in &file.indicator {
            let topic = line.topic.get_ref();
            if !cues.topics.iter().any(|field| field.topic.id == *topic) {
                return Err((format!("there is no topic `{topic}`"), line.topic.span()));
            }
        }
        let indicators = self.indicators.with(file.indicator).map_err(fault_of_indicators)?;
        let (cues, indicators) = (Cow::Owned(cues), Cow::Owned(indicators));
        Ok(Self { cues, indicators, words, lines, files: BTreeMap::new() })
    }
}

/// The classes of an own word, or what is wrong with it.
fn own_classes(word: &str, written: &str) -> Result<Classes, String> {
    let classes = lexicon::classes_of(written)
        .map_err(|class| format!("{word} is of the class `{class}`, which no rule knows"))?;
    if classes == Classes::default() {
        return Err(format!("the word “{word}” has no class"));
    }
    match LISTED.into_iter().find(|class| classes.meets(Classes::of(*class))) {
        Some(class) => Err(format!("the words of the class `{}` are part of the program", class.name())),
        None => Ok(classes),
    }
}

fn fault_of_topics(error: TopicsError) -> Fault {
    let message = error.to_string();
    match error {
        TopicsError::Toml(error) => (message, error.span().unwrap_or(0..0)),
        TopicsError::Twice { at, .. } | TopicsError::Unnamed { at, .. } | TopicsError::TwiceUnder { at, .. } => {
            (message, at)
        }
    }
}

fn fault_of_indicators(error: IndicatorsError) -> Fault {
    let message = error.to_string();
    match error {
        IndicatorsError::Toml(error) => (message, error.span().unwrap_or(0..0)),
        IndicatorsError::Twice { at, .. } => (message, at),
    }
}
