//! Standard phrases of policy language, and what is nearly one: two characters swapped (智转数改), one replaced
//! by a homophone (全城网办).
//!
//! The phrases are `assets/phrases.txt`; whatever is listed there is right.

use super::{Odd, span};
use crate::model::RemarkKind;
use pinyin::ToPinyin;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

struct Phrases {
    /// Longest first, so that the longer of two that fit is named.
    list: Vec<Vec<char>>,
    known: BTreeSet<Vec<char>>,
    /// By each of a phrase's first three characters: the phrase and the character's place in it. Of the two
    /// places that a slip touches one at most is not among any three, so every slip is met at an intact one.
    by_character: BTreeMap<char, Vec<(usize, usize)>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("../../../../assets/phrases.txt")));

impl Phrases {
    fn read(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut list: Vec<Vec<char>> = lines.map(|line| line.chars().collect()).collect();
        list.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
        let known = list.iter().cloned().collect();
        let mut by_character: BTreeMap<char, Vec<(usize, usize)>> = BTreeMap::new();
        for (i, phrase) in list.iter().enumerate() {
            for (place, &c) in phrase.iter().take(3).enumerate() {
                by_character.entry(c).or_default().push((i, place));
            }
        }
        Self { list, known, by_character }
    }
}

/// Stretches of the text that are nearly a standard phrase, each with the phrase.
pub fn near_misses(chars: &[char]) -> Vec<Odd> {
    let phrases = &*PHRASES;
    let mut found: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, c) in chars.iter().enumerate() {
        for &(i, place) in phrases.by_character.get(c).into_iter().flatten() {
            let phrase = &phrases.list[i];
            let Some(start) = at.checked_sub(place) else { continue };
            let Some(window) = chars.get(start..start + phrase.len()) else { continue };
            if is_slip(window, phrase) && !phrases.known.contains(window) {
                let best = found.entry(start).or_insert((i, phrase.len()));
                *best = (*best).min((i, phrase.len()));
            }
        }
    }
    let odd = |(start, (i, length)): (usize, (usize, usize))| Odd {
        kind: RemarkKind::Phrase,
        span: span(start, start + length),
        against: phrases.list[i].iter().collect(),
    };
    found.into_iter().map(odd).collect()
}

/// Whether `window` is `phrase` with two characters swapped or one replaced by another of the same sound.
fn is_slip(window: &[char], phrase: &[char]) -> bool {
    let mut different = (0..phrase.len()).filter(|&i| window[i] != phrase[i]);
    match (different.next(), different.next(), different.next()) {
        (Some(a), None, None) => same_sound(window[a], phrase[a]),
        (Some(a), Some(b), None) => window[a] == phrase[b] && window[b] == phrase[a],
        _ => false,
    }
}

/// Whether two characters are read alike, tones aside.
fn same_sound(a: char, b: char) -> bool {
    let sound = |c: char| c.to_pinyin().map(|sound| sound.plain());
    sound(a).is_some() && sound(a) == sound(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        for (text, expected) in [
            ("持续推进“智转数改”，用好“技改贷”", "智转数改→智改数转"),
            ("加快传统产业“智改数转”", ""),
            ("优化“全城网办”项目", "全城网办→全程网办"),
            ("推进农业转移人口市民化", ""),
            ("推进农业转移人口是民化", "农业转移人口是民化→农业转移人口市民化"),
            ("全城", ""),
            ("", ""),
        ] {
            let found: Vec<String> = near_misses(&text.chars().collect::<Vec<_>>())
                .iter()
                .map(|odd| format!("{}→{}", odd.span.of(text), odd.against))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn the_list_is_fit_for_this() {
        let phrases = &*PHRASES;
        for phrase in &phrases.list {
            let text: String = phrase.iter().collect();
            assert!(phrase.len() >= 4, "{text} is too short to be told from chance");
            assert_eq!(near_misses(phrase), [], "{text} is nearly another phrase of the list");
        }
        assert_eq!(phrases.known.len(), phrases.list.len(), "a phrase stands twice");
    }
}
