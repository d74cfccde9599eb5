//! The state of the corpus before, out of an earlier site or export, and what is new beside it.
//!
//! In: a folder that holds `plans.jsonl`, `targets.jsonl` and `links.jsonl`, itself or in `open-data/`. Out: files of the
//! open data that tell what is new. Invariant: nothing is written into that folder; a folder that holds no such state is
//! an error that says so, never "everything is new".

use super::SiteError;
use crate::compile::export::json_lines;
use crate::model::{Corpus, Date, Plan, Update};
use crate::publish::{File, updates};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// An earlier output to tell what is new beside it, and the day that the new is dated with.
#[derive(Clone, Debug)]
pub struct Since {
    /// An earlier site, or the folder of an earlier export.
    pub folder: PathBuf,
    /// The day of this build.
    pub day: Date,
}

/// A record of the earlier state cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}, line {line}, is no record that this program reads: {source}; name a site or an export of this program with --since", path.display())]
pub struct SinceError {
    path: PathBuf,
    line: usize,
    source: serde_json::Error,
}

/// What is new beside an earlier state, newest first.
pub fn updates(corpus: &Corpus, since: &Since) -> Result<Vec<Update>, SiteError> {
    let within = since.folder.join("open-data");
    let folder = if within.is_dir() { within } else { since.folder.clone() };
    let before = updates::State {
        plans: records(&folder.join("plans.jsonl"))?,
        targets: records(&folder.join("targets.jsonl"))?,
        links: records(&folder.join("links.jsonl"))?,
    };
    let earlier = folder.join(updates::RECORDS);
    let known = if earlier.is_file() { records(&earlier)? } else { Vec::new() };
    let now =
        updates::State { plans: corpus.plans.clone(), targets: corpus.targets.clone(), links: corpus.links.clone() };
    Ok(updates::updates(&before, &now, since.day, known))
}

/// The records of what is new, and the feeds; `base` is the address of the site where it is known.
pub fn files(found: &[Update], plans: &[Plan], base: Option<&str>) -> Result<Vec<File>, SiteError> {
    let mut files = vec![(updates::RECORDS.to_owned(), json_lines(found)?)];
    files.extend(updates::feeds(found, plans, base));
    Ok(files)
}

/// The records of a file, one a line.
fn records<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, SiteError> {
    let text = std::fs::read_to_string(path).map_err(SiteError::file("read", path))?;
    let read = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|source| SinceError { path: path.to_owned(), line: at + 1, source }.into())
    };
    text.lines().enumerate().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;
    use std::fs;

    #[test]
    fn an_export_is_a_state_to_compare_with() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let mut corpus = compile::compile(&compile::read_seeds(&seeds).expect("seeds")).corpus;
        let place = tempfile::tempdir().expect("a folder");
        let since = Since { folder: place.path().to_owned(), day: Date::new(2026, 1, 2).expect("a day") };
        let files = |corpus: &Corpus| files(&updates(corpus, &since)?, &corpus.plans, None);
        let missing = files(&corpus).expect_err("nothing there").to_string();
        assert!(missing.contains("plans.jsonl"), "{missing}");
        for (name, bytes) in compile::export::files(&corpus).expect("open data") {
            fs::write(place.path().join(name), bytes).expect("written");
        }
        assert_eq!(files(&corpus).expect("read"), [(updates::RECORDS.to_owned(), Vec::new())]);
        // Dehua's plan goes, and a link of Quanzhou's.
        corpus.plans.retain(|plan| plan.id != "dehua-2025");
        corpus.targets.retain(|target| target.plan != "dehua-2025");
        let lost = corpus.links.iter().position(|link| link.child.plan() == "quanzhou-2025").expect("a link");
        corpus.links.remove(lost);
        let found = files(&corpus).expect("read");
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [updates::RECORDS, updates::FEED, "place/dehua.xml", "place/quanzhou.xml"]);
        let told = String::from_utf8(found[0].1.clone()).expect("UTF-8");
        assert!(told.contains("\"plan-removed\"") && told.contains("\"link-removed\"") && told.lines().count() == 2);
        // What was told before is kept.
        fs::write(place.path().join(updates::RECORDS), &found[0].1).expect("written");
        let again = files(&corpus).expect("read");
        assert_eq!(String::from_utf8(again[0].1.clone()).expect("UTF-8").lines().count(), 4);
        fs::write(place.path().join("links.jsonl"), "{}\n").expect("written");
        let damaged = files(&corpus).expect_err("no link").to_string();
        assert!(damaged.contains("links.jsonl, line 1") && damaged.contains("--since"), "{damaged}");
    }
}
