//! Home: what this is, the headline ladders, the tree of plans, the topics.

use super::compare::{ladders, table};
use super::link::Link;
use super::parts::{named, plan_tree};
use super::route::Route;
use super::store::Store;
use crate::bundle::{IndicatorShard, Overview};
use crate::messages::Messages;
use crate::query::compare::rows;
use yew::prelude::*;

/// The two headline indicators.
pub const HEADLINES: [&str; 2] = ["resident-urbanization-rate", "urban-rural-income-ratio"];

/// The first page.
pub fn home(m: &Messages, o: &Overview, store: &Store) -> Html {
    html! {
        <article class="home">
            <header class="home-head">
                <div>
                    <h1>{ m.site }{ " · " }{ m.site_subtitle }</h1>
                    <p class="lead">{ m.home.lead }</p>
                </div>
                <nav class="starts" aria-label={m.home.starts}>
                    <h2>{ m.home.starts }</h2>
                    <ul>
                        { for m.home.questions.iter().filter_map(|(words, to)| {
                            let to = start(to, o)?;
                            Some(html! { <li><Link {to}>{ *words }</Link></li> })
                        }) }
                    </ul>
                </nav>
            </header>
            <section class="group" aria-labelledby="headlines">
                <h2 id="headlines">{ m.home.headlines }</h2>
                <div class="headlines">
                    { for HEADLINES.iter().filter_map(|id| store.indicator(id)).map(|shard| headline(m, &shard, o)) }
                </div>
                <p class="meta">{ m.home.headlines_note }</p>
            </section>
            <div class="home-columns">
                <section class="group" aria-labelledby="plans">
                    <h2 id="plans">{ m.home.plans }</h2>
                    { plan_tree(m, &o.plans, |plan| Some(Route::plan(&plan.id))) }
                </section>
                <section class="group" aria-labelledby="topics">
                    <h2 id="topics">{ m.nav_topics }{ " " }<span class="meta">{ m.topics.numbers_are }</span></h2>
                    <ul class="topic-list">
                        { for o.topics.iter().map(|entry| {
                            let total: u32 = entry.clauses.values().sum();
                            html! {
                                <li><Link to={Route::Topic { topic: entry.topic.id.clone() }}>{ named(m, &entry.topic.name) }</Link>
                                    <span class="count">{ total }</span></li>
                            }
                        }) }
                    </ul>
                </section>
            </div>
        </article>
    }
}

/// Where a prepared question leads, if the corpus answers it.
fn start(to: &str, overview: &Overview) -> Option<Route> {
    match to.split_once('/') {
        Some(("compare", id)) => overview.indicators.iter().any(|e| e.indicator.id == id).then(|| Route::indicator(id)),
        Some(("topics", id)) => {
            overview.topics.iter().any(|e| e.topic.id == id).then(|| Route::Topic { topic: id.to_owned() })
        }
        _ => Some(Route::Chains),
    }
}

fn headline(m: &Messages, shard: &IndicatorShard, overview: &Overview) -> Html {
    let rows = rows(shard, &overview.plans);
    let name = shard.indicator.name.of(m.language);
    html! {
        <section class="headline">
            <h3>{ name }{ " " }<Link to={Route::indicator(&shard.indicator.id)}>{ m.home.compare }</Link></h3>
            { ladders(m, &rows, name, &shard.indicator.id, [340, 560]) }
            <details class="stacked-always">
                <summary>{ m.home.as_table }</summary>
                { table::stacked(m, &rows) }
            </details>
        </section>
    }
}
