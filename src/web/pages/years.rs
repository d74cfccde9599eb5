//! Years: what falls due when, from all plans, body and annex, narrowed by filters that live in the address.

mod checks;
mod timeline;

use crate::bundle::office::Role;
use crate::bundle::{AnyKey, Due, DueShard, Overview, YearsShard, key};
use crate::messages::Messages;
use crate::model::{ClauseId, Level, Plan};
use crate::order::Order;
use crate::query::cite::path_label;
use crate::query::place;
use crate::query::words::{deadline, figure};
use crate::query::years::{self, DueTime, Item, OfPlan, YearsFilter, areas, by_plan, time_and_area, units};
use crate::web::choices::{change, select, use_arrived, use_choose, use_kept_place, use_query};
use crate::web::data::{use_shards, waiting};
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{indicator_name, mark, mixed, plan_lang, plan_words, scope, seal, take_view, target_words};
use crate::web::route::Route;
use crate::web::store::Store;
use std::sync::Arc;
use yew::prelude::*;

/// What is shown of one time before it is chosen.
const SHOWN: usize = 200;
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

/// What falls due: the timeline, then a time after the other.
#[component]
pub fn Years(props: &YearsProps) -> Html {
    let m = use_messages();
    let years = &props.years;
    let known = props.store.overview();
    let o = known.as_ref().unwrap_or(&props.overview);
    let mut filter = YearsFilter::parse(&use_query());
    let enabled = use_arrived();
    let choose = use_choose(Route::YEARS);
    let (kept, _) = use_kept_place();
    let mut wanted =
        [&kept, &filter.plan].into_iter().flatten().flat_map(|place| props.store.way_to(place)).collect::<Vec<_>>();
    if filter.area.is_none() {
        // The visitor's province comes first where not all can be shown.
        let own = kept
            .and_then(|kept| place::chain(&o.plans, &kept).last().and_then(|plan| key::area(plan).map(str::to_owned)));
        filter.area = own;
    }
    // The timeline shows all years, whichever of them is chosen for the list.
    let parts = YearsFilter { when: None, ..filter.clone() }.parts(years, o);
    wanted.extend(filter.area.iter().map(|area| key::plans_in(area).into()));
    wanted.extend(parts.iter().map(|part| AnyKey::from(key::due(&part.id))));
    let state = use_shards(wanted);
    let shards: Vec<(DueTime, Arc<DueShard>)> =
        parts.iter().filter_map(|part| Some((time_and_area(part)?.0, props.store.get(&key::due(&part.id))?))).collect();
    let mut times: Vec<DueTime> = shards.iter().map(|(when, _)| *when).collect();
    times.order();
    times.dedup();
    let of = |when: DueTime| shards.iter().filter(move |(of, _)| *of == when).map(|(_, shard)| &**shard);
    let mut groups: Vec<(DueTime, Vec<OfPlan>)> =
        times.into_iter().map(|when| (when, by_plan(&of(when).collect::<Vec<_>>(), &filter, o))).collect();
    let picture = timeline::picture(m, &years::timeline(&groups, o), &filter);
    groups.retain(|(when, plans)| !plans.is_empty() && filter.when.is_none_or(|wanted| wanted == *when));
    let all = || groups.iter().flat_map(|(_, plans)| plans).flat_map(|(_, items)| items);
    let targets = all().filter(|item| matches!(item, Item::Target(_))).count();
    let measures = all().count() - targets;
    let at_hand: Vec<&Due> = shards.iter().flat_map(|(_, shard)| &shard.entries).collect();
    let named_units = units(shards.iter().map(|(_, shard)| &**shard));
    html! {
        <article class="years">
            <h1>{ m.years.title }</h1>
            <p class="lead">{ m.years.lead }</p>
            { filters(m, o, years, &filter, &named_units, enabled, &choose) }
            <p class="meta" role="status">{ m.years.shown(targets as u32, measures as u32) }</p>
            { picture }
            { waiting(m, &state) }
            if targets + measures == 0 { <p>{ m.years.none }</p> }
            { for groups.iter().map(|(when, plans)| group(m, o, &filter, *when, plans)) }
            { for props.store.get(&key::findings()).map(|findings| checks::checks(m, o, &findings, &filter, &at_hand)) }
            { take_view(m) }
        </article>
    }
}

/// The name of a time.
fn time_name(m: &Messages, when: DueTime) -> String {
    match when {
        DueTime::Year(year) => m.figures.year(year),
        DueTime::Annual => m.years.annual.to_owned(),
        DueTime::Open => m.years.open.to_owned(),
    }
}

/// One time. It stands open where it was chosen, or where it is this year or the next by the visitor's clock, for which
/// `settings.js` looks.
fn group(m: &Messages, o: &Overview, filter: &YearsFilter, when: DueTime, plans: &[OfPlan]) -> Html {
    let chosen = filter.when.is_some();
    let mut left = if chosen {
        usize::MAX
    } else if o.is_folded() {
        SHOWN_FOLDED
    } else {
        SHOWN
    };
    let count: usize = plans.iter().map(|(_, items)| items.len()).sum();
    let is_long = count > left;
    let whole = YearsFilter { when: Some(when), ..filter.clone() };
    let year = match when {
        DueTime::Year(year) if !chosen => Some(year.to_string()),
        _ => None,
    };
    let name = time_name(m, when);
    let sections = plans.iter().map_while(|(plan, items)| {
        let shown = &items[..items.len().min(left)];
        left -= shown.len();
        (!shown.is_empty()).then(|| of_plan(m, o, filter, plan, shown))
    });
    html! {
        <details class="group due-time" key={[when.id().as_str(), if chosen { "!" } else { "" }].concat()} open={chosen} data-year={year} data-column={m.compare.due} data-value={name.clone()}>
            <summary><h2 id={format!("due-{}", when.id())}>{ name }{ " " }<span class="meta">{ m.years.targets(count as u32) }</span></h2></summary>
            if when == DueTime::Open { <p class="meta">{ m.years.open_note }</p> }
            { for sections }
            if is_long {
                <p><Link to={Route::YEARS} query={whole.query()} class="choice">{ m.years.whole(count as u32) }</Link></p>
            }
        </details>
    }
}

/// What one plan sets for one time; where a unit is chosen, by how it answers.
fn of_plan(m: &Messages, o: &Overview, filter: &YearsFilter, plan: &Plan, items: &[Item]) -> Html {
    let name = plan.place_in(m.language);
    let list = |items: &[Item]| html! { <ul>{ for items.iter().map(|of| item(m, o, *of)) }</ul> };
    let listed = match &filter.unit {
        None => list(items),
        Some(unit) => {
            let roles = [(Role::Alone, m.years.alone), (Role::Leads, m.offices.leading), (Role::Joins, m.years.joins)];
            let part = |(role, name): (Role, &'static str)| {
                let own: Vec<Item> = items.iter().copied().filter(|item| item.role_of(unit) == Some(role)).collect();
                (!own.is_empty()).then(|| {
                    html! { <section data-column={m.years.unit} data-value={name}><h4 class="meta">{ name }</h4>{ list(&own) }</section> }
                })
            };
            html! { <div>{ for roles.into_iter().filter_map(part) }</div> }
        }
    };
    html! {
        <section class="due-plan" key={plan.id.as_str()} data-column={m.compare.plan} data-value={name.to_owned()} data-number={plan.document_number.clone()}>
            <h3>{ seal(m, plan.level, !plan.text) }{ " " }<Link to={Route::plan(&plan.id)}>{ name }</Link></h3>
            { listed }
        </section>
    }
}

/// What falls due: what, how much, in whose words, and where it stands.
fn item(m: &Messages, o: &Overview, item: Item) -> Html {
    let units: Vec<&str> = item.units().iter().map(|unit| unit.name.as_str()).collect();
    let units = (!units.is_empty()).then(|| html! { <>{ "　" }{ m.units }{ plan_words(m, units.join("、")) }</> });
    let due = match item {
        Item::Target(due) => due,
        Item::Measure(measure) => {
            let path = measure.clause.path();
            return html! {
                <li class="due due-measure" data-record="">
                    <p class="due-head" data-column={m.compare.target}>{ plan_words(m, measure.title.clone()) }</p>
                    <div>
                        <p class="wording" lang={plan_lang(m)} data-column={m.compare.quote}>{ measure.words.clone() }</p>
                        <p class="meta"><Link to={Route::plan(item.plan())} hash={path.to_owned()}>{ mixed(m, &path_label(m, path)) }</Link>{ for units }</p>
                    </div>
                </li>
            };
        }
    };
    let target = &due.target;
    let path = target.clause.as_ref().map(ClauseId::path).unwrap_or_default().to_owned();
    let source = match &target.source {
        Some(source) => source.chapter.clone().unwrap_or_default(),
        None => path_label(m, &path),
    };
    html! {
        <li class="due" data-target={target.id.clone()} data-record="">
            <p class="due-head">
                <span data-column={m.compare.target}><Link to={Route::indicator(&target.indicator)}>{ indicator_name(m, o, target) }</Link></span>
                if let Some(figure) = figure(m, target) { <b class="figure" data-column={m.compare.quote}>{ figure }</b> } else { <b class="wording" data-column={m.compare.quote}>{ target_words(m, target) }</b> }
            </p>
            <p class="meta">
                <Link to={Route::plan(&target.plan)} hash={path}>{ mixed(m, &source) }</Link>
                { "　" }{ scope(m, target) }{ mark(m, target.checked.as_ref()) }
                // A period says more than the year that heads the list.
                if target.year_from.is_some_and(|from| Some(from) != target.year_to) { { "　" }{ deadline(m, target).unwrap_or_default() } }
                { for units }
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
    let times = times.into_iter().map(|when| (when.id(), time_name(m, when), filter.when == Some(when)));
    let topics = o.topics.iter().map(|t| {
        (t.topic.id.clone(), t.topic.name.of(m.language).to_owned(), filter.topic.as_ref() == Some(&t.topic.id))
    });
    let levels = Level::ALL
        .into_iter()
        .filter(|level| o.has_level(*level))
        .map(|level| (level.id().to_owned(), m.level_name(level).to_owned(), filter.level == Some(level)));
    let within = |plan: &&Plan| {
        let area = key::area(plan);
        filter.level.is_none_or(|level| level == plan.level)
            && (!o.is_folded() || area.is_none() || area == filter.area.as_deref())
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
