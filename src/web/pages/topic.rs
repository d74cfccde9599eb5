//! One topic: its clauses of all plans, filtered by level and plan; the filter lives in the address.

use crate::bundle::{Overview, TopicClause, TopicShard, key};
use crate::messages::Messages;
use crate::model::{Corpus, Level};
use crate::query::cite::path_label;
use crate::query::filter::TopicFilter;
use crate::query::words::figure;
use crate::web::choices::use_query;
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, named, plan_lang, plan_words, seal, take_view, target_name};
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
        needs.add(key::topic(visit.id(0), None));
        needs.counts(visit);
        let filter = TopicFilter::parse(visit.query);
        if let Some(plan) = &filter.plan {
            needs.plans_of(visit, plan);
        }
        if let Some(o) = visit.overview()
            && let Some(area) = filter.part(&o)
        {
            needs.add(key::topic(visit.id(0), Some(area)));
            needs.plans_in(visit, area);
        }
    }

    fn title(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let entry = o.topic(visit.id(0))?;
        Some(format!("{} · {}", entry.topic.name.of(m.language), m.nav_topics))
    }

    fn description(visit: &Visit) -> Option<String> {
        let m = visit.messages();
        let o = visit.overview()?;
        let entry = o.topic(visit.id(0))?;
        Some(m.describing.topic(entry.topic.name.of(m.language), entry.clauses.values().sum::<u32>() as usize))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let (o, id) = (visit.overview()?, visit.id(0));
        let filter = TopicFilter::parse(visit.query);
        let area = filter.part(&o);
        let shard = visit.store.get(&key::topic(id, area)).or_else(|| visit.store.get(&key::topic(id, None)))?;
        Some(html! { <Topic key={id.to_owned()} overview={o.clone()} {shard} /> })
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct TopicProps {
    pub overview: Arc<Overview>,
    /// All clauses, or the part of a folded topic that was chosen.
    pub shard: Arc<TopicShard>,
}

/// Clauses that are shown at once of the part of a folded topic, before a plan is chosen.
const SHOWN: usize = 120;

/// One topic's clauses, grouped by plan.
#[component]
pub fn Topic(props: &TopicProps) -> Html {
    let m = use_messages();
    let o = &props.overview;
    let filter = TopicFilter::parse(&use_query());
    let all: Vec<&TopicClause> = props.shard.clauses.iter().collect();
    let counts = filter.counts(&all, o);
    let mut shown = filter.shown(&all, o);
    if o.is_folded() && filter.plan.is_none() {
        shown.truncate(SHOWN);
    }
    let groups = shown.chunk_by(|a, b| a.id.plan() == b.id.plan()).filter_map(|clauses| {
        let plan = o.plan(clauses[0].id.plan())?;
        Some((plan, clauses))
    });
    let entry = o.topic(&props.shard.topic.id);
    let of_area = |area: &str| entry.and_then(|entry| entry.clauses.get(area)).copied().unwrap_or_default();
    let part = filter.part(o);
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
                if o.is_folded() {
                    // As many choices as provinces: folded, they leave the clauses on the first screen of a phone.
                    <details class="facet-fold"><summary>{ m.coverage.area }{ m.signs.colon }{ part.and_then(|code| o.areas.iter().find(|area| area.code == code))
                        .map_or(m.level_name(Level::Nation), |area| area.name.of(m.language)) }</summary>
                    { facet(m.coverage.area, m.level_name(Level::Nation), part.is_none(), to(filter.with_area(None).query()),
                        o.areas.iter().filter(|area| of_area(&area.code) > 0).map(|area| {
                            let on = part == Some(area.code.as_str());
                            (html! { { area.name.of(m.language) } }, of_area(&area.code), on, to(filter.with_area(Some(&area.code)).query()))
                        }).collect()) }
                    </details>
                }
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
                <p class="meta" role="status">{ shown_count(m, shown.len(), all.len()) }</p>
            </section>
            if shown.is_empty() {
                <p>{ m.topics.none }</p>
            }
            { for groups.map(|(plan, clauses)| html! {
                <section class="group" key={plan.id.as_str()} data-column={m.topics.plan} data-value={plan.place_in(m.language).to_owned()} data-number={plan.document_number.clone()}>
                    <h2>{ seal(m, plan.level, false) }{ " " }<Link to={Route::plan(&plan.id)}>{ plan.place_in(m.language) }</Link>
                        { " " }<span class="meta">{ m.clauses_count(clauses.len() as u32) }</span></h2>
                    <ul class="clauses">{ for clauses.iter().map(|clause| item(m, clause, o, &props.shard.topic.id)) }</ul>
                </section>
            }) }
            if !shown.is_empty() { { take_view(m) } }
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
    let name = |id: &String| overview.topic(id).map(|e| e.topic.name.of(m.language).to_owned());
    let also: Vec<String> = clause.topics.iter().filter(|id| *id != topic).filter_map(name).collect();
    let label = path_label(m, clause.id.path());
    html! {
        <li data-record="">
            <p class="clause-head" data-column={m.coverage.clause}>
                <Link to={Route::chain(&clause.id)}>
                    <span class="path">{ label }</span>{ " " }
                    { plan_words(m, clause.title.clone()) }
                </Link>
            </p>
            <p class="quote" lang={plan_lang(m)} data-column={m.compare.quote}>{ &clause.opening }</p>
            if !clause.targets.is_empty() {
                <ul class="figures">
                    { for clause.targets.iter().filter_map(|t| figure(m, t).map(|f| html! {
                        <li data-column={m.topics.targets}><Link to={Route::indicator(&t.indicator)}>{ target_name(m, overview, t) }</Link>{ " " }<b class="figure">{ f }</b></li>
                    })) }
                </ul>
            }
            if !also.is_empty() { <p class="meta">{ m.topics.also }{ also.join(m.signs.list) }</p> }
        </li>
    }
}
