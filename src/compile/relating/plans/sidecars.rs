//! The TOML files beside texts: which belongs to which, and what it says instead of the text.

use crate::compile::folder;
use crate::compile::reading::source::Source;
use crate::compile::reading::{figures, metadata};
use crate::compile::{Diagnostic, SeedFile, Severity};
use crate::model::Date;
use std::collections::BTreeMap;

/// What stands beside the texts of one name.
#[derive(Default)]
pub enum Sidecar<'a> {
    #[default]
    None,
    Broken,
    Facts {
        seed: &'a SeedFile,
        facts: Box<figures::Facts>,
        /// Else it holds the figures of a plan without text.
        beside_text: bool,
    },
}

/// The TOML files by the name that they share with a text.
pub fn read_sidecars<'a>(seeds: &[&'a SeedFile], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Sidecar<'a>> {
    let mut sidecars = BTreeMap::<String, Sidecar>::new();
    for seed in seeds.iter().filter(|seed| folder::is_toml(&seed.name)) {
        let place = sidecars.entry(folder::own_name(&seed.name)).or_default();
        if !matches!(place, Sidecar::None) {
            let message = "another file of this name and ending says what is known of the same plan".to_owned();
            diagnostics.push(Diagnostic::of_file("toml", Severity::Error, &seed.name, message, "keep one of the two"));
            continue;
        }
        *place = match figures::read(seed) {
            Ok(facts) => Sidecar::Facts { seed, facts: Box::new(facts), beside_text: false },
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                Sidecar::Broken
            }
        };
    }
    sidecars
}

pub fn override_facts(
    facts: &mut metadata::Facts,
    sidecar: &figures::Facts,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut note = |field: &str, from: Option<String>, to: &str| {
        if let Some(from) = from.filter(|from| from != to) {
            let message = format!("`{field}` is `{from}` in the text and `{to}` by the file beside it");
            diagnostics.push(source.remark("override", Severity::Note, 0, 1, message));
        }
    };
    let text = |note: &mut dyn FnMut(&str, Option<String>, &str),
                field: &str,
                fact: &mut Option<String>,
                given: &Option<String>| {
        if let Some(given) = given {
            note(field, fact.replace(given.clone()), given);
        }
    };
    text(&mut note, "title", &mut facts.title, &sidecar.title);
    text(&mut note, "document_number", &mut facts.document_number, &sidecar.document_number);
    text(&mut note, "index_number", &mut facts.index_number, &sidecar.index_number);
    if let Some(issuer) = &sidecar.issuer {
        note("issuer", facts.issuer.clone(), issuer);
        facts.set_issuer(Some(issuer.clone()));
    }
    if let Some(status) = &sidecar.status {
        note("status", facts.status.stated.clone(), status);
        facts.set_status(Some(status.clone()));
    }
    let mut date = |field: &str, fact: &mut Option<Date>, given: Option<Date>| {
        if let Some(given) = given {
            note(field, fact.replace(given).map(|d| d.to_string()), &given.to_string());
        }
    };
    date("signed", &mut facts.signed, sidecar.signed);
    date("published", &mut facts.published, sidecar.published);
}
