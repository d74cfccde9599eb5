//! Accuracy against the labelled data in `tests/gold`, held as a snapshot: a change of accuracy is a line in a diff.
//!
//! Two sets: the first was read by the people who wrote the rules, `second/` by a second reader who had not seen
//! the program. `tests/gold/README.md` says what the second set gave at first look.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::{self, SeedFile};
use plan_cascade::model::{ClauseId, Corpus, Target, YearBy};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

mod score;
use score::Score;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus() -> Corpus {
    let seeds: Vec<SeedFile> = compile::read_seeds(&root().join("seeds")).unwrap();
    let mut corpus = compile::compile(&seeds).corpus;
    // The labels count the years of a target's own sentence.
    for target in corpus.targets.iter_mut().filter(|target| target.year_by == Some(YearBy::Paragraph)) {
        (target.year_from, target.year_to) = (None, None);
    }
    corpus
}

fn gold<T: for<'a> Deserialize<'a>>(set: &str, file: &str) -> Vec<T> {
    let text = std::fs::read_to_string(root().join("tests/gold").join(set).join(file)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{file}: {e}: {line}"))).collect()
}

fn line(out: &mut String, name: &str, score: Score) {
    writeln!(out, "{name:<44} {score}").unwrap();
}

#[derive(Deserialize)]
struct GoldUnits {
    clause: Option<ClauseId>,
    #[serde(default)]
    units: Vec<String>,
    #[serde(default)]
    and_others: bool,
    #[serde(default)]
    plan: String,
    #[serde(default)]
    applies_to_all: Vec<String>,
}

fn units(set: &str, corpus: &Corpus, out: &mut String) {
    let wide = |names: &[String]| -> Vec<String> {
        names.iter().map(|n| n.replace('(', "（").replace(')', "）").replace(',', "，")).collect()
    };
    let (mut exact, mut clauses, mut names) = (0, 0, Score::default());
    for label in gold::<GoldUnits>(set, "units.jsonl") {
        let Some(id) = &label.clause else {
            let applied = corpus.clauses.iter().rfind(|c| c.plan == label.plan && !c.units_applied.is_empty());
            let same = applied.map_or(Vec::new(), |c| c.units_applied.clone()) == wide(&label.applies_to_all);
            writeln!(
                out,
                "units put on all following clauses of {}: {}",
                label.plan,
                if same { "exact" } else { "wrong" }
            )
            .unwrap();
            continue;
        };
        let clause = corpus.clauses.iter().find(|c| c.id == *id).unwrap();
        let wanted = wide(&label.units);
        clauses += 1;
        exact += usize::from(clause.units == wanted && clause.and_others == label.and_others);
        names.found += clause.units.len();
        names.wanted += wanted.len();
        names.hits += clause.units.iter().filter(|u| wanted.contains(u)).count();
    }
    writeln!(out, "units exact on {exact} of {clauses} clauses").unwrap();
    line(out, "units by name", names);
}

#[derive(Deserialize)]
struct GoldTopics {
    clause: ClauseId,
    primary: String,
    also: Vec<String>,
}

fn topics(set: &str, corpus: &Corpus, out: &mut String) {
    let mut labels: Vec<GoldTopics> = gold(set, "topics.jsonl");
    // What stands before chapter 一 has no topic on the site.
    labels.retain(|label| !label.clause.ends_with("/0"));
    let (mut right, mut score) = (0, Score::default());
    for label in &labels {
        let clause = corpus.clauses.iter().find(|c| c.id == label.clause).unwrap();
        right += usize::from(clause.topics.first() == Some(&label.primary));
        let wanted: BTreeSet<&String> = label.also.iter().chain([&label.primary]).collect();
        score.found += clause.topics.len();
        score.wanted += wanted.len();
        score.hits += clause.topics.iter().filter(|t| wanted.contains(t)).count();
    }
    writeln!(
        out,
        "primary topic right on {right} of {} clauses ({:.3})",
        labels.len(),
        right as f64 / labels.len() as f64
    )
    .unwrap();
    line(out, "topics, all", score);
    writeln!(out, "topics, micro-F1 {:.3}", 2.0 * score.hits as f64 / (score.found + score.wanted) as f64).unwrap();
}

#[derive(Deserialize)]
struct GoldTarget {
    clause: ClauseId,
    metric: String,
    comparator: String,
    value: Option<f64>,
    value_max: Option<f64>,
    unit: Option<String>,
    kind: String,
    year_from: Option<u16>,
    year_to: Option<u16>,
    scope: String,
    qualitative: bool,
}

fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn targets(set: &str, corpus: &Corpus, out: &mut String) {
    let labels: Vec<GoldTarget> = gold(set, "targets.jsonl");
    let labelled: BTreeSet<&str> = labels.iter().map(|l| l.clause.as_str()).collect();
    // In the first set two bodies are labelled completely, and the annex rows that have labels; in the second the plans.
    let plans: &[&str] = match set {
        "" => &["quanzhou-2025", "china-2024"],
        _ => &["fuzhou-2025", "sanming-2023", "dehua-2025"],
    };
    let complete = |id: &ClauseId| labelled.contains(id.as_str()) || plans.contains(&id.plan());
    for (name, quantified) in [("with a figure", true), ("without a figure", false)] {
        for annex in [false, true] {
            let part = |id: &str| id.contains("/annex.") == annex;
            let wanted: Vec<&GoldTarget> =
                labels.iter().filter(|l| part(&l.clause) && l.value.is_some() == quantified).collect();
            let found: Vec<&Target> = corpus
                .targets
                .iter()
                .filter(|t| t.value.is_some() == quantified)
                .filter(|t| t.clause.as_ref().is_some_and(|id| part(id) && complete(id)))
                .collect();
            if wanted.is_empty() {
                continue;
            }
            let pairs = pair(&wanted, &found);
            let title = format!("targets {name}, {}", if annex { "annex" } else { "body" });
            line(out, &title, Score { hits: pairs.len(), found: found.len(), wanted: wanted.len() });
            let field = |name: &str, same: &dyn Fn(&GoldTarget, &Target) -> bool, out: &mut String| {
                let n = pairs.iter().filter(|(l, t)| same(l, t)).count();
                writeln!(out, "    {name:<40} {n} of {}", pairs.len()).unwrap();
            };
            field("comparator", &|l, t| l.comparator == word(&t.comparator), out);
            field("kind", &|l, t| l.kind == word(&t.kind), out);
            field("years", &|l, t| (l.year_from, l.year_to) == (t.year_from, t.year_to), out);
            field(
                "comparator, kind and years",
                &|l, t| {
                    l.comparator == word(&t.comparator)
                        && l.kind == word(&t.kind)
                        && (l.year_from, l.year_to) == (t.year_from, t.year_to)
                },
                out,
            );
            field("scope", &|l, t| l.scope.replace('(', "（").replace(')', "）").replace(',', "，") == t.scope, out);
            field("qualitative", &|l, t| l.qualitative == t.qualitative, out);
            for label in wanted.iter().filter(|l| !pairs.iter().any(|(p, _)| std::ptr::eq(*p, **l))) {
                writeln!(out, "    missing {} {}", label.clause, label.metric).unwrap();
            }
            for target in found.iter().filter(|t| !pairs.iter().any(|(_, p)| std::ptr::eq(*p, **t))) {
                writeln!(out, "    extra {} {}", target.id, target.label).unwrap();
            }
            indicators(&pairs, out);
        }
    }
}

/// Labels with the target of the same clause, value and unit; without a figure by words in common.
fn pair<'a>(wanted: &[&'a GoldTarget], found: &[&'a Target]) -> Vec<(&'a GoldTarget, &'a Target)> {
    let mut used = BTreeSet::new();
    let mut pairs = Vec::new();
    for &label in wanted {
        let same = |t: &Target| {
            t.clause.as_deref() == Some(label.clause.as_str())
                && t.value.map(|v| v.as_f64()) == label.value
                && t.value_max.map(|v| v.as_f64()) == label.value_max
                && (label.value.is_none() || t.unit == label.unit)
        };
        // Among equal values in one row the year tells them apart.
        let best = found
            .iter()
            .enumerate()
            .filter(|(i, t)| !used.contains(i) && same(t))
            .max_by_key(|(_, t)| ((t.year_to == label.year_to) as u32, words_in_common(&label.metric, &t.label)));
        if let Some((i, target)) = best {
            used.insert(i);
            pairs.push((label, *target));
        }
    }
    pairs
}

fn words_in_common(a: &str, b: &str) -> usize {
    a.chars().filter(|c| b.contains(*c)).count()
}

/// Equal promises share one indicator, different ones do not.
fn indicators(pairs: &[(&GoldTarget, &Target)], out: &mut String) {
    let mut by_metric = BTreeMap::<&str, BTreeMap<&str, usize>>::new();
    for (label, target) in pairs {
        *by_metric.entry(&label.metric).or_default().entry(&target.indicator).or_default() += 1;
    }
    let mut owners = BTreeMap::<&str, (&str, usize)>::new();
    for (metric, ids) in &by_metric {
        for (id, n) in ids {
            let owner = owners.entry(id).or_insert((metric, *n));
            if *n > owner.1 {
                *owner = (metric, *n);
            }
        }
    }
    let main = |metric: &str| by_metric[metric].iter().max_by_key(|(_, n)| **n).map(|(id, _)| *id);
    let right = pairs
        .iter()
        .filter(|(l, t)| main(&l.metric) == Some(t.indicator.as_str()) && owners[t.indicator.as_str()].0 == l.metric)
        .count();
    writeln!(out, "    {:<40} {right} of {}", "one indicator per thing promised", pairs.len()).unwrap();
}

#[derive(Deserialize)]
struct GoldLink {
    child: ClauseId,
    parent: Option<ClauseId>,
    #[serde(default)]
    grades: Vec<u8>,
    #[serde(default)]
    grade: Option<u8>,
    #[serde(default)]
    upper: Option<String>,
}

fn links(set: &str, corpus: &Corpus, out: &mut String) {
    let labels: Vec<GoldLink> = gold(set, "links.jsonl");
    // A clause is labelled against a whole upper plan: what is not listed there is no counterpart.
    let mut tasks = Tasks::new();
    for label in labels.iter().filter(|label| !label.child.ends_with("/0")) {
        let upper = label.parent.as_ref().map(ClauseId::plan).or(label.upper.as_deref()).unwrap();
        let task = tasks.entry((&label.child, upper)).or_default();
        let (low, high) = match label.grades.as_slice() {
            [a, b] => (*a.min(b), *a.max(b)),
            _ => (label.grade.unwrap_or(1), label.grade.unwrap_or(1)),
        };
        if let Some(parent) = &label.parent {
            task.push((parent, low, high));
        }
    }
    let (mut score, mut clear, mut clear_found, mut best, mut with_best, mut abstained, mut empty) =
        (Score::default(), 0, 0, 0, 0, 0, 0);
    let mut grade_same = 0;
    let mut by_pair = BTreeMap::<(&str, &str), Score>::new();
    for ((child, upper), wanted) in &tasks {
        let mut found: Vec<_> =
            corpus.links.iter().filter(|l| l.child == **child && l.parent.plan() == *upper).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        let hits = found.iter().filter(|l| wanted.iter().any(|(p, ..)| **p == l.parent)).count();
        let pair = by_pair.entry((child.plan(), upper)).or_default();
        for s in [&mut score, pair] {
            s.hits += hits;
            s.found += found.len();
            s.wanted += wanted.len();
        }
        for (parent, low, high) in wanted {
            let link = found.iter().find(|l| l.parent == **parent);
            if *low == 2 {
                clear += 1;
                clear_found += usize::from(link.is_some());
            }
            if let Some(link) = link {
                let grade = u8::from(link.grade);
                grade_same += usize::from(grade == *low || grade == *high);
            }
        }
        if wanted.is_empty() {
            empty += 1;
            abstained += usize::from(found.is_empty());
        } else {
            with_best += 1;
            best += usize::from(found.first().is_some_and(|l| wanted.iter().any(|(p, ..)| **p == l.parent)));
        }
    }
    line(out, "links", score);
    for ((lower, upper), s) in by_pair {
        line(out, &format!("    {lower} → {upper}"), s);
    }
    let line = |out: &mut String, name: &str, n: usize, of: usize| {
        writeln!(out, "{name}: {n} of {of} ({:.3})", n as f64 / of.max(1) as f64).unwrap();
    };
    line(out, "clear links found", clear_found, clear);
    line(out, "best link right", best, with_best);
    line(out, "abstention right", abstained, empty);
    line(out, "grade as a labeller gave it", grade_same, score.hits);
    reliability(&tasks, corpus, out);
}

/// What a labelled clause's counterparts in one upper plan are, each with its lowest and highest grade.
type Tasks<'a> = BTreeMap<(&'a ClauseId, &'a str), Vec<(&'a ClauseId, u8, u8)>>;

/// How many of the links of each grade and likeness the labels confirm.
fn reliability(tasks: &Tasks, corpus: &Corpus, out: &mut String) {
    let mut by_grade = [("links called clear, confirmed", 0, 0), ("links called partial, confirmed", 0, 0)];
    let mut by_likeness = [(0, 0); 10];
    for link in &corpus.links {
        let Some(wanted) = tasks.get(&(&link.child, link.parent.plan())) else { continue };
        let right = usize::from(wanted.iter().any(|(parent, ..)| **parent == link.parent));
        let grade = &mut by_grade[usize::from(u8::from(link.grade) != 2)];
        (grade.1, grade.2) = (grade.1 + right, grade.2 + 1);
        let band = &mut by_likeness[((link.score * 10.0) as usize).min(9)];
        *band = (band.0 + right, band.1 + 1);
    }
    let bands = (0..10)
        .map(|n| format!("links of likeness 0.{n}–{}", if n == 9 { "1.0".into() } else { format!("0.{}", n + 1) }));
    let bands = bands.zip(by_likeness).map(|(name, (n, of))| (name, n, of));
    let grades = by_grade.into_iter().map(|(name, n, of)| (name.to_owned(), n, of));
    for (name, n, of) in grades.chain(bands).filter(|(.., of)| *of > 0) {
        writeln!(out, "{name}: {n} of {of} ({:.3})", n as f64 / of as f64).unwrap();
    }
}

#[test]
fn accuracy() {
    let corpus = corpus();
    let mut out = String::new();
    for (set, name) in [("", "labels of those who wrote the rules"), ("second", "labels of a second reader")] {
        writeln!(out, "== {name}").unwrap();
        units(set, &corpus, &mut out);
        topics(set, &corpus, &mut out);
        targets(set, &corpus, &mut out);
        links(set, &corpus, &mut out);
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("evaluation", out);
    });
}
