//! What tells a plan from all others: its title, its place, its id.

use crate::compile::divisions::{self, Place, Resolution};
use crate::compile::folder::stem;
use crate::compile::reading::source::Source;
use crate::compile::reading::{figures, metadata};
use crate::compile::{Diagnostic, Severity};
use crate::model::{Id, IdError};
use std::borrow::Cow;

/// What tells a plan from all others.
pub struct Name {
    pub title: String,
    pub place: Place,
    pub id: String,
}

/// Names a plan; none where something is missing, all of which is told.
pub fn name_plan(
    facts: &metadata::Facts,
    sidecar: &figures::Facts,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Name> {
    let mut error = |code, message: &str, hint: &str| {
        let remark = source.remark(code, Severity::Error, 0, 1, message.to_owned());
        diagnostics.push(Diagnostic { hint: Some(format!("add `{hint}` to {}.toml", stem(&source.name))), ..remark });
    };
    let title = facts.title.clone().filter(|title| !title.trim().is_empty());
    if title.is_none() {
        let message =
            "no title was found: neither a covering notice names one nor does a line end in 方案, 计划, 要点 …";
        error("no-title", message, "title = \"…\"");
    }
    let year = find_year(facts, title.as_deref().unwrap_or_default(), sidecar);
    if year.is_none() {
        let message = "no date of signing was found, nor a year in the document number or title";
        error("no-date", message, "signed = \"2025-01-31\"");
    }
    let place = find_place(facts, sidecar, source).map_err(|(message, hint)| error("no-place", &message, &hint));
    let (title, year, place) = (title?, year?, place.ok()?);
    let id = sidecar.id.clone().map_or_else(|| id_of(&place, year), Ok);
    let id = id.map_err(|wrong| error("no-id", &wrong.to_string(), "id = \"…\"")).ok()?;
    Some(Name { title, place, id: id.into() })
}

/// The issuing place: by the file beside the plan, by the issuer's name, by the title's first words, else by the number. Where none
/// tells it: what is wrong, and what to say in the file beside the plan.
fn find_place(
    facts: &metadata::Facts,
    sidecar: &figures::Facts,
    source: &Source,
) -> Result<Place, (String, Cow<'static, str>)> {
    let body = source.reading(0..source.chars.len());
    let named = [sidecar.place.as_deref(), facts.issuer.as_deref(), facts.title.as_deref()];
    let mut ambiguous = None;
    for name in named.into_iter().flatten() {
        match divisions::resolve(name, &body) {
            Resolution::Found(place) => return Ok(place),
            Resolution::Ambiguous(places) => ambiguous = ambiguous.or(Some((name, places))),
            Resolution::Unknown => {}
        }
    }
    let issuer = facts.issuer.as_deref().or(facts.title.as_deref()).unwrap_or_default();
    let number = facts.document_number.as_deref().unwrap_or_default();
    if let Some(place) = divisions::province_of_number(issuer, number) {
        return Ok(place);
    }
    let Some((name, places)) = ambiguous else {
        // The table ends with the counties; whether a zone's plan may stand for the place around it a person decides.
        let within = facts.issuer.as_deref().and_then(|issuer| Some((issuer, divisions::around(issuer)?)));
        return Err(match within {
            Some((issuer, Place { name, code: Some(code), .. })) => (
                format!("`{issuer}` is an office within {name}, for whose area there is no division"),
                format!("place = \"{code}\"").into(),
            ),
            _ => ("the issuing place was not found".to_owned(), "place = \"350526\"".into()),
        });
    };
    let list: Vec<String> = places.iter().map(|p| format!("{} {}", p.code.as_deref().unwrap_or(""), p.name)).collect();
    Err((format!("`{name}` may be any of {}", list.join(", ")), "place = \"the right code\"".into()))
}

fn find_year(facts: &metadata::Facts, title: &str, sidecar: &figures::Facts) -> Option<u16> {
    let number = |text: &str| {
        let digits: Vec<char> = text.chars().collect();
        digits
            .windows(4)
            .find_map(|w| w.iter().collect::<String>().parse::<u16>().ok().filter(|y| (1980..2100).contains(y)))
    };
    facts
        .signed
        .map(|d| d.year)
        .or(sidecar.year)
        .or_else(|| facts.document_number.as_deref().and_then(number))
        .or(facts.year)
        .or_else(|| facts.published.or(facts.effective).map(|d| d.year))
        .or_else(|| number(title))
}

/// The id of a plan whose file gives none.
pub fn id_of(place: &Place, year: u16) -> Result<Id, IdError> {
    format!("{}-{year}", place.slug).try_into()
}
