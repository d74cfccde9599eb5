//! Corpus → shards and manifest, in memory.
//!
//! Invariant: the same corpus gives the same bytes; every clause, target and link of the corpus is in the
//! shard of its plan, so that [`read`](super::read()) gives the corpus back.

use super::{
    Bundle, FORMAT, IndicatorEntry, IndicatorShard, Manifest, Overview, PlanShard, ShardFile, TopicClause, TopicEntry,
    TopicShard, integrity, key, shard::file_name, short_digest,
};
use crate::model::{Clause, Corpus, Indicator, Plan, Target, Topic, plan_of};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A shard that cannot be written as JSON.
#[derive(Debug, thiserror::Error)]
#[error("shard `{key}` cannot be written: {source}")]
pub struct WriteError {
    key: String,
    source: serde_json::Error,
}

/// The app's data of a corpus.
pub fn write(corpus: &Corpus) -> Result<Bundle, WriteError> {
    let index = Index::of(corpus);
    let mut bundle = Bundle {
        manifest: Manifest { format: FORMAT, version: String::new(), shards: BTreeMap::new() },
        shards: BTreeMap::new(),
    };
    add(&mut bundle, key::OVERVIEW.to_owned(), &index.overview())?;
    for plan in &index.plans {
        add(&mut bundle, key::plan(&plan.id), &index.plan(plan))?;
    }
    for indicator in &corpus.indicators {
        add(&mut bundle, key::indicator(&indicator.id), &index.indicator(indicator))?;
    }
    for topic in &corpus.topics {
        add(&mut bundle, key::topic(&topic.id), &index.topic(topic))?;
    }
    let names: Vec<&str> = bundle.manifest.shards.values().map(|shard| shard.integrity.as_str()).collect();
    bundle.manifest.version = short_digest(names.join("\n").as_bytes());
    Ok(bundle)
}

fn add(bundle: &mut Bundle, key: String, shard: &impl Serialize) -> Result<(), WriteError> {
    let bytes = serde_json::to_vec(shard).map_err(|source| WriteError { key: key.clone(), source })?;
    let file = ShardFile { file: file_name(&key, &short_digest(&bytes)), integrity: integrity(&bytes) };
    bundle.manifest.shards.insert(key.clone(), file);
    bundle.shards.insert(key, bytes);
    Ok(())
}

/// The corpus by plan, plans in tree order.
struct Index<'a> {
    corpus: &'a Corpus,
    plans: Vec<&'a Plan>,
    clauses: BTreeMap<&'a str, Vec<&'a Clause>>,
    targets: BTreeMap<&'a str, Vec<&'a Target>>,
}

impl<'a> Index<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let mut plans: Vec<&Plan> = corpus.plans.iter().collect();
        // Division codes nest: a place's code sorts before those of the places under it. The nation has none.
        plans.sort_by_key(|plan| (&plan.place_code, plan.level, &plan.id));
        Self {
            corpus,
            plans,
            clauses: by(&corpus.clauses, |clause| &clause.plan),
            targets: by(&corpus.targets, |target| &target.plan),
        }
    }

    fn clauses(&self, plan: &Plan) -> &[&'a Clause] {
        self.clauses.get(plan.id.as_str()).map_or(&[], Vec::as_slice)
    }

    fn targets(&self, plan: &Plan) -> &[&'a Target] {
        self.targets.get(plan.id.as_str()).map_or(&[], Vec::as_slice)
    }

    fn overview(&self) -> Overview {
        Overview {
            plans: self.plans.iter().map(|&plan| plan.clone()).collect(),
            topics: self.corpus.topics.iter().map(|topic| self.topic_entry(topic)).collect(),
            indicators: self.corpus.indicators.iter().map(|indicator| self.indicator_entry(indicator)).collect(),
        }
    }

    fn topic_entry(&self, topic: &Topic) -> TopicEntry {
        let count = |plan: &Plan| self.clauses(plan).iter().filter(|clause| clause.topics.contains(&topic.id)).count();
        let clauses = self.plans.iter().map(|plan| (plan.id.clone(), u32::try_from(count(plan)).unwrap_or(u32::MAX)));
        TopicEntry { topic: topic.clone(), clauses: clauses.filter(|(_, count)| *count > 0).collect() }
    }

    fn indicator_entry(&self, indicator: &Indicator) -> IndicatorEntry {
        let sets = |plan: &Plan| self.targets(plan).iter().any(|target| target.indicator == indicator.id);
        let plans: Vec<&Plan> = self.plans.iter().copied().filter(|plan| sets(plan)).collect();
        let levels: BTreeSet<_> = plans.iter().map(|plan| plan.level).collect();
        let targets = self.corpus.targets.iter().filter(|target| target.indicator == indicator.id).count();
        IndicatorEntry {
            indicator: indicator.clone(),
            plans: plans.iter().map(|plan| plan.id.clone()).collect(),
            levels: levels.into_iter().collect(),
            targets: u32::try_from(targets).unwrap_or(u32::MAX),
        }
    }

    fn plan(&self, plan: &Plan) -> PlanShard {
        let corpus = self.corpus;
        let here = |clause: &str| plan_of(clause) == plan.id;
        PlanShard {
            plan: plan.clone(),
            clauses: owned(self.clauses(plan)),
            targets: owned(self.targets(plan)),
            up: corpus.links.iter().filter(|link| here(&link.child)).cloned().collect(),
            down: corpus.links.iter().filter(|link| here(&link.parent)).cloned().collect(),
            siblings: corpus.siblings.iter().filter(|pair| here(&pair.a) || here(&pair.b)).cloned().collect(),
        }
    }

    fn indicator(&self, indicator: &Indicator) -> IndicatorShard {
        let targets = self.plans.iter().flat_map(|plan| self.targets(plan));
        IndicatorShard {
            indicator: indicator.clone(),
            targets: targets.filter(|target| target.indicator == indicator.id).map(|&target| target.clone()).collect(),
        }
    }

    fn topic(&self, topic: &Topic) -> TopicShard {
        let clauses = self.plans.iter().flat_map(|plan| self.clauses(plan).iter().map(move |clause| (*plan, *clause)));
        TopicShard {
            topic: topic.clone(),
            clauses: clauses
                .filter(|(_, clause)| clause.topics.contains(&topic.id))
                .map(|(plan, clause)| self.topic_clause(plan, clause))
                .collect(),
        }
    }

    fn topic_clause(&self, plan: &Plan, clause: &Clause) -> TopicClause {
        let own = |target: &&&Target| target.clause.as_ref() == Some(&clause.id);
        TopicClause {
            id: clause.id.clone(),
            heading: clause.heading.clone(),
            opening: opening(clause).to_owned(),
            topics: clause.topics.clone(),
            units: clause.units.clone(),
            targets: self.targets(plan).iter().filter(own).map(|&target| target.clone()).collect(),
        }
    }
}

/// The first sentence after the heading, with its stop; empty where there is none.
fn opening(clause: &Clause) -> &str {
    let heading = clause.heading.as_deref().unwrap_or("");
    let body = clause.text.strip_prefix(heading).unwrap_or(&clause.text);
    let body = body.trim_start_matches(['。', '.', '：', '\n']);
    let end = body.char_indices().find_map(|(at, c)| match c {
        '。' | '！' | '？' => Some(at + c.len_utf8()),
        '\n' => Some(at),
        _ => None,
    });
    &body[..end.unwrap_or(body.len())]
}

fn by<'a, T>(items: &'a [T], plan: impl Fn(&'a T) -> &'a String) -> BTreeMap<&'a str, Vec<&'a T>> {
    let mut groups: BTreeMap<&str, Vec<&T>> = BTreeMap::new();
    for item in items {
        groups.entry(plan(item)).or_default().push(item);
    }
    groups
}

fn owned<T: Clone>(items: &[&T]) -> Vec<T> {
    items.iter().map(|&item| item.clone()).collect()
}
