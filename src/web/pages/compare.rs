//! The list of indicators: by topic, each with a small picture, narrowed by filters that live in the address.

use crate::bundle::{ComparisonsShard, FiguresShard, IndicatorShard, Key, Overview, key};
use crate::messages::Messages;
use crate::model::verdict::Verdict;
use crate::model::{Kind, Level};
use crate::order::Order;
use crate::query::compare::{Row, rows};
use crate::query::indicators::{IndicatorFilter, IndicatorListing, VERDICTS, by_topic, listed, verdicts};
use crate::query::place;
use crate::query::sentence::sentence;
use crate::query::words::figure;
use crate::web::chart::mini::mini;
use crate::web::choices::{change, select, use_arrived, use_choose, use_query};
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{named, take_view, target_words, verdict_mark};
use crate::web::places::Places;
use crate::web::route::Route;
use crate::web::store::Store;
use std::sync::Arc;
use yew::prelude::*;

/// Indicators of a topic that are shown before the topic is chosen.
const SHOWN_OF_A_TOPIC: usize = 24;

/// Indicators of a chosen topic that are shown at once in a folded corpus.
const SHOWN_OF_A_FOLDED_TOPIC: usize = 48;

/// More plans than these are searched for instead.
const LISTED_PLANS: usize = 60;

impl Page for Compare {
    const FOLDER: Route = Route::COMPARE;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_compare)
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        let Some(o) = visit.overview() else { return };
        needs.add(key::comparisons(part(&o, visit.query).as_deref()));
        needs.all(own_figures(&o, visit.query));
        needs.counts(visit);
        if let Some(plan) = IndicatorFilter::parse(visit.query).plan {
            needs.plans_of(visit, &plan);
        }
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_compare.to_owned())
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.messages().describing.compare(visit.overview()?.indicators.len()))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let o = visit.overview()?;
        let shard = visit.store.get(&key::comparisons(part(&o, visit.query).as_deref()))?;
        let own = own_figures(&o, visit.query).and_then(|key| visit.store.get(&key));
        Some(html! { <Compare overview={o} {shard} {own} store={visit.store.clone()} /> })
    }
}

/// The figures of the plan that is asked for: in a folded corpus they alone tell which indicators it sets.
fn own_figures(o: &Overview, query: &str) -> Option<Key<FiguresShard>> {
    IndicatorFilter::parse(query).plan.filter(|_| o.is_folded()).map(|plan| key::figures(&plan))
}

/// The topic whose indicators are asked for, where the list of a folded corpus does not hold all.
fn part(o: &Overview, query: &str) -> Option<String> {
    let topic = IndicatorFilter::parse(query).topic.filter(|_| o.is_folded())?;
    o.topic(&topic)?;
    Some(topic)
}

/// What the list of indicators is made of.
#[derive(Clone, PartialEq, Properties)]
pub struct CompareProps {
    /// All indicators and topics.
    pub overview: Arc<Overview>,
    /// What each indicator's small picture shows.
    pub shard: Arc<ComparisonsShard>,
    /// The figures of the plan that is asked for, where the overview does not tell what it sets.
    pub own: Option<Arc<FiguresShard>>,
    /// Where places are searched for.
    pub store: Store,
}

/// All indicators, or those that were chosen.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let m = use_messages();
    let o = &props.overview;
    let filter = IndicatorFilter::parse(&use_query());
    let enabled = use_arrived();
    let choose = use_choose(Route::COMPARE);
    // The topic of a folded corpus of which all was asked for.
    let whole_of = use_state(|| None::<String>);
    let show_whole = Callback::from({
        let whole_of = whole_of.clone();
        move |topic: String| whole_of.set(Some(topic))
    });
    let all = listed(o, &props.shard.digests);
    let own = props.own.as_deref();
    let admitted: Vec<&IndicatorListing> = all.iter().filter(|listed| admits(&filter, own, listed)).collect();
    // The rows of a folded corpus are those of other plans.
    let of_rows = IndicatorFilter { plan: filter.plan.clone().filter(|_| own.is_none()), ..filter.clone() };
    let shards: Vec<IndicatorShard> = admitted.iter().map(|listed| in_short(listed)).collect();
    let rows: Vec<Vec<Row>> = shards.iter().map(|shard| setting(rows(shard, &o.plans))).collect();
    let listings = admitted.into_iter().zip(&rows);
    let listings = listings.filter(|(_, rows)| of_rows.admits_rows(rows));
    let shown: Vec<Listed> = listings.map(|(listing, rows)| Listed { listing: *listing, rows }).collect();
    let (n, total) = (shown.len() as u32, o.indicators.len() as u32);
    let count = if n == total { m.compare.all_indicators(total) } else { m.compare.some_indicators(n, total) };
    // Unasked, what can be compared comes first; what one place alone sets is a list of names.
    let unasked = filter == IndicatorFilter::default();
    let (shown, alone): (Vec<Listed>, Vec<Listed>) =
        shown.into_iter().partition(|shown| !unasked || shown.listing.entry.set_by() > 1);
    let own = filter.plan.as_ref().and_then(|id| o.plan(id));
    let own = own.filter(|plan| plan.place_code.is_some());
    html! {
        <article>
            <h1>{ m.nav_compare }</h1>
            <p class="lead">{ m.compare.lead }</p>
            { filters(m, props, &filter, &all, enabled, &choose) }
            <p class="meta" role="status">{ count }
                if let Some(plan) = own {
                    { m.signs.stop }{ m.signs.space }<Link to={Route::place(place::slug(&plan.id))}>{ m.home.all_of_place(plan.place_in(m.language), n) }</Link>
                    { " " }<a href={["open-data/place/", place::slug(&plan.id), ".csv"].concat()} download="">{ "CSV" }</a>
                }
            </p>
            if o.is_folded() && filter.topic.is_none() { <p class="meta">{ m.compare.choose_topic }</p> }
            if shown.is_empty() && alone.is_empty() { <p>{ m.compare.none }</p> }
            { for by_topic(o, shown, |shown| shown.listing.entry).into_iter().map(|(topic, own)| {
                let limit = match filter.topic {
                    Some(_) if o.is_folded() && whole_of.as_deref() != Some(topic) => SHOWN_OF_A_FOLDED_TOPIC,
                    Some(_) => usize::MAX,
                    None => SHOWN_OF_A_TOPIC,
                };
                // The shard of a folded corpus holds the first of each topic alone, before one is chosen.
                let of_topic = match filter.topic {
                    None if o.is_folded() => o.indicators.iter().filter(|entry| entry.indicator.topic == topic).count(),
                    _ => own.len(),
                };
                let names = o.topic(topic).map(|t| &t.topic.name);
                let whole = IndicatorFilter { topic: Some(topic.to_owned()), ..filter.clone() };
                html! {
                    <section class="group" key={topic.to_owned()} data-column={m.nav_topics} data-value={names.map(|names| names.of(m.language).to_owned())}>
                        <h2 id={topic.to_owned()}>{ for names.map(|names| named(m, names)) }{ " " }<span class="meta">{ m.compare.indicators(of_topic as u32) }</span></h2>
                        <ul class="multiples">{ for own.iter().take(limit).map(|l| item(m, l)) }</ul>
                        if filter.topic.is_some() && of_topic > limit {
                            <p class="meta">{ m.compare.first_shown(limit, of_topic) }{ " " }
                                <button type="button" onclick={show_whole.reform({ let topic = topic.to_owned(); move |_: MouseEvent| topic.clone() })}>
                                    { m.compare.whole_topic(of_topic as u32) }</button></p>
                        } else if of_topic > limit.min(own.len()) {
                            <p><Link to={Route::COMPARE} query={whole.query()} class="choice">{ m.compare.whole_topic(of_topic as u32) }</Link></p>
                        }
                    </section>
                }
            }) }
            { of_one_place(m, o, alone) }
            { take_view(m) }
        </article>
    }
}

/// An indicator of the list, and the plans that set it.
#[derive(Clone, Copy)]
struct Listed<'a> {
    listing: IndicatorListing<'a>,
    rows: &'a [Row<'a>],
}

/// What the list knows of an indicator, as its page knows it.
fn in_short(listed: &IndicatorListing) -> IndicatorShard {
    let (indicator, targets) = (listed.entry.indicator.clone(), listed.digest.targets.clone());
    IndicatorShard::of(indicator, targets)
}

fn setting(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().filter(|row| !row.entries.is_empty()).collect()
}

/// Indicators that one place alone sets, by topic, each with what it promises.
fn of_one_place(m: &Messages, o: &Overview, alone: Vec<Listed>) -> Html {
    if alone.is_empty() {
        return Html::default();
    }
    let count = alone.len() as u32;
    let promise = |row: &Row| {
        row.entries.first().map(|entry| {
        let figure = figure(m, entry.target);
        html! {
            <>{ " " }<span class="meta">{ row.plan.place_in(m.language) }</span>{ " " }
                if let Some(figure) = figure { <b class="figure">{ figure }</b> } else { <b class="wording">{ target_words(m, entry.target) }</b> }</>
        }
    })
    };
    html! {
        <details class="group one-place">
            <summary>{ m.compare.one_place }{ " " }<span class="meta">{ m.compare.indicators(count) }</span></summary>
            { for by_topic(o, alone, |shown| shown.listing.entry).into_iter().map(|(topic, own)| {
                let names = o.topic(topic).map(|t| &t.topic.name);
                html! {
                    <section key={topic.to_owned()}>
                        <h3>{ for names.map(|names| named(m, names)) }</h3>
                        <ul>
                            { for own.iter().map(|shown| html! {
                                <li data-record="" data-column={m.compare.levels} data-value={sentence(m, shown.rows)}>
                                    <span data-column={m.search.indicators}><Link to={Route::indicator(&shown.listing.entry.indicator.id)}>{ named(m, &shown.listing.entry.indicator.name) }</Link></span>
                                    { for shown.rows.iter().filter_map(promise) }</li>
                            }) }
                        </ul>
                    </section>
                }
            }) }
        </details>
    }
}

/// Whether an indicator is asked for; `own` are the figures of the plan that is, where the overview does not tell.
fn admits(filter: &IndicatorFilter, own: Option<&FiguresShard>, listed: &IndicatorListing) -> bool {
    let Some(own) = own else { return filter.admits(listed) };
    let Some(plan) = &filter.plan else { return false };
    let id = &listed.entry.indicator.id;
    own.targets.iter().any(|target| target.plan == *plan && target.indicator == *id)
        && IndicatorFilter { plan: None, ..filter.clone() }.admits(listed)
}

/// One indicator: its name, its picture, how its plans stand to those above them, and how many set it.
fn item(m: &Messages, shown: &Listed) -> Html {
    let indicator = &shown.listing.entry.indicator;
    let more = shown.listing.entry.set_by().saturating_sub(shown.rows.len()) as u32;
    let said = sentence(m, shown.rows);
    // Where nothing can be compared the picture and the tag say enough.
    let telling = |verdict: &Verdict| !matches!(verdict, Verdict::Incomparable(_));
    let found =
        shown.rows.iter().flat_map(|row| verdicts(row).into_iter().filter(telling).map(move |found| (row.plan, found)));
    html! {
        <li data-record="" data-column={m.compare.levels} data-value={said.clone()}>
            <p class="multiple-head" data-column={m.search.indicators}><Link to={Route::indicator(&indicator.id)}>{ named(m, &indicator.name) }</Link>
                if indicator.total { { " " }<span class="tag">{ m.compare.total_tag }</span> }</p>
            { mini(m, shown.rows, &said, &indicator.id) }
            <ul class="multiple-verdicts" data-column={m.compare.against}>
                { for found.map(|(plan, verdict)| html! { <li data-number={plan.document_number.clone()}><span class="meta">{ plan.place_in(m.language) }</span>{ " " }{ verdict_mark(m, verdict, None) }</li> }) }
            </ul>
            if more > 0 { <p class="meta">{ m.compare.more(more) }</p> }
        </li>
    }
}

fn filters(
    m: &Messages,
    props: &CompareProps,
    filter: &IndicatorFilter,
    all: &[IndicatorListing],
    enabled: bool,
    choose: &Callback<String>,
) -> Html {
    let (c, o) = (&m.compare, &props.overview);
    let change = |set| change(filter, IndicatorFilter::query, choose, set);
    let topics = o.topics.iter().filter(|t| all.iter().any(|l| l.entry.indicator.topic == t.topic.id)).map(|t| {
        let on = filter.topic.as_ref() == Some(&t.topic.id);
        (t.topic.id.clone(), t.topic.name.of(m.language).to_owned(), on)
    });
    let levels = Level::ALL
        .into_iter()
        .filter(|level| o.has_level(*level))
        .map(|level| (level.id().to_owned(), m.level_name(level).to_owned(), filter.level == Some(level)));
    let of_level = |level: Level| filter.level.is_none_or(|wanted| wanted == level);
    let plans =
        o.plans.iter().filter(|plan| of_level(plan.level)).map(|plan| {
            (plan.id.clone(), plan.place_in(m.language).to_owned(), filter.plan.as_ref() == Some(&plan.id))
        });
    let mut years: Vec<u16> = all.iter().flat_map(|l| l.digest.years.iter().copied()).collect();
    years.order();
    years.dedup();
    let years = years.into_iter().map(|year| (year.to_string(), m.figures.year(year), filter.year == Some(year)));
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| (kind.id().to_owned(), kind_name(m, kind).to_owned(), filter.kind == Some(kind)));
    let names = [c.stricter, c.same, c.laxer, c.incomparable];
    let verdicts = VERDICTS.into_iter().zip(names);
    let verdicts = verdicts.map(|(id, name)| (id.to_owned(), name.to_owned(), filter.verdict == Some(id)));
    let toggle = |on: bool, name: &'static str, changed: IndicatorFilter| {
        html! { <Link to={Route::COMPARE} query={changed.query()} class="choice" current={on.then(|| AttrValue::from("true"))}>{ name }</Link> }
    };
    html! {
        <section class="filter selects" aria-label={c.filter}>
            { select(m.nav_topics, c.any, topics.collect(), enabled, change(|f, v| f.topic = v)) }
            { select(c.level, c.any, levels.collect(), enabled, change(|f, v| {
                f.level = v.and_then(|v| Level::ALL.into_iter().find(|level| level.id() == v));
                f.plan = None;
            })) }
            if o.count() <= LISTED_PLANS { { select(c.plan, c.any, plans.collect(), enabled, change(|f, v| f.plan = v)) } }
            { select(c.due, c.any, years.collect(), enabled, change(|f, v| f.year = v.and_then(|v| v.parse().ok()))) }
            { select(c.kind, c.any, kinds.collect(), enabled, change(|f, v| {
                f.kind = v.and_then(|v| Kind::ALL.into_iter().find(|kind| kind.id() == v));
            })) }
            { select(c.against, c.any, verdicts.collect(), enabled, change(|f, v| {
                f.verdict = v.and_then(|v| VERDICTS.into_iter().find(|id| *id == v));
            })) }
            if o.count() > LISTED_PLANS {
                <Places overview={o.clone()} store={props.store.clone()} chosen={filter.plan.clone()} {enabled} choose={Some(change(|f, v| f.plan = v))} />
            }
            <div class="facet">
                { toggle(filter.shared, c.only_shared, IndicatorFilter { shared: !filter.shared, ..filter.clone() }) }
                { toggle(filter.differing, c.only_differing, IndicatorFilter { differing: !filter.differing, ..filter.clone() }) }
                if *filter != IndicatorFilter::default() { <Link to={Route::COMPARE} class="choice">{ c.reset }</Link> }
            </div>
        </section>
    }
}

/// The kind of a target in words.
pub fn kind_name(m: &Messages, kind: Kind) -> &'static str {
    match kind {
        Kind::Level => m.kinds.level,
        Kind::Annual => m.kinds.annual,
        Kind::Cumulative => m.kinds.cumulative,
        Kind::Increase => m.kinds.increase,
    }
}
