//! The synthetic corpus: the same bytes for the same question, nested, read without errors, and how much of its truth the
//! compiler finds, as a snapshot with floors.
//!
//! The truth is made from what the compiler reads in `seeds/`, so it shrinks where reading breaks there: how large it must
//! be is a floor too. Precision of links is a lower bound: clauses of one real plan may correspond too (a chapter's
//! direction and its measures), and only those made from one another are told.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::{self, SeedFile, Severity};
use plan_cascade::model::{Clause, Corpus, Grade, Level, Link, Plan, Target};
use plan_cascade::synth::truth::{TrueClause, TrueLink, TruePlan, TrueTarget};
use plan_cascade::synth::{self, Synthetic, Wanted};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

mod score;
use score::Score;

static REAL: LazyLock<Corpus> = LazyLock::new(|| {
    let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    compile::compile(&seeds).corpus
});

fn synthetic(plans: usize, seed: u64) -> Synthetic {
    synth::synthesise(&REAL, Wanted { plans, seed }).unwrap()
}

fn truth<T: for<'a> Deserialize<'a>>(synthetic: &Synthetic, file: &str) -> Vec<T> {
    let text = std::str::from_utf8(&synthetic.files[&format!("truth/{file}.jsonl")]).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    assert_eq!(synthetic(60, 7).files, synthetic(60, 7).files);
    let other = synthetic(60, 8).files;
    assert_ne!(synthetic(60, 7).files, other);
    assert!(other["README.txt"].starts_with(b"All that is in this folder is invented"));
    assert!(other.keys().filter(|path| path.starts_with("seeds/")).all(|path| path.starts_with("seeds/invented-")));
}

#[test]
fn every_plan_has_those_above_it() {
    for count in [3, 5, 50, 300] {
        let plans: Vec<TruePlan> = truth(&synthetic(count, 2), "plans");
        assert_eq!(plans.len(), count);
        let known: BTreeSet<(&str, &str)> = plans.iter().map(|p| (p.line.as_str(), p.place.as_str())).collect();
        for plan in &plans {
            let above = plan.parent_place.as_deref();
            assert!(above.is_none_or(|above| known.contains(&(plan.line.as_str(), above))), "{}", plan.id);
        }
        let levels: BTreeSet<Level> = plans.iter().map(|plan| plan.level).collect();
        assert!(count < 4 || levels.len() == 4, "{levels:?}");
    }
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    synth::write(&synthetic(3, 1), folder.path()).unwrap();
    assert!(folder.path().join("seeds/invented-china-2025.txt").exists());
    assert!(synth::write(&synthetic(3, 1), folder.path()).is_err());
}

#[test]
fn a_synthetic_corpus_is_read_as_it_was_made() {
    let synthetic = synthetic(50, 1);
    let seed = |(path, bytes): (&String, &Vec<u8>)| {
        Some(SeedFile { name: path.strip_prefix("seeds/")?.to_owned(), bytes: bytes.clone() })
    };
    let seeds: Vec<SeedFile> = synthetic.files.iter().filter_map(seed).collect();
    let compiled = compile::compile(&seeds);
    let errors: Vec<_> = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let corpus = compiled.corpus;

    let mut out = String::new();
    let (right, facts) = plans(&truth(&synthetic, "plans"), &corpus.plans);
    writeln!(out, "facts of plans: {right} of {facts}").unwrap();
    assert!(right * 100 >= facts * 99, "{out}");

    let clauses: Vec<TrueClause> = truth(&synthetic, "clauses");
    let (score, exact, units) = read_clauses(&clauses, &corpus.clauses);
    writeln!(out, "clauses: {score}; kind, heading and parent of {exact}, units of {units}").unwrap();
    assert!(score.recall() > 0.99 && score.wanted > 2000, "{out}");

    for (figure, enough) in [(true, 400), (false, 250)] {
        let wanted: Vec<TrueTarget> = truth(&synthetic, "targets");
        let wanted: Vec<&TrueTarget> = wanted.iter().filter(|target| target.value.is_some() == figure).collect();
        let found: Vec<&Target> = corpus.targets.iter().filter(|target| target.value.is_some() == figure).collect();
        let (score, fields, labels) = targets(&wanted, &found);
        let name = if figure { "with" } else { "without" };
        writeln!(out, "targets {name} a figure: {score}; comparator, kind and years of {fields}, label of {labels}")
            .unwrap();
        assert!(score.recall() > 0.98 && score.precision() > 0.98 && score.wanted > enough, "{out}");
        assert!(fields * 100 > score.hits * 97, "{out}");
    }

    let wanted: Vec<TrueLink> = truth(&synthetic, "links");
    let linkable: BTreeSet<&str> = clauses.iter().map(|clause| clause.id.as_str()).collect();
    // What a plan says before chapter one is made from nothing.
    let found: Vec<&Link> =
        corpus.links.iter().filter(|l| linkable.contains(&*l.child) && linkable.contains(&*l.parent)).collect();
    let (all, clear, best) = links(&wanted, &found);
    writeln!(out, "links: {all}").unwrap();
    writeln!(out, "links, clear: recall {:.3} ({}/{})", clear.recall(), clear.hits, clear.wanted).unwrap();
    writeln!(out, "links, best of a clause in a plan above: {best}").unwrap();
    assert!(clear.recall() > 0.97 && clear.wanted > 4000, "{out}");
    assert!(best.precision() > 0.9 && all.precision() > 0.7, "{out}");

    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("synth", out);
    });
}

/// Facts that are right, and all.
fn plans(wanted: &[TruePlan], found: &[Plan]) -> (usize, usize) {
    let found: BTreeMap<&str, serde_json::Value> =
        found.iter().map(|plan| (plan.id.as_str(), serde_json::to_value(plan).unwrap())).collect();
    let (mut right, mut facts) = (0, 0);
    for plan in wanted {
        for (name, fact) in serde_json::to_value(plan).unwrap().as_object().unwrap() {
            facts += 1;
            right += usize::from(found.get(plan.id.as_str()).is_some_and(|found| found[name] == *fact));
        }
    }
    (right, facts)
}

/// Clauses by their ids, without those of which the truth says nothing; how many are of the right kind, heading and
/// parent; how many have the right units.
fn read_clauses(wanted: &[TrueClause], found: &[Clause]) -> (Score, usize, usize) {
    let found: BTreeMap<&str, &Clause> = found.iter().map(|clause| (clause.id.as_str(), clause)).collect();
    let told = found.values().filter(|clause| !matches!(clause.path.as_str(), "0" | "closing")).count();
    let mut score = Score { hits: 0, found: told, wanted: wanted.len() };
    let (mut exact, mut units) = (0, 0);
    for clause in wanted {
        let Some(found) = found.get(clause.id.as_str()) else { continue };
        score.hits += 1;
        let same = (clause.kind, &clause.heading, &clause.parent) == (found.kind, &found.heading, &found.parent);
        exact += usize::from(same);
        units += usize::from(clause.units == found.units);
    }
    (score, exact, units)
}

/// Targets of one clause and value, those of the same years first; how many agree in comparator, kind and years; in label.
fn targets(wanted: &[&TrueTarget], found: &[&Target]) -> (Score, usize, usize) {
    let mut score = Score { hits: 0, found: found.len(), wanted: wanted.len() };
    let (mut fields, mut labels) = (0, 0);
    let mut left: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
    found.iter().for_each(|target| left.entry(target.clause.as_deref().unwrap()).or_default().push(target));
    for true_target in wanted {
        let same = |t: &Target| {
            (t.value, t.value_max, &t.unit) == (true_target.value, true_target.value_max, &true_target.unit)
        };
        let dated = |t: &Target| (t.year_from, t.year_to) == (true_target.year_from, true_target.year_to);
        let Some(open) = left.get_mut(true_target.clause.as_str()) else { continue };
        let fits = (0..open.len()).filter(|n| same(open[*n]));
        let Some(n) = fits.max_by_key(|n| (open[*n].label == true_target.label, dated(open[*n]))) else { continue };
        let target = open.remove(n);
        score.hits += 1;
        fields += usize::from(
            dated(target) && (target.comparator, target.kind) == (true_target.comparator, true_target.kind),
        );
        labels += usize::from(target.label == true_target.label);
    }
    (score, fields, labels)
}

/// All links; those that are clear by the truth; of each clause and plan above the one of the highest score.
fn links(wanted: &[TrueLink], found: &[&Link]) -> (Score, Score, Score) {
    let grades: BTreeMap<(&str, &str), Grade> =
        wanted.iter().map(|link| ((link.child.as_str(), link.parent.as_str()), link.grade)).collect();
    let key = |link: &&Link| -> (String, String) { (link.child.to_string(), link.parent.to_string()) };
    let is_true = |link: &&Link| grades.contains_key(&(link.child.as_str(), link.parent.as_str()));
    let known: BTreeSet<(String, String)> = found.iter().map(key).collect();
    let clear: Vec<&(&str, &str)> =
        grades.iter().filter(|(_, grade)| **grade == Grade::Clear).map(|(link, _)| link).collect();
    let clear_hits = clear.iter().filter(|(a, b)| known.contains(&((*a).to_owned(), (*b).to_owned()))).count();
    let mut best: BTreeMap<(&str, &str), &Link> = BTreeMap::new();
    for link in found {
        let place = best.entry((&link.child, link.parent.plan())).or_insert(link);
        if link.score > place.score {
            *place = link;
        }
    }
    let pairs: BTreeSet<(&str, &str)> = wanted.iter().map(|link| (link.child.as_str(), link.parent.plan())).collect();
    let hits = |links: &mut dyn Iterator<Item = &&Link>| links.filter(|link| is_true(link)).count();
    let all = Score { hits: hits(&mut found.iter()), found: found.len(), wanted: wanted.len() };
    let clear = Score { hits: clear_hits, found: 0, wanted: clear.len() };
    let best = Score { hits: hits(&mut best.values()), found: best.len(), wanted: pairs.len() };
    (all, clear, best)
}
