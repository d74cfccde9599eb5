//! All topics, with how many clauses each plan has on each.

use crate::bundle::{Overview, key};
use crate::messages::Messages;
use crate::model::{Area, Level, Plan};
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{named, seal, take_view};
use crate::web::route::Route;
use yew::prelude::*;

/// The list of topics.
pub struct Topics;

impl Page for Topics {
    const FOLDER: Route = Route::TOPICS;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_topics)
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.counts(visit);
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
    let columns = columns(m, o);
    html! {
        <article>
            <h1>{ m.nav_topics }</h1>
            <p class="lead">{ m.topics.lead }</p>
            <div class="scroll" role="region" aria-label={m.nav_topics} tabindex="0">
            <table class="matrix" data-records="">
                <caption class="meta">{ m.topics.numbers_are }</caption>
                <thead><tr>
                    <th scope="col">{ m.nav_topics }</th>
                    <th scope="col" class="number">{ m.topics.total }</th>
                    { for columns.iter().map(|column| html! {
                        <th scope="col" class="number by-plan">{ seal(m, column.level, false) }{ " " }<span>{ column.name }</span></th>
                    }) }
                </tr></thead>
                <tbody>
                    { for o.topics.iter().map(|entry| html! {
                        <tr>
                            <th scope="row"><Link to={Route::topic(&entry.topic.id)}>{ named(m, &entry.topic.name) }</Link></th>
                            <td class="number">{ entry.clauses.values().sum::<u32>() }</td>
                            { for columns.iter().map(|column| cell(&entry.topic.id, column, entry.clauses.get(column.id).copied())) }
                        </tr>
                    }) }
                </tbody>
            </table>
            </div>
            { take_view(m) }
        </article>
    }
}

/// What is counted beside the others: a plan, or where there are many all plans of a province.
struct Column<'a> {
    id: &'a str,
    level: Level,
    name: &'a str,
    /// What chooses it on the page of a topic; nothing where it is what that shows at first.
    query: String,
}

fn columns<'a>(m: &'a Messages, o: &'a Overview) -> Vec<Column<'a>> {
    if !o.is_folded() {
        let column = |plan: &'a Plan| Column {
            id: &plan.id,
            level: plan.level,
            name: plan.place_in(m.language),
            query: ["plan=", &plan.id].concat(),
        };
        return o.plans.iter().filter(|plan| plan.text).map(column).collect();
    }
    let nation =
        Column { id: key::NATION, level: Level::Nation, name: m.level_name(Level::Nation), query: String::new() };
    let area = |area: &'a Area| Column {
        id: &area.code,
        level: Level::Province,
        name: area.name.of(m.language),
        query: ["area=", &area.code].concat(),
    };
    [nation].into_iter().chain(o.areas.iter().map(area)).collect()
}

fn cell(topic: &str, column: &Column, count: Option<u32>) -> Html {
    match count.filter(|n| *n > 0) {
        Some(n) => {
            let query = column.query.clone();
            html! { <td class="number by-plan"><Link to={Route::topic(topic)} {query}>{ n }</Link></td> }
        }
        None => html! { <td class="number meta by-plan">{ "—" }</td> },
    }
}
