//! The plans, to read one, and to start a chain from one.

use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::{Level, Plan};
use crate::web::parts::{plan_name, plan_tree, seal, source_line};
use crate::web::route::Route;
use crate::web::standing::standing;
use yew::prelude::*;

/// All plans by level.
pub fn plans(m: &Messages, o: &Overview) -> Html {
    let levels = Level::ALL.into_iter().filter_map(|level| {
        let plans: Vec<&Plan> = o.plans.iter().filter(|p| p.level == level).collect();
        (!plans.is_empty()).then_some((level, plans))
    });
    html! {
        <article>
            <h1>{ m.nav_plans }</h1>
            <p class="lead">{ m.plan.list_lead }</p>
            { for levels.map(|(level, plans)| html! {
                <section class="group">
                    <h2>{ seal(m, level, false) }{ " " }{ m.level_name(level) }</h2>
                    <ul class="plan-list">
                        { for plans.into_iter().map(|plan| html! {
                            <li><div>
                                <p>{ plan_name(m, plan, Some(Route::plan(&plan.id))) }</p>
                                <p class="meta">{ source_line(m, plan) }
                                    if !plan.text { { " " }<span class="tag">{ m.figures_only }</span> }
                                    { standing(m, plan, &o.plans) }
                                </p>
                            </div></li>
                        }) }
                    </ul>
                </section>
            }) }
        </article>
    }
}

/// Which plan to start from.
pub fn chains(m: &Messages, o: &Overview) -> Html {
    html! {
        <article>
            <h1>{ m.chain.title }</h1>
            <p class="lead">{ m.chain.lead }</p>
            { plan_tree(m, &o.plans, |plan| plan.text.then(|| Route::PlanChains { plan: plan.id.clone() })) }
        </article>
    }
}
