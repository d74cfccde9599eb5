//! A folder being written, beside the place that it will have.
//!
//! In: files by path within the site. Out: the folder in its place, or the build before as it was. Where that build made a
//! file of the same things, the file and its compressed forms are taken over.

use super::generations::{is_regular, keep_generation, kept_files};
use super::marker::{self, MARKER};
use super::packed;
use super::record::{self, Made, Record};
use super::swap::{self, Moves, swap};
use super::work::TRASH;
use super::{Digest, NEW, OLD, OutputError, SiteError, SitePath, Size, Sizes, SwapError, Work, place, write_new};
use crate::bundle::is_hashed;
use crate::site::{progress::Count, weight::Weight};
use rayon::prelude::*;
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

/// A folder being written.
pub struct Staging {
    work: Work,
    /// The new output, within `work`.
    dir: PathBuf,
    out: PathBuf,
    quality: i32,
    /// Whether text gets compressed forms.
    forms: AtomicBool,
    sizes: Mutex<Sizes>,
    /// What is known of the build before.
    before: Record,
    /// What is written so far.
    made: Mutex<Record>,
}

impl Staging {
    /// An empty folder beside `out`, so that moving it there is one step; `quality` is brotli's, 0–11. What a
    /// killed build left beside `out` is put back or removed.
    pub fn beside(out: &Path, quality: i32) -> Result<Self, SiteError> {
        let out = place(out)?;
        check_replaceable(&out)?;
        let parent = out.parent().unwrap_or(&out);
        fs::create_dir_all(parent).map_err(SiteError::file("create", parent))?;
        let mut name = std::ffi::OsString::from(".plan-cascade-");
        name.push(out.file_name().unwrap_or_default());
        let work = Work::open(parent.join(name), &out)?;
        restore(&work.place(OLD), &out)?;
        work.clean()?;
        let dir = work.folder(NEW)?;
        let before = Record::read(&out, quality);
        let forms = AtomicBool::new(true);
        Ok(Self { work, dir, out, quality, forms, sizes: Mutex::default(), before, made: Mutex::default() })
    }

    /// Whether what is written from here on gets compressed forms.
    pub fn compress(&self, forms: bool) {
        self.forms.store(forms, Ordering::Relaxed);
    }

    /// Writes one file, and its compressed forms where it is text.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), SiteError> {
        self.write(path, None, bytes)
    }

    /// Says what the files that [`put_made`](Self::put_made) writes carry that is no part of what they are made of.
    pub fn stamp(&self, stamp: &str) {
        if let Ok(mut made) = self.made.lock() {
            stamp.clone_into(&mut made.stamp);
        }
    }

    /// Writes what `make` gives, or where the build before made the file of the same, takes it over from there with the
    /// new stamp in the place of the old one.
    pub fn put_made(
        &self,
        path: &str,
        of: Digest,
        make: impl FnOnce() -> Result<String, SiteError>,
    ) -> Result<(), SiteError> {
        let text = match self.taken_over(path, &of) {
            Some(text) => text,
            None => make()?,
        };
        self.write(path, Some(of), text.as_bytes())
    }

    fn taken_over(&self, path: &str, of: &Digest) -> Option<String> {
        let made = self.before.files.get(path).filter(|made| made.of.as_ref() == Some(of))?;
        let bytes = self.standing(path, "")?;
        if Digest::of([&bytes]) != made.content {
            return None;
        }
        let (text, stamp) = (String::from_utf8(bytes).ok()?, self.made.lock().ok()?.stamp.clone());
        match self.before.stamp.as_str() {
            before if before == stamp => Some(text),
            // Nothing tells where the new one belongs.
            "" => None,
            before => Some(text.replace(before, &stamp)),
        }
    }

    /// A file of the build before, or one of its forms.
    fn standing(&self, path: &str, ending: &str) -> Option<Vec<u8>> {
        let place = SitePath::parse(path).ok()?.form_within(&self.out, ending);
        fs::read(&place).ok().filter(|_| is_regular(&self.out, &place))
    }

    fn write(&self, path: &str, of: Option<Digest>, bytes: &[u8]) -> Result<(), SiteError> {
        let site_path = SitePath::parse(path).map_err(OutputError::from)?;
        let write = |ending: &str, bytes: &[u8]| write_new(&site_path.form_within(&self.dir, ending), bytes);
        write("", bytes)?;
        let mut size = Size { raw: bytes.len() as u64, brotli: bytes.len() as u64 };
        let mut made = Made { of, content: Digest::of([bytes]), forms: None };
        if packed::is_text(path) && self.forms.load(Ordering::Relaxed) {
            let [brotli, gzip] = match self.forms_before(path, &made.content) {
                Some(forms) => forms,
                None => packed::forms(bytes, self.quality)
                    .map_err(SiteError::file("compress", &site_path.within(&self.dir)))?,
            };
            write(packed::BROTLI, &brotli)?;
            write(packed::GZIP, &gzip)?;
            size.brotli = brotli.len() as u64;
            made.forms = Some(Digest::of([brotli, gzip]));
        }
        if let Ok(mut sizes) = self.sizes.lock() {
            sizes.insert(path.to_owned(), size);
        }
        if let Ok(mut record) = self.made.lock() {
            record.files.insert(path.to_owned(), made);
        }
        Ok(())
    }

    /// The compressed forms of the build before, where it had a file of this content at `path`.
    fn forms_before(&self, path: &str, content: &Digest) -> Option<[Vec<u8>; 2]> {
        let made = self.before.files.get(path).filter(|made| made.content == *content)?;
        let forms = [self.standing(path, packed::BROTLI)?, self.standing(path, packed::GZIP)?];
        (made.forms.as_ref() == Some(&Digest::of(&forms))).then_some(forms)
    }

    /// Writes many files, on all processors.
    pub fn put_all(&self, files: Vec<(String, &[u8])>) -> Result<(), SiteError> {
        let count = Count::of("files", files.len());
        files.par_iter().try_for_each(|(path, bytes)| {
            count.add();
            self.put(path, bytes)
        })
    }

    /// Files and bytes that the folder has when it is published and nothing more is written: what is written so far,
    /// forms included, and what stays of the build before besides `names`.
    pub fn weight(&self, names: &BTreeSet<String>) -> Result<Weight, SiteError> {
        let kept = kept_files(&self.out, names)?;
        let of = |path: &PathBuf| fs::metadata(path).map(|meta| Weight { files: 1, bytes: meta.len() });
        let kept: Weight = kept.iter().filter_map(|(from, _)| of(from).ok()).sum();
        let sizes = self.sizes.lock().map(|sizes| sizes.clone()).unwrap_or_default();
        let own = |(path, size): (&String, &Size)| match packed::is_text(path) {
            true => Weight { files: 3, bytes: size.raw + 2 * size.brotli },
            false => Weight { files: 1, bytes: size.raw },
        };
        Ok(sizes.iter().map(own).sum::<Weight>() + kept)
    }

    /// The files written so far.
    pub fn paths(&self) -> Vec<String> {
        self.sizes.lock().map(|sizes| sizes.keys().cloned().collect()).unwrap_or_default()
    }

    /// Moves the folder to its place, in that of an earlier build, whose content-named files it keeps.
    pub fn publish(self) -> Result<Sizes, SiteError> {
        self.publish_by(&swap::SYSTEM)
    }

    fn publish_by(self, moves: &Moves) -> Result<Sizes, SiteError> {
        check_replaceable(&self.out)?;
        let sizes = self.sizes.into_inner().unwrap_or_default();
        let own: BTreeSet<String> = sizes.keys().filter(|path| is_hashed(path)).cloned().collect();
        keep_generation(&self.out, &own, &self.dir)?;
        write_new(&self.dir.join(MARKER), marker::text(&own).as_bytes())?;
        settle(&self.dir)?;
        match swap(&self.dir, &self.out, &self.work.place(OLD), moves) {
            Ok(()) => {
                // Without a record the next build takes longer, and nothing else.
                let text = self.made.into_inner().ok().and_then(|record| record.text(self.quality));
                let _ = text.is_some_and(|text| keep_record(&self.work, &self.out, &text).is_ok());
                Ok(sizes)
            }
            Err(error) => {
                if matches!(error, SwapError::Apart { .. }) {
                    self.work.keep();
                }
                Err(OutputError::from(error).into())
            }
        }
    }
}

/// Fails where `out` holds something that is no build.
fn check_replaceable(out: &Path) -> Result<(), SiteError> {
    place(out)?;
    match fs::read_dir(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(SiteError::file("read", out)(error)),
        Ok(mut entries) => match marker::read(out).is_some() || entries.next().is_none() {
            true => Ok(()),
            false => Err(OutputError::Foreign { dir: out.to_owned() }.into()),
        },
    }
}

/// Puts the record of an output beside it, whole or not at all; a link there is replaced, not followed.
fn keep_record(work: &Work, out: &Path, text: &str) -> io::Result<()> {
    let folder = work.place(TRASH);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("record"), text)?;
    fs::rename(folder.join("record"), record::place(out))
}

/// Brings back an output that a build had moved away when it was killed.
fn restore(old: &Path, out: &Path) -> Result<(), SiteError> {
    let missing = fs::symlink_metadata(out).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    match missing && marker::read(old).is_some() {
        true => fs::rename(old, out).map_err(SiteError::file("bring back", out)),
        false => Ok(()),
    }
}

/// Waits until the new output is on the disk, so that no power cut leaves empty files in the place of old ones.
#[cfg(target_os = "linux")]
fn settle(dir: &Path) -> Result<(), SiteError> {
    let synced = File::open(dir).and_then(|dir| Ok(rustix::fs::syncfs(dir)?));
    synced.map_err(SiteError::file("write to the disk", dir))
}

/// Other systems can only wait for one file at a time, which for thousands takes longer than the build.
#[cfg(not(target_os = "linux"))]
fn settle(_: &Path) -> Result<(), SiteError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{entries, publish, refusal};
    use super::*;
    use std::cell::Cell;

    #[test]
    fn nothing_is_written_outside_or_twice() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        let staging = Staging::beside(&out, 5).expect("a folder");
        for path in ["plans/../../../PWN/index.html", "/tmp/pwn", "a/./b", "", "a//b"] {
            let refused = staging.put(path, b"x");
            assert!(matches!(refused, Err(SiteError::Output(OutputError::Path(_)))), "{path}");
        }
        staging.put("index.html", b"home").expect("written");
        let refused = staging.put("index.html", b"another");
        assert!(matches!(refused, Err(SiteError::Output(OutputError::Twice { .. }))));
        let refused = staging.put("index.html.br", b"another");
        assert!(matches!(refused, Err(SiteError::Output(OutputError::Twice { .. }))));
        staging.publish().expect("published");
        assert_eq!(entries(place.path()), ["site"]);
        assert_eq!(fs::read_to_string(out.join("index.html")).expect("a file"), "home");
    }

    #[test]
    fn a_build_that_fails_changes_nothing() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        publish(&out, "a").expect("built");
        // Any write can fail: here a file stands where a folder is needed.
        let staging = Staging::beside(&out, 5).expect("a folder");
        staging.put("b", b"x").expect("written");
        assert!(matches!(staging.put("b/c", b"x"), Err(SiteError::File { .. })));
        drop(staging);
        assert_eq!(entries(place.path()), ["site"]);
        assert_eq!(entries(&out), [MARKER, "a"]);
    }

    /// Publishes by renames alone, of which those with these numbers fail.
    fn publish_failing(out: &Path, failing: &[usize]) -> Result<Sizes, SiteError> {
        let count = Cell::new(0);
        let rename = |from: &Path, to: &Path| {
            count.set(count.get() + 1);
            if failing.contains(&count.get()) { Err(io::Error::other("injected")) } else { fs::rename(from, to) }
        };
        let staging = Staging::beside(out, 5)?;
        staging.put("b", b"x")?;
        staging.publish_by(&Moves { exchange: &|_, _| Err(io::ErrorKind::Unsupported.into()), rename: &rename })
    }

    #[test]
    fn a_rename_that_fails_loses_no_site() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        publish(&out, "a").expect("built");
        for failing in [1, 2] {
            assert!(matches!(
                refusal(publish_failing(&out, &[failing])),
                OutputError::Swap(SwapError::Restored { .. })
            ));
            assert!(out.join("a").is_file());
            assert_eq!(entries(place.path()), ["site"]);
        }
        // Even coming back fails: both lie where the error says, and the next build brings the old one back first.
        assert!(matches!(refusal(publish_failing(&out, &[2, 3])), OutputError::Swap(SwapError::Apart { .. })));
        let work = place.path().join(".plan-cascade-site");
        assert!(!out.exists() && work.join(OLD).join("a").is_file() && work.join(NEW).join("b").is_file());
        drop(Staging::beside(&out, 5).expect("a folder"));
        assert!(out.join("a").is_file());
        assert_eq!(entries(place.path()), ["site"]);
        publish_failing(&out, &[]).expect("two renames will do");
        assert_eq!(entries(&out), [MARKER, "b"]);
    }

    #[test]
    fn what_a_killed_build_left_is_removed() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        publish(&out, "a").expect("built");
        let staging = Staging::beside(&out, 5).expect("a folder");
        staging.put("b", b"x").expect("written");
        staging.work.keep();
        assert_eq!(entries(place.path()), [".plan-cascade-site", "site"]);
        publish(&out, "c").expect("built");
        assert_eq!(
            (entries(place.path()), entries(&out)),
            (vec!["site".to_owned()], vec![MARKER.to_owned(), "c".to_owned()])
        );
    }

    #[test]
    fn a_second_build_of_one_output_says_so() {
        let place = tempfile::tempdir().expect("a folder");
        let (out, other) = (place.path().join("site"), place.path().join("other"));
        let first = Staging::beside(&out, 5).expect("a folder");
        first.put("a", b"x").expect("written");
        assert!(matches!(refusal(publish(&out, "b")), OutputError::Busy { .. }));
        publish(&other, "b").expect("another output");
        first.publish().expect("built");
        assert_eq!(entries(place.path()), ["other", "site"]);
        assert!(out.join("a").is_file() && !out.join("b").exists());
    }

    #[test]
    fn what_is_made_of_the_same_is_not_made_again() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        let record = place.path().join(".plan-cascade-site.record");
        // Builds the page of this content with this stamp; whether it was made anew.
        let build = |of: &str, stamp: &str| {
            let staging = Staging::beside(&out, 5).expect("a folder");
            staging.stamp(stamp);
            let made = Cell::new(false);
            let page = || {
                made.set(true);
                Ok(format!("<p>{of} {stamp}</p>"))
            };
            staging.put_made("a/index.html", Digest::of([of]), page).expect("written");
            staging.publish().expect("published");
            let page = out.join("a/index.html");
            assert_eq!(fs::read_to_string(&page).expect("a page"), format!("<p>{of} {stamp}</p>"));
            let mut unpacked = Vec::new();
            let packed = fs::read(page.with_extension("html.br")).expect("a form");
            brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).expect("brotli");
            assert_eq!(unpacked, fs::read(&page).expect("a page"));
            made.get()
        };
        assert!(build("one", "v1"));
        assert!(!build("one", "v1") && !build("one", "v2"), "the stamp is no part of what it is made of");
        assert!(build("two", "v2"));
        fs::write(out.join("a/index.html"), "<p>by hand</p>").expect("written");
        assert!(build("two", "v2"), "a page that somebody changed");
        fs::remove_file(&record).expect("a record");
        assert!(build("two", "v2"), "without a record");
        fs::write(&record, "plan-cascade record 1\n").expect("written");
        assert!(build("two", "v2"), "with a damaged one");
        assert!(!build("two", "v3"));
    }
}
