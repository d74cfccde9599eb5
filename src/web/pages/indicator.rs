//! One indicator across plans.

mod country;

use crate::bundle::{IndicatorShard, Overview, key};
use crate::messages::Messages;
use crate::model::{Area, Corpus, Kind, Plan};
use crate::query::compare::{Row, rows, rows_in};
use crate::query::indicators::HEADLINES;
use crate::query::place;
use crate::query::sentence::sentence;
use crate::query::view::{ComparisonView, Group};
use crate::query::words::{deadline, figure};
use crate::web::chart::ladder::{kind_note, measure};
use crate::web::chart::path::path;
use crate::web::choices::{change, select, use_arrived, use_choose, use_kept_place, use_query};
use crate::web::compare::{controls, ladders, table, take};
use crate::web::data::{use_shards, waiting};
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, PageEntry, Visit};
use crate::web::parts::{breadcrumb, named, target_words, with_quotes};
use crate::web::reach::Rank;
use crate::web::route::Route;
use crate::web::store::Store;
use std::sync::Arc;
use yew::prelude::*;

impl Page for Indicator {
    const FOLDER: Route = Route::COMPARE;
    const IDS: usize = 1;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.indicators.iter().map(|indicator| Route::indicator(&indicator.id)).collect()
    }

    fn rank(ids: &[String]) -> Rank {
        if ids.iter().any(|id| HEADLINES.contains(&id.as_str())) { Rank::Headline } else { Rank::Indicator }
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::indicator(visit.id(0), None));
        let view = ComparisonView::parse(visit.query);
        view.area.iter().for_each(|area| needs.plans_in(visit, area));
        let asked = || view.plans.iter().chain(&view.base).take(ASKED);
        asked().for_each(|plan| needs.plans_of(visit, plan));
        // What many places set is cut by province.
        let main = visit.store.get(&key::indicator(visit.id(0), None));
        if main.is_some_and(|main| !main.areas.is_empty()) {
            needs.add(key::spread(visit.id(0)));
            needs.add(key::country(visit.store.language()));
            if let Some(o) = visit.overview() {
                needs.indicator_in(visit, visit.id(0), &opened(&o, &view, &[]));
            }
        }
        // What few plans set is no list by province.
        if let (Some(shard), Some(o)) = (visit.store.get(&key::indicator(visit.id(0), None)), visit.overview())
            && o.indicator(visit.id(0)).is_none()
        {
            let mut plans: Vec<&str> = shard.targets.iter().map(|target| target.plan.as_str()).collect();
            plans.dedup();
            plans.into_iter().take(ASKED).for_each(|plan| needs.plans_of(visit, plan));
        }
    }

    fn part(visit: &Visit) -> Option<&'static PageEntry> {
        let main = visit.store.get(&key::indicator(visit.id(0), None))?;
        (!main.areas.is_empty()).then_some(&COUNTRY)
    }

    fn title(visit: &Visit) -> Option<String> {
        let m = visit.messages();
        let shard = visit.store.get(&key::indicator(visit.id(0), None))?;
        Some(format!("{} · {}", shard.indicator.name.of(m.language), m.nav_compare))
    }

    fn description(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let shard = visit.store.get(&key::indicator(visit.id(0), None))?;
        let said = sentence(m, &rows(&shard, &o.plans));
        // An indicator that no plan sets any more has nothing to say.
        (!said.is_empty()).then(|| m.describing.indicator(shard.indicator.name.of(m.language), said))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let shard = visit.store.get(&key::indicator(visit.id(0), None))?;
        Some(
            html! { <Indicator key={visit.id(0).to_owned()} overview={visit.overview()?} {shard} store={visit.store.clone()} /> },
        )
    }
}

/// The picture of a whole country: code that other corpora never fetch.
static COUNTRY: PageEntry = PageEntry::of::<country::Country>("country", code!(country, Country));

/// Plans of which the provinces are asked for one by one.
const ASKED: usize = 12;

#[derive(Clone, PartialEq, Properties)]
pub struct IndicatorProps {
    pub overview: Arc<Overview>,
    pub shard: Arc<IndicatorShard>,
    pub store: Store,
}

/// One indicator across plans: in words, as a picture, as a table, year by year.
#[component]
pub fn Indicator(props: &IndicatorProps) -> Html {
    let m = use_messages();
    let shard = &props.shard;
    let indicator = &shard.indicator;
    let route = Route::indicator(&indicator.id);
    let view = ComparisonView::parse(&use_query());
    let enabled = use_arrived();
    let choose = use_choose(route.clone());
    let (kept, _) = use_kept_place();
    let place = view.place.clone().or(kept);
    let known = props.store.overview();
    let o = known.as_ref().unwrap_or(&props.overview);
    let chain = place.as_ref().map(|place| place::chain(&o.plans, place)).unwrap_or_default();
    let (parts, keys) = props.store.indicator(&indicator.id, &opened(o, &view, &chain));
    let mut wanted = place.as_ref().map(|place| props.store.way_to(place)).unwrap_or_default();
    wanted.extend(keys);
    let state = use_shards(wanted);
    let all = rows_in(&parts, &o.plans, view.base.as_deref());
    let base = view.base.as_deref();
    let groups = view.groups(all.clone(), &chain);
    let rows: Vec<Row> = groups.iter().flat_map(|group| group.rows.clone()).collect();
    let shown: Vec<&Plan> = rows.iter().map(|row| row.plan).collect();
    let topic = o.topic(&indicator.topic);
    let mut steps = vec![(AttrValue::from(m.nav_compare), Route::COMPARE)];
    if let Some(topic) = topic {
        steps.push((AttrValue::from(topic.topic.name.of(m.language).to_owned()), Route::topic(&topic.topic.id)));
    }
    let picture =
        if view.table { None } else { ladders(m, &rows, indicator.name.of(m.language), "ladder", [340, 1120]) };
    // The sentence begins with the visitor's place.
    let spoken = place::chain_first(rows.clone(), &chain[chain.len().saturating_sub(1)..], |row| &row.plan.id);
    html! {
        <article class="compare">
            { breadcrumb(m, steps, indicator.name.of(m.language).to_owned()) }
            <h1>{ named(m, &indicator.name) }</h1>
            <p class="lead">{ with_quotes(m, &sentence(m, &spoken)) }</p>
            if let Some(country) = country(&props.store, &indicator.id, place.as_deref(), &view) {
                { country }
            } else if o.is_folded() && o.indicator(&indicator.id).is_some() {
                { provinces(m, o, &view, enabled, &choose) }
            }
            { waiting(m, &state) }
            { controls::controls(m, &route, &view, &all, &shown, enabled, &choose) }
            { for picture.clone() }
            if indicator.total { <p class="meta">{ m.compare.total_note }</p> }
            if let Some(note) = kind_note(m, &rows).filter(|_| picture.is_some()) { <p class="meta">{ note }</p> }
            <section class="group" aria-labelledby="levels">
                <h2 id="levels">{ m.compare.levels }</h2>
                { table::wide(m, &groups, base, "comparison") }
                <table::Pair key={view.query()} overview={o.clone()} parts={parts.clone()} view={view.clone()} />
                <details class="phone-only">
                    <summary>{ m.compare.see_all }</summary>
                    <div class="scroll" role="region" aria-label={m.compare.see_all} tabindex="0">{ table::wide(m, &groups, base, "comparison-again") }</div>
                </details>
                <details class="phone-only">
                    <summary>{ m.compare.stacked }</summary>
                    { table::stacked(m, &rows, base) }
                </details>
                { rest(m, &route, &view, &groups) }
            </section>
            { for rows.iter().filter(|r| !r.path.is_empty()).map(|r| yearly(m, r)) }
            { take::take(m, &indicator.id, &rows, measure(&all).is_some(), o.indicator(&indicator.id).is_some()) }
            <p class="meta notice">{ m.compare.notice }</p>
        </article>
    }
}

/// The picture of a whole country, where many places set the indicator.
fn country(store: &Store, indicator: &str, place: Option<&str>, view: &ComparisonView) -> Option<Html> {
    let ids = [indicator, place.unwrap_or_default()].map(str::to_owned);
    let (query, main) = (view.query(), store.get(&key::indicator(indicator, None))?);
    let visit = Visit { ids: &ids, query: &query, store, version: "" };
    if main.areas.is_empty() { None } else { COUNTRY.view(&visit) }
}

/// Codes of the provinces of which rows are shown, each once: the one that is open, those of the visitor's place and of
/// chosen plans.
fn opened<'a>(o: &'a Overview, view: &'a ComparisonView, chain: &[&'a Plan]) -> Vec<&'a str> {
    let mut areas: Vec<&str> = view.area.as_deref().into_iter().collect();
    let chosen = view.plans.iter().chain(&view.base).filter_map(|plan| o.plan(plan));
    for area in chosen.chain(chain.iter().copied()).filter_map(key::area) {
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    areas
}

/// The provinces, of which one opens into its plans.
fn provinces(m: &Messages, o: &Overview, view: &ComparisonView, enabled: bool, choose: &Callback<String>) -> Html {
    let option =
        |area: &Area| (area.code.clone(), area.name.of(m.language).to_owned(), view.area.as_ref() == Some(&area.code));
    let choose = change(view, ComparisonView::query, choose, |view, area| view.area = area);
    select(m.years.area, m.years.choose_area, o.areas.iter().map(option).collect(), enabled, choose)
}

/// Levels of which rows are held back, each with the way to see them.
fn rest(m: &Messages, route: &Route, view: &ComparisonView, groups: &[Group]) -> Html {
    let more = groups.iter().filter(|group| group.hidden > 0).filter_map(|group| Some((group.level?, group.hidden)));
    html! {
        <>{ for more.map(|(level, hidden)| {
            let mut whole = view.whole.clone();
            whole.push(level);
            let query = ComparisonView { whole, ..view.clone() }.query();
            html! { <p><Link to={route.clone()} {query} class="choice">{ m.compare.show_rest(m.level_name(level), hidden) }</Link></p> }
        }) }</>
    }
}

/// What the annex says year by year, beside what the body says.
fn yearly(m: &Messages, row: &Row) -> Html {
    let title = m.compare.yearly(row.plan.place_in(m.language));
    let clause = row.path.first().and_then(|t| t.clause.clone()).unwrap_or_default();
    let hash = clause.split_once('/').map(|(_, path)| path.to_owned()).unwrap_or_default();
    let last = row.path.last().and_then(|t| t.year_to);
    let mut stated = row.entries.iter().map(|e| e.target).filter(|_| !row.only_yearly());
    // A total over several years is no height on an axis of single years.
    let goal =
        stated.rfind(|t| t.kind == Kind::Level && t.value.is_some() && t.year_to.is_none_or(|year| Some(year) <= last));
    let picture = path(m, &row.path, goal, &title, &format!("path-{}", row.plan.id));
    html! {
        <section class="group yearly-group" key={row.plan.id.as_str()}>
            <h2>{ title.clone() }</h2>
            <div class="yearly-pair">
                <div>
                    { picture }
                    if let Some(said) = goal.and_then(|goal| figure(m, goal)) {
                        <p class="meta goal-key"><svg class="sign" viewBox="0 0 44 20" width="44" height="20" aria-hidden="true"><circle class="goal" cx="22" cy="10" r="8" /></svg>
                            { m.compare.goal(said, goal.and_then(|goal| deadline(m, goal)).unwrap_or_default()) }</p>
                    }
                </div>
                <table class="by-year">
                    <caption class="meta">{ m.compare.yearly_note }{ " " }
                        <Link to={Route::plan(&row.plan.id)} {hash}>{ m.compare.yearly_link }</Link></caption>
                    <thead><tr><th scope="col">{ m.compare.due }</th><th scope="col">{ m.compare.target }</th></tr></thead>
                    <tbody>
                        { for row.path.iter().map(|t| html! {
                            <tr><th scope="row">{ deadline(m, t).unwrap_or_default() }</th><td data-target={t.id.clone()}>
                                if let Some(figure) = figure(m, t) { <b class="figure">{ figure }</b> } else { <b class="wording">{ target_words(m, t) }</b> }
                            </td></tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}
