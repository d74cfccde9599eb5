//! What people confirm and reject, applied to what was read.
//!
//! In: the corrections of each plan, as the TOML file beside it has them, and step by step what was read. Out: the same
//! corrected, every part that a person looked at marked as checked, and a warning of each correction that does not fit
//! its text any more. Invariant: a correction whose words moved or went changes nothing.
//!
//! What is rejected goes first, then what is confirmed, each in the order of the file.

mod links;
mod targets;

use crate::compile::Diagnostic;
use crate::compile::reading::corrections::{Correction, What};
use crate::model::{Checked, Clause, ClauseId, Corpus, Span, Topic};
use std::collections::{BTreeMap, HashMap};

/// The corrections that fit, each with the clause and the places in it that it rests on.
#[derive(Debug, Default)]
pub struct Corrections {
    fitting: Vec<Fitting>,
}

/// A correction, and where its words stand.
#[derive(Debug)]
struct Fitting {
    clause: ClauseId,
    places: Vec<Span>,
    said: Correction,
}

impl Corrections {
    /// Those of `given`, by plan, that fit the clauses of the corpus.
    pub fn of(corpus: &Corpus, given: BTreeMap<String, Vec<Correction>>) -> (Self, Vec<Diagnostic>) {
        if given.is_empty() {
            return (Self::default(), Vec::new());
        }
        let clauses: HashMap<&str, &Clause> =
            corpus.clauses.iter().map(|clause| (clause.id.as_str(), clause)).collect();
        let (mut fitting, mut diagnostics) = (Vec::new(), Vec::new());
        for (plan, corrections) in given {
            let contradicted = contradicted(&corrections);
            for (n, said) in corrections.into_iter().enumerate() {
                let Some(path) = &said.clause else { continue };
                if contradicted.contains(&n) {
                    diagnostics.push(said.stale("it is confirmed and rejected in one file".to_owned()));
                    continue;
                }
                let clause = ClauseId::new(&plan, path);
                match places(&clauses, &clause, &said.words) {
                    Err(why) => diagnostics.push(said.stale(why + &elsewhere(&corpus.clauses, &plan, &said.words))),
                    Ok(places) => match other_end(&clauses, &said) {
                        Err(why) => diagnostics.push(said.stale(why)),
                        Ok(()) => fitting.push(Fitting { clause, places, said }),
                    },
                }
            }
        }
        (Self { fitting }, diagnostics)
    }

    /// Units and topics.
    pub fn correct_clauses(&self, clauses: &mut [Clause], topics: &[Topic]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        // A corpus that nobody looked at yet pays nothing.
        if self.fitting.is_empty() {
            return diagnostics;
        }
        let at: HashMap<ClauseId, usize> =
            clauses.iter().enumerate().map(|(n, clause)| (clause.id.clone(), n)).collect();
        for Fitting { clause, said, .. } in &self.fitting {
            let Some(clause) = at.get(clause).and_then(|&n| clauses.get_mut(n)) else { continue };
            match &said.what {
                What::Unit { unit, leads } => correct_unit(clause, said, unit, *leads),
                What::Topic { topic, .. } if !topics.iter().any(|known| known.id == *topic) => {
                    diagnostics.push(said.stale(format!("there is no topic `{topic}`")));
                }
                What::Topic { topic, first } => correct_topic(clause, said, topic, *first),
                _ => {}
            }
        }
        diagnostics
    }
}

/// What is said of a person's look at a link or target that the program reads like that, or not.
fn checked(said: &Correction, read: bool) -> Checked {
    Checked { how: said.how(read), day: said.day, by: said.by.clone() }
}

fn correct_unit(clause: &mut Clause, said: &Correction, unit: &str, leads: bool) {
    let read = clause.units.iter().any(|known| known == unit);
    let led = clause.leads.iter().any(|known| known == unit);
    let same = read && led == leads;
    clause.leads.retain(|known| known != unit);
    if !said.holds {
        clause.units.retain(|known| known != unit);
    } else {
        if !read {
            clause.units.push(unit.to_owned());
        }
        if leads {
            clause.leads.push(unit.to_owned());
            let place = |name: &String| clause.units.iter().position(|known| known == name);
            clause.leads.sort_by_key(place);
        }
    }
    clause.checked.push(said.part("units", unit, same));
}

fn correct_topic(clause: &mut Clause, said: &Correction, topic: &str, first: bool) {
    let place = clause.topics.iter().position(|known| known == topic);
    let same = place.is_some_and(|place| !first || place == 0);
    if !said.holds || first {
        clause.topics.retain(|known| known != topic);
    }
    if said.holds && first {
        clause.topics.insert(0, topic.to_owned());
    } else if said.holds && place.is_none() {
        clause.topics.push(topic.to_owned());
    }
    clause.checked.push(said.part("topics", topic, same));
}

/// Where the words stand in the clause, or why they do not.
fn places(clauses: &HashMap<&str, &Clause>, clause: &ClauseId, words: &str) -> Result<Vec<Span>, String> {
    let found = clauses.get(clause.as_str()).ok_or_else(|| format!("there is no clause `{clause}`"))?;
    let places = stands(&found.text, words);
    if places.is_empty() { Err(format!("“{words}” does not stand in `{clause}`")) } else { Ok(places) }
}

/// Whether the clause above is there with its words.
fn other_end(clauses: &HashMap<&str, &Clause>, said: &Correction) -> Result<(), String> {
    match &said.what {
        What::Link { parent, parent_words, .. } => places(clauses, parent, parent_words).map(|_| ()),
        _ => Ok(()),
    }
}

/// Which clause of the plan has the words now, where one has.
fn elsewhere(clauses: &[Clause], plan: &str, words: &str) -> String {
    let moved = clauses.iter().find(|clause| clause.plan == plan && !stands(&clause.text, words).is_empty());
    moved.map_or(String::new(), |clause| format!("; the words stand in `{}`", clause.path))
}

/// Where `words` stand in a text, whatever blanks and line ends either has.
fn stands(text: &str, words: &str) -> Vec<Span> {
    let seen =
        |text: &str| -> (Vec<u32>, Vec<char>) { (0..).zip(text.chars()).filter(|(_, c)| !c.is_whitespace()).unzip() };
    let ((at, text), (_, words)) = (seen(text), seen(words));
    if words.is_empty() {
        return Vec::new();
    }
    let found = text.windows(words.len()).enumerate().filter(|(_, window)| *window == words.as_slice());
    found.map(|(n, _)| Span(at[n], at[n + words.len() - 1] + 1)).collect()
}

/// The numbers of those that say both that something holds and that it does not.
fn contradicted(corrections: &[Correction]) -> Vec<usize> {
    let about = |said: &Correction| match &said.what {
        What::Link { parent, .. } => Some(format!("link {parent}")),
        What::Unit { unit, .. } => Some(format!("unit {unit}")),
        What::Topic { topic, .. } => Some(format!("topic {topic}")),
        // A target is rejected as it is read, and what is right said beside it.
        What::Target(_) | What::Fact { .. } => None,
    };
    let mut by_matter: BTreeMap<(Option<String>, String), Vec<usize>> = BTreeMap::new();
    for (n, said) in corrections.iter().enumerate() {
        if let Some(about) = about(said) {
            by_matter.entry((said.clause.clone(), about)).or_default().push(n);
        }
    }
    let both = |all: &Vec<usize>| {
        let holds = |n: &usize| corrections[*n].holds;
        all.iter().any(holds) && !all.iter().all(holds)
    };
    by_matter.into_values().filter(both).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_whatever_blanks_there_are() {
        for (words, expected) in [
            ("新增1万人", vec![Span(3, 8), Span(9, 15)]),
            ("就业新增", vec![Span(0, 5)]),
            ("新增2万人", vec![]),
            ("", vec![]),
            (" ", vec![]),
        ] {
            assert_eq!(stands("就业\n新增1万人。新增 1万人", words), expected, "{words}");
        }
    }
}
