//! One topic: its clauses of all plans, filtered by level and plan; the filter lives in the address.

use crate::bundle::{Overview, TopicClause, TopicShard, key};
use crate::messages::Messages;
use crate::model::Corpus;
use crate::query::cite::path_label;
use crate::query::filter::TopicFilter;
use crate::query::words::figure;
use crate::web::choices::use_query;
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, named, plan_lang, plan_words, seal, target_name};
use crate::web::route::Route;
use std::sync::Arc;
use yew::prelude::*;

impl Page for Topic {
    const FOLDER: Route = Route::TOPICS;
    const IDS: usize = 1;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.topics.iter().map(|topic| Route::topic(&topic.id)).collect()
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::topic(visit.id(0)));
    }

    fn title(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let entry = o.topics.iter().find(|entry| entry.topic.id == visit.id(0))?;
        Some(format!("{} · {}", entry.topic.name.of(m.language), m.nav_topics))
    }

    fn description(visit: &Visit) -> Option<String> {
        let m = visit.messages();
        let shard = visit.store.get(&key::topic(visit.id(0)))?;
        Some(m.describing.topic(shard.topic.name.of(m.language), shard.clauses.len()))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let shard = visit.store.get(&key::topic(visit.id(0)))?;
        Some(html! { <Topic key={visit.id(0).to_owned()} overview={visit.overview()?} {shard} /> })
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct TopicProps {
    pub overview: Arc<Overview>,
    pub shard: Arc<TopicShard>,
}

/// One topic's clauses, grouped by plan.
#[component]
pub fn Topic(props: &TopicProps) -> Html {
    let m = use_messages();
    let o = &props.overview;
    let filter = TopicFilter::parse(&use_query());
    let counts = filter.counts(&props.shard, o);
    let total = props.shard.clauses.len() as u32;
    let shown: Vec<&TopicClause> = props.shard.clauses.iter().filter(|c| filter.admits(c, o)).collect();
    let groups = o.plans.iter().filter_map(|plan| {
        let clauses: Vec<&TopicClause> = shown.iter().copied().filter(|c| c.id.plan() == plan.id).collect();
        (!clauses.is_empty()).then_some((plan, clauses))
    });
    let topic = props.shard.topic.id.clone();
    let to = move |query: String| (Route::topic(&topic), query);
    html! {
        <article>
            { breadcrumb(m, vec![(AttrValue::from(m.nav_topics), Route::TOPICS)], props.shard.topic.name.of(m.language).to_owned()) }
            <h1>{ named(m, &props.shard.topic.name) }</h1>
            if o.indicators.iter().any(|e| e.indicator.topic == props.shard.topic.id) {
                <p><Link to={Route::COMPARE} query={["topic=", &props.shard.topic.id].concat()}>{ m.topics.pictures }</Link></p>
            }
            <section class="filter" aria-label={m.topics.filter}>
                { facet(m.topics.level, m.topics.all, filter.level.is_none(), to(filter.with_level(None).query()),
                    counts.levels.iter().map(|&(level, n)| {
                        let on = filter.level == Some(level);
                        (html! { <>{ seal(m, level, false) }{ " " }{ m.level_name(level) }</> }, n, on, to(filter.with_level(Some(level)).query()))
                    }).collect()) }
                { facet(m.topics.plan, m.topics.all, filter.plan.is_none(), to(filter.with_plan(None).query()),
                    counts.plans.iter().map(|(plan, n)| {
                        let on = filter.plan.as_deref() == Some(plan.id.as_str());
                        (html! { { plan.place_in(m.language) } }, *n, on, to(filter.with_plan(Some(&plan.id)).query()))
                    }).collect()) }
                { facet(m.topics.targets, m.topics.all, !filter.with_targets, to(filter.with_targets_only(false).query()),
                    vec![(html! { { m.topics.with_figures } }, counts.with_targets, filter.with_targets, to(filter.with_targets_only(true).query()))]) }
                <p class="meta" role="status">{ shown_count(m, shown.len(), total as usize) }</p>
            </section>
            if shown.is_empty() {
                <p>{ m.topics.none }</p>
            }
            { for groups.map(|(plan, clauses)| html! {
                <section class="group" key={plan.id.as_str()}>
                    <h2>{ seal(m, plan.level, false) }{ " " }<Link to={Route::plan(&plan.id)}>{ plan.place_in(m.language) }</Link>
                        { " " }<span class="meta">{ m.clauses_count(clauses.len() as u32) }</span></h2>
                    <ul class="clauses">{ for clauses.iter().map(|clause| item(m, clause, o, &props.shard.topic.id)) }</ul>
                </section>
            }) }
        </article>
    }
}

type Choice = (Html, u32, bool, (Route, String));

/// One row of choices; each is a link, so that the filter is an address.
fn facet(name: &str, all: &str, none_chosen: bool, reset: (Route, String), choices: Vec<Choice>) -> Html {
    let chosen = |on: bool| on.then(|| AttrValue::from("true"));
    html! {
        <div class="facet" role="group" aria-label={name.to_owned()}>
            <span class="facet-name">{ name }</span>
            <Link to={reset.0} query={reset.1} class="choice" current={chosen(none_chosen)}>{ all }</Link>
            { for choices.into_iter().map(|(label, n, on, (to, query))| html! {
                <Link {to} {query} class="choice" current={chosen(on)}>{ label }{ " " }<span class="count">{ n }</span></Link>
            }) }
        </div>
    }
}

fn shown_count(m: &Messages, shown: usize, total: usize) -> String {
    if shown == total { m.topics.all_shown(total) } else { m.topics.some_shown(shown, total) }
}

fn item(m: &Messages, clause: &TopicClause, overview: &Overview, topic: &str) -> Html {
    let name = |id: &String| {
        overview.topics.iter().find(|e| e.topic.id == *id).map(|e| e.topic.name.of(m.language).to_owned())
    };
    let also: Vec<String> = clause.topics.iter().filter(|id| *id != topic).filter_map(name).collect();
    let label = path_label(m, clause.id.path());
    html! {
        <li>
            <p class="clause-head">
                <Link to={Route::chain(&clause.id)}>
                    <span class="path">{ label }</span>{ " " }
                    { plan_words(m, clause.heading.clone().unwrap_or_default()) }
                    if clause.heading.is_none() { { m.chain.open_chain } }
                </Link>
            </p>
            <p class="quote" lang={plan_lang(m)}>{ &clause.opening }</p>
            if !clause.targets.is_empty() {
                <ul class="figures">
                    { for clause.targets.iter().filter_map(|t| figure(m, t).map(|f| html! {
                        <li><Link to={Route::indicator(&t.indicator)}>{ target_name(m, overview, t) }</Link>{ " " }<b class="figure">{ f }</b></li>
                    })) }
                </ul>
            }
            if !also.is_empty() { <p class="meta">{ m.topics.also }{ also.join(m.signs.list) }</p> }
        </li>
    }
}
