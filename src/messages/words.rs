//! Kinds of messages, and how each is read out of a shard.
//!
//! A shard of messages is a plain list of strings in the order of declaration. A list of n items is the string
//! `n` and its items. Invariant: no list makes the reading panic; one that is
//! not what was declared is incomplete.

use crate::model::Language;
use std::fmt::Display;

/// What a message or a group of messages can be.
pub trait Words: Sized {
    /// What says nothing.
    const SILENT: Self;

    /// Takes it from the front of a list. It is written in its place: to hand hundreds of words up from group to group
    /// would be 8 kB of WebAssembly.
    fn read(&mut self, from: &mut Reader);
}

/// A list of strings, taken one by one and kept for as long as the program runs.
pub struct Reader {
    words: std::vec::IntoIter<String>,
    /// Something was asked for that was not there.
    short: bool,
}

impl Reader {
    pub fn new(words: Vec<String>) -> Self {
        Self { words: words.into_iter(), short: false }
    }

    /// Whether all was there and nothing is left.
    pub fn is_complete(&self) -> bool {
        !self.short && self.words.len() == 0
    }

    fn next(&mut self) -> &'static str {
        match self.words.next() {
            Some(word) => word.leak(),
            None => {
                self.short = true;
                ""
            }
        }
    }

    fn list<T: 'static>(&mut self, item: impl Fn(&mut Self) -> T) -> &'static [T] {
        let count: usize = self.next().parse().unwrap_or(0);
        let mut items = Vec::new();
        while items.len() < count && !self.short {
            items.push(item(self));
        }
        items.leak()
    }
}

/// Words with gaps: `往上对应{list}`. A gap with forms, `{n} {n|clause|clauses}`, gives the first where its value
/// is 1, else the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template(&'static str);

impl Template {
    /// The words with their gaps filled, in the order in which the gaps are declared.
    pub fn fill(self, values: &[&dyn Display]) -> String {
        let mut out = String::new();
        for (words, gap) in self.pieces() {
            out += words;
            let Some((gap, forms)) = gap else { continue };
            let value = values.get(gap).map(ToString::to_string).unwrap_or_default();
            match forms {
                None => out += &value,
                Some((one, many)) => out += if value == "1" { one } else { many },
            }
        }
        out
    }

    /// The words between gaps, each with the gap that follows it: its number, and its forms.
    pub fn pieces(self) -> Vec<(&'static str, Option<Gap>)> {
        let mut pieces = Vec::new();
        let mut rest = self.0;
        while let Some((words, (gap, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
            let (number, forms) = gap.split_once('|').map_or((gap, None), |(n, forms)| (n, forms.split_once('|')));
            pieces.push((words, Some((number.parse().unwrap_or(usize::MAX), forms))));
            rest = after;
        }
        pieces.push((rest, None));
        pieces
    }
}

/// A gap's number and its two forms.
pub type Gap = (usize, Option<(&'static str, &'static str)>);

/// Words for words of plans: 人 → `person|people`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table(&'static [(&'static str, &'static str)]);

impl Table {
    /// The word for a key; nothing where the table does not have it.
    pub fn get(self, key: &str) -> Option<&'static str> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, word)| *word)
    }
}

impl Words for &'static str {
    const SILENT: Self = "";

    // Copied into each of its hundreds of callers it would be many times as large.
    #[inline(never)]
    fn read(&mut self, from: &mut Reader) {
        *self = from.next();
    }
}

impl Words for Template {
    const SILENT: Self = Self("");

    fn read(&mut self, from: &mut Reader) {
        self.0.read(from);
    }
}

impl Words for Language {
    const SILENT: Self = Self::Hans;

    fn read(&mut self, from: &mut Reader) {
        *self = Self::of_id(from.next()).unwrap_or_default();
    }
}

impl Words for &'static [&'static str] {
    const SILENT: Self = &[];

    fn read(&mut self, from: &mut Reader) {
        *self = from.list(Reader::next);
    }
}

impl Words for &'static [(&'static str, &'static str)] {
    const SILENT: Self = &[];

    fn read(&mut self, from: &mut Reader) {
        *self = from.list(|from| (from.next(), from.next()));
    }
}

impl Words for Table {
    const SILENT: Self = Self(&[]);

    fn read(&mut self, from: &mut Reader) {
        self.0.read(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_by_number() {
        assert_eq!(Template("{1}年{0}").fill(&[&"月", &2028]), "2028年月");
        let clauses = Template("{0} {0|clause|clauses}");
        assert_eq!([clauses.fill(&[&1]), clauses.fill(&[&2])], ["1 clause", "2 clauses"]);
        assert_eq!(Template("无空").fill(&[]), "无空");
        assert_eq!(Template("{x}{").fill(&[&1]), "{");
    }

    #[test]
    fn a_short_list_is_no_panic() {
        let mut reader = Reader::new(vec!["9".to_owned(), "a".to_owned()]);
        let mut list: &'static [&'static str] = Words::SILENT;
        list.read(&mut reader);
        assert_eq!((list, reader.is_complete()), (&["a", ""][..], false));
    }
}
