//! The index for searching, out of the corpus.

use super::super::index::{CorpusIndex, number, of};
use super::super::search::{
    BLOCK, ClauseFacts, Everyday, EverydayWords, SearchFacts, SearchHead, SearchPart, SearchPlan, clause_text, part_of,
    write_places,
};
use super::offices;
use crate::model::{Clause, Target};
use crate::text::fold::{ScriptPairs, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words that say the same.
const SYNONYMS: &str = include_str!("../../../assets/synonyms.txt");

/// Words that people use, and what plans say for them.
const EVERYDAY: &str = include_str!("../../../assets/everyday.toml");

/// Places in a part, on average.
const PART: u32 = 1 << 14;

/// Everything that searching fetches.
pub struct Shards {
    pub search: SearchHead,
    pub parts: Vec<SearchPart>,
    pub facts: Vec<SearchFacts>,
    pub everyday: EverydayWords,
}

/// Builds the index of the corpus.
pub fn shards(index: &CorpusIndex) -> Shards {
    let (traditional, simplified) = scripts(index.corpus.clauses.iter().map(|clause| clause.text.as_str()));
    let script = ScriptPairs::new(&traditional, &simplified);
    let mut serving: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (office, n) in index.corpus.offices.iter().zip(0..) {
        for unit in &office.units {
            serving.entry(unit).or_default().push(n);
        }
    }
    let mut search = SearchHead {
        traditional,
        simplified,
        synonyms: synonyms(&script),
        offices: index.corpus.offices.iter().map(offices::name).collect(),
        ..SearchHead::default()
    };
    let mut tape: Vec<char> = Vec::new();
    let mut facts: Vec<SearchFacts> = Vec::new();
    let mut first = 0;
    for plan in &index.plans {
        let clauses = of(&index.clauses, &plan.id);
        if clauses.is_empty() {
            continue;
        }
        search.plans.push(SearchPlan { id: plan.id.clone(), first });
        for &clause in clauses {
            let targets: Vec<&Target> = index.targets_of(clause).collect();
            let text = clause_text(clause, targets.iter().copied(), |id| index.indicator_name(id), &script);
            if first % BLOCK == 0 {
                search.blocks.push(number(tape.len()));
                facts.push(SearchFacts::default());
            }
            if let Some(block) = facts.last_mut() {
                block.clauses.push(ClauseFacts {
                    length: number(text.chars.len()),
                    heading: number(clause.heading.as_deref().map_or(0, |heading| fold(heading, &script).chars.len())),
                    topics: clause.topics.iter().filter_map(|id| index.topic_place(id)).collect(),
                    years: years(clause, &targets),
                    offices: distinct(
                        clause.units.iter().filter_map(|unit| serving.get(unit.as_str())).flatten().copied(),
                    ),
                    targets: number(targets.len()),
                });
            }
            tape.extend(text.chars);
            first += 1;
        }
    }
    search.parts = number(tape.len()).div_ceil(PART).max(1);
    let everyday = everyday(&script, |topic| index.topic_place(topic));
    Shards { parts: parts(&tape, search.parts), search, facts, everyday }
}

/// Years in which something of the clause is due.
fn years(clause: &Clause, targets: &[&Target]) -> Vec<u32> {
    let cells = clause.cells.iter().flatten().map(|cell| cell.year);
    let due = targets.iter().filter_map(|target| target.year_to);
    distinct(due.chain(cells).map(u32::from))
}

fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    numbers.collect::<BTreeSet<_>>().into_iter().collect()
}

fn parts(tape: &[char], count: u32) -> Vec<SearchPart> {
    let mut places: BTreeMap<char, BTreeMap<char, Vec<u32>>> = BTreeMap::new();
    for (place, pair) in tape.windows(2).enumerate() {
        places.entry(pair[0]).or_default().entry(pair[1]).or_default().push(number(place));
    }
    let mut parts = vec![SearchPart::default(); count as usize];
    for (first, seconds) in places {
        let list = seconds.iter().map(|(second, places)| format!("{second}{} ", write_places(places))).collect();
        parts[part_of(first, count) as usize].pairs.insert(first.to_string(), list);
    }
    parts
}

/// Every Traditional character that stands for a character of `texts`, with that character.
fn scripts<'a>(texts: impl Iterator<Item = &'a str>) -> (String, String) {
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
fn synonyms(script: &ScriptPairs) -> Vec<Vec<String>> {
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
fn everyday(script: &ScriptPairs, topic: impl Fn(&str) -> Option<u32>) -> EverydayWords {
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
