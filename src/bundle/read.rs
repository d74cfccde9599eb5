//! Shards and manifest → corpus: the proof that nothing is lost, and the reader for native programs.

use super::digest::integrity;
use super::search::OfficeName;
use super::shard::{Key, Shard};
use super::{Bundle, FORMAT, ShardFile, key};
use crate::model::{Corpus, Office, earlier};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// Why a bundle is not read.
#[allow(missing_docs, reason = "each message says what is wrong")]
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the data has format {found}, this program reads format {FORMAT}")]
    Format { found: u32 },
    #[error("shard `{key}` is missing")]
    Missing { key: String },
    #[error("shard `{key}` is not what the manifest says it is")]
    Integrity { key: String },
    #[error("shard `{key}` is damaged: {source}")]
    Damaged { key: String, source: serde_json::Error },
}

/// The corpus that was written, plans in the order of their ids.
pub fn read(bundle: &Bundle) -> Result<Corpus, ReadError> {
    if bundle.manifest.format != FORMAT {
        return Err(ReadError::Format { found: bundle.manifest.format });
    }
    let overview = shard(bundle, key::overview())?;
    let search = shard(bundle, key::search())?;
    let office =
        |office: OfficeName| Office { id: office.id, name: office.name, words: office.words, units: Vec::new() };
    let mut corpus = Corpus {
        topics: overview.topics.into_iter().map(|entry| entry.topic).collect(),
        indicators: overview.indicators.into_iter().map(|entry| entry.indicator).collect(),
        offices: search.offices.into_iter().map(office).collect(),
        areas: overview.areas,
        ..Corpus::default()
    };
    // Those that the overview of a folded corpus leaves out stand behind the others.
    for id in bundle.manifest.shards.keys().filter_map(|key| key.strip_prefix("indicator/")) {
        // The parts of provinces have a folder below it.
        if !id.contains('/') && corpus.indicators.iter().all(|known| known.id != id) {
            corpus.indicators.push(shard(bundle, key::indicator(id, None))?.indicator);
        }
    }
    let plans = bundle.manifest.shards.keys().filter_map(|key| key.strip_prefix("plan/"));
    let mut units = BTreeMap::<String, BTreeSet<String>>::new();
    for id in plans {
        let shard = shard(bundle, key::plan(id))?;
        corpus.clauses.extend(shard.clauses);
        corpus.targets.extend(shard.targets);
        corpus.links.extend(shard.up);
        corpus.checks.extend(shard.checks);
        corpus.remarks.extend(shard.remarks);
        corpus.changes.extend(shard.changes);
        corpus.cascades.extend(shard.cascades);
        // Both plans of a pair hold it.
        corpus.siblings.extend(shard.siblings.into_iter().filter(|pair| pair.a.plan() == id));
        for (unit, offices) in shard.offices {
            for office in offices {
                units.entry(office).or_default().insert(unit.clone());
            }
        }
        corpus.plans.push(shard.plan);
    }
    for plan in &corpus.plans {
        let known = |id: &str| corpus.plans.iter().find(|plan| plan.id == id);
        for other in earlier(plan, known).filter(|other| plan.text && other.text) {
            corpus.revisions.push(shard(bundle, key::revision(&plan.id, &other.id))?);
        }
    }
    for office in &mut corpus.offices {
        office.units.extend(units.remove(&office.id).into_iter().flatten());
    }
    Ok(corpus)
}

fn shard<S: Shard + DeserializeOwned>(bundle: &Bundle, key: Key<S>) -> Result<S, ReadError> {
    let key = String::from(key);
    let (Some(ShardFile { integrity: expected, .. }), Some(bytes)) =
        (bundle.manifest.shards.get(&key), bundle.shards.get(&key))
    else {
        return Err(ReadError::Missing { key });
    };
    if integrity(bytes) != *expected {
        return Err(ReadError::Integrity { key });
    }
    serde_json::from_slice(bytes).map_err(|source| ReadError::Damaged { key, source })
}

#[cfg(test)]
mod tests;
