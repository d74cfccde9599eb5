//! Years: what falls due when, from all plans, body and annex, narrowed by filters that live in the address.

mod checks;

use crate::bundle::{Due, DueShard, Overview, YearsShard, key};
use crate::messages::Messages;
use crate::model::{ClauseId, Level, Plan};
use crate::order::Order;
use crate::query::cite::path_label;
use crate::query::place;
use crate::query::words::{deadline, figure};
use crate::query::years::{DueTime, YearsFilter, areas, plan_of, time_and_area, units};
use crate::web::choices::{change, select, use_arrived, use_choose, use_kept_place, use_query};
use crate::web::data::{use_shards, waiting};
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{indicator_name, mixed, plan_words, scope, seal, target_words};
use crate::web::route::Route;
use crate::web::store::Store;
use std::sync::Arc;
use yew::prelude::*;

/// Targets of one time that are shown before it is chosen.
const SHOWN: usize = 60;
/// The same in a folded corpus, where there are many times.
const SHOWN_FOLDED: usize = 10;
/// Units beyond these are found by the page of units.
const UNITS: usize = 80;

impl Page for Years {
    const FOLDER: Route = Route::YEARS;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.years.title)
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::years());
        needs.add(key::findings());
        if let (Some(years), Some(o)) = (visit.store.get(&key::years()), visit.overview()) {
            // What is shown before anything is chosen.
            needs.all(YearsFilter::default().parts(&years, &o).into_iter().map(|part| key::due(&part.id)));
        }
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().years.title.to_owned())
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.messages().years.lead.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let years = visit.store.get(&key::years())?;
        Some(html! { <Years overview={visit.overview()?} {years} store={visit.store.clone()} /> })
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct YearsProps {
    pub overview: Arc<Overview>,
    pub years: Arc<YearsShard>,
    pub store: Store,
}

/// What falls due, a time after the other.
#[component]
pub fn Years(props: &YearsProps) -> Html {
    let m = use_messages();
    let (o, years) = (&props.overview, &props.years);
    let mut filter = YearsFilter::parse(&use_query());
    let enabled = use_arrived();
    let choose = use_choose(Route::YEARS);
    let (kept, _) = use_kept_place();
    if filter.area.is_none() {
        // The visitor's province comes first where not all can be shown.
        let own = kept
            .and_then(|kept| place::chain(&o.plans, &kept).last().and_then(|plan| key::area(plan).map(str::to_owned)));
        filter.area = own;
    }
    let parts = filter.parts(years, o);
    let state = use_shards(parts.iter().map(|part| key::due(&part.id).into()).collect());
    let shards: Vec<(DueTime, Arc<DueShard>)> =
        parts.iter().filter_map(|part| Some((time_and_area(part)?.0, props.store.get(&key::due(&part.id))?))).collect();
    let mut times: Vec<DueTime> = shards.iter().map(|(when, _)| *when).collect();
    times.order();
    times.dedup();
    let of = |when: DueTime| shards.iter().filter(move |(of, _)| *of == when).flat_map(|(_, shard)| &shard.entries);
    let shown = |when: DueTime| of(when).filter(|due| filter.admits(due, o)).collect::<Vec<&Due>>();
    let groups: Vec<(DueTime, Vec<&Due>)> =
        times.into_iter().map(|when| (when, shown(when))).filter(|(_, due)| !due.is_empty()).collect();
    let total: usize = groups.iter().map(|(_, due)| due.len()).sum();
    let at_hand: Vec<&Due> = shards.iter().flat_map(|(_, shard)| &shard.entries).collect();
    let named_units = units(shards.iter().flat_map(|(_, shard)| &shard.entries));
    html! {
        <article class="years">
            <h1>{ m.years.title }</h1>
            <p class="lead">{ m.years.lead }</p>
            { filters(m, o, years, &filter, &named_units, enabled, &choose) }
            <p class="meta" role="status">{ m.years.shown(total as u32) }</p>
            { waiting(m, &state) }
            if total == 0 { <p>{ m.years.none }</p> }
            { for groups.into_iter().map(|(when, due)| group(m, o, &filter, when, &due)) }
            { for props.store.get(&key::findings()).map(|findings| checks::checks(m, o, &findings, &filter, &at_hand)) }
        </article>
    }
}

fn group(m: &Messages, o: &Overview, filter: &YearsFilter, when: DueTime, due: &[&Due]) -> Html {
    let limit = if filter.when.is_some() {
        usize::MAX
    } else if o.is_folded() {
        SHOWN_FOLDED
    } else {
        SHOWN
    };
    let name = match when {
        DueTime::Year(year) => m.figures.year(year),
        DueTime::Annual => m.years.annual.to_owned(),
        DueTime::Open => m.years.open.to_owned(),
    };
    let whole = YearsFilter { when: Some(when), ..filter.clone() };
    // One heading a plan.
    let mut plans: Vec<(&Plan, Vec<&Due>)> = Vec::new();
    for due in due.iter().take(limit) {
        let Some(plan) = plan_of(due, o) else { continue };
        match plans.last_mut() {
            Some((last, own)) if last.id == plan.id => own.push(due),
            _ => plans.push((plan, vec![due])),
        }
    }
    html! {
        <section class="group" key={when.id()} aria-labelledby={format!("due-{}", when.id())}>
            <h2 id={format!("due-{}", when.id())}>{ name }{ " " }<span class="meta">{ m.years.targets(due.len() as u32) }</span></h2>
            if when == DueTime::Open { <p class="meta">{ m.years.open_note }</p> }
            { for plans.into_iter().map(|(plan, own)| html! {
                <section class="due-plan" key={plan.id.as_str()}>
                    <h3>{ seal(m, plan.level, !plan.text) }{ " " }<Link to={Route::plan(&plan.id)}>{ plan.place_in(m.language) }</Link></h3>
                    <ul>{ for own.into_iter().map(|due| item(m, o, due)) }</ul>
                </section>
            }) }
            if due.len() > limit {
                <p><Link to={Route::YEARS} query={whole.query()} class="choice">{ m.years.whole(due.len() as u32) }</Link></p>
            }
        </section>
    }
}

/// One target: what, how much, in whose words, and where it stands.
fn item(m: &Messages, o: &Overview, due: &Due) -> Html {
    let target = &due.target;
    let path = target.clause.as_ref().map(ClauseId::path).unwrap_or_default().to_owned();
    let source = match &target.source {
        Some(source) => source.chapter.clone().unwrap_or_default(),
        None => path_label(m, &path),
    };
    html! {
        <li class="due" data-target={target.id.clone()}>
            <p class="due-head">
                <Link to={Route::indicator(&target.indicator)}>{ indicator_name(m, o, target) }</Link>
                if let Some(figure) = figure(m, target) { <b class="figure">{ figure }</b> } else { <b class="wording">{ target_words(m, target) }</b> }
            </p>
            <p class="meta">
                <Link to={Route::plan(&target.plan)} hash={path}>{ mixed(m, &source) }</Link>
                { "　" }{ scope(m, target) }
                // A period says more than the year that heads the list.
                if target.year_from.is_some_and(|from| Some(from) != target.year_to) { { "　" }{ deadline(m, target).unwrap_or_default() } }
                if !due.units.is_empty() { { "　" }{ m.units }{ plan_words(m, due.units.join("、")) } }
            </p>
        </li>
    }
}

fn filters(
    m: &Messages,
    o: &Overview,
    years: &YearsShard,
    filter: &YearsFilter,
    units: &[(&str, u32)],
    enabled: bool,
    choose: &Callback<String>,
) -> Html {
    let any = m.compare.any;
    let change = |set| change(filter, YearsFilter::query, choose, set);
    let mut times: Vec<DueTime> = years.parts.iter().filter_map(time_and_area).map(|(when, _)| when).collect();
    times.order();
    times.dedup();
    let times = times.into_iter().map(|when| {
        let name = match when {
            DueTime::Year(year) => m.figures.year(year),
            DueTime::Annual => m.years.annual.to_owned(),
            DueTime::Open => m.years.open.to_owned(),
        };
        (when.id(), name, filter.when == Some(when))
    });
    let topics = o.topics.iter().map(|t| {
        (t.topic.id.clone(), t.topic.name.of(m.language).to_owned(), filter.topic.as_ref() == Some(&t.topic.id))
    });
    let levels = Level::ALL
        .into_iter()
        .filter(|level| o.plans.iter().any(|p| p.level == *level))
        .map(|level| (level.id().to_owned(), m.level_name(level).to_owned(), filter.level == Some(level)));
    let within = |plan: &&Plan| {
        let area = key::area(plan);
        filter.level.is_none_or(|level| level == plan.level)
            && (o.plans.len() <= 200 || area.is_none() || area == filter.area.as_deref())
    };
    let plans =
        o.plans.iter().filter(within).map(|plan| {
            (plan.id.clone(), plan.place_in(m.language).to_owned(), filter.plan.as_ref() == Some(&plan.id))
        });
    let all_units: Vec<&str> = units.iter().map(|(unit, _)| *unit).take(UNITS).collect();
    let chosen = filter.unit.as_deref().filter(|unit| !all_units.contains(unit));
    let units = all_units
        .into_iter()
        .chain(chosen)
        .map(|unit| (unit.to_owned(), unit.to_owned(), filter.unit.as_deref() == Some(unit)));
    let provinces = areas(years, o);
    let provinces_needed = provinces.len() > 1 && filter.parts(years, o).len() < years.parts.len();
    let provinces = provinces
        .into_iter()
        .map(|area| (area.code.clone(), area.name.of(m.language).to_owned(), filter.area.as_ref() == Some(&area.code)));
    html! {
        <section class="filter selects" aria-label={m.compare.filter}>
            if provinces_needed { { select(m.years.area, m.years.choose_area, provinces.collect(), enabled, change(|f, v| f.area = v)) } }
            { select(m.compare.due, any, times.collect(), enabled, change(|f, v| f.when = v.and_then(|v| DueTime::parse(&v)))) }
            { select(m.nav_topics, any, topics.collect(), enabled, change(|f, v| f.topic = v)) }
            { select(m.compare.level, any, levels.collect(), enabled, change(|f, v| {
                f.level = v.and_then(|v| Level::ALL.into_iter().find(|level| level.id() == v));
                f.plan = None;
            })) }
            { select(m.compare.plan, any, plans.collect(), enabled, change(|f, v| f.plan = v)) }
            { select(m.years.unit, any, units.collect(), enabled, change(|f, v| f.unit = v)) }
        </section>
    }
}
