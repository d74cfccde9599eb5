//! The output folder: written beside its place, compressed on the way, swapped in when whole.
//!
//! Invariant: a folder that this program did not write is never deleted, and a build that fails leaves the
//! previous one as it was. Files named by their content stay for one generation after the one that wrote them,
//! since pages that are open, or cached on the way, still ask for them.

mod packed;

use super::{SiteError, assets::is_hashed};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

/// Marks a folder as a build of this program, which a later build may replace; names the build's own files that
/// are named by their content, one a line.
const MARKER: &str = ".plan-cascade";
const MARKER_TITLE: &str = "Written by plan-cascade, which replaces this folder on its next run.";

/// Bytes of one file as it is and as visitors fetch it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub raw: u64,
    /// With brotli; the same as `raw` for files that are not text.
    pub brotli: u64,
}

/// Sizes by path within the site.
pub type Sizes = BTreeMap<String, Size>;

/// A folder being written.
pub struct Staging {
    dir: tempfile::TempDir,
    quality: i32,
    sizes: Mutex<Sizes>,
}

/// Fails where `out` holds something that is no build.
pub fn check_replaceable(out: &Path) -> Result<(), SiteError> {
    match fs::read_dir(out) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(SiteError::file("read", out)(error)),
        Ok(entries) => match out.join(MARKER).is_file() || entries.count() == 0 {
            true => Ok(()),
            false => Err(SiteError::Foreign { dir: out.to_owned() }),
        },
    }
}

impl Staging {
    /// An empty folder beside `out`, so that moving it there is one rename; `quality` is brotli's, 0–11.
    pub fn beside(out: &Path, quality: i32) -> Result<Self, SiteError> {
        let parent = parent(out);
        fs::create_dir_all(&parent).map_err(SiteError::file("create", &parent))?;
        let dir = tempfile::Builder::new()
            .prefix(".plan-cascade-")
            .tempdir_in(&parent)
            .map_err(SiteError::file("create a folder in", &parent))?;
        Ok(Self { dir, quality, sizes: Mutex::default() })
    }

    /// Writes one file, and its compressed forms where it is text.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), SiteError> {
        let place = self.dir.path().join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(SiteError::file("create", folder))?;
        }
        fs::write(&place, bytes).map_err(SiteError::file("write", &place))?;
        let mut size = Size { raw: bytes.len() as u64, brotli: bytes.len() as u64 };
        if packed::is_text(path) {
            let forms = [packed::brotli(bytes, self.quality), packed::gzip(bytes)];
            for (ending, form) in packed::ENDINGS.into_iter().zip(forms) {
                let place = self.dir.path().join(format!("{path}{ending}"));
                let form = form.map_err(SiteError::file("compress", &place))?;
                fs::write(&place, &form).map_err(SiteError::file("write", &place))?;
                if ending == ".br" {
                    size.brotli = form.len() as u64;
                }
            }
        }
        if let Ok(mut sizes) = self.sizes.lock() {
            sizes.insert(path.to_owned(), size);
        }
        Ok(())
    }

    /// Writes many files, on all processors.
    pub fn put_all(&self, files: Vec<(String, &[u8])>) -> Result<(), SiteError> {
        files.par_iter().try_for_each(|(path, bytes)| self.put(path, bytes))
    }

    /// The files written so far.
    pub fn paths(&self) -> Vec<String> {
        self.sizes.lock().map(|sizes| sizes.keys().cloned().collect()).unwrap_or_default()
    }

    /// Moves the folder to `out`, in place of an earlier build, whose content-named files it keeps.
    pub fn publish(self, out: &Path) -> Result<Sizes, SiteError> {
        check_replaceable(out)?;
        let sizes = self.sizes.into_inner().unwrap_or_default();
        let own: BTreeSet<String> = sizes.keys().filter(|path| is_hashed(path)).cloned().collect();
        for path in kept(out, &own)? {
            keep(&out.join(&path), &self.dir.path().join(&path))?;
        }
        let marker = self.dir.path().join(MARKER);
        let lines = [MARKER_TITLE].into_iter().chain(own.iter().map(String::as_str));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        fs::write(&marker, text).map_err(SiteError::file("write", &marker))?;
        readable_by_all(self.dir.path())?;
        let new = self.dir.keep();
        let moved = |from: &Path, to: &Path| fs::rename(from, to).map_err(SiteError::file("move the site to", to));
        if out.exists() {
            let old = tempfile::Builder::new()
                .prefix(".plan-cascade-old-")
                .tempdir_in(parent(out))
                .map_err(SiteError::file("create a folder beside", out))?;
            moved(out, &old.path().join("site"))?;
            moved(&new, out)?;
        } else {
            moved(&new, out)?;
        }
        Ok(sizes)
    }
}

/// Files of the build at `out` to keep beside `own`: those of its own generation, or where that is the same as
/// the new one, those that it kept itself; with their compressed forms.
fn kept(out: &Path, own: &BTreeSet<String>) -> Result<Vec<String>, SiteError> {
    let Ok(text) = fs::read_to_string(out.join(MARKER)) else { return Ok(Vec::new()) };
    let written: BTreeSet<String> =
        text.lines().skip(1).filter(|path| is_hashed(path) && !path.contains("..")).map(str::to_owned).collect();
    let candidates = if written == *own { hashed_files(out)? } else { written };
    let kept = candidates.into_iter().filter(|path| !own.contains(path));
    let forms = kept.flat_map(|path| [format!("{path}.br"), format!("{path}.gz"), path]);
    Ok(forms.filter(|path| out.join(path).is_file()).collect())
}

/// Files named by their content, in the folders that hold them.
fn hashed_files(out: &Path) -> Result<BTreeSet<String>, SiteError> {
    let mut files = BTreeSet::new();
    for folder in ["", "app/", "data/"] {
        let place = out.join(folder);
        let Ok(entries) = fs::read_dir(&place) else { continue };
        for entry in entries {
            let name = entry.map_err(SiteError::file("read", &place))?.file_name().to_string_lossy().into_owned();
            if is_hashed(&name) && !packed::ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                files.insert(format!("{folder}{name}"));
            }
        }
    }
    Ok(files)
}

fn keep(from: &Path, to: &Path) -> Result<(), SiteError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(SiteError::file("create", folder))?;
    }
    fs::copy(from, to).map(|_| ()).map_err(SiteError::file("keep", from))
}

fn parent(out: &Path) -> PathBuf {
    match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Temporary folders are private to their owner; a web server runs as somebody else.
#[cfg(unix)]
fn readable_by_all(dir: &Path) -> Result<(), SiteError> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).map_err(SiteError::file("open to readers", dir))
}

#[cfg(not(unix))]
fn readable_by_all(_: &Path) -> Result<(), SiteError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(out: &Path, file: &str) -> Result<Sizes, SiteError> {
        let staging = Staging::beside(out, 5)?;
        staging.put(file, "城镇化".repeat(100).as_bytes())?;
        staging.publish(out)
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
        assert!(!out.join("a").exists() && out.join("b.png").is_file() && !out.join("b.png.br").exists());
        assert!(!out.join("b.png.gz").exists());

        let foreign = place.path().join("letters");
        fs::create_dir(&foreign).expect("a folder");
        fs::write(foreign.join("dear.txt"), "x").expect("a file");
        assert!(matches!(publish(&foreign, "b.png"), Err(SiteError::Foreign { .. })));
        assert!(foreign.join("dear.txt").is_file());
        let left = fs::read_dir(place.path()).expect("listed").count();
        assert_eq!(left, 2, "nothing temporary stays behind");
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
}
