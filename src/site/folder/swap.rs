//! Puts a finished folder in the place of the output.
//!
//! In: the new folder, the output, and a free place for the old one, all on one file system. Out: the new folder
//! at the output, the old one at one of the other two places. Invariants: where the system can exchange two
//! folders there is no moment without an output; elsewhere the old one waits at a known place during two moves,
//! and comes back if the second one fails.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What moves folders; tests give moves that fail.
pub struct Moves<'a> {
    pub exchange: &'a dyn Fn(&Path, &Path) -> io::Result<()>,
    pub rename: &'a dyn Fn(&Path, &Path) -> io::Result<()>,
}

/// The moves of this system.
pub const SYSTEM: Moves = Moves { exchange: &exchange, rename: &|from, to| fs::rename(from, to) };

/// The new folder could not be put in its place.
#[derive(Debug, thiserror::Error)]
pub enum SwapError {
    #[error(
        "cannot put the new output at {out}: {source}; what stood there is in its place again. \
         If {out} is where a disk is mounted, choose a folder within it",
        out = out.display()
    )]
    Restored { out: PathBuf, source: io::Error },
    #[error(
        "cannot put the new output at {out}: {source}; what stood there could not be put back ({again}). \
         It lies in {old}, and the new output in {new}: move the one you want to {out}",
        out = out.display(), old = old.display(), new = new.display()
    )]
    Apart { out: PathBuf, old: PathBuf, new: PathBuf, source: io::Error, again: io::Error },
}

/// Puts `new` at `out`; what stands there is left at `new` or at `old`.
pub fn swap(new: &Path, out: &Path, old: &Path, moves: &Moves) -> Result<(), SwapError> {
    let restored = |source| SwapError::Restored { out: out.to_owned(), source };
    if fs::symlink_metadata(out).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return (moves.rename)(new, out).map_err(restored);
    }
    // An exchange that fails has changed nothing.
    if (moves.exchange)(new, out).is_ok() {
        return Ok(());
    }
    (moves.rename)(out, old).map_err(restored)?;
    (moves.rename)(new, out).map_err(|source| match (moves.rename)(old, out) {
        Ok(()) => restored(source),
        Err(again) => SwapError::Apart { out: out.to_owned(), old: old.to_owned(), new: new.to_owned(), source, again },
    })
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn folder(place: &Path, name: &str) -> PathBuf {
        let folder = place.join(name);
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("name"), name).expect("a file");
        folder
    }

    fn name(folder: &Path) -> Option<String> {
        fs::read_to_string(folder.join("name")).ok()
    }

    /// What stands at out, new and old after a swap of which the renames with these numbers fail.
    fn after(failing: &[usize]) -> (Result<(), SwapError>, [Option<String>; 3]) {
        let place = tempfile::tempdir().expect("a folder");
        let (new, out, old) = (folder(place.path(), "new"), folder(place.path(), "out"), place.path().join("old"));
        let count = Cell::new(0);
        let rename = |from: &Path, to: &Path| {
            count.set(count.get() + 1);
            if failing.contains(&count.get()) { Err(io::Error::other("injected")) } else { fs::rename(from, to) }
        };
        let moves = Moves { exchange: &|_, _| Err(io::ErrorKind::Unsupported.into()), rename: &rename };
        let result = swap(&new, &out, &old, &moves);
        (result, [name(&out), name(&new), name(&old)])
    }

    fn names(names: [&str; 3]) -> [Option<String>; 3] {
        names.map(|name| (!name.is_empty()).then(|| name.to_owned()))
    }

    #[test]
    fn a_move_that_fails_loses_nothing() {
        let (result, standing) = after(&[]);
        assert!(result.is_ok());
        assert_eq!(standing, names(["new", "", "out"]));
        for failing in [1, 2] {
            let (result, standing) = after(&[failing]);
            assert!(matches!(result, Err(SwapError::Restored { .. })), "{failing}");
            assert_eq!(standing, names(["out", "new", ""]), "{failing}");
        }
        let (result, standing) = after(&[2, 3]);
        let said = result.expect_err("it failed").to_string();
        assert_eq!(standing, names(["", "new", "out"]));
        assert!(said.contains("/old,") && said.contains("/new:"), "{said}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_exchange_needs_no_second_move() {
        let place = tempfile::tempdir().expect("a folder");
        let (new, out) = (folder(place.path(), "new"), folder(place.path(), "out"));
        let moves = Moves { rename: &|_, _| Err(io::Error::other("not needed")), ..SYSTEM };
        swap(&new, &out, &place.path().join("old"), &moves).expect("exchanged");
        assert_eq!((name(&out), name(&new)), (Some("new".to_owned()), Some("out".to_owned())));
    }
}
