//! The output folder: written beside its place, compressed on the way, swapped in when whole.
//!
//! Invariant: a folder that this program did not write is never deleted, nothing is written outside the output,
//! and a build that fails leaves the previous one as it was. Files named by their content stay for one generation
//! after the one that wrote them, since pages that are open, or cached on the way, still ask for them.

mod marker;
mod packed;
mod path;
mod record;
mod swap;
mod work;

pub use path::{PathError, SitePath};
pub use record::Digest;
pub use swap::SwapError;
pub use work::{NEW, OLD, Work};

use super::{SiteError, progress::Count, weight::Weight};
use crate::bundle::is_hashed;
use marker::MARKER;
use rayon::prelude::*;
use record::{Made, Record};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use swap::{Moves, swap};
use work::TRASH;

/// Bytes of one file as it is and as visitors fetch it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub raw: u64,
    /// With brotli; the same as `raw` for files that are not text.
    pub brotli: u64,
}

/// Sizes by path within the site.
pub type Sizes = BTreeMap<String, Size>;

/// The output cannot be written as asked.
#[allow(missing_docs, reason = "each message says what is wrong")]
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    #[error("{dir} is neither empty nor an earlier build; choose another folder", dir = dir.display())]
    Foreign { dir: PathBuf },
    #[error("{path} is no folder; choose another place", path = path.display())]
    NoFolder { path: PathBuf },
    #[error(
        "{path} is a symbolic link to {target}; give that folder itself as --out, as a link would be replaced",
        path = path.display(), target = target.display()
    )]
    Link { path: PathBuf, target: PathBuf },
    #[error("{path} has no name of its own; choose a folder below it", path = path.display())]
    Nameless { path: PathBuf },
    #[error("another command is writing {out}; wait for its end", out = out.display())]
    Busy { out: PathBuf },
    #[error("{dir} is needed while the output is written and was not made by this program; move it away", dir = dir.display())]
    InTheWay { dir: PathBuf },
    #[error("two files of the output have one name, {path}: two ids may be the same", path = path.display())]
    Twice { path: PathBuf },
    #[error(
        "{path} was not written by an earlier export, or was changed since; move it away, choose an empty folder, \
         or overwrite it with --force",
        path = path.display()
    )]
    Occupied { path: PathBuf },
    #[error(transparent)]
    Path(#[from] PathError),
    #[error(transparent)]
    Swap(#[from] SwapError),
}

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

/// Where `out` lies, with a name that says so from any folder; fails where a link or a file stands there.
pub fn place(out: &Path) -> Result<PathBuf, SiteError> {
    let whole = std::path::absolute(out).map_err(SiteError::file("find", out))?;
    let (Some(parent), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(OutputError::Nameless { path: out.to_owned() }.into());
    };
    // Without the slash at the end, after which the system would follow a link.
    let place = parent.join(name);
    match fs::symlink_metadata(&place) {
        Ok(meta) if meta.is_symlink() => {
            let target = fs::read_link(&place).map_err(SiteError::file("read", &place))?;
            Err(OutputError::Link { path: place, target }.into())
        }
        Ok(meta) if !meta.is_dir() => Err(OutputError::NoFolder { path: place }.into()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SiteError::file("read", &place)(error)),
        _ => Ok(place),
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

/// Writes a file that is not there yet, and its folders.
pub fn write_new(place: &Path, bytes: &[u8]) -> Result<(), SiteError> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(SiteError::file("create", folder))?;
    }
    match File::create_new(place).and_then(|mut file| file.write_all(bytes)) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(OutputError::Twice { path: place.to_owned() }.into())
        }
        written => written.map_err(SiteError::file("write", place)),
    }
}

/// Copies what stays of the build at `out` to the new one at `dir`.
fn keep_generation(out: &Path, own: &BTreeSet<String>, dir: &Path) -> Result<(), SiteError> {
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
fn kept_files(out: &Path, own: &BTreeSet<String>) -> Result<Vec<(PathBuf, String)>, SiteError> {
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
fn is_regular(out: &Path, place: &Path) -> bool {
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
    use super::*;
    use std::cell::Cell;

    fn publish(out: &Path, file: &str) -> Result<Sizes, SiteError> {
        let staging = Staging::beside(out, 5)?;
        staging.put(file, "城镇化".repeat(100).as_bytes())?;
        staging.publish()
    }

    fn entries(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("listed");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.ends_with(".record"));
        names.sort();
        names
    }

    fn refusal(result: Result<Sizes, SiteError>) -> OutputError {
        match result {
            Err(SiteError::Output(error)) => error,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn replaces_its_own_builds_only() {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        let sizes = publish(&out, "a/index.html").expect("first");
        assert_eq!(sizes["a/index.html"].raw, 900);
        assert!(sizes["a/index.html"].brotli < 60);
        assert!(out.join("a/index.html.br").is_file() && out.join("a/index.html.gz").is_file());
        publish(&out, "b.png").expect("second");
        assert_eq!(entries(&out), [MARKER, "b.png"]);

        let foreign = place.path().join("letters");
        fs::create_dir(&foreign).expect("a folder");
        fs::write(foreign.join("dear.txt"), "x").expect("a file");
        for marker in [None, Some(""), Some("Written by hand.\n")] {
            if let Some(text) = marker {
                fs::write(foreign.join(MARKER), text).expect("a file");
            }
            assert!(matches!(refusal(publish(&foreign, "b.png")), OutputError::Foreign { .. }), "{marker:?}");
            assert!(foreign.join("dear.txt").is_file());
        }
        assert_eq!(entries(place.path()), ["letters", "site"], "nothing temporary stays behind");
    }

    #[test]
    fn a_file_or_a_nameless_folder_is_refused() {
        let place = tempfile::tempdir().expect("a folder");
        let file = place.path().join("site");
        fs::write(&file, "x").expect("a file");
        assert!(matches!(refusal(publish(&file, "b.png")), OutputError::NoFolder { .. }));
        assert!(matches!(refusal(publish(Path::new("/"), "b.png")), OutputError::Nameless { .. }));
        assert_eq!(fs::read_to_string(file).expect("untouched"), "x");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_neither_replaced_nor_followed() {
        let place = tempfile::tempdir().expect("a folder");
        let (real, link) = (place.path().join("real"), place.path().join("link"));
        publish(&real, "a.png").expect("built");
        std::os::unix::fs::symlink(&real, &link).expect("a link");
        for out in [link.clone(), link.join("")] {
            let error = refusal(publish(&out, "b.png"));
            assert!(error.to_string().contains(&real.display().to_string()), "{error}");
        }
        assert!(real.join("a.png").is_file() && link.is_symlink());

        // A marker elsewhere does not make a folder ours.
        let foreign = place.path().join("foreign");
        fs::create_dir(&foreign).expect("a folder");
        std::os::unix::fs::symlink(real.join(MARKER), foreign.join(MARKER)).expect("a link");
        assert!(matches!(refusal(publish(&foreign, "b.png")), OutputError::Foreign { .. }));
    }

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
