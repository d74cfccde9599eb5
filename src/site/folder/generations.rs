//! What stays of the build before: the files named by their content that the new one does not have.
//!
//! Invariant: only what the marker of a build names, or lies where such files lie, is kept, and no link is followed.

use super::marker;
use super::{OutputError, SiteError, SitePath, packed, write_new};
use crate::bundle::is_hashed;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Copies what stays of the build at `out` to the new one at `dir`.
pub fn keep_generation(out: &Path, own: &BTreeSet<String>, dir: &Path) -> Result<(), SiteError> {
    for (from, path) in kept_files(out, own)? {
        let bytes = fs::read(&from).map_err(SiteError::file("read", &from))?;
        let to = SitePath::parse(&path).map_err(OutputError::from)?.within(dir);
        write_new(&to, &bytes)?;
    }
    Ok(())
}

/// What stays of the build at `out` when one with its `own` content-named files comes: the content-named files of its
/// own generation, or where that is the same as the new one, those that it kept itself; with their compressed forms.
/// Each with its path within the folder.
pub fn kept_files(out: &Path, own: &BTreeSet<String>) -> Result<Vec<(PathBuf, String)>, SiteError> {
    let Some(written) = marker::read(out) else { return Ok(Vec::new()) };
    let candidates = if written == *own { hashed_files(out)? } else { written };
    let mut kept = Vec::new();
    for path in candidates.difference(own) {
        let site_path = SitePath::parse(path).map_err(OutputError::from)?;
        for ending in ["", packed::BROTLI, packed::GZIP] {
            let from = site_path.form_within(out, ending);
            if is_regular(out, &from) {
                kept.push((from, format!("{path}{ending}")));
            }
        }
    }
    Ok(kept)
}

/// Whether a file lies at `place` within `out`, with no link on the way from one to the other.
pub fn is_regular(out: &Path, place: &Path) -> bool {
    let kind = |place: &Path| fs::symlink_metadata(place).map(|meta| meta.file_type());
    let mut folders = place.ancestors().skip(1).take_while(|folder| *folder != out);
    kind(place).is_ok_and(|kind| kind.is_file()) && folders.all(|folder| kind(folder).is_ok_and(|kind| kind.is_dir()))
}

/// Files named by their content, in the folders that hold them.
fn hashed_files(out: &Path) -> Result<BTreeSet<String>, SiteError> {
    let mut files = BTreeSet::new();
    for folder in ["", "app/", "data/"] {
        let place = out.join(folder);
        let Ok(entries) = fs::read_dir(&place) else { continue };
        for entry in entries {
            let name = entry.map_err(SiteError::file("read", &place))?.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}{name}");
            if is_hashed(&name) && !packed::is_form(&name) && SitePath::parse(&path).is_ok() {
                files.insert(path);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{entries, publish};
    use super::marker::MARKER;
    use super::*;

    #[test]
    fn keeps_two_generations() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        let name = |generation: char| format!("data/plan-x.{}.json", generation.to_string().repeat(16));
        let standing = || -> String {
            let stands = |g: &char| ["", ".br", ".gz"].iter().all(|form| out.join(name(*g) + form).is_file());
            "abcd".chars().filter(stands).collect()
        };
        // Building the same once more does not push the generation before out.
        for (built, expected) in [('a', "a"), ('b', "ab"), ('b', "ab"), ('c', "bc"), ('d', "cd")] {
            let sizes = publish(&out, &name(built)).expect("built");
            assert_eq!((standing().as_str(), sizes.len()), (expected, 1));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_marker_brings_in_nothing_from_outside() {
        let place = tempfile::tempdir().expect("a folder");
        let (out, outside) = (place.path().join("site"), place.path().join("secret"));
        let digest = "0123456789abcdef";
        fs::create_dir(&outside).expect("a folder");
        fs::write(outside.join(format!("x.{digest}.json")), "secret").expect("a file");
        publish(&out, "a").expect("built");
        std::os::unix::fs::symlink(&outside, out.join("data")).expect("a link");
        std::os::unix::fs::symlink(outside.join(format!("x.{digest}.json")), out.join(format!("y.{digest}.json")))
            .expect("a link");
        let names = [format!("data/x.{digest}.json"), format!("y.{digest}.json"), format!("../secret/x.{digest}.json")];
        fs::write(out.join(MARKER), marker::text(&names.into())).expect("a marker");
        publish(&out, "b").expect("built");
        assert_eq!(entries(&out), [MARKER, "b"]);
        assert!(outside.join(format!("x.{digest}.json")).is_file());
    }
}
