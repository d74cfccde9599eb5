//! The output folder: written beside its place ([`staging`]), compressed on the way ([`packed`]), swapped in when whole.
//!
//! Invariant: a folder that this program did not write is never deleted, nothing is written outside the output,
//! and a build that fails leaves the previous one as it was. Files named by their content stay for one generation
//! after the one that wrote them ([`generations`]), since pages that are open, or cached on the way, still ask for them.

mod generations;
mod marker;
mod packed;
mod path;
mod record;
mod staging;
mod swap;
mod work;

pub use path::{PathError, SitePath};
pub use record::Digest;
pub use staging::Staging;
pub use swap::SwapError;
pub use work::{NEW, OLD, Work};

use super::SiteError;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

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

#[cfg(test)]
mod tests {
    use super::marker::MARKER;
    use super::*;

    pub(super) fn publish(out: &Path, file: &str) -> Result<Sizes, SiteError> {
        let staging = Staging::beside(out, 5)?;
        staging.put(file, "城镇化".repeat(100).as_bytes())?;
        staging.publish()
    }

    pub(super) fn entries(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("listed");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.ends_with(".record"));
        names.sort();
        names
    }

    pub(super) fn refusal(result: Result<Sizes, SiteError>) -> OutputError {
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
}
