//! Why the targets and units of a clause were read as they were.
//!
//! In: a corpus and the id of one of its clauses. Out: lines for a terminal: the words of the lexicon that stand in the
//! clause, the rules that applied, and what was read. Invariant: the clause is read again by the same functions, watched,
//! so that what is shown is what decides.

use super::SeedFile;
use super::divisions::{self, Resolution};
use super::folder::is_vocabulary;
use super::reading::units::{Units, find_units};
use super::relating::indicators::Indicators;
use super::relating::targets::extract_targets;
use super::relating::vocabulary::Vocabulary;
use super::rules::{Applied, watched};
use super::speech::with_words;
use super::words::Words;
use crate::model::{Clause, Corpus, Plan, Target};
use std::collections::BTreeSet;

/// Nothing has the id that was asked for.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownClause {
    /// The part before the stroke names no plan.
    #[error("no plan is called `{asked}`; there are {known}")]
    NoPlan {
        /// The plan asked for.
        asked: String,
        /// Those there are.
        known: String,
    },
    /// The part behind it names no clause of the plan.
    #[error("`{plan}` has no clause `{asked}`; it has {known}")]
    NoClause {
        /// The plan.
        plan: String,
        /// The path asked for.
        asked: String,
        /// Those it has.
        known: String,
    },
}

/// Characters of the text that are shown beside a place.
const EXCERPT: usize = 16;

/// What decided the reading of the clause `id`: `dehua-2025/2.3`. `seeds`: those that the corpus was compiled from.
///
/// # Errors
/// No plan or clause is called so.
pub fn why(corpus: &Corpus, seeds: &[SeedFile], id: &str) -> Result<String, UnknownClause> {
    let files: Vec<&SeedFile> = seeds.iter().filter(|seed| is_vocabulary(&seed.name)).collect();
    let (vocabulary, _) = Vocabulary::of(&files);
    with_words(&vocabulary.words, || told(corpus, &vocabulary.indicators, id))
}

fn told(corpus: &Corpus, indicators: &Indicators, id: &str) -> Result<String, UnknownClause> {
    let (plan, clause) = find(corpus, id)?;
    let (targets, of_targets) = watched("", || extract_targets(plan, clause, indicators));
    let place = divisions::resolve(plan.place_code.as_deref().unwrap_or(&plan.place), "");
    let short_names: BTreeSet<String> = match place {
        Resolution::Found(place) => place.chain_short_names.into_iter().collect(),
        _ => BTreeSet::new(),
    };
    let (units, of_units) = watched("", || find_units(&clause.text, &short_names));
    let mut out = format!("{}\n{}\n\nWords, each with its place and classes:\n", clause.id, clause.text);
    words(&mut out, &clause.text);
    out += "\nTargets, the rules that applied by place:\n";
    by_place(&mut out, &clause.text, &of_targets);
    targets.iter().for_each(|target| one_target(&mut out, target));
    out += "\nUnits, the rules that applied:\n";
    for name in once(of_units.iter()) {
        line(&mut out, &format!("      {name}"));
    }
    all_units(&mut out, clause, &units);
    Ok(out)
}

fn find<'a>(corpus: &'a Corpus, id: &str) -> Result<(&'a Plan, &'a Clause), UnknownClause> {
    let (asked, path) = id.split_once('/').unwrap_or((id, ""));
    let list = |names: Vec<&str>| names.join(", ");
    let plans = || corpus.plans.iter().filter(|plan| plan.text);
    let plan = plans().find(|plan| plan.id == asked).ok_or_else(|| UnknownClause::NoPlan {
        asked: asked.to_owned(),
        known: list(plans().map(|plan| plan.id.as_str()).collect()),
    })?;
    let clauses = || corpus.clauses.iter().filter(|clause| clause.plan == plan.id);
    let clause = clauses().find(|clause| clause.path == path).ok_or_else(|| UnknownClause::NoClause {
        plan: plan.id.clone(),
        asked: path.to_owned(),
        known: list(clauses().map(|clause| clause.path.as_str()).collect()),
    })?;
    Ok((plan, clause))
}

fn words(out: &mut String, text: &str) {
    for (place, word) in Words::of(text).all().each() {
        let classes: Vec<&str> = word.classes.iter().map(|class| class.name()).collect();
        line(out, &format!("{place:>5} {} {}", word.text, classes.join(" ")));
    }
}

fn by_place(out: &mut String, text: &str, applied: &[Applied]) {
    for notes in applied.chunk_by(|a, b| a.place == b.place) {
        let place = notes.first().map_or(0, |note| note.place);
        let excerpt: String = text.chars().skip(place).take(EXCERPT).map(|c| if c == '\n' { ' ' } else { c }).collect();
        line(out, &format!("{place:>5} {excerpt}…"));
        for name in once(notes.iter()) {
            line(out, &format!("      {name}"));
        }
    }
}

/// The names and examples of rules, each once, in order.
fn once<'a>(notes: impl Iterator<Item = &'a Applied>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for rule in notes.map(|note| note.rule) {
        let name = format!("{} ({})", rule.name, rule.example);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn one_target(out: &mut String, target: &Target) {
    let value = target.value.map(|value| value.to_string()).unwrap_or_default();
    let max = target.value_max.map(|max| format!("~{max}")).unwrap_or_default();
    let unit = target.unit.as_deref().unwrap_or_default();
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    line(
        out,
        &format!(
            "    = {} ({}): {:?} {value}{max}{unit}, {:?}, years {}–{}, {}",
            target.label,
            target.indicator,
            target.comparator,
            target.kind,
            year(target.year_from),
            year(target.year_to),
            target.scope
        ),
    );
}

fn all_units(out: &mut String, clause: &Clause, units: &Units) {
    let mut list = |name: &str, units: &[String]| {
        if !units.is_empty() {
            line(out, &format!("    = {name}: {}", units.join(" ")));
        }
    };
    list("named", &clause.units);
    list("leading", &clause.leads);
    list("put on all clauses behind", &units.for_following);
    list("put on all clauses before", &units.for_preceding);
    list("put on this one", &clause.units_applied);
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
