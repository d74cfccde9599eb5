//! What a visitor typed, as it is sought: folded, in words, without the place that it names, with words that say the same.

use super::super::place;
use crate::bundle::search::{Everyday, SearchHead};
use crate::model::{Language, Plan};
use crate::text::fold::{ScriptPairs, fold};

/// A query, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The query and its words first, then without the place that it names, then with a word replaced.
    phrasings: Vec<Phrasing>,
    /// Position of the everyday words that it holds among those known.
    everyday: Option<usize>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrasing {
    pub whole: Vec<char>,
    /// Where spaces part it; itself where they do not.
    pub words: Vec<Vec<char>>,
    /// Ids of the only plans in which it is sought; all where there are none.
    pub plans: Vec<String>,
    /// Whose words they are.
    pub wording: Wording,
}

/// Whose words a phrasing has; each is sought after the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wording {
    /// The visitor's.
    #[default]
    Typed,
    /// A word stands for one of the query that says the same.
    Synonym,
    /// A word of plans stands for everyday ones: sought only where nothing else is found.
    Everyday,
}

impl Query {
    /// Folds what a visitor typed; `plans` are those of the corpus, `everyday` what is known of everyday words.
    pub fn new(text: &str, search: &SearchHead, plans: &[Plan], everyday: &[Everyday], script: &ScriptPairs) -> Self {
        let whole = fold(text, script).chars;
        let words: Vec<Vec<char>> =
            text.split_whitespace().map(|word| fold(word, script).chars).filter(|word| !word.is_empty()).collect();
        let mut phrasings = vec![Phrasing { whole, words, ..Phrasing::default() }];
        phrasings.extend(phrasings[0].in_its_place(plans, script));
        let mut replaced: Vec<Phrasing> = Vec::new();
        let holds = |word: &[char]| phrasings[0].words.iter().any(|own| position(own, word).is_some());
        for group in &search.synonyms {
            let group: Vec<Vec<char>> = group.iter().map(|word| word.chars().collect()).collect();
            // The longest word counts: 保障性住房 is no 住房.
            let Some(from) = group.iter().filter(|word| holds(word)).max_by_key(|word| word.len()) else { continue };
            let others = || group.iter().filter(|to| *to != from);
            replaced.extend(phrasings.iter().flat_map(|phrasing| others().map(|to| phrasing.with(from, to))));
        }
        // English words lie apart in what was typed, so the whole of it is looked at; the longest words count.
        let typed: String = phrasings[0].whole.iter().collect();
        let asks = everyday.iter().enumerate().flat_map(|(n, entry)| entry.asks.iter().map(move |ask| (n, ask)));
        // Nearly all of them are told apart by their length and first character.
        let may_hold =
            |ask: &str| ask.len() <= typed.len() && ask.chars().next().is_some_and(|c| phrasings[0].whole.contains(&c));
        let held = |ask: &str| may_hold(ask) && typed.contains(ask);
        let asked = asks.filter(|(_, ask)| held(ask)).max_by_key(|(_, ask)| ask.len());
        if let Some((n, ask)) = asked {
            let ask: Vec<char> = ask.chars().collect();
            let means = || everyday[n].means.iter().map(|word| word.chars().collect::<Vec<char>>());
            replaced.extend(phrasings.iter().flat_map(|phrasing| means().map(|word| phrasing.meaning(&ask, &word))));
        }
        phrasings.extend(replaced);
        Self { phrasings, everyday: asked.map(|(n, _)| n) }
    }

    /// Position among the everyday words of those that the query holds.
    pub fn everyday(&self) -> Option<usize> {
        self.everyday
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.phrasings.iter().all(|phrasing| phrasing.whole.is_empty())
    }

    /// What is sought together, and what only where all before found nothing.
    pub fn rounds(&self) -> impl Iterator<Item = &[Phrasing]> {
        let (first, everyday) =
            self.phrasings.split_at(self.phrasings.partition_point(|phrasing| phrasing.wording != Wording::Everyday));
        std::iter::once(first).chain(everyday.chunks(1))
    }

    /// All phrasings, nearest to what was typed first.
    pub fn phrasings(&self) -> &[Phrasing] {
        &self.phrasings
    }

    /// What was typed, without what parts words.
    pub fn whole(&self) -> &[char] {
        self.phrasings.first().map_or(&[], |phrasing| &phrasing.whole)
    }
}

impl Phrasing {
    fn with(&self, from: &[char], to: &[char]) -> Self {
        let words: Vec<Vec<char>> = self.words.iter().map(|word| replace(word, from, to)).collect();
        Self { whole: words.concat(), words, plans: self.plans.clone(), wording: Wording::Synonym }
    }

    /// The word of plans in the place of the words that hold the everyday one; the others stay.
    fn meaning(&self, ask: &[char], word: &[char]) -> Self {
        let others = self.words.iter().filter(|own| position(own, ask).is_none() && position(ask, own).is_none());
        let words: Vec<Vec<char>> = std::iter::once(word.to_vec()).chain(others.cloned()).collect();
        Self { whole: words.concat(), words, plans: self.plans.clone(), wording: Wording::Everyday }
    }

    /// What is left where a word names a place, to be sought in the plans of the place.
    fn in_its_place(&self, plans: &[Plan], script: &ScriptPairs) -> Option<Self> {
        let named = |word: &[char]| -> Vec<String> {
            let of_place = |plan: &&Plan| names(plan).iter().any(|name| fold(name, script).chars == word);
            plans.iter().filter(of_place).map(|plan| plan.id.clone()).collect()
        };
        if let [only] = &self.words[..] {
            // 德化县教育局: only the whole name of a place parts a word that has no space.
            let parts = |plan: &Plan| {
                let place = fold(&plan.place, script).chars;
                (only.len() > place.len() + 1 && place.len() > 1 && only.starts_with(&place)).then_some(place.len())
            };
            let end = plans.iter().filter_map(parts).max()?;
            let of_place = |plan: &&Plan| parts(plan) == Some(end);
            let found: Vec<String> = plans.iter().filter(of_place).map(|plan| plan.id.clone()).collect();
            let (plans, rest) = (found, only[end..].to_vec());
            return Some(Self { whole: rest.clone(), words: vec![rest], plans, ..Self::default() });
        }
        let (place, plans) =
            self.words.iter().enumerate().map(|(n, word)| (n, named(word))).find(|(_, found)| !found.is_empty())?;
        let mut words = self.words.clone();
        words.remove(place);
        Some(Self { whole: words.concat(), words, plans, ..Self::default() })
    }

    pub fn admits(&self, plan: &str) -> bool {
        self.plans.is_empty() || self.plans.iter().any(|id| id == plan)
    }
}

/// By what names a visitor calls a plan's place: 德化县, 德化, Dehua County, Dehua.
pub fn names(plan: &Plan) -> Vec<&str> {
    let mut names = vec![plan.place.as_str(), place::slug(&plan.id)];
    let short = plan.place.trim_end_matches(['省', '市', '县', '区', '旗', '州', '盟']);
    names.extend((short.chars().count() >= 2).then_some(short));
    let english = plan.place_in(Language::En);
    names.extend([english, english.rsplit_once(' ').map_or(english, |(name, _)| name)]);
    names
}

pub fn position(chars: &[char], part: &[char]) -> Option<usize> {
    chars.windows(part.len().max(1)).position(|window| window == part)
}

fn replace(chars: &[char], from: &[char], to: &[char]) -> Vec<char> {
    match position(chars, from) {
        Some(at) => [&chars[..at], to, &chars[at + from.len()..]].concat(),
        None => chars.to_vec(),
    }
}
