//! What falls due in which year: measures of an annex, with and without a figure, targets of the body, deadlines of
//! clauses. `settings.js` opens the present year and the next.

use super::Place;
use crate::model::{Clause, Kind, Span, Target, row_of};
use crate::query::cite::path_label;
use crate::query::words::figure;
use crate::web::link::Link;
use crate::web::parts::{indicator_name, plan_lang, plan_words, target_words};
use crate::web::route::Route;
use std::collections::BTreeMap;
use yew::prelude::*;

/// What a year holds.
#[derive(Default)]
struct Year<'a> {
    /// Columns of an annex.
    cells: Vec<(&'a Clause, Span)>,
    targets: Vec<&'a Target>,
    /// Clauses that name a day in it.
    clauses: Vec<&'a Clause>,
}

impl Year<'_> {
    fn len(&self) -> usize {
        self.cells.len() + self.targets.len() + self.clauses.len()
    }
}

/// The years of the place's plan; nothing where it names none.
pub fn due(place: &Place) -> Html {
    let (m, p) = (place.m, place.words());
    let mut years: BTreeMap<u16, Year> = BTreeMap::new();
    let mut annual: Vec<&Target> = Vec::new();
    for clause in &place.shard.clauses {
        for cell in clause.cells.iter().flatten() {
            years.entry(cell.year).or_default().cells.push((clause, cell.span));
        }
        if let Some(day) = clause.deadline.as_ref().and_then(|deadline| deadline.date) {
            years.entry(day.year).or_default().clauses.push(clause);
        }
    }
    let has_cells = |target: &Target| {
        let clause = place.shard.clauses.iter().find(|clause| Some(&clause.id) == target.clause.as_ref());
        clause.is_some_and(|clause| clause.cells.is_some())
    };
    for target in place.shard.targets.iter().filter(|target| !has_cells(target)) {
        match (target.kind, target.year_to) {
            (_, Some(year)) => years.entry(year).or_default().targets.push(target),
            (Kind::Annual, None) => annual.push(target),
            (_, None) => {}
        }
    }
    if years.is_empty() && annual.is_empty() {
        return Html::default();
    }
    html! {
        <section class="group" aria-labelledby="due">
            <h2 id="due">{ p.due }</h2>
            <p class="meta">{ p.due_note }</p>
            { for years.iter().map(|(year, of)| html! {
                <details class="place-year" key={*year} data-year={year.to_string()}>
                    <summary>{ m.figures.year(year) }{ " " }<span class="meta">{ p.items(of.len()) }</span></summary>
                    <ul>
                        { for of.cells.iter().map(|(clause, span)| cell(place, clause, *span)) }
                        { for of.clauses.iter().map(|clause| deadline(place, clause)) }
                        { for of.targets.iter().map(|of| target(place, of)) }
                    </ul>
                </details>
            }) }
            if !annual.is_empty() {
                <details class="place-year">
                    <summary>{ m.years.annual }{ " " }<span class="meta">{ p.items(annual.len()) }</span></summary>
                    <ul>{ for annual.iter().map(|of| target(place, of)) }</ul>
                </details>
            }
        </section>
    }
}

/// A year's column of a row: what the row is about, and the words.
fn cell(place: &Place, clause: &Clause, span: Span) -> Html {
    let m = place.m;
    let body = row_of(&clause.path);
    let title = place.shard.clauses.iter().find(|other| Some(other.path.as_str()) == body).map(|clause| clause.title());
    html! {
        <li key={clause.id.as_str()}>
            <p class="place-name"><Link to={Route::plan(&place.own.id)} hash={clause.path.clone()}>
                <span class="path">{ path_label(m, body.unwrap_or(&clause.path)) }</span>{ " " }{ for title.map(|title| plan_words(m, title.to_owned())) }</Link></p>
            <p class="quote" lang={plan_lang(m)}>{ span.of(&clause.text).trim().to_owned() }</p>
        </li>
    }
}

/// A clause that names a day by which it is to be done.
fn deadline(place: &Place, clause: &Clause) -> Html {
    let m = place.m;
    let when = clause.deadline.as_ref().map(|deadline| plan_words(m, deadline.text.clone()));
    html! {
        <li key={clause.id.as_str()}>
            <p class="place-name"><Link to={Route::plan(&place.own.id)} hash={clause.path.clone()}>
                <span class="path">{ path_label(m, &clause.path) }</span>{ " " }{ plan_words(m, clause.title().to_owned()) }</Link>
                { " " }<span class="meta">{ for when }</span></p>
        </li>
    }
}

fn target(place: &Place, target: &Target) -> Html {
    let m = place.m;
    let path = target.clause.as_ref().map(|clause| clause.path().to_owned());
    let shown = figure(m, target).map_or_else(
        || html! { <b class="wording">{ target_words(m, target) }</b> },
        |figure| html! { <b class="figure">{ figure }</b> },
    );
    html! {
        <li key={target.id.as_str()}>
            <p class="place-name"><Link to={Route::indicator(&target.indicator)}>{ indicator_name(m, place.o, target) }</Link>{ " " }{ shown }
                if let Some(path) = path {
                    { " " }<span class="meta"><Link to={Route::plan(&place.own.id)} hash={path.clone()}>{ path_label(m, &path) }</Link></span>
                }</p>
        </li>
    }
}
