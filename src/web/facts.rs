//! How plans carry plans above them down, in a few figures with their definitions.

use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::{Cascade, Plan};
use crate::web::link::Link;
use crate::web::parts::seal;
use crate::web::route::Route;
use yew::prelude::*;

/// A card a pair of plans. `by_lower`: cards are named by the plan below, else by the plan above.
pub fn facts(m: &Messages, o: &Overview, cascades: &[&Cascade], by_lower: bool) -> Html {
    if cascades.is_empty() {
        return Html::default();
    }
    let c = &m.coverage;
    let card = |cascade: &&Cascade| {
        let id = if by_lower { &cascade.plan } else { &cascade.upper };
        let plan = o.plan(id)?;
        let carried = percent(cascade.clear + cascade.partial, cascade.clauses);
        let parts = c.of_clauses(cascade.clear, cascade.partial, cascade.clauses);
        let line = |name: &'static str, value: Html| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
        let figure = |value: String| html! { <b class="figure">{ value }</b> };
        Some(html! {
            <section key={plan.id.as_str()}>
                // The cards by plan above stand right under the page's title, the others in a section of their own.
                if by_lower {
                    <h3>{ named(m, plan) }</h3>
                } else {
                    <h2><span class="meta">{ c.plan_above }{ " " }</span>{ named(m, plan) }</h2>
                }
                <dl>
                    { line(c.carried, html! { <>{ figure([&carried.to_string(), "%"].concat()) }<span class="meta">{ parts }</span></> }) }
                    { line(c.copied, figure([&percent(cascade.copied, cascade.characters).to_string(), "%"].concat())) }
                    { line(c.added, figure(cascade.numbers_added.to_string())) }
                    { line(c.raised, figure(cascade.numbers_raised.to_string())) }
                    { line(c.lowered, figure(cascade.numbers_lowered.to_string())) }
                </dl>
            </section>
        })
    };
    html! {
        <>
            <div class="facts-list">{ for cascades.iter().filter_map(card) }</div>
            <details class="definitions"><summary>{ c.definitions }</summary>
                <ul>{ for c.definition.iter().map(|line| html! { <li>{ *line }</li> }) }</ul>
            </details>
        </>
    }
}

fn named(m: &Messages, plan: &Plan) -> Html {
    html! {
        <Link to={Route::plan_chains(&plan.id)}>{ seal(m, plan.level, false) }{ " " }{ plan.place_in(m.language) }</Link>
    }
}

fn percent(part: u32, whole: u32) -> u32 {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or_default()
}
