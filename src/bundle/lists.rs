//! Shards of lists that run across indicators and plans: the list of comparisons, and what falls due when.
//!
//! In: the corpus by plan and indicator. Out: shards whose size stays bounded as plans are added: a digest names a
//! few plans, and what falls due is cut by time and province.

use super::index::{CorpusIndex, number, of};
use super::key;
use super::office::Role;
use super::{ComparisonsShard, Digest, Due, DueMeasure, DuePart, DueShard, DueUnit, FiguresShard, YearsShard};
use crate::model::{Cell, Clause, ClauseId, Decimal, Indicator, Kind, Plan, Target, row_of};
use std::collections::{BTreeMap, BTreeSet};

/// Plans whose commitments a digest holds.
const PLANS_OF_A_DIGEST: usize = 6;

/// Indicators of a topic that the list of a folded corpus shows before the topic is chosen.
const FIRST_OF_A_TOPIC: usize = 2;

/// Every indicator in short; in a folded corpus those that most plans share, and all of a topic under its id.
pub fn comparisons(index: &CorpusIndex) -> Vec<(Option<String>, ComparisonsShard)> {
    let digests = |indicators: &[&Indicator]| ComparisonsShard {
        digests: indicators.iter().map(|indicator| digest(index, indicator)).collect(),
    };
    let all = &index.of_overview;
    if !index.is_folded() {
        return vec![(None, digests(all))];
    }
    let mut first = BTreeSet::<&str>::new();
    let mut shards = Vec::new();
    for topic in &index.corpus.topics {
        let own: Vec<&Indicator> = all.iter().copied().filter(|indicator| indicator.topic == topic.id).collect();
        if own.is_empty() {
            continue;
        }
        shards.push((Some(topic.id.clone()), digests(&own)));
        let mut shared = own;
        shared.sort_by_cached_key(|indicator| {
            let plans: BTreeSet<&str> = of(&index.indicators, &indicator.id).iter().map(|t| t.plan.as_str()).collect();
            std::cmp::Reverse(plans.len())
        });
        first.extend(shared.into_iter().take(FIRST_OF_A_TOPIC).map(|indicator| indicator.id.as_str()));
    }
    let first: Vec<&Indicator> =
        all.iter().copied().filter(|indicator| first.contains(indicator.id.as_str())).collect();
    shards.push((None, digests(&first)));
    shards
}

fn digest(index: &CorpusIndex, indicator: &Indicator) -> Digest {
    let targets = of(&index.indicators, &indicator.id);
    let years: BTreeSet<u16> = targets.iter().filter_map(|t| t.year_to).collect();
    let mut kinds: Vec<Kind> = Vec::new();
    for target in targets {
        if !kinds.contains(&target.kind) {
            kinds.push(target.kind);
        }
    }
    let mut plans: Vec<&Plan> =
        index.plans.iter().copied().filter(|p| targets.iter().any(|t| t.plan == p.id)).collect();
    // The sort is stable: within a level the order of the tree stays.
    plans.sort_by_key(|plan| plan.level);
    plans.truncate(PLANS_OF_A_DIGEST);
    let of_plan = |plan: &&Plan| stated(targets.iter().copied().filter(|t| t.plan == plan.id).collect());
    Digest {
        indicator: indicator.id.clone(),
        years: years.into_iter().collect(),
        kinds,
        differs: differs(targets),
        targets: plans.iter().flat_map(of_plan).map(unquoted).collect(),
    }
}

/// What a plan states, beside what the plans above it state of the same indicators.
pub fn figures(index: &CorpusIndex, plan: &Plan) -> FiguresShard {
    let above = |other: &&&Plan| match (&other.place_code, &plan.place_code) {
        _ if other.id == plan.id => true,
        (None, code) => code.is_some(),
        (Some(other), code) => code.as_ref().is_some_and(|code| other.is_above(code)),
    };
    let own: BTreeSet<&str> = of(&index.targets, &plan.id).iter().map(|t| t.indicator.as_str()).collect();
    let targets = index.plans.iter().filter(above).flat_map(|plan| {
        let mut by_indicator = BTreeMap::<&str, Vec<&Target>>::new();
        for &target in of(&index.targets, &plan.id).iter().filter(|t| own.contains(t.indicator.as_str())) {
            by_indicator.entry(&target.indicator).or_default().push(target);
        }
        by_indicator.into_values().flat_map(stated)
    });
    FiguresShard { targets: targets.map(unquoted).collect() }
}

/// A target as a list needs it. What has no figure keeps its words.
fn unquoted(target: &Target) -> Target {
    let mut target = target.clone();
    if target.value.is_some() {
        (target.quote, target.source) = (None, None);
        (target.span, target.figure, target.years) = (None, None, None);
    }
    target
}

/// What the body states; where it states nothing, the last figure of the annex.
pub fn stated(targets: Vec<&Target>) -> Vec<&Target> {
    let (mut annex, body): (Vec<&Target>, Vec<&Target>) = targets.into_iter().partition(|t| t.in_annex());
    if !body.is_empty() {
        return body;
    }
    annex.sort_by_key(|t| (t.value.is_some(), t.year_to));
    annex.pop().into_iter().collect()
}

/// Whether two plans state different figures of one kind and unit.
fn differs(targets: &[&Target]) -> bool {
    type Figure<'a> = (Decimal, Option<Decimal>, &'static str);
    let mut stated = BTreeMap::<(&'static str, Option<&str>), (BTreeSet<Figure>, BTreeSet<&str>)>::new();
    for target in targets.iter().filter(|t| !t.in_annex()) {
        let Some(value) = target.value else { continue };
        let (figures, plans) = stated.entry((target.kind.id(), target.unit.as_deref())).or_default();
        figures.insert((value, target.value_max, target.comparator.sign()));
        plans.insert(&target.plan);
    }
    stated.values().any(|(figures, plans)| figures.len() > 1 && plans.len() > 1)
}

/// What falls due when, cut by time and province.
pub fn due(index: &CorpusIndex) -> (YearsShard, BTreeMap<String, DueShard>) {
    let mut shards = BTreeMap::<String, DueShard>::new();
    for plan in &index.plans {
        let area = key::area(plan).unwrap_or(key::NATION);
        for &target in of(&index.targets, &plan.id) {
            let time = match (target.year_to, target.kind) {
                (Some(year), _) => year.to_string(),
                (None, Kind::Annual) => "annual".to_owned(),
                (None, _) => "open".to_owned(),
            };
            let units = target.clause.as_ref().map(|clause| units(index, clause)).unwrap_or_default();
            at(&mut shards, &time, area).entries.push(Due { target: target.clone(), units });
        }
        for (year, measure) in measures(index, plan) {
            at(&mut shards, &year.to_string(), area).measures.push(measure);
        }
    }
    let parts = shards.iter().map(|(id, shard)| DuePart { id: id.clone(), targets: number(shard.entries.len()) });
    (YearsShard { parts: parts.collect() }, shards)
}

fn at<'a>(shards: &'a mut BTreeMap<String, DueShard>, time: &str, area: &str) -> &'a mut DueShard {
    shards.entry(format!("{time}-{area}")).or_insert(DueShard { entries: Vec::new(), measures: Vec::new() })
}

/// The years' words of an annex in which no target stands.
fn measures<'a>(index: &'a CorpusIndex, plan: &'a Plan) -> impl Iterator<Item = (u16, DueMeasure)> + 'a {
    let clauses = of(&index.clauses, &plan.id);
    let measure = |clause: &&'a Clause, cell: &Cell| {
        let sets_target = index.targets_of(clause).any(|target| target.year_to == Some(cell.year));
        let words = cell.span.of(&clause.text).trim();
        let section = row_of(&clause.path).and_then(|path| clauses.iter().find(|other| other.path == path));
        (!sets_target && words.contains(char::is_alphanumeric)).then(|| {
            let measure = DueMeasure {
                clause: clause.id.clone(),
                title: section.unwrap_or(clause).title().to_owned(),
                words: words.to_owned(),
                topic: section.unwrap_or(clause).topics.first().cloned(),
                units: units(index, &clause.id),
            };
            (cell.year, measure)
        })
    };
    clauses.iter().flat_map(move |clause| {
        clause.cells.iter().flatten().filter_map(|cell| measure(clause, cell)).collect::<Vec<_>>()
    })
}

/// The units of a clause; of a row of an annex that names none those of the section that it breaks down.
fn units(index: &CorpusIndex, id: &ClauseId) -> Vec<DueUnit> {
    let clauses = of(&index.clauses, id.plan());
    let named = |path: &str| {
        let clause = clauses.iter().find(|clause| clause.path == path)?;
        let unit = |name: &String| DueUnit { name: name.clone(), role: Role::of(clause, name) };
        Some(clause.units.iter().map(unit).collect::<Vec<_>>()).filter(|units| !units.is_empty())
    };
    named(id.path()).or_else(|| row_of(id.path()).and_then(named)).unwrap_or_default()
}
