//! Seeds → corpus. One phase a file, in the order in which they run:
//!
//! [`read`] bytes → lines · [`zones`] what each line is · [`metadata`] facts · [`outline`] clauses ·
//! [`units`] who is responsible · [`targets`] what is promised · [`topics`] · [`links`] what corresponds ·
//! [`changes`] what became of it.
//!
//! Compiling never fails and never panics: it returns what could be read and a list of diagnostics.

pub mod changes;
pub mod checks;
mod diagnostic;
pub mod divisions;
pub mod export;
pub mod figures;
pub mod indicators;
pub mod links;
pub mod metadata;
pub mod normalise;
pub mod numbering;
pub mod oddities;
pub mod offices;
pub mod origins;
pub mod outline;
mod plans;
pub mod read;
mod remarks;
pub mod report;
pub mod targets;
pub mod topics;
pub mod units;
pub mod zones;

pub use diagnostic::{Diagnostic, Severity};

use crate::model::Corpus;
use std::path::Path;

/// One file of `seeds/`, as it lies there.
#[derive(Clone, Debug)]
pub struct SeedFile {
    /// File name without its folder: `dehua-2025.txt`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What compiling gives: everything that could be read, and everything worth telling the author.
#[derive(Debug)]
pub struct Compiled {
    pub corpus: Corpus,
    /// In file order, then by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Leads any span back to its seed.
    pub origins: origins::Origins,
}

/// The seeds could not be read from the disk.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}: {source}")]
pub struct ReadSeedsError {
    pub path: String,
    pub source: std::io::Error,
}

/// The `.txt` and `.toml` files of a folder, by name.
pub fn read_seeds(folder: &Path) -> Result<Vec<SeedFile>, ReadSeedsError> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |source| ReadSeedsError { path, source }
    };
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || !(name.ends_with(".txt") || name.ends_with(".toml")) {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(failed(&path))?;
        seeds.push(SeedFile { name, bytes });
    }
    seeds.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(seeds)
}

/// Compiles seeds; their order does not matter.
pub fn compile(seeds: &[SeedFile]) -> Compiled {
    let (mut corpus, mut diagnostics, origins) = plans::read_plans(seeds);
    topics::assign_topics(&mut corpus.clauses);
    corpus.topics = topics::vocabulary();
    corpus.offices = offices::of_clauses(&corpus.clauses);
    let (mut found, indicators) = targets::of_corpus(&corpus);
    // Figures of plans without text come from the seeds and carry their indicator already.
    found.append(&mut corpus.targets);
    found.sort_by(|a, b| a.plan.cmp(&b.plan));
    corpus.indicators = indicators.vocabulary_of(&found);
    corpus.targets = found;
    corpus.checks = checks::cross_check(&corpus.targets, &indicators);
    remarks::collect(&mut corpus);
    diagnostics.extend(remarks::diagnostics(&corpus.remarks, &origins));
    (corpus.links, corpus.siblings) = links::link_plans(&corpus);
    (corpus.changes, corpus.cascades) = changes::find_changes(&corpus);
    diagnostics.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
    Compiled { corpus, diagnostics, origins }
}
