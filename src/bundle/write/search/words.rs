//! The words that the index knows beside those of clauses: of the other script, of the same meaning, of everyday life.

use super::super::super::search::{Everyday, EverydayWords};
use crate::text::fold::{ScriptPairs, fold};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words that say the same.
const SYNONYMS: &str = include_str!("../../../../assets/synonyms.txt");

/// Words that people use, and what plans say for them.
const EVERYDAY: &str = include_str!("../../../../assets/everyday.toml");

/// Every Traditional character that stands for a character of `texts`, with that character.
pub fn scripts<'a>(texts: impl Iterator<Item = &'a str>) -> (String, String) {
    let used: BTreeSet<char> = texts.flat_map(str::chars).collect();
    // The ideographs that plans and input methods use: extension A, the main block, compatibility forms.
    let ideographs = ('\u{3400}'..='\u{9fff}').chain('\u{f900}'..='\u{faff}');
    let pair = |c: char| {
        let converted = hanconv::t2s(c.to_string());
        let mut chars = converted.chars();
        let simplified = chars.next().filter(|s| *s != c && used.contains(s) && chars.next().is_none())?;
        Some((c, simplified))
    };
    ideographs.filter_map(pair).unzip()
}

/// The groups of the file: words of a line, separated by spaces.
pub fn synonyms(script: &ScriptPairs) -> Vec<Vec<String>> {
    let lines = SYNONYMS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| line.split_whitespace().map(|word| fold(word, script).chars.into_iter().collect()).collect())
        .collect()
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct EverydayFile {
    words: Vec<FileEntry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    topic: String,
    asks: Vec<String>,
    means: Vec<String>,
}

/// The entries of the file whose topics the corpus has.
pub fn everyday(script: &ScriptPairs, topic: impl Fn(&str) -> Option<u32>) -> EverydayWords {
    let folded =
        |words: &Vec<String>| words.iter().map(|word| fold(word, script).chars.into_iter().collect()).collect();
    let entry = |words: &FileEntry| {
        Some(Everyday { topic: topic(&words.topic)?, asks: folded(&words.asks), means: folded(&words.means) })
    };
    EverydayWords { words: EVERYDAY_FILE.words.iter().filter_map(entry).collect() }
}

/// The file ships with the program, and a test reads it.
static EVERYDAY_FILE: LazyLock<EverydayFile> =
    LazyLock::new(|| toml::from_str(EVERYDAY).unwrap_or(EverydayFile { words: Vec::new() }));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_and_variant_characters_are_known() {
        let (traditional, simplified) = scripts(["农业转移人口户籍里着"].into_iter());
        let script = ScriptPairs::new(&traditional, &simplified);
        for written in ["農業轉移人口戶籍裏著", "農業轉移人口戸籍裡着"] {
            let folded: String = fold(written, &script).chars.into_iter().collect();
            assert!(folded.starts_with("农业转移人口"), "{folded}");
        }
        assert_eq!(fold("戶籍裏", &script).chars, ['户', '籍', '里']);
    }

    #[test]
    fn everyday_words_lead_to_words_of_plans() {
        let file: EverydayFile = toml::from_str(EVERYDAY).expect("the file");
        assert!(file.words.len() >= 150, "{}", file.words.len());
        let mut seen = BTreeSet::new();
        for words in &file.words {
            assert!(!words.asks.is_empty() && (1..=3).contains(&words.means.len()), "{:?}", words.asks);
            for ask in &words.asks {
                assert!(ask.chars().count() >= 2 && seen.insert(ask.clone()), "{ask}");
                assert!(!words.means.contains(ask), "{ask}");
            }
        }
    }

    #[test]
    fn synonyms_are_groups_of_different_words() {
        let mut seen = BTreeSet::new();
        for group in synonyms(&ScriptPairs::default()) {
            assert!(group.len() >= 2, "{group:?}");
            for word in group {
                assert!(word.chars().count() >= 2 && seen.insert(word.clone()), "{word}");
            }
        }
        assert!(seen.contains("农民工") && seen.contains("落户"));
    }
}
