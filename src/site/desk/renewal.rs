//! A changed vocabulary: it is part of the program, so the program is built anew and takes its own place.
//!
//! In: the sources. Out: the same command, run by the new program; pages that are open load again once it answers.
//! Invariant: where the new program cannot be built the old one goes on.

use crate::site::progress::{step, tell};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Kinds of files in `assets/` that are compiled into the program.
const KINDS: [&str; 3] = ["toml", "tsv", "txt"];

/// The vocabularies of a folder with what they hold.
pub fn vocabularies(assets: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let kind = |path: &Path| path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known));
    let entries = fs::read_dir(assets).into_iter().flatten().filter_map(Result::ok);
    let files = entries.map(|entry| entry.path()).filter(|path| kind(path));
    files.filter_map(|path| fs::read(&path).ok().map(|bytes| (path, bytes))).collect()
}

/// Builds the program of `sources` anew and runs it in the place of this one; returns where that fails.
pub fn renew(sources: &Path) {
    let Ok(program) = env::current_exe() else { return };
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--bin", env!("CARGO_PKG_NAME")]).current_dir(sources);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    match step("a vocabulary changed: building the program anew", || cargo.status()) {
        Ok(status) if status.success() => run(&program),
        Ok(status) => tell(&format!("error: the program cannot be built ({status}); the site stays as it was")),
        Err(error) => tell(&format!("error: cargo cannot be run: {error}; the site stays as it was")),
    }
}

/// Runs the new program with the arguments of this one.
#[cfg(unix)]
fn run(program: &Path) {
    use std::os::unix::process::CommandExt;
    let error = Command::new(program).args(env::args_os().skip(1)).exec();
    tell(&format!("error: {} cannot be run: {error}; stop this program and start it again", program.display()));
}

#[cfg(not(unix))]
fn run(_: &Path) {
    tell("the program was built anew: stop this one and start it again");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vocabularies_are_told_from_what_is_read_when_it_is_used() {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        let known = vocabularies(&assets);
        let names: Vec<String> =
            known.keys().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
        for name in ["topics.toml", "indicators.toml", "lexicon.toml", "phrases.txt", "concepts.txt", "divisions.tsv"] {
            assert!(names.iter().any(|own| own == name), "{name}");
        }
        assert!(!names.iter().any(|name| name.ends_with(".js") || name.ends_with(".md")));
    }
}
