//! Corpus → shards and manifest, in memory.
//!
//! Invariant: the same corpus gives the same bytes; every clause, target and link of the corpus is in the
//! shard of its plan, so that [`read`](super::read()) gives the corpus back.

mod coverage;
mod indicators;
mod offices;
mod overview;
mod search;

use super::index::{CorpusIndex, number, of};
use super::shard::{Key, Shard, file_name};
use super::{
    Beside, Bundle, FORMAT, Findings, Manifest, PlanShard, ShardFile, TopicClause, TopicShard, UpdatesShard, integrity,
    key, lists, short_digest,
};
use crate::messages;
use crate::model::{
    CheckedAs, CheckedKind, CheckedPart, CheckedShare, Clause, ClauseId, Corpus, Language, Plan, Topic, Update,
};
use crate::text::sentences::ends_sentence;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Why there is no data.
#[allow(missing_docs, reason = "each message says what is wrong")]
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("shard `{key}` cannot be written: {source}")]
    Json { key: String, source: serde_json::Error },
    #[error("the words of the interface are not complete:\n{}", .0.join("\n"))]
    Messages(Vec<String>),
}

/// The app's data of a corpus that is compared with nothing before it.
pub fn write(corpus: &Corpus) -> Result<Bundle, WriteError> {
    write_with(corpus, None)
}

/// The app's data of a corpus, and what is new in it.
pub fn write_with(corpus: &Corpus, updates: Option<&[Update]>) -> Result<Bundle, WriteError> {
    let index = CorpusIndex::of(corpus);
    let mut bundle = Bundle {
        manifest: Manifest { format: FORMAT, version: String::new(), shards: BTreeMap::new(), directories: Vec::new() },
        shards: BTreeMap::new(),
    };
    let places = if index.is_folded() { overview::places(&index) } else { Vec::new() };
    add(&mut bundle, key::overview(), &overview::overview(&index, places.len()))?;
    if index.is_folded() {
        add(&mut bundle, key::counts(), &overview::counts(&index))?;
        for (area, plans) in overview::areas(&index) {
            add(&mut bundle, key::plans_in(area), &plans)?;
        }
        for (n, places) in (0..).zip(&places) {
            add(&mut bundle, key::places(n), places)?;
        }
    }
    add(&mut bundle, key::findings(), &index.findings())?;
    for plan in &index.plans {
        add(&mut bundle, key::plan(&plan.id), &index.plan(plan))?;
    }
    for revision in &corpus.revisions {
        add(&mut bundle, key::revision(&revision.plan, &revision.earlier), revision)?;
    }
    let coverages = coverage::all(&index);
    for coverage in &coverages {
        add(&mut bundle, key::coverage(&coverage.upper, &coverage.area), coverage)?;
    }
    for areas in coverage::areas(&index, &coverages) {
        add(&mut bundle, key::coverage_areas(&areas.upper), &areas)?;
    }
    for own in coverage::own(&index) {
        add(&mut bundle, key::own(&own.area), &own)?;
    }
    for indicator in &corpus.indicators {
        for (area, shard) in indicators::parts(&index, indicator) {
            add(&mut bundle, key::indicator(&indicator.id, area), &shard)?;
        }
        if let Some(spread) = indicators::spread(&index, indicator) {
            add(&mut bundle, key::spread(&indicator.id), &spread)?;
        }
    }
    for topic in &corpus.topics {
        for (area, plans) in index.parts() {
            let shard = index.topic(topic, plans);
            if area.is_none() || !shard.clauses.is_empty() {
                add(&mut bundle, key::topic(&topic.id, area), &shard)?;
            }
        }
    }
    let offices: Vec<offices::Parts> = corpus.offices.iter().map(|office| offices::parts(&index, office)).collect();
    add(&mut bundle, key::offices(), &offices::all(&index, &offices))?;
    for (area, shard) in offices.iter().flatten() {
        add(&mut bundle, key::office(&shard.office.id, *area), shard)?;
    }
    let search = search::shards(&index);
    add(&mut bundle, key::search(), &search.search)?;
    add(&mut bundle, key::everyday(), &search.everyday)?;
    for (part, n) in search.parts.iter().zip(0..) {
        add(&mut bundle, key::search_part(n), part)?;
    }
    for (texts, n) in search.texts.iter().zip(0..) {
        add(&mut bundle, key::search_text(n), texts)?;
    }
    for (facts, n) in search.facts.iter().zip(0..) {
        add(&mut bundle, key::search_facts(n), facts)?;
    }
    for language in Language::ALL {
        let country = index.is_folded().then(|| (key::country(language).into(), messages::country_list(language)));
        let files = [
            (key::messages(language).into(), messages::list(language)),
            (key::guide(language).into(), messages::guide_list(language)),
        ];
        for (key, (words, faults)) in files.into_iter().chain(country) {
            if !faults.is_empty() {
                return Err(WriteError::Messages(faults));
            }
            add_json(&mut bundle, key, &words)?;
        }
    }
    for (topic, shard) in lists::comparisons(&index) {
        add(&mut bundle, key::comparisons(topic.as_deref()), &shard)?;
    }
    for plan in &index.plans {
        add(&mut bundle, key::figures(&plan.id), &lists::figures(&index, plan))?;
    }
    let (years, due) = lists::due(&index);
    add(&mut bundle, key::years(), &years)?;
    for (part, shard) in due {
        add(&mut bundle, key::due(&part), &shard)?;
    }
    for (area, shard) in index.updates(updates) {
        add(&mut bundle, key::updates(area), &shard)?;
    }
    let names: Vec<&str> = bundle.manifest.shards.values().map(|shard| shard.integrity.as_str()).collect();
    bundle.manifest.version = short_digest(names.join("\n").as_bytes());
    Ok(bundle)
}

fn add<S: Shard + Serialize>(bundle: &mut Bundle, key: Key<S>, shard: &S) -> Result<(), WriteError> {
    add_json(bundle, key.into(), shard)
}

fn add_json(bundle: &mut Bundle, key: String, shard: &impl Serialize) -> Result<(), WriteError> {
    let bytes = serde_json::to_vec(shard).map_err(|source| WriteError::Json { key: key.clone(), source })?;
    let file = ShardFile { file: file_name(&key, &short_digest(&bytes)), integrity: integrity(&bytes) };
    bundle.manifest.shards.insert(key.clone(), file);
    bundle.shards.insert(key, bytes);
    Ok(())
}

impl<'a> CorpusIndex<'a> {
    /// What is new by area; what is of a plan that went stands with the nation's.
    fn updates(&self, updates: Option<&[Update]>) -> BTreeMap<&'a str, UpdatesShard> {
        let of_area = || UpdatesShard { updates: updates.map(|_| Vec::new()) };
        let areas = self.corpus.areas.iter().map(|area| area.code.as_str()).chain([key::NATION]);
        let mut shards: BTreeMap<&str, UpdatesShard> = areas.map(|area| (area, of_area())).collect();
        let plans: BTreeMap<&str, &Plan> = self.plans.iter().map(|plan| (plan.id.as_str(), *plan)).collect();
        for update in updates.unwrap_or_default() {
            let area = plans.get(update.plan.as_str()).and_then(|plan| key::area(plan)).unwrap_or(key::NATION);
            shards.entry(area).or_insert_with(of_area).updates.get_or_insert_default().push(update.clone());
        }
        shards
    }

    fn plan(&self, plan: &Plan) -> PlanShard {
        PlanShard {
            plan: plan.clone(),
            clauses: owned(of(&self.clauses, &plan.id)),
            targets: owned(of(&self.targets, &plan.id)),
            up: owned(of(&self.up, &plan.id)),
            below: self.below(plan),
            siblings: owned(of(&self.siblings, &plan.id)),
            beside: self.beside(plan),
            changes: owned(of(&self.changes, &plan.id)),
            cascades: owned(of(&self.cascades, &plan.id)),
            checks: owned(of(&self.checks, &plan.id)),
            remarks: owned(of(&self.remarks, &plan.id)),
            offices: offices::of_plan(self, of(&self.clauses, &plan.id)),
        }
    }

    fn findings(&self) -> Findings {
        let plans = || self.plans.iter();
        Findings {
            checks: plans().flat_map(|plan| owned(of(&self.checks, &plan.id))).collect(),
            remarks: plans().flat_map(|plan| owned(of(&self.remarks, &plan.id))).collect(),
            checked: CheckedKind::ALL.map(|kind| self.checked(kind)).into(),
        }
    }

    /// How much of a kind a person confirmed or corrected.
    fn checked(&self, kind: CheckedKind) -> CheckedShare {
        let corpus = self.corpus;
        let parts = |parts: &[CheckedPart], field: Option<&str>| {
            let holds = |part: &&CheckedPart| part.how != CheckedAs::Rejected;
            parts.iter().filter(holds).filter(|part| field.is_none_or(|field| part.field == field)).count()
        };
        let of_clauses = |field: &str, count: fn(&Clause) -> usize| {
            let checked = corpus.clauses.iter().map(|clause| parts(&clause.checked, Some(field))).sum();
            (checked, corpus.clauses.iter().map(count).sum())
        };
        let (checked, all): (usize, usize) = match kind {
            CheckedKind::Link => {
                (corpus.links.iter().filter(|link| link.checked.is_some()).count(), corpus.links.len())
            }
            CheckedKind::Target => {
                (corpus.targets.iter().filter(|target| target.checked.is_some()).count(), corpus.targets.len())
            }
            CheckedKind::Unit => of_clauses("units", |clause| clause.units.len()),
            CheckedKind::Topic => of_clauses("topics", |clause| clause.topics.len()),
            CheckedKind::Fact => {
                let plans = || corpus.plans.iter().filter(|plan| plan.text);
                (plans().map(|plan| parts(&plan.checked, None)).sum(), plans().map(Plan::facts).sum())
            }
        };
        CheckedShare { kind, checked: number(checked), all: number(all) }
    }

    fn below(&self, plan: &Plan) -> BTreeMap<String, u32> {
        let links = of(&self.down, &plan.id).iter().map(|link| (link.parent.path(), link.child.plan()));
        let mut below = BTreeMap::new();
        for (path, _) in links.collect::<BTreeSet<_>>() {
            *below.entry(path.to_owned()).or_insert(0) += 1;
        }
        below
    }

    fn beside(&self, plan: &Plan) -> Vec<Beside> {
        let pairs = of(&self.siblings, &plan.id).iter();
        let ids: BTreeSet<&ClauseId> =
            pairs.map(|pair| if pair.a.plan() == plan.id { &pair.b } else { &pair.a }).collect();
        let clause = |id: &ClauseId| of(&self.clauses, id.plan()).iter().find(|clause| clause.id == *id).copied();
        let beside = ids.into_iter().filter_map(clause);
        let place =
            |c: &Clause| self.plans.iter().find(|plan| plan.id == c.plan).and_then(|plan| overview::entry(plan));
        let beside = beside.map(|c| Beside {
            id: c.id.clone(),
            heading: c.heading.clone(),
            text: c.text.clone(),
            place: if self.is_folded() { place(c) } else { None },
        });
        beside.collect()
    }

    fn topic(&self, topic: &Topic, plans: &[&Plan]) -> TopicShard {
        let clauses = plans.iter().flat_map(|plan| of(&self.clauses, &plan.id));
        let clauses = clauses.filter(|clause| clause.topics.contains(&topic.id));
        TopicShard { topic: topic.clone(), clauses: clauses.map(|clause| self.topic_clause(clause)).collect() }
    }

    fn topic_clause(&self, clause: &'a Clause) -> TopicClause {
        TopicClause {
            id: clause.id.clone(),
            title: clause.title().to_owned(),
            opening: opening(clause).to_owned(),
            topics: clause.topics.clone(),
            units: clause.units.clone(),
            targets: self.targets_of(clause).cloned().collect(),
        }
    }
}

/// The first sentence after the heading, with its stop; empty where there is none.
fn opening(clause: &Clause) -> &str {
    let body = if clause.has_own_text() { clause.body().of(&clause.text) } else { "" };
    let end = body.char_indices().find_map(|(at, c)| match c {
        '\n' => Some(at),
        c if ends_sentence(c) => Some(at + c.len_utf8()),
        _ => None,
    });
    &body[..end.unwrap_or(body.len())]
}

fn owned<T: Clone>(items: &[&T]) -> Vec<T> {
    items.iter().map(|&item| item.clone()).collect()
}
