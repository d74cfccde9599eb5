//! Seeds → corpus, in two houses: what reads one file, and what knows all plans.
//!
//! The heads of the houses name their phases in the order in which they run. Each may use, of these, only those named
//! after its arrow:
//!
//! - [`place`]: where something stands in a published file. → nothing
//! - [`diagnostic`]: what the author is told. → `place`
//! - [`pattern`]: regular expressions that are right or stop the tests. → nothing
//! - [`automaton`]: finds many words at once. → nothing
//! - [`divisions`]: which place a name means. → `automaton`
//! - [`lexicon`]: the words of the genre with their classes. → nothing
//! - [`rules`]: rules with names, asked in order. → nothing
//! - [`words`]: a text with the words of the lexicon in it. → `automaton`, `lexicon`
//! - [`folder`]: which files of a folder are read. → `diagnostic`
//! - [`reading`]: makes a plan of each file. → `place`, `diagnostic`, `pattern`, `divisions`, `lexicon`, `rules`, `words`,
//!   `folder`
//! - [`origins`]: where in its file each character came from. → `place`, `reading`
//! - [`relating`]: makes a corpus of all plans. → all
//! - [`adding`]: files as published become seeds. → `diagnostic`, `folder`, `reading`
//! - [`report`]: what the author is told, with the lines it is about. → all but `relating`
//! - [`why`]: what decided the reading of a clause. → all but `report`
//! - [`export`]: the open data. → nothing
//!
//! Compiling never fails and never panics: it returns what could be read and a list of diagnostics.

mod adding;
mod automaton;
mod diagnostic;
pub mod divisions;
pub mod export;
mod folder;
pub mod lexicon;
pub mod origins;
mod pattern;
mod place;
pub mod reading;
pub mod relating;
pub mod report;
pub mod rules;
#[cfg(test)]
mod samples;
pub mod why;
mod words;

pub use adding::{AddError, Addition, add};
pub use diagnostic::{Diagnostic, Severity};
pub use folder::{Folder, ReadSeedsError, read_folder, read_seeds};
pub use place::Place;

use crate::model::Corpus;
use relating::vocabulary::Vocabulary;
use relating::{changes, checks, links, offices, plans, remarks, targets, topics};
use std::path::Path;

/// One file of `seeds/`, as it lies there.
#[derive(Clone, Debug)]
pub struct SeedFile {
    /// File name without its folder: `dehua-2025.txt`.
    pub name: String,
    /// Its content as it lies there, undecoded.
    pub bytes: Vec<u8>,
}

/// What compiling gives: everything that could be read, and everything worth telling the author.
#[derive(Debug)]
pub struct Compiled {
    /// The plans that could be read; every file that is not in it has an error among the diagnostics.
    pub corpus: Corpus,
    /// In file order, then by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Leads any span back to its seed.
    pub origins: origins::Origins,
}

/// Compiles a folder of seeds, and gives the seeds too: reports show their lines.
///
/// # Errors
/// The folder itself cannot be listed.
pub fn compile_folder(folder: &Path) -> Result<(Vec<SeedFile>, Compiled), ReadSeedsError> {
    let Folder { seeds, mut diagnostics } = read_folder(folder)?;
    let mut compiled = compile(&seeds);
    diagnostics.append(&mut compiled.diagnostics);
    sort(&mut diagnostics);
    Ok((seeds, Compiled { diagnostics, ..compiled }))
}

/// Compiles seeds; their order does not matter. A plan that cannot be named, or says nothing, is left out with an
/// error, and all others are as they would be without it.
pub fn compile(seeds: &[SeedFile]) -> Compiled {
    let (files, seeds): (Vec<_>, Vec<_>) = seeds.iter().partition(|seed| folder::is_vocabulary(&seed.name));
    let (vocabulary, wrong) = Vocabulary::of(&files);
    let (mut corpus, mut diagnostics, origins) = plans::read_plans(&seeds);
    diagnostics.extend(wrong);
    topics::assign_topics(&mut corpus.clauses, &vocabulary.cues);
    corpus.topics = vocabulary.topics();
    corpus.offices = offices::of_clauses(&corpus.clauses);
    let (mut found, indicators) = targets::of_corpus(&corpus, vocabulary.indicators.into_owned());
    // Figures of plans without text come from the seeds and carry their indicator already.
    found.append(&mut corpus.targets);
    found.sort_by(|a, b| a.plan.cmp(&b.plan));
    corpus.indicators = indicators.vocabulary_of(&found);
    corpus.targets = found;
    corpus.checks = checks::cross_check(&corpus.targets, &indicators);
    let counts = remarks::collect(&mut corpus);
    diagnostics = diagnostic::limited(diagnostics);
    diagnostics.extend(remarks::diagnostics(&corpus.remarks, &counts, &origins));
    diagnostics.extend(links::diagnostics(&corpus, &origins));
    (corpus.links, corpus.siblings) = links::link_plans(&corpus);
    (corpus.changes, corpus.cascades) = changes::find_changes(&corpus);
    sort(&mut diagnostics);
    Compiled { corpus, diagnostics, origins }
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
}
