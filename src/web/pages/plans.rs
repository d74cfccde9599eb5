//! The plans, to read one.

use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::{Level, Plan};
use crate::web::page::{Page, Visit};
use crate::web::parts::{areas, listed_plans, plan_name, seal, source_line};
use crate::web::route::Route;
use crate::web::standing::standing;
use yew::prelude::*;

/// The list of plans.
pub struct Plans;

impl Page for Plans {
    const FOLDER: Route = Route::PLANS;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_plans)
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_plans.to_owned())
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.messages().describing.plans(visit.overview()?.count()))
    }

    fn view(visit: &Visit) -> Option<Html> {
        Some(plans(visit.messages(), &*visit.overview()?))
    }
}

/// All plans by level.
fn plans(m: &Messages, o: &Overview) -> Html {
    let levels = Level::ALL.into_iter().filter_map(|level| {
        let plans: Vec<&Plan> = listed_plans(o).filter(|p| p.level == level).collect();
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
            { areas(m, o) }
        </article>
    }
}
