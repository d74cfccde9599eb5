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
//! - [`speech`]: the words that a corpus is read with. → `automaton`, `lexicon`
//! - [`words`]: a text with these words in it. → `lexicon`, `speech`
//! - [`written`]: the words and names of vocabulary files. → nothing
//! - [`folder`]: which files of a folder are read. → `diagnostic`
//! - [`reading`]: makes a plan of each file. → `place`, `diagnostic`, `pattern`, `divisions`, `lexicon`, `rules`, `words`,
//!   `folder`
//! - [`origins`]: where in its file each character came from. → `place`, `reading`
//! - [`part`]: what the plans of one folder say by themselves, and its file. → `reading`
//! - [`relating`]: makes a corpus of all plans. → all
//! - [`adding`]: files as published become seeds. → `diagnostic`, `folder`, `reading`
//! - [`correcting`]: what a person says goes into the file beside a plan. → `diagnostic`, `folder`, `reading`
//! - [`report`]: what the author is told, with the lines it is about. → all but `relating`
//! - [`why`]: what decided the reading of a clause. → all but `report`
//! - [`export`]: the open data. → nothing
//!
//! Compiling never fails and never panics: it returns what could be read and a list of diagnostics.

mod adding;
pub(crate) mod automaton;
pub mod correcting;
mod diagnostic;
pub mod divisions;
pub mod export;
mod folder;
pub mod lexicon;
pub mod origins;
mod part;
mod pattern;
mod place;
pub mod reading;
pub mod relating;
pub mod report;
pub mod rules;
#[cfg(test)]
mod samples;
mod speech;
pub mod why;
mod words;
mod written;

pub use adding::{AddError, Addition, add};
pub use diagnostic::{Diagnostic, Severity};
pub use folder::{Folder, ReadSeedsError, read_folder, read_seeds};
pub use part::{Part, PartError};
pub use place::Place;

use crate::model::Corpus;
use relating::corrections::Corrections;
use relating::vocabulary::Vocabulary;
use relating::{changes, checks, joining, links, offices, plans, remarks, targets, topics};
use std::collections::BTreeMap;
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
    of_folder(folder, compile)
}

/// Checks a folder of seeds: see [`check`].
///
/// # Errors
/// The folder itself cannot be listed.
pub fn check_folder(folder: &Path) -> Result<(Vec<SeedFile>, Compiled), ReadSeedsError> {
    of_folder(folder, check)
}

fn of_folder(
    folder: &Path,
    compile: impl FnOnce(&[SeedFile]) -> Compiled,
) -> Result<(Vec<SeedFile>, Compiled), ReadSeedsError> {
    let Folder { seeds, mut diagnostics } = read_folder(folder)?;
    let mut compiled = compile(&seeds);
    diagnostics.append(&mut compiled.diagnostics);
    sort(&mut diagnostics);
    Ok((seeds, Compiled { diagnostics, ..compiled }))
}

/// Compiles seeds; their order does not matter. A plan that cannot be named, or says nothing, is left out with an
/// error, and all others are as they would be without it.
pub fn compile(seeds: &[SeedFile]) -> Compiled {
    let (part, read) = read(seeds);
    relate(vec![part], read, Until::Compared)
}

/// Compiles seeds without what corresponds and what became of it: that takes most of the time, and nothing of it is told
/// to the author.
pub fn check(seeds: &[SeedFile]) -> Compiled {
    let (part, read) = read(seeds);
    relate(vec![part], read, Until::Checked)
}

/// Compiles the seeds of a folder by themselves, for [`compile_parts`], and gives the seeds and all that there is to say
/// of them so far.
///
/// # Errors
/// The folder itself cannot be listed.
pub fn compile_folder_part(folder: &Path) -> Result<(Vec<SeedFile>, Part, Vec<Diagnostic>), ReadSeedsError> {
    let Folder { seeds, mut diagnostics } = read_folder(folder)?;
    let (mut part, told) = read(&seeds);
    diagnostics.extend(diagnostic::limited(told.diagnostics));
    sort(&mut diagnostics);
    part.errors = diagnostics.iter().filter(|remark| remark.severity == Severity::Error).count() as u32;
    Ok((seeds, part, diagnostics))
}

/// The corpus of parts that were compiled apart, in whatever order: what compiling all their seeds at once gives. What
/// there is to say of single seeds was said when their part was compiled.
pub fn compile_parts(parts: Vec<Part>) -> Compiled {
    relate(parts, Told::default(), Until::Compared)
}

/// How far plans are related.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// Until all is said that there is to say to the author.
    Checked,
    /// Until what corresponds in other plans, and what became of it, is known too.
    Compared,
}

/// What was said so far, and where that stands.
#[derive(Default)]
struct Told {
    diagnostics: Vec<Diagnostic>,
    origins: origins::Origins,
}

/// All that needs no other plan to be said.
fn read(seeds: &[SeedFile]) -> (Part, Told) {
    let (files, seeds): (Vec<_>, Vec<_>) = seeds.iter().partition(|seed| folder::is_vocabulary(&seed.name));
    let (vocabulary, wrong) = Vocabulary::of(&files);
    let words = vocabulary.words.clone();
    let (part, mut told) = speech::with_words(&words, || read_with(vocabulary, &seeds));
    told.diagnostics.extend(wrong);
    (part, told)
}

/// The same, with a vocabulary whose words are spoken.
fn read_with(vocabulary: Vocabulary, seeds: &[&SeedFile]) -> (Part, Told) {
    let plans::Read { mut part, diagnostics, origins } = plans::read_plans(seeds);
    topics::assign_topics(&mut part.clauses, &vocabulary.cues);
    let mut found = targets::of_clauses(&part.plans, &part.clauses, &vocabulary.indicators);
    part.vocabulary = vocabulary.files;
    // Figures of plans without text come from the seeds and carry their indicator already.
    found.append(&mut part.targets);
    part.targets = found;
    (part, Told { diagnostics, origins })
}

/// All that needs the vocabularies of the country, or more than one plan, to be said.
fn relate(parts: Vec<Part>, told: Told, until: Until) -> Compiled {
    let words: BTreeMap<String, String> = parts.iter().rev().flat_map(|part| part.vocabulary.clone()).collect();
    let (vocabulary, wrong) = Vocabulary::of_texts(words);
    let words = vocabulary.words.clone();
    speech::with_words(&words, || relate_with(vocabulary, wrong, parts, told, until))
}

/// The same, with a vocabulary whose words are spoken.
fn relate_with(vocabulary: Vocabulary, wrong: Vec<Diagnostic>, parts: Vec<Part>, told: Told, until: Until) -> Compiled {
    let Told { mut diagnostics, origins } = told;
    let joining::Joined { mut corpus, mut targets, corrections, diagnostics: found } =
        joining::join(parts, &vocabulary.lines);
    diagnostics.extend(found);
    diagnostics.extend(wrong);
    corpus.topics = vocabulary.topics();
    let (corrections, stale) = Corrections::of(&corpus, corrections);
    diagnostics.extend(stale);
    diagnostics.extend(corrections.correct_clauses(&mut corpus.clauses, &corpus.topics));
    corpus.offices = offices::of_clauses(&corpus.clauses);
    let mut indicators = targets::vocabulary(&corpus.clauses, &targets, vocabulary.indicators.into_owned());
    diagnostics.extend(corrections.correct_targets(&corpus, &mut targets, &mut indicators));
    corpus.indicators = indicators.vocabulary_of(&targets);
    corpus.targets = targets;
    corpus.checks = checks::cross_check(&corpus.targets, &indicators);
    let counts = remarks::collect(&mut corpus);
    diagnostics = diagnostic::limited(diagnostics);
    diagnostics.extend(remarks::diagnostics(&corpus.remarks, &counts, &origins));
    diagnostics.extend(links::diagnostics(&corpus, &origins));
    // Whether what people say of links still fits is known only beside the links.
    if until == Until::Compared || corrections.are_of_links() {
        let links::Linked { mut links, siblings, revisions } = links::link_plans(&corpus);
        diagnostics.extend(corrections.correct_links(&corpus, &mut links));
        (corpus.links, corpus.siblings, corpus.revisions) = (links, siblings, revisions);
    }
    if until == Until::Compared {
        changes::find_changes(&mut corpus);
    }
    sort(&mut diagnostics);
    Compiled { corpus, diagnostics, origins }
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
}
