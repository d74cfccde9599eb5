//! The data dictionary on the site says exactly what the open data hold.

use plan_cascade::{compile, messages, model::Language};
use std::path::Path;

#[test]
fn every_field_is_explained_and_no_other() {
    let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let files = compile::export::files(&compile::compile(&seeds).corpus).unwrap();
    let mut written = Vec::new();
    for (name, bytes) in &files {
        let Some(file) = name.strip_suffix(".jsonl") else { continue };
        let text = std::str::from_utf8(bytes).unwrap();
        let record: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        written.extend(record.as_object().unwrap().keys().map(|field| format!("{file}.{field}")));
    }
    written.sort();
    for language in Language::ALL {
        let guide = messages::guide(language).unwrap();
        let mut explained: Vec<String> = guide.fields.iter().map(|(field, _)| (*field).to_owned()).collect();
        explained.sort();
        assert_eq!(explained, written, "{}", language.id());
        // Every file can be downloaded from the page.
        let listed = |name: &str| messages::of(language).data.files.iter().any(|(file, _)| *file == name);
        for (name, _) in &files {
            assert!(listed(name), "{name} in {}", language.id());
        }
    }
}
