//! All topics, with how many clauses each plan has on each.

use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::Plan;
use crate::web::link::Link;
use crate::web::page::{Page, Visit};
use crate::web::parts::{named, seal};
use crate::web::route::Route;
use yew::prelude::*;

/// The list of topics.
pub struct Topics;

impl Page for Topics {
    const FOLDER: Route = Route::TOPICS;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_topics)
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_topics.to_owned())
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.messages().describing.topics(visit.overview()?.topics.len()))
    }

    fn view(visit: &Visit) -> Option<Html> {
        Some(topics(visit.messages(), &*visit.overview()?))
    }
}

/// All topics with the number of their clauses in each plan.
fn topics(m: &Messages, o: &Overview) -> Html {
    let plans: Vec<&Plan> = o.plans.iter().filter(|plan| plan.text).collect();
    html! {
        <article>
            <h1>{ m.nav_topics }</h1>
            <p class="lead">{ m.topics.lead }</p>
            <div class="scroll" role="region" aria-label={m.nav_topics} tabindex="0">
            <table class="matrix">
                <caption class="meta">{ m.topics.numbers_are }</caption>
                <thead><tr>
                    <th scope="col">{ m.nav_topics }</th>
                    <th scope="col" class="number">{ m.topics.total }</th>
                    { for plans.iter().map(|plan| html! {
                        <th scope="col" class="number by-plan">{ seal(m, plan.level, false) }{ " " }<span>{ plan.place_in(m.language) }</span></th>
                    }) }
                </tr></thead>
                <tbody>
                    { for o.topics.iter().map(|entry| html! {
                        <tr>
                            <th scope="row"><Link to={Route::topic(&entry.topic.id)}>{ named(m, &entry.topic.name) }</Link></th>
                            <td class="number">{ entry.clauses.values().sum::<u32>() }</td>
                            { for plans.iter().map(|plan| cell(&entry.topic.id, plan, entry.clauses.get(&plan.id).copied())) }
                        </tr>
                    }) }
                </tbody>
            </table>
            </div>
        </article>
    }
}

fn cell(topic: &str, plan: &Plan, count: Option<u32>) -> Html {
    match count.filter(|n| *n > 0) {
        Some(n) => {
            let query = format!("plan={}", plan.id);
            html! { <td class="number by-plan"><Link to={Route::topic(topic)} {query}>{ n }</Link></td> }
        }
        None => html! { <td class="number meta by-plan">{ "—" }</td> },
    }
}
