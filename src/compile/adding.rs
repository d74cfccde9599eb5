//! Files as published → seeds under their plan's id, each with what is known of where it came from.
//!
//! In: files of any format that is read, the folder of seeds, the day. Out: copies `ID.ENDING` with their sidecars
//! `ID.toml`, and what `check` says of them. A `.toml` beside a file completes it and is taken along. Invariants: nothing
//! in the folder is ever overwritten; all files are added or none.

use super::folder::{self, READ, ReadSeedsError, read_folder, stem};
use super::reading::figures;
use super::reading::formats::{self, Format};
use super::{Compiled, Diagnostic, SeedFile, Severity, check};
use crate::model::{Date, Plan};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What adding came to.
#[derive(Debug)]
pub enum Addition {
    /// The files are in the folder.
    Added {
        /// All of the folder, the new ones among them.
        seeds: Vec<SeedFile>,
        /// What compiling all of these gives.
        compiled: Box<Compiled>,
        /// Names of the new seeds, without their sidecars.
        names: Vec<String>,
    },
    /// Nothing was added: what has to be mended first, about the files as they were given.
    Refused {
        /// The files as they were given, each with the `.toml` beside it.
        seeds: Vec<SeedFile>,
        /// What is wrong with them.
        diagnostics: Vec<Diagnostic>,
    },
}

/// The files could not be read or copied.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The folder of seeds cannot be listed.
    #[error(transparent)]
    Seeds(#[from] ReadSeedsError),
    /// A file that was given, or the `.toml` beside it, cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file, as it was given.
        path: String,
        /// What the system says of it.
        source: std::io::Error,
    },
    /// A copy cannot be written, or something of its name lies in the folder already.
    #[error("cannot write {path}, so nothing was added: {source}")]
    Write {
        /// Where the copy was to lie.
        path: String,
        /// What the system says of it.
        source: std::io::Error,
    },
}

/// Adds files to the folder `seeds`. `url` is where they were published, `today` the day on which they were taken.
///
/// # Errors
/// A file or the folder cannot be read, or a copy cannot be written; what was written before it is taken away again.
pub fn add(files: &[PathBuf], url: Option<&str>, seeds: &Path, today: Date) -> Result<Addition, AddError> {
    let mut all = read_folder(seeds)?.seeds;
    let before = check(&all).corpus.plans;
    let mut taken: BTreeMap<String, String> =
        before.into_iter().filter(|plan| has_file(plan, &all)).map(|plan| (plan.id, plan.source_file)).collect();
    let mut given = Vec::new();
    let mut refused = Vec::new();
    let mut added = Vec::new();
    for path in files {
        let Given { file, beside } = read_given(path)?;
        let pair: Vec<SeedFile> = [Some(file.clone()), beside.clone()].into_iter().flatten().collect();
        let found = identify(&file, beside.as_ref(), url, &pair, &mut taken);
        given.extend(pair);
        match found {
            Ok(plan) if all.iter().any(|seed| stem(&seed.name) == plan.id) => {
                refused.push(occupied(&file, &plan, &all))
            }
            Ok(plan) => {
                let sidecar = sidecar(&file, beside.as_ref(), url.or(plan.source_url.as_deref()), today);
                let (id, name) = (&plan.id, format!("{}.{}", plan.id, ending(&file)));
                added.push(SeedFile { name, bytes: file.bytes });
                added.push(SeedFile { name: format!("{id}.toml"), bytes: sidecar.into_bytes() });
            }
            Err(diagnostics) => refused.extend(diagnostics),
        }
    }
    if !refused.is_empty() {
        return Ok(Addition::Refused { seeds: given, diagnostics: refused });
    }
    write_all(&added, seeds)?;
    let names = added.iter().map(|seed| seed.name.clone()).filter(|name| !folder::is_toml(name)).collect();
    all.extend(added);
    let compiled = Box::new(check(&all));
    Ok(Addition::Added { seeds: all, compiled, names })
}

/// Whether the plan has a file of its own; one that others only cite has none.
fn has_file(plan: &Plan, seeds: &[SeedFile]) -> bool {
    let own = |seed: &SeedFile| seed.name == plan.source_file && (plan.text || folder::is_toml(&seed.name));
    seeds.iter().any(own)
}

/// A file as it was given, and the `.toml` beside it.
struct Given {
    file: SeedFile,
    beside: Option<SeedFile>,
}

fn read_given(path: &Path) -> Result<Given, AddError> {
    let read = |path: &Path| -> Result<SeedFile, AddError> {
        let failed = |source| AddError::Read { path: path.display().to_string(), source };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(SeedFile { name, bytes: std::fs::read(path).map_err(failed)? })
    };
    let beside = path.with_extension("toml");
    let beside = if beside.is_file() { Some(read(&beside)?) } else { None };
    let mut file = read(path)?;
    // A download may have any ending or none: its content says what it is.
    if !folder::is_document(&file.name) {
        file.name = format!("{}.{}", stem(&file.name), ending(&file));
    }
    Ok(Given { file, beside })
}

/// The plan in a file, whose id is taken from then on; else what has to be mended.
fn identify(
    file: &SeedFile,
    beside: Option<&SeedFile>,
    url: Option<&str>,
    pair: &[SeedFile],
    taken: &mut BTreeMap<String, String>,
) -> Result<Plan, Vec<Diagnostic>> {
    let error = |message: String, hint: &str| {
        vec![Diagnostic::of_file("not-added", Severity::Error, &file.name, message, hint)]
    };
    let known = beside.and_then(|beside| figures::read(beside).ok()).and_then(|facts| facts.source_url);
    if let (Some(known), Some(url)) = (known, url)
        && known != url
    {
        let hint = format!("take one of the two away: --url {url}, or `source_url` in {}.toml", stem(&file.name));
        return Err(error(format!("the file beside it says that it was published at {known}"), &hint));
    }
    let Compiled { corpus, diagnostics, .. } = check(pair);
    let Some(plan) = corpus.plans.into_iter().find(|plan| plan.text) else {
        return Err(diagnostics.into_iter().filter(|remark| remark.severity == Severity::Error).collect());
    };
    if let Some(other) = taken.get(&plan.id) {
        let hint = match folder::is_toml(other) {
            true => format!("{other} holds the known figures of the plan: take it away, the text says them itself"),
            false => format!(
                "if it is another plan, give it an id of its own: a file `{}.toml` beside it with `id = \"…\"`",
                stem(&file.name)
            ),
        };
        return Err(error(format!("{other} is the plan `{}` already", plan.id), &hint));
    }
    taken.insert(plan.id.clone(), file.name.clone());
    Ok(plan)
}

/// A file of the plan's name is in the folder, though no plan of this id is: most often a sidecar that came first.
fn occupied(file: &SeedFile, plan: &Plan, seeds: &[SeedFile]) -> Diagnostic {
    let there = seeds.iter().find(|seed| stem(&seed.name) == plan.id).map_or("", |seed| seed.name.as_str());
    let message = format!("it is the plan `{}`, and {there} is in the folder already", plan.id);
    let hint = match folder::is_toml(there) {
        true => format!(
            "move {there} beside the file as `{}.toml`, and it is taken along; or copy the file into the folder as `{}.{}` yourself",
            stem(&file.name),
            plan.id,
            ending(file)
        ),
        false => format!("mend or take away {there} first: `check` says what is wrong with it"),
    };
    Diagnostic::of_file("not-added", Severity::Error, &file.name, message, &hint)
}

/// What is known of where a file came from, before what the file beside it says: its tables come last.
/// `url` is the address that was given, else that of the page itself.
fn sidecar(file: &SeedFile, beside: Option<&SeedFile>, url: Option<&str>, today: Date) -> String {
    let told = beside.and_then(|beside| figures::read(beside).ok()).unwrap_or_default();
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut text = String::new();
    let mut say = |key: &str, known: bool, value: Option<String>| {
        if let Some(value) = value.filter(|_| !known) {
            text += &format!("{key} = {}\n", quoted(&value));
        }
    };
    say("source_url", told.source_url.is_some(), url.map(str::to_owned));
    say("retrieved", told.retrieved.is_some(), Some(today.to_string()));
    say("sha256", told.sha256.is_some(), Some(figures::sha256(&file.bytes)));
    if let Some(beside) = beside {
        text += String::from_utf8_lossy(&beside.bytes).trim_start_matches('\u{feff}');
    }
    text
}

/// The ending that a file's content calls for; a plain text keeps its own.
fn ending(file: &SeedFile) -> &'static str {
    match formats::sniff(&file.name, &file.bytes) {
        Format::Markdown => "md",
        Format::Html => "html",
        Format::Docx => "docx",
        Format::Pdf => "pdf",
        Format::Ofd => "ofd",
        Format::Text | Format::Unread(_) => READ[0],
    }
}

/// Writes the files, none over another; all or none.
fn write_all(files: &[SeedFile], folder: &Path) -> Result<(), AddError> {
    let failed = |path: &Path, source| AddError::Write { path: path.display().to_string(), source };
    let prepare = |file: &SeedFile| -> Result<(tempfile::NamedTempFile, PathBuf), AddError> {
        let place = folder.join(&file.name);
        let mut builder = tempfile::Builder::new();
        builder.prefix(".adding-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut copy = builder.tempfile_in(folder).map_err(|e| failed(&place, e))?;
        copy.write_all(&file.bytes).and_then(|()| copy.as_file().sync_all()).map_err(|e| failed(&place, e))?;
        Ok((copy, place))
    };
    let copies = files.iter().map(prepare).collect::<Result<Vec<_>, _>>()?;
    let mut written: Vec<PathBuf> = Vec::new();
    for (copy, place) in copies {
        if let Err(error) = copy.persist_noclobber(&place) {
            // What cannot be taken away again is whole, and `check` names it.
            written.iter().for_each(|path| drop(std::fs::remove_file(path)));
            return Err(failed(&place, error.error));
        }
        written.push(place);
    }
    Ok(())
}
