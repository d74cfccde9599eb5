//! The timeline: years across, places down, and in each cell how many targets and measures fall due.

use crate::messages::Messages;
use crate::query::words::figure;
use crate::query::years::{DueTime, Item, Timeline, YearsFilter};
use crate::web::link::Link;
use crate::web::parts::seal;
use crate::web::route::Route;
use yew::prelude::*;

/// A cell with no more targets than these says their figures.
const FIGURES: usize = 2;

/// The table; nothing where no year is named.
pub fn picture(m: &Messages, timeline: &Timeline, filter: &YearsFilter) -> Html {
    let w = &m.years;
    if timeline.rows.is_empty() {
        return Html::default();
    }
    html! {
        <figure class="timeline">
            <table>
                <caption>{ w.timeline }<span class="meta">{ w.timeline_note }</span></caption>
                <thead><tr>
                    <th scope="col"><span class="vh">{ m.compare.plan }</span></th>
                    // `settings.js` marks the visitor's year.
                    { for timeline.years.iter().map(|year| html! { <th scope="col" data-year={year.to_string()}>{ *year }</th> }) }
                </tr></thead>
                <tbody>{ for timeline.rows.iter().map(|(plan, cells)| html! {
                    <tr key={plan.id.as_str()}>
                        <th scope="row">{ seal(m, plan.level, !plan.text) }{ " " }{ plan.place_in(m.language) }</th>
                        { for cells.iter().zip(&timeline.years).map(|(items, year)| {
                            let when = Some(DueTime::Year(*year));
                            let to = YearsFilter { when, plan: Some(plan.id.clone()), ..filter.clone() };
                            cell(m, items, to)
                        }) }
                    </tr>
                }) }</tbody>
            </table>
        </figure>
    }
}

fn cell(m: &Messages, items: &[Item], to: YearsFilter) -> Html {
    let w = &m.years;
    let targets = items.iter().filter_map(|item| match item {
        Item::Target(due) => Some(&due.target),
        Item::Measure(_) => None,
    });
    let figures: Vec<String> = targets.clone().filter_map(|target| figure(m, target)).collect();
    let targets = targets.count();
    let dot = |n: usize, class: &'static str, words: &'static str| {
        // The area grows with the number, in steps.
        let size = format!("dot-{}", n.ilog2().min(4));
        html! { <span class={classes!("dot", class, size)}><span class="vh">{ words }{ " " }</span>{ n }</span> }
    };
    html! {
        <td>
            if !items.is_empty() {
                <Link to={Route::YEARS} query={to.query()}>
                    if targets > 0 { { dot(targets, "", w.goals) } }
                    if items.len() > targets { { dot(items.len() - targets, "hollow", w.measures) } }
                    if targets <= FIGURES {
                        { for figures.into_iter().map(|words| html! { <b class="figure">{ words }</b> }) }
                    }
                </Link>
            }
        </td>
    }
}
