//! The rules of the house that `src/lib.rs` states.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::path::{Path, PathBuf};

const NOTHING: &[&str] = &[];

/// Which of our own modules each may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("order", NOTHING),
    ("model", NOTHING),
    ("text", &["order", "model"]),
    ("compile", &["model", "text", "query"]),
    ("messages", &["model"]),
    ("bundle", &["model", "text", "messages"]),
    ("query", &["order", "model", "text", "messages", "bundle"]),
    ("web", &["order", "model", "text", "messages", "bundle", "query"]),
    ("site", &["model", "text", "compile", "messages", "bundle", "query", "web"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let foreign = ["node_modules", "target", "corpus"].iter().any(|name| path.ends_with(name));
        if path.is_dir() && !foreign {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Source files of a module, without their tests.
fn module(name: &str) -> Vec<(PathBuf, String)> {
    let mut paths = vec![root().join(format!("src/{name}.rs"))];
    let folder = root().join("src").join(name);
    if folder.is_dir() {
        files(&folder, &mut paths);
    }
    let code = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let end = text.find("#[cfg(test)]").unwrap_or(text.len());
        (path, text[..end].to_owned())
    };
    paths.into_iter().map(code).collect()
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn modules_use_only_what_is_below_them() {
    for (name, allowed) in ARROWS {
        for (path, text) in module(name) {
            for line in code_lines(&text) {
                for used in ARROWS.iter().map(|(m, _)| m).filter(|m| *m != name && !allowed.contains(m)) {
                    let names = line.contains(&format!("crate::{used}::")) || line.contains(&format!("crate::{used};"));
                    assert!(!names, "{}: `{name}` must not use `{used}`: {line}", path.display());
                }
            }
        }
    }
}

#[test]
fn pure_modules_do_no_io() {
    const FORBIDDEN: &[&str] = &[
        "std::fs",
        "std::net",
        "std::env",
        "std::time",
        "SystemTime",
        "Instant",
        "println!",
        "web_sys",
        "gloo",
        "js_sys",
        "yew",
    ];
    for name in ["model", "text", "messages", "query"] {
        for (path, text) in module(name) {
            for line in code_lines(&text) {
                let found = FORBIDDEN.iter().find(|word| line.contains(**word));
                assert!(found.is_none(), "{}: {line}", path.display());
            }
        }
    }
}

/// Whoever writes another table would forget what spreadsheets take for formulas.
#[test]
fn one_function_writes_csv() {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    paths.retain(|path| std::fs::read_to_string(path).unwrap().contains("csv::"));
    assert_eq!(paths, [root().join("src/compile/export.rs")]);
}

#[test]
fn every_file_opens_with_what_it_is() {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    files(&root().join("tests"), &mut paths);
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
    }
}
