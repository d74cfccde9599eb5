//! A corpus for tests, as large as wanted, with its truth: invented plans of real places, made from real plans.
//!
//! In: real plans, compiled; how many plans are wanted; a seed. Out: files, the same bytes for the same question:
//! `seeds/…` to compile, `truth/…` in the words of the open data. A plan is made from the plan above it, the nation's from
//! a real one, and every clause knows the real clauses that it was made from: which clauses correspond, and what they
//! promise, is true by construction. It is no part of a site: all that is written is invented, and its files say so.
//!
//! In the order in which they run: [`material`] real plans as drafts · [`roster`] who issues a plan · [`plan`] what a plan
//! is called and holds, by [`changes`] of the plan above, with [`figures`] that fit and [`local`] matters, in a [`form`] of
//! its own · [`writing`] its text · [`script`] in Traditional characters · [`truth`] what is true of all. They share
//! [`draft`], a plan with holes, and [`chance`].

mod chance;
mod changes;
mod draft;
mod figures;
mod form;
mod local;
mod material;
mod plan;
mod roster;
#[cfg(test)]
mod samples;
mod script;
pub mod truth;
mod writing;

use crate::compile::divisions;
use crate::compile::export::json_lines;
use crate::model::{Corpus, Level};
use material::Material;
use plan::{Numbers, Plan};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use truth::{TruePlan, Truth};

/// How many plans, and which of all corpora of that size.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Plans; fewer are made where the country has not as many places.
    pub plans: usize,
    /// The same seed gives the same corpus.
    pub seed: u64,
}

/// A synthetic corpus.
#[derive(Debug)]
pub struct Synthetic {
    /// Files by their path: `seeds/invented-dehua-2025.txt`, `truth/links.jsonl`, `README.txt`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// How many plans there are.
    pub plans: usize,
}

/// A synthetic corpus could not be made or written.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// There is nothing to make it from.
    #[error("there is no plan with a text to make others from")]
    NoMaterial,
    /// What is true cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The folder holds something.
    #[error("{0} is not empty: name a folder that is, or that is not there yet")]
    NotEmpty(PathBuf),
    /// A file cannot be written.
    #[error("cannot write {0}: {1}")]
    Write(PathBuf, std::io::Error),
}

/// What is said beside the corpus.
const README: &str = "All that is in this folder is invented by `plan-cascade synth` for tests of the program.\n\
    No government has issued any of these texts; places are real, figures, dates and numbers are not.\n\
    seeds/  texts to compile     truth/  which clauses correspond and what they promise, by construction\n";

/// Makes a corpus out of real plans.
///
/// # Errors
/// There is no real plan with a text.
pub fn synthesise(real: &Corpus, wanted: Wanted) -> Result<Synthetic, SynthError> {
    let material = Material::of(real);
    if material.bases.is_empty() {
        return Err(SynthError::NoMaterial);
    }
    let lines = material.bases.len().min(plan::MOST_LINES);
    let entries = roster::roster(wanted.plans, lines, wanted.seed);
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let places = divisions::all();
    places.iter().for_each(|(place, _)| *names.entry(&place.name).or_default() += 1);
    let mut files = BTreeMap::from([("README.txt".to_owned(), README.as_bytes().to_vec())]);
    let (mut truth, mut numbers) = (Truth::default(), Numbers::new());
    // Of those with plans below them; a county has none.
    let mut above: BTreeMap<usize, Plan> = BTreeMap::new();
    for (n, entry) in entries.iter().enumerate() {
        let chain = std::iter::successors(entry.parent, |n| entries[*n].parent);
        let mut upper: Vec<&Plan> = chain.filter_map(|n| above.get(&n)).collect();
        upper.reverse();
        let plan = Plan::of(entry, &upper, &material, wanted.seed, &mut numbers);
        let stem = format!("invented-{}", plan.id);
        truth.plans.push(TruePlan::of(&plan, &format!("{stem}.txt")));
        let text = writing::write(&plan, &mut truth);
        let text = if plan.style.traditional { script::traditional(&text, &scripts(&plan, &upper)) } else { text };
        files.insert(format!("seeds/{stem}.txt"), text.into_bytes());
        let sidecar = sidecar(&plan, names.get(plan.place.name.as_str()).is_some_and(|count| *count > 1));
        if !sidecar.is_empty() {
            files.insert(format!("seeds/{stem}.toml"), sidecar.into_bytes());
        }
        if plan.place.level != Level::County {
            above.insert(n, plan);
        }
    }
    tell_lines(&mut truth, &entries);
    files.insert("truth/plans.jsonl".to_owned(), json_lines(&truth.plans)?);
    files.insert("truth/clauses.jsonl".to_owned(), json_lines(&truth.clauses)?);
    files.insert("truth/targets.jsonl".to_owned(), json_lines(&truth.targets)?);
    files.insert("truth/links.jsonl".to_owned(), json_lines(&truth.links())?);
    Ok(Synthetic { files, plans: entries.len() })
}

/// What a text leaves open: an id that is not made of place and year, a place whose name others have too.
fn sidecar(plan: &Plan, is_shared: bool) -> String {
    let id = plan.is_told.then(|| format!("id = \"{}\"\n", plan.id));
    let place = plan.place.code.as_deref().filter(|_| is_shared).map(|code| format!("place = \"{code}\"\n"));
    id.into_iter().chain(place).collect()
}

/// Names of a plan's place and of those above it in both scripts.
fn scripts(plan: &Plan, above: &[&Plan]) -> Vec<(String, String)> {
    let places = above.iter().map(|plan| &plan.place).chain([&plan.place]);
    let both = places.filter_map(|place| {
        let names = divisions::names(Some(place.code.as_deref()?))?;
        let short = place.chain_short_names.first()?;
        let written: String = names.hant.chars().take(short.chars().count()).collect();
        let of_name = names.hans.starts_with(short.as_str()).then(|| (short.clone(), written));
        Some(of_name.into_iter().chain([(names.hans, names.hant)]))
    });
    both.flatten().collect()
}

/// A line is called after the oldest plan of the nation on it.
fn tell_lines(truth: &mut Truth, entries: &[roster::Entry]) {
    let mut lines: BTreeMap<usize, (crate::model::Date, String)> = BTreeMap::new();
    for (plan, entry) in truth.plans.iter().zip(entries).filter(|(plan, _)| plan.level == Level::Nation) {
        let own = (plan.signed, plan.id.clone());
        let oldest = lines.entry(entry.line).or_insert_with(|| own.clone());
        *oldest = own.min(oldest.clone());
    }
    for (plan, entry) in truth.plans.iter_mut().zip(entries) {
        plan.line = lines.get(&entry.line).map(|(_, id)| id.clone()).unwrap_or_default();
    }
}

/// Writes a corpus into a folder that is empty or not there yet.
///
/// # Errors
/// The folder holds something, or a file cannot be written.
pub fn write(synthetic: &Synthetic, out: &Path) -> Result<(), SynthError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| SynthError::Write(path, error)
    };
    if out.exists() && std::fs::read_dir(out).map_err(failed(out))?.next().is_some() {
        return Err(SynthError::NotEmpty(out.to_owned()));
    }
    for folder in ["seeds", "truth"] {
        std::fs::create_dir_all(out.join(folder)).map_err(failed(&out.join(folder)))?;
    }
    for (path, bytes) in &synthetic.files {
        std::fs::write(out.join(path), bytes).map_err(failed(&out.join(path)))?;
    }
    Ok(())
}
