//! The plans of a province, and what it says by topic; only where there are so many plans that lists show the nation and
//! the provinces first.

use crate::bundle::{Overview, is_folded, key};
use crate::messages::Messages;
use crate::model::{self, Corpus};
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, named, plan_tree};
use crate::web::route::Route;
use yew::prelude::*;

/// A province.
pub struct Area;

impl Page for Area {
    const FOLDER: Route = Route::AREAS;
    const IDS: usize = 1;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        let folded = is_folded(&corpus.plans);
        corpus.areas.iter().filter(|_| folded).map(|area| Route::area(&area.code)).collect()
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.plans_in(visit, visit.id(0));
        needs.counts(visit);
    }

    fn title(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        Some(format!("{} · {}", o.area(visit.id(0))?.name.of(m.language), m.nav_plans))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let o = visit.overview()?;
        Some(page(visit.messages(), &o, o.area(visit.id(0))?))
    }
}

fn page(m: &Messages, o: &Overview, area: &model::Area) -> Html {
    let plans = o.plans.iter().filter(|plan| key::area(plan) == Some(&area.code));
    let topics = o.topics.iter().filter_map(|entry| Some((&entry.topic, *entry.clauses.get(&area.code)?)));
    html! {
        <article>
            { breadcrumb(m, vec![(AttrValue::from(m.nav_plans), Route::PLANS)], area.name.of(m.language).to_owned()) }
            <h1>{ named(m, &area.name) }</h1>
            <section class="group" aria-labelledby="plans">
                <h2 id="plans">{ m.home.plans }</h2>
                { plan_tree(m, o, plans, |plan| Some(Route::plan(&plan.id))) }
            </section>
            <section class="group" aria-labelledby="topics">
                <h2 id="topics">{ m.nav_topics }{ " " }<span class="meta">{ m.topics.numbers_are }</span></h2>
                <ul class="topic-list">
                    { for topics.map(|(topic, n)| html! {
                        <li><Link to={Route::topic(&topic.id)} query={["area=", &area.code].concat()}>{ named(m, &topic.name) }</Link>
                            <span class="count">{ n }</span></li>
                    }) }
                </ul>
            </section>
        </article>
    }
}
