//! The data dictionary on the site, and the description for programs, say exactly what the open data hold.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod generations;

use plan_cascade::publish::{self, Kind};
use plan_cascade::{compile, messages, model::Language};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static FILES: LazyLock<Vec<publish::File>> = LazyLock::new(|| {
    let files = compile::export::files(&compile::compile(&generations::seeds()).corpus).unwrap();
    files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
});

fn records(bytes: &[u8]) -> Vec<serde_json::Map<String, Value>> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_field_is_explained_and_no_other() {
    let mut written = Vec::new();
    for (name, bytes) in FILES.iter() {
        let Some(file) = name.strip_suffix(".jsonl") else { continue };
        written.extend(records(bytes)[0].keys().map(|field| format!("{file}.{field}")));
    }
    written.sort();
    for language in Language::ALL {
        let guide = messages::guide(language).unwrap();
        let mut explained: Vec<String> = guide.fields.iter().map(|(field, _)| (*field).to_owned()).collect();
        explained.sort();
        assert_eq!(explained, written, "{}", language.id());
        // Every file can be downloaded from the page.
        let listed = |name: &str| messages::of(language).data.files.iter().any(|(file, _)| *file == name);
        for (name, _) in FILES.iter() {
            assert!(listed(name), "{name} in {}", language.id());
        }
    }
}

/// Whether a value of JSON is of the kind.
fn is_of(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::String => value.is_string(),
        Kind::Integer => value.is_i64(),
        Kind::Number => value.is_number(),
        Kind::Year => value.as_u64().is_some_and(|year| (1900..2200).contains(&year)),
        Kind::Boolean => value.is_boolean(),
        Kind::Date => value.as_str().is_some_and(is_day),
        Kind::Array => value.is_array(),
        Kind::Object => value.is_object(),
    }
}

fn is_day(text: &str) -> bool {
    text.parse::<plan_cascade::model::Date>().is_ok()
}

/// Whether a cell of CSV can be read as the kind.
fn reads_as(kind: Kind, cell: &str) -> bool {
    match kind {
        Kind::String => true,
        Kind::Integer | Kind::Year => cell.parse::<i64>().is_ok(),
        Kind::Number => cell.parse::<f64>().is_ok(),
        Kind::Boolean => ["true", "false"].contains(&cell),
        Kind::Date => is_day(cell),
        Kind::Array | Kind::Object => false,
    }
}

#[test]
fn every_column_of_every_table_has_a_type_that_its_data_have() {
    for (name, bytes) in FILES.iter() {
        let kinds = publish::kinds(name).unwrap_or_else(|| panic!("{name} is not described"));
        let known: Vec<&str> = kinds.iter().map(|(field, _)| *field).collect();
        if name.ends_with(".csv") {
            let mut reader = csv::Reader::from_reader(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap());
            assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), known, "{name}");
            for row in reader.records().map(Result::unwrap) {
                for (cell, (field, kind)) in row.iter().zip(&kinds).filter(|(cell, _)| !cell.is_empty()) {
                    assert!(reads_as(*kind, cell), "{name}: {field} is `{cell}`, no {}", kind.id());
                }
            }
            continue;
        }
        for record in records(bytes) {
            let fields: BTreeSet<&str> = record.keys().map(String::as_str).collect();
            assert_eq!(fields, known.iter().copied().collect(), "{name}");
            for (field, kind) in &kinds {
                let value = &record[*field];
                assert!(value.is_null() || is_of(*kind, value), "{name}: {field} is {value}, no {}", kind.id());
            }
        }
    }
}

#[test]
fn the_package_describes_every_table_and_its_references_hold() {
    let files = &*FILES;
    let package: Value = serde_json::from_slice(&publish::package(files).unwrap()).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let paths: Vec<&str> = resources.iter().map(|resource| resource["path"].as_str().unwrap()).collect();
    assert_eq!(paths, files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    let values = |table: &str, field: &str| -> BTreeSet<String> {
        let (_, bytes) = files.iter().find(|(name, _)| *name == format!("{table}.jsonl")).unwrap();
        records(bytes).iter().filter_map(|record| Some(record[field].as_str()?.to_owned())).collect()
    };
    let mut held = 0;
    for (resource, (name, bytes)) in resources.iter().zip(files) {
        assert_eq!(resource["bytes"].as_u64().unwrap(), bytes.len() as u64);
        for field in resource["schema"]["fields"].as_array().unwrap() {
            for text in ["description", "description:zh-Hant", "description:en"] {
                assert!(!field[text].as_str().unwrap().is_empty(), "{name}: {} has no {text}", field["name"]);
            }
        }
        let Some(table) = name.strip_suffix(".jsonl") else { continue };
        for key in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let target = key["reference"]["resource"].as_str().unwrap().trim_end_matches("-jsonl");
            let target = if target.is_empty() { table } else { target };
            let field = key["fields"][0].as_str().unwrap();
            let (from, to) = (values(table, field), values(target, "id"));
            assert!(from.is_subset(&to), "{table}.{field}: {:?}", from.difference(&to).next());
            held += 1;
        }
    }
    assert!(held >= 8, "{held} references");
}

#[test]
fn the_document_is_what_the_schemas_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/dictionary.md");
    let made = publish::dictionary();
    if std::env::var("DICTIONARY").is_ok_and(|wanted| wanted == "update") {
        std::fs::write(&path, &made).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written == made, "assets/dictionary.md is not what the schemas say: DICTIONARY=update writes it anew");
}
