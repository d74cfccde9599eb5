//! A table of words with what stands for them, and the words of it that a text holds.
//!
//! Invariant: from left to right the longest word counts, as in `assets/reword.js`.

use std::collections::BTreeMap;

/// Words with what stands for them.
#[derive(Default)]
pub struct Words {
    words: BTreeMap<String, String>,
    /// Characters of the longest word that begins with each.
    longest: BTreeMap<char, usize>,
}

impl Words {
    /// Adds a word.
    pub fn insert(&mut self, from: &str, to: String) {
        let Some(first) = from.chars().next() else { return };
        let longest = self.longest.entry(first).or_default();
        *longest = from.chars().count().max(*longest);
        self.words.insert(from.to_owned(), to);
    }

    /// The words of a text, longest first, with what stands for them; a character alone where there is none.
    pub fn found<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let longest = self.longest.get(&rest.chars().next()?).copied().unwrap_or(1);
            let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(longest).collect();
            let known = |end: &usize| Some((*end, self.words.get(&rest[..*end])?.as_str()));
            let (end, word) = match ends.iter().rev().find_map(known) {
                Some((end, word)) => (end, Some(word)),
                None => (*ends.first()?, None),
            };
            let (own, after) = rest.split_at(end);
            rest = after;
            Some((own, word))
        })
    }

    /// The text with what stands for its words.
    pub fn convert(&self, text: &str) -> String {
        self.found(text).map(|(own, word)| word.unwrap_or(own)).collect()
    }

    /// A word a line, a tab before what stands for it.
    pub fn table(&self) -> String {
        self.words.iter().map(|(from, to)| format!("{from}\t{to}\n")).collect()
    }
}
