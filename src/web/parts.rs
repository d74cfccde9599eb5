//! Small pieces that several pages share. What keeps no state is a function: a component costs visitors bytes.

use super::link::Link;
use super::messages::Messages;
use super::route::Route;
use crate::model::{Level, Plan};
use yew::prelude::*;

/// The seal of a level: one character; its tone only helps. `missing`: the level's text is not in the corpus.
pub fn seal(m: &Messages, level: Level, missing: bool) -> Html {
    let class = classes!("seal", format!("seal-{}", level.id()), missing.then_some("seal-missing"));
    html! { <span {class} title={(m.level_name)(level)}>{ (m.level_seal)(level) }</span> }
}

/// Where the page stands: the way here, highest first, and its own name.
pub fn breadcrumb(m: &Messages, steps: Vec<(AttrValue, Route)>, here: impl Into<AttrValue>) -> Html {
    html! {
        <nav class="breadcrumb" aria-label={m.breadcrumb}>
            <ol>
                { for steps.into_iter().map(|(name, to)| html! { <li><Link {to}>{ name }</Link></li> }) }
                <li aria-current="page">{ here.into() }</li>
            </ol>
        </nav>
    }
}

/// A plan's number and date: `国发〔2024〕17号　2024年7月28日`.
pub fn source_line(plan: &Plan) -> String {
    let date = plan.signed.map(|d| format!("{}年{}月{}日", d.year, d.month, d.day));
    [plan.document_number.clone(), date].into_iter().flatten().collect::<Vec<_>>().join("　")
}

/// A plan's title without its place in front, where that stands beside it.
pub fn short_title(plan: &Plan) -> &str {
    plan.title.strip_prefix(plan.place.as_str()).unwrap_or(&plan.title)
}

/// Plans nested by their places, in tree order; `to` is where each leads, if anywhere.
pub fn plan_tree(m: &Messages, plans: &[Plan], to: impl Fn(&Plan) -> Option<Route>) -> Html {
    html! {
        <ul class="plan-list">
            { for plans.iter().map(|plan| html! {
                <li class={format!("depth-{}", plan.level.id())}>
                    { seal(m, plan.level, !plan.text) }
                    <div>
                        <p><strong>{ &plan.place }</strong>{ " " }
                            if let Some(to) = to(plan) {
                                <Link {to}>{ short_title(plan) }</Link>
                            } else {
                                { short_title(plan) }
                            }
                        </p>
                        <p class="meta">{ source_line(plan) }
                            if !plan.text { { " " }<span class="tag">{ m.figures_only }</span> }
                        </p>
                    </div>
                </li>
            }) }
        </ul>
    }
}
