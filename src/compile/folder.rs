//! The authors' folder → seed files.
//!
//! In: a folder. Out: its documents and `.toml` files by name, and what else lies there as remarks. Invariant: only a
//! folder that cannot be listed is a failure; one file that cannot be read is an error of that file.

use super::{Diagnostic, SeedFile, Severity};
use crate::text::invisible::is_invisible;
use std::path::Path;

/// Endings of the files that hold a plan's text.
pub const READ: [&str; 10] = ["txt", "md", "markdown", "html", "htm", "xhtml", "shtml", "docx", "pdf", "ofd"];

/// Endings of files in which plans are published too, and which are not read: each is told with a remedy.
const NOT_READ: [&str; 10] = ["doc", "wps", "rtf", "odt", "mht", "mhtml", "zip", "rar", "7z", "gz"];

/// The folder among the seeds that holds words of the corpus's own.
const VOCABULARY: &str = "vocabulary";

/// What lies in a folder of seeds.
#[derive(Debug, Default)]
pub struct Folder {
    /// The documents and `.toml` files that could be read, by name.
    pub seeds: Vec<SeedFile>,
    /// Files that could not be read, and what was passed over; by name.
    pub diagnostics: Vec<Diagnostic>,
}

/// The seeds could not be read from the disk.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}: {source}")]
pub struct ReadSeedsError {
    /// The folder that cannot be listed.
    pub path: String,
    /// What the system says of it.
    pub source: std::io::Error,
}

/// Reads a folder.
///
/// # Errors
/// The folder itself cannot be listed.
pub fn read_folder(folder: &Path) -> Result<Folder, ReadSeedsError> {
    let failed = |source| ReadSeedsError { path: folder.display().to_string(), source };
    let mut found = Folder::default();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name == VOCABULARY && path.is_dir() {
            continue;
        }
        match read_entry(&path, &name) {
            Ok(bytes) => found.seeds.push(SeedFile { name, bytes }),
            Err(remark) => found.diagnostics.push(remark),
        }
    }
    read_vocabulary(&folder.join(VOCABULARY), &mut found);
    found.seeds.sort_by(|a, b| a.name.cmp(&b.name));
    found.diagnostics.sort_by(|a, b| a.file.cmp(&b.file));
    if !found.seeds.iter().any(|seed| !is_vocabulary(&seed.name)) {
        let message = "the folder holds no plan".to_owned();
        let hint = "save a plan in it: .txt, .md, .html, .docx, .pdf or .ofd";
        let name = folder.display().to_string();
        found.diagnostics.push(Diagnostic::of_file("no-seeds", Severity::Warning, &name, message, hint));
    }
    Ok(found)
}

/// Adds the files of the corpus's own vocabulary, where it has some.
fn read_vocabulary(folder: &Path, found: &mut Folder) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let shown = format!("{VOCABULARY}/{name}");
        match read_entry(&path, &name) {
            Ok(bytes) if is_toml(&name) => found.seeds.push(SeedFile { name: shown, bytes }),
            Ok(_) => {
                let message = "passed over: no file of words".to_owned();
                let hint = "a vocabulary is a .toml file";
                found.diagnostics.push(Diagnostic::of_file("passed-over", Severity::Note, &shown, message, hint));
            }
            Err(remark) => found.diagnostics.push(Diagnostic { file: shown, ..remark }),
        }
    }
}

/// The seeds of a folder, whatever else lies there.
///
/// # Errors
/// The folder itself cannot be listed.
pub fn read_seeds(folder: &Path) -> Result<Vec<SeedFile>, ReadSeedsError> {
    read_folder(folder).map(|folder| folder.seeds)
}

/// The bytes of a seed, or what to say of something else.
fn read_entry(path: &Path, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let passed_over = |what: &str| {
        let message = format!("passed over: {what}");
        let hint = "read are files that end in .txt, .md, .html, .docx, .pdf, .ofd and .toml";
        Diagnostic::of_file("passed-over", Severity::Note, name, message, hint)
    };
    let unread = |error: std::io::Error| {
        let message = format!("the file cannot be read: {error}");
        Diagnostic::of_file("file", Severity::Error, name, message, "its plan is left out; all others are built")
    };
    if name.starts_with('.') {
        return Err(passed_over("a hidden file"));
    }
    if !is_document(name) && !is_toml(name) {
        let folder = path.is_dir();
        return Err(passed_over(if folder { "a folder" } else { "a file of another kind" }));
    }
    match std::fs::metadata(path).map_err(unread)? {
        found if found.is_file() => std::fs::read(path).map_err(unread),
        found if found.is_dir() => Err(passed_over("a folder")),
        // Reading a pipe would wait for ever.
        _ => Err(passed_over("no file but a pipe or device")),
    }
}

/// Whether a file of this name holds a plan's text, or would if its format were read.
pub fn is_document(name: &str) -> bool {
    READ.iter().chain(&NOT_READ).any(|ending| has_ending(name, ending))
}

/// Whether a file of this name is a plain text.
pub fn is_plain(name: &str) -> bool {
    has_ending(name, "txt")
}

/// Whether a file of this name completes a plan or holds figures.
pub fn is_toml(name: &str) -> bool {
    has_ending(name, "toml")
}

/// Whether a file holds words of the corpus's own: vocabulary/health.toml.
pub fn is_vocabulary(name: &str) -> bool {
    name.strip_prefix(VOCABULARY).is_some_and(|rest| rest.starts_with('/'))
}

/// A file's name without its ending: what a plan and the file beside it share.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What a plan and the file beside it are both called, whatever nobody sees in the names.
pub fn own_name(name: &str) -> String {
    stem(name).chars().filter(|c| !is_invisible(*c)).collect()
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}
