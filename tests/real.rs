//! Real documents of other fields and places, labelled blind: `tests/real/README.md`. The documents themselves are
//! not part of this repository; the folder is `REAL`, else `../shared/real/docs`, and without it nothing is measured.
//!
//! `cargo test --release --test real -- --nocapture` prints the figures.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use labels::{Tally, measure};
use plan_cascade::compile::{self, SeedFile};
use plan_cascade::model::ClauseId;
use std::fmt::Write;
use std::path::{Path, PathBuf};

mod labels;

#[test]
fn real_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("REAL").map_or_else(|| root.join("../shared/real/docs"), PathBuf::from);
    if !folder.is_dir() {
        println!("skipped: no real documents in {}", folder.display());
        return;
    }
    let documents: Vec<SeedFile> = compile::read_seeds(&folder).unwrap();
    let (mut out, mut wrong, mut sum) = (String::new(), String::new(), Tally::default());
    for document in &documents {
        let labels = root.join("tests/real").join(&document.name).with_extension("expected.json");
        let Ok(labels) = std::fs::read_to_string(labels) else { continue };
        let expected: serde_json::Value = serde_json::from_str(&labels).unwrap();
        let corpus = compile::compile(std::slice::from_ref(document)).corpus;
        let Some(plan) = corpus.plans.iter().find(|plan| plan.text) else {
            writeln!(wrong, "    {}: no plan was read", document.name).unwrap();
            continue;
        };
        let tally = measure(&corpus, plan, &expected, &mut wrong);
        out += &tally.line(&document.name);
        sum.add(tally);
    }
    out += &sum.line("== all");
    writeln!(out, "units of clauses that name some: {}/{}", sum.named.0, sum.named.1).unwrap();
    writeln!(out, "links to the plans on urbanisation: {}", strange_links(root, documents)).unwrap();
    println!("{out}{wrong}");
}

/// Links between these documents and the plans of `seeds/`, which are of another field.
fn strange_links(root: &Path, documents: Vec<SeedFile>) -> usize {
    // Several are of one place and year: each gets an id of its own.
    let named = documents.into_iter().flat_map(|document| {
        let stem = Path::new(&document.name).file_stem().unwrap().to_string_lossy().into_owned();
        let sidecar = format!("id = \"real-{stem}\"\n").into_bytes();
        [document, SeedFile { name: format!("{stem}.toml"), bytes: sidecar }]
    });
    let seeds = compile::read_seeds(&root.join("seeds")).unwrap().into_iter().chain(named).collect::<Vec<_>>();
    let corpus = compile::compile(&seeds).corpus;
    let real = |id: &ClauseId| id.plan().starts_with("real-");
    corpus.links.iter().filter(|link| real(&link.child) != real(&link.parent)).count()
}
