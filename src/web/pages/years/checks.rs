//! The check of yearly plans: where a plan breaks a total down by year, the sum of the years beside the total.

use crate::bundle::{Due, Findings, Overview};
use crate::messages::Messages;
use crate::model::{Check, CheckKind, Target};
use crate::query::words::{deadline, figure, number};
use crate::query::years::YearsFilter;
use crate::web::chart::ladder::quote_address;
use crate::web::link::Link;
use crate::web::parts::{named, seal};
use crate::web::route::Route;
use yew::prelude::*;

/// All yearly sums of the plans chosen; `due` are the targets at hand.
pub fn checks(m: &Messages, o: &Overview, findings: &Findings, filter: &YearsFilter, due: &[&Due]) -> Html {
    let w = &m.years;
    let chosen = |check: &&Check| {
        let plan = o.plan(&check.plan);
        let topic = o.indicator(&check.indicator).map(|e| &e.indicator.topic);
        check.kind == CheckKind::AnnualSum
            && filter.plan.as_ref().is_none_or(|plan| *plan == check.plan)
            && filter.level.is_none_or(|level| plan.is_some_and(|plan| plan.level == level))
            && (filter.topic.is_none() || filter.topic.as_ref() == topic)
            // A year or a unit cuts the list of what is summed.
            && filter.when.is_none()
            && filter.unit.is_none()
    };
    let rows: Vec<&Check> = findings.checks.iter().filter(chosen).collect();
    html! {
        <section class="group" aria-labelledby="check">
            <h2 id="check">{ w.check }</h2>
            <p class="meta">{ w.check_lead }</p>
            if rows.is_empty() { <p>{ w.check_none }</p> } else {
                <ul class="checks">{ for rows.into_iter().map(|check| row(m, o, check, due)) }</ul>
            }
        </section>
    }
}

fn row(m: &Messages, o: &Overview, check: &Check, due: &[&Due]) -> Html {
    let w = &m.years;
    let of = |id: &String| due.iter().map(|due| &due.target).find(|target| target.id == *id);
    let names = o.indicator(&check.indicator).map(|e| &e.indicator.name);
    let plan = o.plan(&check.plan);
    let linked = |target: &Target, words: String| html! { <a href={quote_address(m.language, target)}>{ words }</a> };
    let years = check.others.iter().filter_map(of).map(|target| {
        let said = figure(m, target).unwrap_or_default();
        html! { <li><span class="meta">{ deadline(m, target).unwrap_or_default() }</span>{ " " }{ linked(target, said) }</li> }
    });
    let sum = check.found.map(|sum| number(m, sum)).unwrap_or_default();
    let stated = match of(&check.target) {
        Some(target) => linked(target, figure(m, target).unwrap_or_default()),
        None => html! { { check.expected.map(|value| number(m, value)).unwrap_or_default() } },
    };
    let (class, sign, words) = match check.agrees {
        true => ("same", "＝", w.agrees),
        false => ("incomparable", "≠", w.differs),
    };
    html! {
        <li data-check={check.target.clone()}>
            <h3>{ for plan.map(|plan| html! { <>{ seal(m, plan.level, false) }{ " " }{ plan.place_in(m.language) }</> }) }{ " " }
                <Link to={Route::indicator(&check.indicator)}>{ for names.map(|names| named(m, names)) }</Link></h3>
            <dl>
                <div><dt>{ w.by_year }</dt><dd><ul class="by-years">{ for years }</ul></dd></div>
                <div><dt>{ w.sum }</dt><dd><b class="figure">{ sum }</b></dd></div>
                <div><dt>{ w.stated }</dt><dd>{ stated }</dd></div>
                <div><dt>{ w.result }</dt><dd><span class={classes!("verdict", class)}><span aria-hidden="true">{ sign }</span>{ " " }{ words }</span></dd></div>
            </dl>
        </li>
    }
}
