//! Whether a change of the code changed what it reads: the exports and remarks of an older program beside those of
//! this one, over every corpus of the tests and any other folder of plans. Only added fields and columns may differ.
//!
//! ```sh
//! cp target/release/plan-cascade /tmp/older        # before the change
//! OLDER=/tmp/older FOLDERS=~/plans:~/more cargo test --release --test same -- --ignored --nocapture
//! ```

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Differences printed of one file; the rest is only counted.
const SHOWN: usize = 5;

#[test]
#[ignore = "compares with an older program, which OLDER names"]
fn reads_what_the_older_program_read() {
    let older = PathBuf::from(std::env::var_os("OLDER").expect("OLDER names the older program"));
    let newer = PathBuf::from(env!("CARGO_BIN_EXE_plan-cascade"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["seeds", "tests/plans", "tests/unseen/first", "tests/unseen/second"].map(|folder| root.join(folder));
    let given = std::env::var_os("FOLDERS").unwrap_or_default();
    let mut different = 0;
    for folder in own.into_iter().chain(std::env::split_paths(&given)).filter(|folder| !folder.as_os_str().is_empty()) {
        let [before, after] = [&older, &newer].map(|program| Output::of(program, &folder));
        let found = before.differences(&after);
        println!("{}: {} files, {} differences", folder.display(), before.files.len(), found);
        different += found;
    }
    assert_eq!(different, 0, "see above");
}

/// What a program says of a folder of plans: its exported files and its remarks.
struct Output {
    files: Vec<(String, String)>,
}

impl Output {
    fn of(program: &Path, folder: &Path) -> Self {
        let out = tempfile::tempdir().unwrap();
        let run = |arguments: &[&std::ffi::OsStr]| Command::new(program).args(arguments).output().unwrap();
        let folder = folder.as_os_str();
        run(&["export".as_ref(), "--seeds".as_ref(), folder, "--out".as_ref(), out.path().as_os_str()]);
        let remarks = run(&["check".as_ref(), "--json".as_ref(), "--seeds".as_ref(), folder]).stdout;
        let mut files = vec![("remarks by check".to_owned(), String::from_utf8(remarks).unwrap())];
        for entry in std::fs::read_dir(out.path()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.starts_with('.') {
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
        files.sort();
        assert!(files.len() > 5, "{} exports {:?} only", program.display(), files.len());
        Self { files }
    }

    fn differences(&self, newer: &Self) -> usize {
        let mut count = 0;
        for (name, before) in &self.files {
            let after = newer.files.iter().find(|(other, _)| other == name).map_or("", |(_, text)| text.as_str());
            let found = if name.ends_with(".csv") { tables_differ(before, after) } else { lines_differ(before, after) };
            found.iter().take(SHOWN).for_each(|difference| println!("  {name}: {difference}"));
            count += found.len();
        }
        count
    }
}

/// Lines of JSON whose older fields are not all there with their older values.
fn lines_differ(before: &str, after: &str) -> Vec<String> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let line = |lines: &[&str], n: usize| lines.get(n).map_or(Value::Null, |line| serde_json::from_str(line).unwrap());
    let differ = |n: usize| {
        let (old, new) = (line(&before, n), line(&after, n));
        (!is_within(&old, &new)).then(|| format!("line {}\n    - {old}\n    + {new}", n + 1))
    };
    (0..before.len().max(after.len())).filter_map(differ).collect()
}

/// Whether `new` says all that `old` says; objects may say more.
fn is_within(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            old.iter().all(|(key, value)| new.get(key).is_some_and(|new| is_within(value, new)))
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_within(old, new))
        }
        _ => old == new,
    }
}

/// Rows of a table whose older columns are not what they were.
fn tables_differ(before: &str, after: &str) -> Vec<String> {
    let read = |text: &str| -> Vec<Vec<String>> {
        let text = text.trim_start_matches('\u{FEFF}').as_bytes();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let (before, after) = (read(before), read(after));
    let head = |table: &[Vec<String>]| table.first().cloned().unwrap_or_default();
    let columns: BTreeSet<String> = head(&before).into_iter().collect();
    let old_columns = |row: &Vec<String>| -> Vec<String> {
        let named = head(&after).into_iter().zip(row.iter().cloned());
        named.filter(|(name, _)| columns.contains(name)).map(|(_, cell)| cell).collect()
    };
    let after: Vec<Vec<String>> = after.iter().map(old_columns).collect();
    let differ = |n: usize| {
        (before.get(n) != after.get(n)).then(|| format!("row {n}\n    - {:?}\n    + {:?}", before.get(n), after.get(n)))
    };
    (0..before.len().max(after.len())).filter_map(differ).collect()
}
