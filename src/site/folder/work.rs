//! The folder in which one command works before its output is put in place: beside a site, within a folder of
//! open data. Its name says which output it belongs to, so that there is one an output.
//!
//! In: the place of the folder. Out: the folder, locked. Invariants: while a command lives, no other works on the
//! same output; what a killed command left is found by the next one, and nothing else is ever removed.

use super::{OutputError, SiteError};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The new output while it is written.
pub const NEW: &str = "new";
/// What stood in its place, while the two change places.
pub const OLD: &str = "old";

const LOCK: &str = "lock";
const LOCK_TEXT: &str = "Written by plan-cascade, which removes this folder when it is done.\n";
/// Folders pass through this name on their way out, so that a folder called otherwise is always whole; what lies in it
/// is wanted by nobody.
pub const TRASH: &str = "trash";

/// How often another command may end between our finding its folder and our locking it.
const ATTEMPTS: usize = 8;

/// A folder of our own, removed when dropped.
pub struct Work {
    dir: PathBuf,
    lock: Option<File>,
}

impl Work {
    /// Locks the folder `dir`, which belongs to the output `out`; makes it where it is not there.
    pub fn open(dir: PathBuf, out: &Path) -> Result<Self, SiteError> {
        let mut ours = false;
        for _ in 0..ATTEMPTS {
            ours = make(&dir)?;
            if !ours {
                continue;
            }
            let place = dir.join(LOCK);
            let mut lock = match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&place) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                opened => opened.map_err(SiteError::file("write", &place))?,
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(error)) => return Err(SiteError::file("lock", &place)(error)),
            }
            // The command that had it may have ended and removed the file that we opened.
            if is_at(&lock, &place) {
                lock.write_all(LOCK_TEXT.as_bytes()).map_err(SiteError::file("write", &place))?;
                return Ok(Self { dir, lock: Some(lock) });
            }
        }
        Err(match ours {
            true => OutputError::Busy { out: out.to_owned() }.into(),
            false => OutputError::InTheWay { dir }.into(),
        })
    }

    /// A place in the folder.
    pub fn place(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// A new, empty folder in it.
    pub fn folder(&self, name: &str) -> Result<PathBuf, SiteError> {
        let place = self.place(name);
        fs::create_dir(&place).map_err(SiteError::file("create", &place))?;
        Ok(place)
    }

    /// Removes what an earlier command left in it.
    pub fn clean(&self) -> Result<(), SiteError> {
        [TRASH, NEW, OLD].iter().try_for_each(|name| {
            let place = self.place(name);
            self.discard(name).map_err(SiteError::file("remove", &place))
        })
    }

    /// Leaves the folder as it is: what it holds is wanted.
    pub fn keep(mut self) {
        self.lock = None;
    }

    fn discard(&self, name: &str) -> io::Result<()> {
        let trash = self.place(TRASH);
        let absent = |error: io::Error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) };
        if name != TRASH {
            fs::rename(self.place(name), &trash).or_else(absent)?;
        }
        fs::remove_dir_all(&trash).or_else(absent)
    }
}

impl Drop for Work {
    /// The lock goes last, so that a folder with anything of ours in it is known as ours. What cannot be removed
    /// now, or was put here by somebody else, stays.
    fn drop(&mut self) {
        let Some(lock) = self.lock.take() else { return };
        if self.clean().is_ok() && fs::read_dir(&self.dir).is_ok_and(|entries| entries.count() == 1) {
            let _ = fs::remove_file(self.place(LOCK));
            let _ = fs::remove_dir(&self.dir);
        }
        drop(lock);
    }
}

/// Makes the folder, or says whether the one that is there was made by an earlier command of this program.
fn make(dir: &Path) -> Result<bool, SiteError> {
    match fs::create_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(is_ours(dir)),
        made => made.map(|()| true).map_err(SiteError::file("create", dir)),
    }
}

/// A folder with our lock in it, or with nothing: a command may be stopped before it writes the lock.
fn is_ours(dir: &Path) -> bool {
    let lock = dir.join(LOCK);
    let is = |place: &Path, kind: fn(&fs::Metadata) -> bool| fs::symlink_metadata(place).is_ok_and(|meta| kind(&meta));
    let text = || match fs::read_to_string(&lock) {
        Ok(text) => LOCK_TEXT.starts_with(&text),
        // Some systems let nobody read a file that is locked.
        Err(error) => error.kind() != io::ErrorKind::InvalidData,
    };
    let empty = || fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none());
    is(dir, fs::Metadata::is_dir) && (is(&lock, fs::Metadata::is_file) && text() || empty())
}

#[cfg(unix)]
fn is_at(file: &File, place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let file = file.metadata().map(|meta| (meta.dev(), meta.ino()));
    let place = fs::symlink_metadata(place).map(|meta| (meta.dev(), meta.ino()));
    matches!((file, place), (Ok(file), Ok(place)) if file == place)
}

/// Elsewhere a file that is open cannot be replaced.
#[cfg(not(unix))]
fn is_at(_: &File, place: &Path) -> bool {
    place.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(place: &Path) -> Result<Work, SiteError> {
        Work::open(place.join(".plan-cascade-site"), &place.join("site"))
    }

    fn is_in_the_way(place: &Path) -> bool {
        matches!(open(place), Err(SiteError::Output(OutputError::InTheWay { .. })))
    }

    #[test]
    fn one_command_an_output() {
        let place = tempfile::tempdir().expect("a folder");
        let first = open(place.path()).expect("free");
        assert!(matches!(open(place.path()), Err(SiteError::Output(OutputError::Busy { .. }))));
        drop(first);
        assert_eq!(fs::read_dir(place.path()).expect("listed").count(), 0);
        drop(open(place.path()).expect("free again"));
    }

    #[test]
    fn takes_what_a_killed_command_left_and_leaves_what_others_put_there() {
        let place = tempfile::tempdir().expect("a folder");
        let dir = place.path().join(".plan-cascade-site");
        // Killed before the lock was written, and after.
        fs::create_dir(&dir).expect("a folder");
        open(place.path()).expect("an empty one").keep();
        fs::create_dir_all(dir.join(NEW).join("a")).expect("a folder");
        let work = open(place.path()).expect("left");
        work.clean().expect("cleaned");
        assert!(!dir.join(NEW).exists());
        fs::write(dir.join("letter.txt"), "x").expect("a file");
        drop(work);
        assert!(dir.join("letter.txt").is_file());
        drop(open(place.path()).expect("still ours"));
        assert!(dir.join("letter.txt").is_file());
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let place = tempfile::tempdir().expect("a folder");
        let dir = place.path().join(".plan-cascade-site");
        fs::write(&dir, "x").expect("a file");
        assert!(is_in_the_way(place.path()));
        fs::remove_file(&dir).expect("removed");
        fs::create_dir_all(dir.join(NEW)).expect("a folder");
        assert!(is_in_the_way(place.path()), "no lock");
        fs::write(dir.join(LOCK), "mine").expect("a file");
        assert!(is_in_the_way(place.path()), "a lock of somebody else");
        assert!(dir.join(NEW).is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let place = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(elsewhere.path(), place.path().join(".plan-cascade-site")).expect("a link");
        assert!(is_in_the_way(place.path()));
    }

    #[test]
    fn many_at_once_hold_it_one_after_the_other() {
        let place = tempfile::tempdir().expect("a folder");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let order = std::sync::atomic::Ordering::SeqCst;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        match open(place.path()) {
                            Ok(work) => {
                                assert_eq!(inside.fetch_add(1, order), 0);
                                inside.fetch_sub(1, order);
                                drop(work);
                            }
                            Err(SiteError::Output(OutputError::Busy { .. })) => {}
                            Err(error) => panic!("{error}"),
                        }
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(place.path()).expect("listed").count(), 0);
    }
}
