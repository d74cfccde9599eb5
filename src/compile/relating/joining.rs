//! The parts of a country → its plans: which plan cites which, of which policy line each is, and which it follows.
//!
//! In: what single seeds say, of one folder or of many. Out: a corpus with plans, clauses, remarks and areas, and the
//! targets. Invariants: the order of the parts does not matter, nor how the seeds were divided into them; no two plans
//! share an id.

use super::plans::{id_of, plan_without_text};
use super::{lines, series};
use crate::compile::divisions::{self, Resolution};
use crate::compile::folder::own_name;
use crate::compile::part::Part;
use crate::compile::reading::corrections::Correction;
use crate::compile::reading::metadata;
use crate::compile::{Diagnostic, Severity};
use crate::model::{Area, Code, Corpus, Names, Plan, Target};
use std::collections::{BTreeMap, BTreeSet};

/// What parts say together.
#[derive(Default)]
pub struct Joined {
    /// Plans, clauses, remarks and areas.
    pub corpus: Corpus,
    /// In the order of their plans and clauses.
    pub targets: Vec<Target>,
    /// By plan id what people say of what is read of it.
    pub corrections: BTreeMap<String, Vec<Correction>>,
    /// Of which plan, or file of words, two parts speak: the second one is left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// Joins the parts of a country. `of_lines`: the words that tell policy lines.
pub fn join(parts: Vec<Part>, of_lines: &lines::Words) -> Joined {
    let Joined { mut corpus, mut targets, mut corrections, mut diagnostics } = Joined::default();
    let mut vocabulary = BTreeMap::<String, String>::new();
    let mut given = BTreeMap::<String, String>::new();
    let mut previous = BTreeMap::new();
    let mut known = BTreeMap::<String, String>::new();
    for part in parts {
        let (twice, own): (Vec<Plan>, Vec<Plan>) =
            part.plans.into_iter().partition(|plan| known.contains_key(&plan.id));
        diagnostics.extend(twice.iter().map(|plan| second(plan, known.get(&plan.id))));
        let twice: BTreeSet<String> = twice.into_iter().map(|plan| plan.id).collect();
        known.extend(own.iter().map(|plan| (plan.id.clone(), plan.source_file.clone())));
        corpus.plans.extend(own);
        corpus.clauses.extend(part.clauses.into_iter().filter(|clause| !twice.contains(&clause.plan)));
        corpus.remarks.extend(part.remarks.into_iter().filter(|remark| !twice.contains(&remark.plan)));
        targets.extend(part.targets.into_iter().filter(|target| !twice.contains(&target.plan)));
        given.extend(part.lines.into_iter().filter(|(plan, _)| !twice.contains(plan)));
        previous.extend(part.previous.into_iter().filter(|(plan, _)| !twice.contains(plan)));
        for (name, text) in part.vocabulary {
            let known = vocabulary.entry(name.clone()).or_insert_with(|| text.clone());
            if *known != text {
                diagnostics.push(other_words(&name));
            }
        }
        corrections.extend(part.corrections.into_iter().filter(|(plan, _)| !twice.contains(plan)));
    }
    // As their files lie in one folder: of several works that a citation may mean the first one is taken.
    let name = |plan: &Plan| if plan.text { plan.source_file.clone() } else { own_name(&plan.source_file) };
    corpus.plans.sort_by_cached_key(|plan| (!plan.text, name(plan), plan.id.clone()));
    add_cited_plans(&mut corpus);
    resolve_citations(&mut corpus);
    lines::assign_lines(&mut corpus, &given, of_lines);
    diagnostics.extend(series::assign_series(&mut corpus.plans, &previous));
    for plan in &mut corpus.plans {
        plan.place_names = divisions::names(plan.place_code.as_deref());
    }
    corpus.areas = areas(&corpus.plans);
    corpus.plans.sort_by(|a, b| a.id.cmp(&b.id));
    // Stable: within a plan the order of the text stays.
    corpus.clauses.sort_by(|a, b| a.plan.cmp(&b.plan));
    targets.sort_by(|a, b| a.plan.cmp(&b.plan));
    Joined { corpus, targets, corrections, diagnostics }
}

fn second(plan: &Plan, other: Option<&String>) -> Diagnostic {
    let other = other.map_or("", String::as_str);
    let message = format!("a second plan `{}` of {}: {other} of another part is that already", plan.id, plan.place);
    let hint = "compile each plan into one part only, or give it an id of its own";
    Diagnostic::of_file("second-plan", Severity::Error, &plan.source_file, message, hint)
}

fn other_words(name: &str) -> Diagnostic {
    let message =
        "two parts were compiled with different files of this name; the first one names the topics".to_owned();
    Diagnostic::of_file("vocabulary", Severity::Error, name, message, "compile all parts with the same words")
}

/// The provinces of the plans, by code.
fn areas(plans: &[Plan]) -> Vec<Area> {
    let codes: BTreeSet<&str> = plans.iter().filter_map(|plan| Some(plan.place_code.as_ref()?.province())).collect();
    let area = |code: &str| {
        // A code that the table does not have, of a plan whose sidecar names it, is called by its number.
        let unnamed = || Names { hans: code.to_owned(), hant: code.to_owned(), en: code.to_owned() };
        let name = divisions::names(Some(&format!("{code}0000"))).unwrap_or_else(unnamed);
        Area { code: code.to_owned(), name }
    };
    codes.into_iter().map(area).collect()
}

/// Superior plans that are cited with their number but have no seed become plans without text.
fn add_cited_plans(corpus: &mut Corpus) {
    let mut ids: BTreeSet<String> = corpus.plans.iter().map(|plan| plan.id.clone()).collect();
    let mut numbers: BTreeSet<String> = corpus.plans.iter().filter_map(|plan| plan.document_number.clone()).collect();
    let mut added = Vec::new();
    for by in &corpus.plans {
        for citation in &by.cites {
            let Some(number) = &citation.document_number else { continue };
            if numbers.contains(number) {
                continue;
            }
            // The notice names its issuer; a plan cited by its own title starts with its place.
            let issuer = metadata::issuers_in_title(&citation.title).map(|names| names.join("、"));
            let named = issuer.as_deref().unwrap_or(&citation.title);
            let Resolution::Found(place) = divisions::resolve(named, "") else { continue };
            let contains = |lower: &Code| place.code.as_ref().is_none_or(|code| code.is_above(lower));
            let above = place.level < by.level && by.place_code.as_ref().is_some_and(contains);
            let (true, Some(year)) = (above, metadata::year_of_number(number)) else { continue };
            let Ok(id) = id_of(&place, year).map(String::from) else { continue };
            if ids.insert(id.clone()) {
                let title = metadata::own_title(&citation.title);
                let mut plan = plan_without_text(id, &title, issuer, place, Some(number.clone()));
                plan.source_file.clone_from(&by.source_file);
                numbers.insert(number.clone());
                added.push(plan);
            }
        }
    }
    corpus.plans.append(&mut added);
}

/// Finds the cited plans: by document number, and where a citation has none by title; the first of several.
fn resolve_citations(corpus: &mut Corpus) {
    let mut by_number: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut by_title: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (n, plan) in corpus.plans.iter().enumerate() {
        if let Some(number) = &plan.document_number {
            by_number.entry(number.clone()).or_default().push(plan.id.clone());
        }
        by_title.entry(plan.title.clone()).or_default().push((n, plan.id.clone()));
    }
    for plan in &mut corpus.plans {
        for citation in &mut plan.cites {
            citation.plan = match &citation.document_number {
                Some(number) => by_number.get(number).into_iter().flatten().find(|id| **id != plan.id).cloned(),
                None => {
                    let titles = [metadata::own_title(&citation.title), citation.title.clone()];
                    let named = titles.iter().filter_map(|title| by_title.get(title)).flatten();
                    named.filter(|(_, id)| *id != plan.id).min().map(|(_, id)| id.clone())
                }
            };
        }
    }
}
