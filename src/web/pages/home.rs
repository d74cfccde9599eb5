//! Home: what this is, the visitor's place against its superiors, the headline ladders, the tree of plans, the topics.

use crate::bundle::{FiguresShard, IndicatorShard, Overview, key};
use crate::messages::Messages;
use crate::model::verdict::Verdict;
use crate::model::{Indicator, Plan, Target};
use crate::order::Order;
use crate::query::address::{id, pairs};
use crate::query::compare::{Row, rows};
use crate::query::indicators::HEADLINES;
use crate::query::place;
use crate::query::words::{deadline, figure, phrase, wording};
use crate::web::choices::{use_arrived, use_kept_place, use_query};
use crate::web::compare::{ladders, table};
use crate::web::data::{use_shards, waiting};
use crate::web::field::Field;
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{areas, listed_plans, named, plan_tree, plan_words, target_words, verdict_mark};
use crate::web::places::Places;
use crate::web::route::Route;
use crate::web::store::Store;
use std::sync::Arc;
use yew::prelude::*;

/// Figures of the visitor's place that the first page shows.
const SHOWN: usize = 5;

impl Page for Home {
    const FOLDER: Route = Route::HOME;
    const SEARCHES: bool = true;

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.counts(visit);
        needs.all(HEADLINES.iter().map(|id| key::indicator(id, None)));
    }

    fn title(_: &Visit) -> Option<String> {
        None
    }

    fn view(visit: &Visit) -> Option<Html> {
        Some(html! { <Home overview={visit.overview()?} store={visit.store.clone()} /> })
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct HomeProps {
    pub overview: Arc<Overview>,
    pub store: Store,
}

/// The first page.
#[component]
pub fn Home(props: &HomeProps) -> Html {
    let m = use_messages();
    let store = &props.store;
    // What leads to the visitor's place comes after the page.
    let known = store.overview();
    let o = known.as_ref().unwrap_or(&props.overview);
    let query = use_query();
    let enabled = use_arrived();
    let (kept, _) = use_kept_place();
    let asked = pairs(&query).into_iter().find(|(key, _)| *key == "place").and_then(|(_, value)| id(&value));
    let place = asked.or(kept);
    let chain = place.as_ref().map(|place| place::chain(&o.plans, place)).unwrap_or_default();
    let own = place.as_ref().and_then(|place| place::own(&o.plans, place));
    let headlines: Vec<_> = HEADLINES.iter().filter_map(|id| store.get(&key::indicator(id, None))).collect();
    let shows = |plan: &Plan| headlines.iter().any(|shard| shard.targets.iter().any(|target| target.plan == plan.id));
    let untold = o.plans.iter().filter(|plan| !plan.text && !o.is_folded() && shows(plan));
    let mut wanted = place.as_ref().map(|place| store.way_to(place)).unwrap_or_default();
    wanted.extend(own.map(|plan| key::figures(&plan.id).into()));
    let state = use_shards(wanted);
    let own_figures = own.and_then(|own| store.get(&key::figures(&own.id)));
    html! {
        <article class="home">
            <header class="home-head">
                <div>
                    <h1>{ m.site }{ "\u{a0}· " }<span>{ m.site_subtitle }</span></h1>
                    <p class="lead">{ m.home.lead }</p>
                    <Field id="find-home" />
                    <nav class="starts" aria-label={m.home.starts}>
                        <h2 class="meta">{ m.home.starts }</h2>
                        <ul>
                            { for m.home.questions.iter().filter_map(|(words, to)| {
                                let to = start(to, o)?;
                                Some(html! { <li><Link {to}>{ *words }</Link></li> })
                            }) }
                        </ul>
                    </nav>
                </div>
                <section class="my-place" aria-labelledby="my-place">
                    <h2 id="my-place">{ m.home.my_place }</h2>
                    <Places overview={o.clone()} store={store.clone()} chosen={own.map(|plan| plan.id.clone())} {enabled} />
                    { waiting(m, &state) }
                    if let Some(own) = own { { for own_figures.as_ref().map(|shard| figures(m, o, shard, own)) } } else { <p class="meta">{ m.home.choose_place }</p> }
                </section>
            </header>
            if !headlines.is_empty() {
                <section class="group" aria-labelledby="headlines">
                    <h2 id="headlines">{ m.home.headlines }</h2>
                    <div class="headlines">{ for headlines.iter().map(|shard| headline(m, shard, own_figures.as_deref(), o, &chain)) }</div>
                    <p class="meta">{ m.home.headlines_note }
                        { for untold.map(|plan| html! {
                            <>{ m.signs.space }{ plan.place_in(m.language) }{ for plan.document_number.clone().map(|number| plan_words(m, m.signs.bracketed(number))) }
                                { m.signs.colon }{ m.figures_only }{ m.signs.stop }</>
                        }) }
                    </p>
                </section>
            }
            <div class="home-columns">
                <section class="group" aria-labelledby="plans">
                    <h2 id="plans">{ m.home.plans }</h2>
                    { plan_tree(m, o, listed_plans(o), |plan| Some(Route::plan(&plan.id))) }
                    { areas(m, o) }
                </section>
                <section class="group" aria-labelledby="topics">
                    <h2 id="topics">{ m.nav_topics }{ " " }<span class="meta">{ m.topics.numbers_are }</span></h2>
                    <ul class="topic-list">
                        { for o.topics.iter().map(|entry| {
                            let total: u32 = entry.clauses.values().sum();
                            html! {
                                <li><Link to={Route::topic(&entry.topic.id)}>{ named(m, &entry.topic.name) }</Link>
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
        Some(("compare", id)) => overview.indicator(id).map(|_| Route::indicator(id)),
        Some(("topics", id)) => overview.topic(id).map(|_| Route::topic(id)),
        _ => Some(Route::CHAINS),
    }
}

/// What a place and those above it set of an indicator, without quotes.
fn of_figures(indicator: &Indicator, figures: &FiguresShard) -> IndicatorShard {
    let targets: Vec<Target> = figures.targets.iter().filter(|t| t.indicator == indicator.id).cloned().collect();
    IndicatorShard::of(indicator.clone(), targets)
}

/// What the visitor's place promises, each beside what its superior does.
fn figures(m: &Messages, o: &Overview, shard: &FiguresShard, own: &Plan) -> Html {
    let mut found: Vec<(bool, Html)> = Vec::new();
    for entry in &o.indicators {
        let indicator = &entry.indicator;
        let shard = of_figures(indicator, shard);
        if shard.targets.is_empty() {
            continue;
        }
        let rows = rows(&shard, &o.plans);
        let Some(stated) = rows.iter().find(|row| row.plan.id == own.id).and_then(|row| row.entries.first()) else {
            continue;
        };
        let superior = stated.against.map(|against| {
            let place = against.plan.place_in(m.language);
            match phrase(m, against.target) {
                None => [place, m.signs.colon, &wording(against.target)].concat(),
                Some(said) if indicator.total => m.home.superior_total(place, said),
                Some(said) => m.home.superior(place, said),
            }
        });
        let figure = figure(m, stated.target);
        let telling = superior.is_some() && figure.is_some();
        let figure = match figure {
            Some(figure) => html! { <b class="figure">{ figure }</b> },
            None => html! { <b class="wording">{ target_words(m, stated.target) }</b> },
        };
        let when = deadline(m, stated.target);
        let verdict = stated.against.map(|against| against.verdict);
        let verdict = verdict.filter(|verdict| !matches!(verdict, Verdict::Incomparable(_)));
        let verdict = verdict.map(|verdict| html! { <>{ verdict_mark(m, verdict, None) }{ " " }</> });
        found.push((
            telling,
            html! {
                <li>
                    <p class="my-figure"><Link to={Route::indicator(&indicator.id)}>{ named(m, &indicator.name) }</Link>
                        <span>{ figure }{ for when.map(|when| html! { <span class="meta">{ " " }{ when }</span> }) }</span></p>
                    <p class="meta">{ for verdict }{ superior.unwrap_or_else(|| m.compare.nothing_above.to_owned()) }</p>
                </li>
            },
        ));
    }
    // What this place alone sets is not in the overview of a folded corpus.
    let mut unknown: Vec<&str> = Vec::new();
    for id in shard.targets.iter().map(|target| target.indicator.as_str()) {
        if o.indicator(id).is_none() && !unknown.contains(&id) {
            unknown.push(id);
        }
    }
    let total = (found.len() + unknown.len()) as u32;
    // What a superior's figure can be set beside comes first.
    found.order_by_key(|(telling, _)| !telling);
    html! {
        <>
            <ul class="my-figures">{ for found.into_iter().take(SHOWN).map(|(_, item)| item) }</ul>
            if total > 0 {
                <p><Link to={Route::place(place::slug(&own.id))}>{ m.home.all_of_place(own.place_in(m.language), total) }</Link></p>
            }
        </>
    }
}

/// `own`: the figures of the visitor's place, which stand for its rows where the indicator is cut by province.
fn headline(
    m: &Messages,
    shard: &IndicatorShard,
    own: Option<&FiguresShard>,
    overview: &Overview,
    chain: &[&Plan],
) -> Html {
    let own = own.filter(|_| !shard.areas.is_empty()).map(|own| of_figures(&shard.indicator, own));
    let own = own.filter(|own| !own.targets.is_empty());
    let rows = rows(own.as_ref().unwrap_or(shard), &overview.plans);
    // Where there are many places the visitor's own chain is shown, else what leads from the nation downwards.
    let few: Vec<Row> = if rows.len() <= HEADLINE_ROWS {
        rows
    } else if chain.is_empty() {
        rows.into_iter().take(HEADLINE_ROWS).collect()
    } else {
        rows.into_iter().filter(|row| chain.iter().any(|plan| plan.id == row.plan.id)).collect()
    };
    let few = place::chain_first(few, chain, |row| &row.plan.id);
    let name = shard.indicator.name.of(m.language);
    html! {
        <section class="headline">
            <h3>{ name }{ " " }<Link to={Route::indicator(&shard.indicator.id)}>{ m.home.compare }</Link></h3>
            { for ladders(m, &few, name, &shard.indicator.id, [340, 560]) }
            // A table quotes.
            if own.is_none() {
                <details class="stacked-always">
                    <summary>{ m.home.as_table }</summary>
                    { table::stacked(m, &few, None) }
                </details>
            }
        </section>
    }
}

/// Rows of a headline ladder.
const HEADLINE_ROWS: usize = 8;
