//! The file that says that a folder is a build of this program, and which of its files are named by their content.
//!
//! Invariant: a marker is a regular file that begins with our words; what else it says may have been written by
//! anybody, so its names are parsed as all others are.

use super::SitePath;
use crate::bundle::is_hashed;
use std::{collections::BTreeSet, fs, path::Path};

pub const MARKER: &str = ".plan-cascade";

const TITLE: &str = "Written by plan-cascade, which replaces this folder on its next run.";

/// The marker of a build with these files.
pub fn text(hashed: &BTreeSet<String>) -> String {
    [TITLE].into_iter().chain(hashed.iter().map(String::as_str)).flat_map(|line| [line, "\n"]).collect()
}

/// The content-named files of the build at `out`; none where `out` is no build.
pub fn read(out: &Path) -> Option<BTreeSet<String>> {
    let place = out.join(MARKER);
    let text = fs::symlink_metadata(&place).ok().filter(fs::Metadata::is_file).and(fs::read_to_string(&place).ok())?;
    let (title, names) = text.split_once('\n')?;
    let named = |path: &&str| is_hashed(path) && SitePath::parse(path).is_ok();
    (title == TITLE).then(|| names.lines().filter(named).map(str::to_owned).collect())
}
