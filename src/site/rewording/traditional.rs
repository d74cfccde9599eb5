//! The table from Simplified to Traditional: the part of OpenCC's that the corpus and the site's own words need.

use super::words::Words;
use crate::bundle::is_folded;
use crate::compile::automaton::Everywhere;
use crate::compile::divisions;
use crate::messages;
use crate::model::{Corpus, Language, Names};
use hanconv::{RawDictionary, STCharacters, STPhrases, TWVariants};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The dictionary, by the words as they stand in Simplified texts.
static PHRASES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut known = BTreeSet::new();
    STPhrases.iter().filter(|(word, to)| word.chars().count() == to.chars().count() && known.insert(*word)).collect()
});

/// Finds its words.
static FOUND: LazyLock<Everywhere> = LazyLock::new(|| Everywhere::of(PHRASES.iter().map(|(word, _)| *word)));

/// What the site's words write otherwise than OpenCC's standard: Taiwan's forms but for 裏 and 污.
static VARIANTS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let pair = |(from, to): (&str, &str)| Some((from.chars().next()?, to.chars().next()?));
    TWVariants.iter().filter_map(pair).filter(|(from, _)| !['裏', '污'].contains(from)).collect()
});

/// A text as the table is to put it: the converter's own word.
#[cfg(test)]
pub fn converted(text: &str) -> String {
    written(&hanconv::s2t(text))
}

/// A text in Traditional characters with the forms that the site uses.
pub fn written(text: &str) -> String {
    text.chars().map(|c| VARIANTS.get(&c).copied().unwrap_or(c)).collect()
}

/// What stands for each word and character of the corpus and the interface that Traditional writes otherwise, and the
/// words within which a character does not change as it does alone.
pub fn words(corpus: &Corpus) -> Words {
    // What only the pages of a whole country say.
    let country = if is_folded(&corpus.plans) { messages::country_list(Language::Hant).0 } else { Vec::new() };
    let (own, guide) = (messages::list(Language::Hant).0, messages::guide_list(Language::Hant).0);
    let names: Vec<Names> = names(corpus).collect();
    let of_plans = corpus.plans.iter().flat_map(|plan| [Some(&plan.title), plan.issuer.as_ref(), Some(&plan.place)]);
    let of_clauses = corpus.clauses.iter().flat_map(|clause| clause.units.iter().chain([&clause.text]));
    let texts = of_plans.flatten().chain(of_clauses).chain(own.iter()).chain(guide.iter()).chain(country.iter());
    let vocabulary = corpus.indicators.iter().map(|i| &i.name).chain(corpus.topics.iter().map(|t| &t.name));
    let texts = texts.chain(vocabulary.flat_map(|names| [&names.hans, &names.hant]));

    let (mut characters, mut phrases) = (BTreeSet::new(), BTreeSet::new());
    for text in texts {
        characters.extend(text.chars());
        FOUND.find(text.chars(), |_, number| {
            phrases.insert(number);
            None::<()>
        });
    }
    let mut words = Words::default();
    for (from, to) in STCharacters.iter() {
        let stands = from.chars().all(|c| characters.contains(&c));
        if stands && from != written(to) {
            words.insert(from, written(to));
        }
    }
    for (from, to) in phrases.into_iter().filter_map(|number| PHRASES.get(number as usize)) {
        words.insert(from, written(to));
    }
    // Names of places and of the vocabulary are what the tables say, not what the converter makes of them.
    for names in names.iter().filter(|names| names.hans.chars().all(|c| characters.contains(&c))) {
        for from in [&names.hans, &names.hant] {
            let to = written(&names.hant);
            if words.convert(from) != to {
                words.insert(from, to);
            }
        }
    }
    // The interface stands in Traditional characters already, some of which are Simplified ones of other words. What it
    // has in Simplified are words of plans that it looks for.
    for text in own.iter().chain(&guide) {
        for part in text.split(|c: char| !c.is_alphabetic()).filter(|part| is_traditional(part)) {
            // A character alone says nothing of the others.
            if part.chars().count() > 1 && words.convert(part) != part {
                words.insert(part, part.to_owned());
            }
        }
    }
    words
}

/// Whether a Traditional text can have all of the characters.
pub fn is_traditional(text: &str) -> bool {
    !text.chars().any(|c| SIMPLIFIED.contains(&c))
}

/// Characters that no Traditional text has.
static SIMPLIFIED: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let alone = RawDictionary::STCharacters
        .var_iter()
        .filter(|(from, to)| !to.iter().any(|to| to == from || written(to) == *from));
    alone.filter_map(|(from, _)| from.chars().next()).collect()
});

/// Everything that has a name in both scripts.
fn names(corpus: &Corpus) -> impl Iterator<Item = Names> {
    let areas = corpus.areas.iter().map(|area| &area.name);
    let topics = corpus.topics.iter().map(|topic| &topic.name);
    let indicators = corpus.indicators.iter().map(|indicator| &indicator.name);
    let offices = corpus.offices.iter().map(|office| &office.name);
    let places = divisions::all().into_iter().filter_map(|(place, _)| divisions::names(place.code.as_deref()));
    areas.chain(topics).chain(indicators).chain(offices).cloned().chain(places)
}
