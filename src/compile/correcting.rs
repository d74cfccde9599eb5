//! What a person says of a reading → the TOML file beside the plan.
//!
//! In: the folder of seeds, the plan's file, what is said. Out: the file beside it with the entry, everything else in it
//! as it stood, comments and order too. Invariants: a file is whole at every moment; what would not be read again is not
//! written; of one thing a file says one thing, the last.

use super::folder;
use super::reading::figures;
use super::{Diagnostic, SeedFile};
use crate::model::CheckedKind;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

/// One thing that a person says.
#[derive(Clone, Debug)]
pub struct Said {
    /// Confirmed, else rejected.
    pub holds: bool,
    /// What it is about.
    pub kind: CheckedKind,
    /// The keys of the entry in order, as the [form of corrections](super::reading::corrections) has them.
    pub fields: Vec<(&'static str, Value)>,
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Written {
    path: PathBuf,
    /// What it held before; none where there was none.
    before: Option<String>,
    after: String,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// The file cannot be read or written.
    #[error("cannot {what} {path}: {source}")]
    File {
        /// What failed.
        what: &'static str,
        /// The file.
        path: String,
        /// What the system says of it.
        source: io::Error,
    },
    /// The file as it stands is no TOML, or has an entry of another form.
    #[error("{path} cannot be completed: {problem}")]
    Form {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Somebody changed the file since.
    #[error("{path} was changed since; it stays as it is")]
    Changed {
        /// The file.
        path: String,
    },
}

impl CorrectError {
    fn file(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.display().to_string();
        move |source| Self::File { what, path, source }
    }
}

/// Writes what is said of the plan that is read from `file`, a name in the folder `seeds`.
///
/// # Errors
/// The file beside the plan cannot be read, completed or written; it is as it was then.
pub fn write(seeds: &Path, file: &str, said: &[Said]) -> Result<Written, CorrectError> {
    let path = beside(seeds, file)?;
    let before = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        read => Some(read.map_err(CorrectError::file("read", &path))?),
    };
    let form = |problem: String| CorrectError::Form { path: path.display().to_string(), problem };
    let mut after = before.clone().unwrap_or_default();
    for said in said {
        after = with(&after, said).map_err(form)?;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let seed = SeedFile { name, bytes: after.clone().into_bytes() };
    figures::read(&seed).map_err(|wrong: Box<Diagnostic>| form(format!("line {}: {}", wrong.line, wrong.message)))?;
    replace(&path, &after)?;
    Ok(Written { path, before, after })
}

/// Takes back what was written.
///
/// # Errors
/// Somebody changed the file since, or it cannot be written; it stays as it is then.
pub fn undo(written: &Written) -> Result<(), CorrectError> {
    let Written { path, before, after } = written;
    let now = fs::read_to_string(path).map_err(CorrectError::file("read", path))?;
    if now != *after {
        return Err(CorrectError::Changed { path: path.display().to_string() });
    }
    match before {
        Some(before) => replace(path, before),
        None => fs::remove_file(path).map_err(CorrectError::file("remove", path)),
    }
}

/// The TOML file beside a plan's file: the one that is there, whatever nobody sees in its name, else one to be.
fn beside(seeds: &Path, file: &str) -> Result<PathBuf, CorrectError> {
    let wanted = folder::own_name(file);
    let entries = fs::read_dir(seeds).map_err(CorrectError::file("list", seeds))?;
    let names = entries.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut there: Vec<String> =
        names.filter(|name| folder::is_toml(name) && folder::own_name(name) == wanted).collect();
    there.sort();
    let path = seeds.join(there.into_iter().next().unwrap_or_else(|| format!("{}.toml", folder::stem(file))));
    // A link stays one.
    Ok(fs::canonicalize(&path).unwrap_or(path))
}

/// Puts a file in place in one step, with the rights of the one that it replaces.
fn replace(path: &Path, text: &str) -> Result<(), CorrectError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.new"));
    // One that was left by a program that was killed.
    let _ = fs::remove_file(&new);
    let write = || -> io::Result<()> {
        let mut file = File::create_new(&new)?;
        file.write_all(text.as_bytes())?;
        if let Ok(meta) = fs::metadata(path) {
            file.set_permissions(meta.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&new, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&new))).map_err(CorrectError::file("write", path))
}

/// The TOML with one more entry at the end of its kind; what it says of the same thing already goes.
fn with(toml: &str, said: &Said) -> Result<String, String> {
    let mut document: DocumentMut = toml.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    for verdict in ["confirm", "reject"] {
        if let Some(entries) = entries(&mut document, verdict, said.kind)? {
            let is_same = |entry: &Table| {
                let of_entry = |key: &str| entry.get(key).and_then(Item::as_value).map(plain);
                let of_said =
                    |key: &str| said.fields.iter().find(|(name, _)| *name == key).map(|(_, value)| plain(value));
                identity(said.kind).iter().all(|key| of_entry(key) == of_said(key))
            };
            entries.retain(|entry| !is_same(entry));
        }
    }
    let verdict = if said.holds { "confirm" } else { "reject" };
    let mut entry = Table::new();
    for (key, value) in &said.fields {
        entry.insert(key, Item::Value(value.clone()));
    }
    let above = document.entry(verdict).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let above = above.as_table_mut().ok_or_else(|| format!("`{verdict}` is no table"))?;
    let entries = above.entry(said.kind.id()).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let entries = entries.as_array_of_tables_mut().ok_or_else(|| form_of(verdict, said.kind))?;
    entries.push(entry);
    // Taking the last entry of a kind away leaves nothing behind.
    for verdict in ["confirm", "reject"] {
        tidy(&mut document, verdict);
    }
    Ok(document.to_string())
}

/// The entries of a kind, where there are any.
fn entries<'a>(
    document: &'a mut DocumentMut,
    verdict: &str,
    kind: CheckedKind,
) -> Result<Option<&'a mut ArrayOfTables>, String> {
    match document.get_mut(verdict).and_then(|above| above.get_mut(kind.id())) {
        None => Ok(None),
        Some(item) => item.as_array_of_tables_mut().map(Some).ok_or_else(|| form_of(verdict, kind)),
    }
}

fn form_of(verdict: &str, kind: CheckedKind) -> String {
    format!("write `{verdict}.{0}` as tables of their own, each behind `[[{verdict}.{0}]]`", kind.id())
}

fn tidy(document: &mut DocumentMut, verdict: &str) {
    let Some(above) = document.get_mut(verdict).and_then(Item::as_table_mut) else { return };
    let empty: Vec<String> = above
        .iter()
        .filter(|(_, item)| item.as_array_of_tables().is_some_and(ArrayOfTables::is_empty))
        .map(|(kind, _)| kind.to_owned())
        .collect();
    empty.iter().for_each(|kind| drop(above.remove(kind)));
    if above.is_empty() {
        document.remove(verdict);
    }
}

/// The keys by which two entries of a kind are about the same thing.
fn identity(kind: CheckedKind) -> &'static [&'static str] {
    match kind {
        CheckedKind::Link => &["clause", "parent"],
        CheckedKind::Target => &["clause", "words", "figure"],
        CheckedKind::Unit => &["clause", "unit"],
        CheckedKind::Topic => &["clause", "topic"],
        CheckedKind::Fact => &["field"],
    }
}

/// A value without what stands around it.
fn plain(value: &Value) -> String {
    value.clone().decorated("", "").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(holds: bool, clause: &str, parent: &str) -> Said {
        let fields = vec![("clause", clause.into()), ("words", "稳定就业".into()), ("parent", parent.into())];
        let fields = [fields, vec![("parent_words", "促进\"就业\"".into())]].concat();
        Said { holds, kind: CheckedKind::Link, fields }
    }

    #[test]
    fn an_entry_is_added_and_all_else_stays() {
        let before = "# from the office\nsigned = \"2025-02-26\"   # by hand\n\n[[confirm.link]] # first\n\
            clause = \"1\"\nwords = \"甲\"\nparent = \"x-2024/1\"\nparent_words = \"甲\"\n";
        let after = with(before, &link(true, "2.3", "x-2024/2")).expect("written");
        assert!(after.starts_with(before), "{after}");
        assert_eq!(
            &after[before.len()..],
            "\n[[confirm.link]]\nclause = \"2.3\"\nwords = \"稳定就业\"\nparent = \"x-2024/2\"\n\
             parent_words = '促进\"就业\"'\n"
        );
    }

    #[test]
    fn of_one_thing_the_last_word_stays() {
        let first = with("", &link(true, "2.3", "x-2024/2")).expect("written");
        assert!(first.starts_with("[[confirm.link]]\n"), "{first}");
        let second = with(&first, &link(false, "2.3", "x-2024/2")).expect("written");
        assert!(second.trim_start().starts_with("[[reject.link]]") && !second.contains("confirm"), "{second}");
        let third = with(&second, &link(false, "2.4", "x-2024/2")).expect("written");
        assert_eq!(third.matches("[[reject.link]]").count(), 2, "{third}");
    }

    #[test]
    fn a_file_that_cannot_be_completed_stays() {
        let seeds = tempfile::tempdir().expect("a folder");
        for (name, text, problem) in [
            ("a", "title = ", "a.toml"),
            ("b", "confirm = { link = [] }\n", "confirm"),
            ("c", "titel = \"x\"\n", "unknown field"),
        ] {
            let path = seeds.path().join(format!("{name}.toml"));
            fs::write(&path, text).expect("a file");
            let error = write(seeds.path(), &format!("{name}.txt"), &[link(true, "1", "x-2024/1")]).expect_err(name);
            assert!(error.to_string().contains(problem), "{error}");
            assert_eq!(fs::read_to_string(&path).expect("a file"), text);
        }
    }

    #[test]
    fn what_was_written_is_taken_back_unless_somebody_changed_it() {
        let seeds = tempfile::tempdir().expect("a folder");
        let path = seeds.path().join("a\u{200B}.toml");
        let written = write(seeds.path(), "a.txt", &[link(true, "1", "x-2024/1")]).expect("written");
        assert_eq!(fs::read_dir(seeds.path()).expect("listed").count(), 1, "nothing lies beside it");
        undo(&written).expect("taken back");
        assert_eq!(fs::read_dir(seeds.path()).expect("listed").count(), 0);
        fs::write(&path, "# mine\n").expect("a file");
        let first = write(seeds.path(), "a.txt", &[link(true, "1", "x-2024/1")]).expect("written");
        let second = write(seeds.path(), "a.txt", &[link(false, "1", "x-2024/1")]).expect("written");
        assert!(matches!(undo(&first), Err(CorrectError::Changed { .. })));
        undo(&second).and_then(|()| undo(&first)).expect("taken back in turn");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "# mine\n");
    }
}
