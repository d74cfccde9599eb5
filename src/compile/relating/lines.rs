//! Which policy line each plan belongs to: one matter of policy, across levels and generations.
//!
//! In: the plans with what they cite, and their clauses. Out: [`Plan::line`], the id of the plan at the top of its
//! line. From the top down a plan joins the line whose matter its own title names (新型城镇化); else the line of the
//! first work that it says it carries out (为贯彻落实《…》), be that in the corpus or only named; else it begins one.
//! Invariants: a plan is of one line; what a plan only mentions, or plans of every field cite, makes no line; the file
//! beside a plan may say otherwise.
//!
//! The words that name no matter, and the works that make no line, are in `assets/lines.toml`.

use crate::compile::divisions;
use crate::compile::reading::metadata::own_title;
use crate::compile::words::is_han;
use crate::compile::written::Written;
use crate::model::{Clause, Corpus, Plan, Span};
use crate::text::sentences::ends_statement;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// The words that name no matter, and parts of the titles of works that make no line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(default)]
    common: Vec<Written>,
    #[serde(default)]
    general: Vec<Written>,
}

#[expect(clippy::expect_used, reason = "the file is part of the program, and every test reads it")]
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let words: Words = toml::from_str(include_str!("../../../assets/lines.toml")).expect("assets/lines.toml is right");
    Words::default().with(words)
});

impl Words {
    /// Those that the program ships.
    pub fn shipped() -> &'static Self {
        &WORDS
    }

    /// These and more.
    pub fn with(mut self, more: Self) -> Self {
        self.common.extend(more.common);
        self.general.extend(more.general);
        // 以人为本 before 为本: the longest is cut out first.
        self.common.sort_by_key(|word| std::cmp::Reverse(word.len()));
        self
    }
}

/// No matter is shorter: 养老.
const SHORTEST: usize = 2;

/// Two matters are one where they are the same, or share so many characters in a row (城镇化) …
const SHARED: usize = 3;

/// … and this part of the shorter one.
const SHARED_PART: f64 = 0.6;

/// What stands in a sentence before the works that a plan carries out.
const CARRIES_OUT: [&str; 9] = ["贯彻", "落实", "根据", "依据", "按照", "依照", "遵照", "实施", "衔接"];

/// The first clauses of a plan, where it says what it carries out.
const FIRST_CLAUSES: usize = 4;

/// Sets the line of every plan. `given`: lines that files beside plans name, by plan.
pub fn assign_lines(corpus: &mut Corpus, given: &BTreeMap<String, String>, words: &Words) {
    let mut carried_out = carried_out(corpus, words);
    let mut order: Vec<usize> = (0..corpus.plans.len()).collect();
    let rank = |plan: &Plan| (plan.level, plan.year(), plan.signed);
    order.sort_by(|&a, &b| {
        let (a, b) = (&corpus.plans[a], &corpus.plans[b]);
        rank(a).cmp(&rank(b)).then_with(|| a.id.cmp(&b.id))
    });
    let mut lines = Lines::default();
    for n in order {
        let plan = &corpus.plans[n];
        let matters = matters(words, &plan.title, &plan.place);
        let works = carried_out.remove(plan.id.as_str()).unwrap_or_default();
        let line = given
            .get(&plan.id)
            .cloned()
            .or_else(|| lines.of_matter(&matters))
            .or_else(|| works.iter().find_map(|work| lines.of_work(work)))
            .unwrap_or_else(|| plan.id.clone());
        lines.add(&line, plan, matters, &works);
        corpus.plans[n].line = line;
    }
}

/// A work that a plan says it carries out.
struct Work {
    /// The plan that it is, where that is in the corpus.
    plan: Option<String>,
    /// Its number, else its title without a notice's words.
    key: String,
    matters: Vec<String>,
}

/// The lines that were begun.
#[derive(Default)]
struct Lines {
    /// In the order in which they were begun: a line and the matters of the plan that began it.
    matters: Vec<(String, Vec<String>)>,
    /// By the characters that two matters must share: the matters that have them, as places in `matters`.
    by_start: HashMap<String, Vec<usize>>,
    begun: BTreeSet<String>,
    of_plan: HashMap<String, String>,
    of_work: HashMap<String, String>,
}

impl Lines {
    fn of_matter(&self, matters: &[String]) -> Option<String> {
        let candidates = matters.iter().flat_map(|matter| pieces(matter));
        let mut candidates: Vec<usize> =
            candidates.filter_map(|piece| self.by_start.get(&piece)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let shared = |line: usize| {
            let pairs = self.matters[line].1.iter().flat_map(|a| matters.iter().map(move |b| shared(a, b)));
            pairs.max().unwrap_or(0)
        };
        // Of lines that share as much the first begun.
        let best = candidates.into_iter().map(|line| (shared(line), std::cmp::Reverse(line))).max()?;
        (best.0 > 0).then(|| self.matters[best.1.0].0.clone())
    }

    fn of_work(&self, work: &Work) -> Option<String> {
        let known = work.plan.as_ref().and_then(|plan| self.of_plan.get(plan)).or_else(|| self.of_work.get(&work.key));
        known.cloned().or_else(|| self.of_matter(&work.matters))
    }

    fn add(&mut self, line: &str, plan: &Plan, matters: Vec<String>, works: &[Work]) {
        if self.begun.insert(line.to_owned()) {
            for piece in matters.iter().flat_map(|matter| pieces(matter)) {
                self.by_start.entry(piece).or_default().push(self.matters.len());
            }
            self.matters.push((line.to_owned(), matters));
        }
        self.of_plan.insert(plan.id.clone(), line.to_owned());
        // Two plans that carry out one work are of one line, though the work is not here.
        for work in works.iter().take(1) {
            self.of_work.entry(work.key.clone()).or_insert_with(|| line.to_owned());
        }
    }
}

/// By plan: the works that its first clauses say it carries out, in the order of the text.
fn carried_out(corpus: &Corpus, words: &Words) -> BTreeMap<String, Vec<Work>> {
    let mut first: BTreeMap<&str, Vec<&Clause>> = BTreeMap::new();
    for clause in corpus.clauses.iter().filter(|clause| clause.has_own_text()) {
        let clauses = first.entry(&clause.plan).or_default();
        if clauses.len() < FIRST_CLAUSES {
            clauses.push(clause);
        }
    }
    let mut found = BTreeMap::new();
    for plan in &corpus.plans {
        let mut works = Vec::new();
        for clause in first.get(plan.id.as_str()).into_iter().flatten() {
            // The works of a clause and their places are in the same order.
            let cited = plan.cites.iter().filter(|citation| citation.clause == clause.id);
            for (citation, span) in cited.zip(&clause.parts.cites) {
                let general = words.general.iter().any(|word| citation.title.contains(&**word));
                let sentence = Span(0, span.0).of(&clause.text).rsplit(ends_statement).next().unwrap_or_default();
                if !general && CARRIES_OUT.iter().any(|word| sentence.contains(word)) {
                    let title = own_title(&citation.title);
                    works.push(Work {
                        plan: citation.plan.clone(),
                        matters: matters(words, &title, ""),
                        key: citation.document_number.clone().unwrap_or(title),
                    });
                }
            }
        }
        found.insert(plan.id.clone(), works);
    }
    found
}

/// What a title is about: the words that are left without places, years, brackets and what titles have in common.
fn matters(words: &Words, title: &str, place: &str) -> Vec<String> {
    let title = own_title(title);
    // 甲市人民政府关于…: who says it is no matter.
    let about = title.split_once("关于").map_or(title.as_str(), |(_, about)| about);
    let about = divisions::without_places(about.trim_start_matches(['《', '〈']));
    let mut text = match place.char_indices().nth(2) {
        Some(_) => about.replace(place, "，"),
        None => about.to_owned(),
    };
    for word in &words.common {
        text = text.replace(&**word, "，");
    }
    let parts = text.split(|c: char| !is_han(c) || "的和与及等为以".contains(c));
    parts.filter(|part| part.chars().count() >= SHORTEST).map(str::to_owned).collect()
}

/// Every [`SHARED`] characters in a row, or the whole where it is shorter: two matters that are one have a piece in
/// common.
fn pieces(matter: &str) -> Vec<String> {
    let chars: Vec<char> = matter.chars().collect();
    chars.windows(SHARED.min(chars.len())).map(|piece| piece.iter().collect()).collect()
}

/// How many characters in a row two matters share; 0 where that is too few to be one matter.
fn shared(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut longest = 0;
    let mut row = vec![0; b.len() + 1];
    for &x in &a {
        for j in (0..b.len()).rev() {
            row[j + 1] = if x == b[j] { row[j] + 1 } else { 0 };
            longest = longest.max(row[j + 1]);
        }
    }
    let part = longest as f64 / a.len().min(b.len()) as f64;
    if a == b || longest >= SHARED && part >= SHARED_PART { longest } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_title_is_about() {
        for (title, place, expected) in [
            ("德化县推进以人为本的新型城镇化战略实施方案（2025—2028年）", "德化县", vec!["新型城镇化"]),
            ("深入实施以人为本的新型城镇化战略五年行动计划", "全国", vec!["新型城镇化"]),
            ("2023年全市新型城镇化和城乡融合发展工作要点", "三明市", vec!["新型城镇化", "城乡"]),
            ("国务院关于印发〈深入实施以人为本的新型城镇化战略五年行动计划〉的通知", "", vec!["新型城镇化"]),
            ("湖南省人民政府办公厅关于印发湖南省推进以人为本的新型城镇化若干措施的通知", "", vec!["新型城镇化"]),
            ("广州市居家社区养老服务管理办法", "广州市", vec!["居家社区养老"]),
            ("关于推进工作的若干意见", "", vec![]),
        ] {
            assert_eq!(matters(&WORDS, title, place), expected, "{title}");
        }
    }

    #[test]
    fn one_matter() {
        for (a, b, expected) in [
            ("新型城镇化", "就近城镇化", 3),
            ("养老", "养老", 2),
            ("养老", "养老托育", 0),
            ("县域商业体系", "县域公共卫生", 0),
            ("新型城镇化", "新型工业化", 0),
        ] {
            assert_eq!(shared(a, b), expected, "{a} {b}");
        }
    }
}
