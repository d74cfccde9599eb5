//! The open data by itself, in a folder that may hold other files.
//!
//! In: a corpus and a folder. Out: the tables of `compile::export` and the files of `publish`, and a record of their digests, by which the next
//! export knows them. Invariants: a file that no export wrote, or that somebody changed since, is not overwritten
//! unasked; every file is whole at every moment; an export that fails leaves the files as they were.

use super::{
    SiteError,
    folder::{self, NEW, OLD, OutputError, SitePath, Work, write_new},
};
use crate::{bundle::integrity, model::Corpus, publish::File};
use std::{collections::BTreeSet, fs, io, path::Path};

/// Names the files that exports wrote, each with its digest.
const RECORD: &str = ".plan-cascade-export";
const RECORD_TITLE: &str = "Written by plan-cascade export, which replaces these files on its next run.";

/// Where the files wait until all are written, within the folder: it may be a disk of its own.
const WORK: &str = ".plan-cascade-work";

type Rename<'a> = &'a dyn Fn(&Path, &Path) -> io::Result<()>;

/// Writes the open data into the folder `out`; with `force` over whatever files have its names.
pub fn write(corpus: &Corpus, out: &Path, force: bool) -> Result<(), SiteError> {
    write_files(&super::exported(corpus)?, out, force, &|from, to| fs::rename(from, to))
}

fn write_files(files: &[File], out: &Path, force: bool, rename: Rename) -> Result<(), SiteError> {
    let out = &folder::place(out)?;
    check_names(files, out)?;
    fs::create_dir_all(out).map_err(SiteError::file("create", out))?;
    let work = Work::open(out.join(WORK), out)?;
    // An export that was killed while its files moved in: those before them are whole.
    bring_back(files, &work.place(OLD), out)?;
    work.clean()?;
    let known = read_record(out);
    if !force {
        check_free(files, out, &known)?;
    }
    let new = work.folder(NEW)?;
    files.iter().try_for_each(|(name, bytes)| write_new(&new.join("after").join(name), bytes))?;
    let written: BTreeSet<String> = files.iter().map(|(name, bytes)| line(name, bytes)).collect();
    // While the files move in, those before and those after are both ours.
    write_record(&known.union(&written).cloned().collect(), &new, out)?;
    set_aside(files, out, &new.join("before"), &work.place(OLD))?;
    let moved = move_in(files, &new.join("after"), out, rename).and_then(|()| write_record(&written, &new, out));
    if moved.is_err() {
        remove_added(files, &work.place(OLD), out);
        if bring_back(files, &work.place(OLD), out).is_err() {
            // The next export tries again.
            work.keep();
        }
    }
    moved
}

/// Fails on a name that would lead out of `out`, by itself or through a link in the way.
fn check_names(files: &[File], out: &Path) -> Result<(), SiteError> {
    for (name, _) in files {
        SitePath::parse(name).map_err(OutputError::from)?;
    }
    let folders: BTreeSet<&Path> = files.iter().flat_map(|(name, _)| Path::new(name).ancestors().skip(1)).collect();
    folders.into_iter().try_for_each(|below| folder::place(&out.join(below)).map(|_| ()))
}

/// Fails on a file that has one of our names and is not ours; one with the very bytes that belong there is no loss.
fn check_free(files: &[File], out: &Path, known: &BTreeSet<String>) -> Result<(), SiteError> {
    for (name, bytes) in files {
        let path = out.join(name);
        let regular = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            meta => meta.map_err(SiteError::file("read", &path))?.is_file(),
        };
        let there = if regular { fs::read(&path).map_err(SiteError::file("read", &path))? } else { Vec::new() };
        if !regular || there != *bytes && !known.contains(&line(name, &there)) {
            return Err(OutputError::Occupied { path }.into());
        }
    }
    Ok(())
}

/// Copies the files that will be replaced to `aside`, and when all are there calls it `old`.
fn set_aside(files: &[File], out: &Path, aside: &Path, old: &Path) -> Result<(), SiteError> {
    fs::create_dir(aside).map_err(SiteError::file("create", aside))?;
    for (name, _) in files {
        let (from, to) = (out.join(name), aside.join(name));
        if fs::symlink_metadata(&from).is_ok() {
            create_parent(&to)?;
            // A second name needs no room; some file systems know none.
            let copied = fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(|_| ()));
            copied.map_err(SiteError::file("copy", &from))?;
        }
    }
    fs::rename(aside, old).map_err(SiteError::file("move", aside))
}

fn move_in(files: &[File], after: &Path, out: &Path, rename: Rename) -> Result<(), SiteError> {
    files.iter().try_for_each(|(name, _)| {
        let to = out.join(name);
        create_parent(&to)?;
        rename(&after.join(name), &to).map_err(SiteError::file("put in place", &to))
    })
}

/// Creates the folder of a file.
fn create_parent(file: &Path) -> Result<(), SiteError> {
    file.parent().map_or(Ok(()), |folder| fs::create_dir_all(folder).map_err(SiteError::file("create", folder)))
}

/// Removes the files that had none before them.
fn remove_added(files: &[File], old: &Path, out: &Path) {
    for (name, _) in files.iter().filter(|(name, _)| fs::symlink_metadata(old.join(name)).is_err()) {
        // What was not moved in yet is not there.
        let _ = fs::remove_file(out.join(name));
    }
}

/// Puts the files that were set aside back.
fn bring_back(files: &[File], old: &Path, out: &Path) -> Result<(), SiteError> {
    for (name, _) in files {
        let (from, to) = (old.join(name), out.join(name));
        if fs::symlink_metadata(&from).is_ok() {
            fs::rename(&from, &to).map_err(SiteError::file("bring back", &to))?;
        }
    }
    Ok(())
}

/// One line of the record.
fn line(name: &str, bytes: &[u8]) -> String {
    format!("{} {name}", integrity(bytes))
}

/// The record's lines; none where it is not ours.
fn read_record(out: &Path) -> BTreeSet<String> {
    let place = out.join(RECORD);
    let regular = fs::symlink_metadata(&place).is_ok_and(|meta| meta.is_file());
    let text = if regular { fs::read_to_string(&place).unwrap_or_default() } else { String::new() };
    match text.split_once('\n') {
        Some((RECORD_TITLE, lines)) => lines.lines().map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    }
}

fn write_record(lines: &BTreeSet<String>, new: &Path, out: &Path) -> Result<(), SiteError> {
    let (from, to) = (new.join("record"), out.join(RECORD));
    let text: String =
        [RECORD_TITLE].into_iter().chain(lines.iter().map(String::as_str)).flat_map(|l| [l, "\n"]).collect();
    write_new(&from, text.as_bytes())?;
    fs::rename(&from, &to).map_err(SiteError::file("put in place", &to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn files(text: &str) -> Vec<File> {
        ["a.csv", "b.csv", "c.jsonl"].map(|name| (name.to_owned(), format!("{name} {text}").into_bytes())).into()
    }

    fn export(out: &Path, text: &str, force: bool) -> Result<(), SiteError> {
        write_files(&files(text), out, force, &|from, to| fs::rename(from, to))
    }

    /// Names and texts of what is in the folder, without the record.
    fn standing(out: &Path) -> Vec<String> {
        let entries = fs::read_dir(out).expect("listed").map(|entry| entry.expect("read").path());
        let mut texts: Vec<String> = entries
            .filter(|path| !path.ends_with(RECORD))
            .map(|path| fs::read_to_string(path).expect("a file"))
            .collect();
        texts.sort();
        texts
    }

    #[test]
    fn replaces_its_own_files_and_leaves_others() {
        let place = tempfile::tempdir().expect("a folder");
        fs::write(place.path().join("letter.txt"), "dear").expect("a file");
        for text in ["1", "1", "2"] {
            export(place.path(), text, false).expect("written");
            let expected = ["a.csv", "b.csv", "c.jsonl"].map(|name| format!("{name} {text}"));
            assert_eq!(standing(place.path()), [expected.as_slice(), &["dear".to_owned()]].concat());
        }
    }

    #[test]
    fn a_file_of_somebody_else_is_overwritten_by_force_alone() {
        let place = tempfile::tempdir().expect("a folder");
        let theirs = place.path().join("b.csv");
        fs::write(&theirs, "mine").expect("a file");
        let refused = |text: &str| match export(place.path(), text, false) {
            Err(SiteError::Output(OutputError::Occupied { path })) => path == theirs,
            other => panic!("{other:?}"),
        };
        assert!(refused("1"));
        assert_eq!(standing(place.path()), ["mine"], "nothing else is written either");
        export(place.path(), "1", true).expect("by force");
        // Now it is ours, until somebody changes it.
        export(place.path(), "2", false).expect("ours");
        fs::write(&theirs, "changed").expect("a file");
        assert!(refused("3"));
        assert_eq!(standing(place.path()), ["a.csv 2", "c.jsonl 2", "changed"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let place = tempfile::tempdir().expect("a folder");
        let outside = place.path().join("outside");
        fs::write(&outside, "theirs").expect("a file");
        let out = place.path().join("out");
        fs::create_dir(&out).expect("a folder");
        std::os::unix::fs::symlink(&outside, out.join("a.csv")).expect("a link");
        assert!(matches!(export(&out, "1", false), Err(SiteError::Output(OutputError::Occupied { .. }))));
        export(&out, "1", true).expect("by force");
        assert_eq!(fs::read_to_string(&outside).expect("a file"), "theirs");
        assert!(!out.join("a.csv").is_symlink());
        std::os::unix::fs::symlink(&out, place.path().join("link")).expect("a link");
        let refused = export(&place.path().join("link"), "2", false);
        assert!(matches!(refused, Err(SiteError::Output(OutputError::Link { .. }))));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_outside_the_folder() {
        let place = tempfile::tempdir().expect("a folder");
        let outside = place.path().join("outside");
        fs::create_dir(&outside).expect("a folder");
        let out = place.path().join("out");
        fs::create_dir(&out).expect("a folder");
        let write = |name: &str| {
            let files = vec![(name.to_owned(), b"1".to_vec())];
            write_files(&files, &out, true, &|from, to| fs::rename(from, to)).map_err(|error| error.to_string())
        };
        assert!(write("akn/../../outside/x.xml").is_err_and(|error| error.contains("leads to another folder")));
        std::os::unix::fs::symlink(&outside, out.join("akn")).expect("a link");
        assert!(write("akn/x.xml").is_err_and(|error| error.contains("symbolic link")));
        assert!(standing(&outside).is_empty());
        assert_eq!(write("place/x.xlsx"), Ok(()));
    }

    #[test]
    fn an_export_that_fails_leaves_the_files_as_they_were() {
        let place = tempfile::tempdir().expect("a folder");
        for before in ["", "1"] {
            if !before.is_empty() {
                export(place.path(), before, false).expect("written");
            }
            let expected = standing(place.path());
            for failing in 1..=3 {
                let count = Cell::new(0);
                let rename = |from: &Path, to: &Path| {
                    count.set(count.get() + 1);
                    if count.get() == failing { Err(io::Error::other("injected")) } else { fs::rename(from, to) }
                };
                assert!(write_files(&files("2"), place.path(), false, &rename).is_err());
                assert_eq!(standing(place.path()), expected, "{failing}");
            }
        }
        export(place.path(), "3", false).expect("all are still ours");
    }

    #[test]
    fn what_a_killed_export_left_half_moved_is_brought_back() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path();
        export(out, "1", false).expect("written");
        let work = Work::open(out.join(WORK), out).expect("free");
        let new = work.folder(NEW).expect("a folder");
        set_aside(&files("2"), out, &new.join("before"), &work.place(OLD)).expect("set aside");
        fs::remove_file(out.join("a.csv")).expect("removed");
        fs::write(out.join("a.csv"), "a.csv 2").expect("moved in");
        work.keep();
        // The next one stops early, at a file that is not ours; all are of one generation again.
        fs::remove_file(out.join(WORK).join(OLD).join("b.csv")).expect("removed");
        fs::remove_file(out.join("b.csv")).expect("removed");
        fs::write(out.join("b.csv"), "theirs").expect("a file");
        assert!(export(out, "3", false).is_err());
        assert_eq!(standing(out), ["a.csv 1", "c.jsonl 1", "theirs"]);
    }
}
