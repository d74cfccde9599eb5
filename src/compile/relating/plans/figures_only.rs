//! Plans of which no text is here: known by a TOML file of their figures, or by what cites them.

use super::name::id_of;
use crate::compile::divisions::{self, Place, Resolution};
use crate::compile::reading::figures::{self, Figure};
use crate::compile::{Diagnostic, Severity};
use crate::model::{Plan, Source, Target};

/// A plan without text, from a TOML file of its own, and its figures.
pub fn plan_of_figures(
    name: &str,
    facts: &figures::Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Plan, Vec<Target>)> {
    let mut error = |message: String, hint: &str| {
        diagnostics.push(Diagnostic::of_file("figures", Severity::Error, name, message, hint));
    };
    let (Some(title), Some(issuer)) = (&facts.title, &facts.issuer) else {
        error(
            "a file without a text beside it needs `title` and `issuer`".into(),
            "a file that completes a plan has the plan's name",
        );
        return None;
    };
    let Resolution::Found(place) = divisions::resolve(facts.place.as_deref().unwrap_or(issuer), "") else {
        error(format!("the place of `{issuer}` was not found"), "add `place = \"code\"`");
        return None;
    };
    let Some(year) = facts.signed.map(|d| d.year).or(facts.year) else {
        error("the year of signing is missing".into(), "add `signed` or `year`");
        return None;
    };
    let id = facts.id.clone().map_or_else(|| id_of(&place, year), Ok);
    let id = id.map_err(|wrong| error(wrong.to_string(), "add `id = \"…\"`")).ok()?;
    let mut plan = plan_without_text(id.into(), title, Some(issuer.clone()), place, facts.document_number.clone());
    plan.source_file = name.to_owned();
    plan.signed = facts.signed;
    plan.published = facts.published;
    plan.valid_until = facts.valid_until;
    plan.source_url.clone_from(&facts.source_url);
    let targets = facts.targets.iter().enumerate().map(|(i, figure)| figure_target(&plan, i + 1, figure)).collect();
    Some((plan, targets))
}

fn figure_target(plan: &Plan, number: usize, figure: &Figure) -> Target {
    Target {
        id: format!("{}#{number}", plan.id),
        plan: plan.id.clone(),
        clause: None,
        indicator: figure.indicator.to_string(),
        label: figure.label.clone(),
        comparator: figure.comparator,
        value: Some(figure.value),
        value_max: None,
        unit: figure.unit.clone(),
        kind: figure.kind,
        year_from: figure.year_from,
        year_to: figure.year_to,
        scope: figure.scope.clone(),
        qualitative: false,
        quote: None,
        span: None,
        source: Some(Source {
            title: plan.title.clone(),
            document_number: plan.document_number.clone(),
            chapter: figure.chapter.clone(),
            accessed: figure.accessed,
        }),
        figure: None,
        years: None,
        change: None,
        often: None,
        baseline: None,
        year_by: None,
        checked: None,
    }
}

/// A plan of which no text is here.
pub fn plan_without_text(
    id: String,
    title: &str,
    issuer: Option<String>,
    place: Place,
    document_number: Option<String>,
) -> Plan {
    Plan {
        title: title.to_owned(),
        place_code: place.code,
        parent_place: place.parent,
        document_number,
        issuers: issuer.iter().flat_map(|issuer| issuer.split('、')).map(str::to_owned).collect(),
        issuer,
        ..Plan::new(id, place.name, place.level)
    }
}
