//! The list of indicators: by topic, each with a small picture, narrowed by filters that live in the address.

use crate::bundle::{ComparisonsShard, IndicatorShard, Overview, key};
use crate::messages::Messages;
use crate::model::{Kind, Level};
use crate::order::Order;
use crate::query::compare::rows;
use crate::query::indicators::{IndicatorFilter, IndicatorListing, by_topic, listed};
use crate::query::sentence::sentence;
use crate::web::chart::mini::mini;
use crate::web::choices::{change, select, use_arrived, use_choose, use_query};
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::named;
use crate::web::places::Places;
use crate::web::route::Route;
use std::sync::Arc;
use yew::prelude::*;

/// Indicators of a topic that are shown before the topic is chosen.
const SHOWN_OF_A_TOPIC: usize = 24;

/// More plans than these are searched for instead.
const LISTED_PLANS: usize = 60;

impl Page for Compare {
    const FOLDER: Route = Route::COMPARE;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_compare)
    }

    fn needs(_: &Visit, needs: &mut Needs) {
        needs.add(key::comparisons());
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_compare.to_owned())
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.messages().describing.compare(visit.overview()?.indicators.len()))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let shard = visit.store.get(&key::comparisons())?;
        Some(html! { <Compare overview={visit.overview()?} {shard} /> })
    }
}

/// What the list of indicators is made of.
#[derive(Clone, PartialEq, Properties)]
pub struct CompareProps {
    /// All indicators and topics.
    pub overview: Arc<Overview>,
    /// What each indicator's small picture shows.
    pub shard: Arc<ComparisonsShard>,
}

/// All indicators, or those that were chosen.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let m = use_messages();
    let o = &props.overview;
    let filter = IndicatorFilter::parse(&use_query());
    let enabled = use_arrived();
    let choose = use_choose(Route::COMPARE);
    let all = listed(o, &props.shard.digests);
    let shown: Vec<IndicatorListing> = all.iter().filter(|listed| filter.admits(listed)).copied().collect();
    let (n, total) = (shown.len() as u32, all.len() as u32);
    let count = if n == total { m.compare.all_indicators(total) } else { m.compare.some_indicators(n, total) };
    html! {
        <article>
            <h1>{ m.nav_compare }</h1>
            <p class="lead">{ m.compare.lead }</p>
            { filters(m, o, &filter, &all, enabled, &choose) }
            <p class="meta" role="status">{ count }</p>
            if shown.is_empty() { <p>{ m.compare.none }</p> }
            { for by_topic(o, &shown).into_iter().map(|(topic, own)| {
                let limit = if filter.topic.is_some() { usize::MAX } else { SHOWN_OF_A_TOPIC };
                let names = o.topics.iter().find(|t| t.topic.id == topic).map(|t| &t.topic.name);
                let whole = IndicatorFilter { topic: Some(topic.to_owned()), ..filter.clone() };
                html! {
                    <section class="group" key={topic.to_owned()}>
                        <h2 id={topic.to_owned()}>{ for names.map(|names| named(m, names)) }{ " " }<span class="meta">{ m.compare.indicators(own.len() as u32) }</span></h2>
                        <ul class="multiples">{ for own.iter().take(limit).map(|l| item(m, o, l)) }</ul>
                        if own.len() > limit {
                            <p><Link to={Route::COMPARE} query={whole.query()} class="choice">{ m.compare.whole_topic(own.len() as u32) }</Link></p>
                        }
                    </section>
                }
            }) }
        </article>
    }
}

/// One indicator: its name, its picture, and how many plans set it.
fn item(m: &Messages, o: &Overview, listed: &IndicatorListing) -> Html {
    let indicator = &listed.entry.indicator;
    let shard = IndicatorShard {
        indicator: indicator.clone(),
        targets: listed.digest.targets.clone(),
        counterparts: Vec::new(),
    };
    let rows: Vec<_> = rows(&shard, &o.plans).into_iter().filter(|row| !row.entries.is_empty()).collect();
    let more = listed.entry.plans.len().saturating_sub(rows.len()) as u32;
    html! {
        <li>
            <p class="multiple-head"><Link to={Route::indicator(&indicator.id)}>{ named(m, &indicator.name) }</Link>
                if indicator.total { { " " }<span class="tag">{ m.compare.total_tag }</span> }</p>
            { mini(m, &rows, &sentence(m, &rows), &indicator.id) }
            if more > 0 { <p class="meta">{ m.compare.more(more) }</p> }
        </li>
    }
}

fn filters(
    m: &Messages,
    o: &Arc<Overview>,
    filter: &IndicatorFilter,
    all: &[IndicatorListing],
    enabled: bool,
    choose: &Callback<String>,
) -> Html {
    let c = &m.compare;
    let change = |set| change(filter, IndicatorFilter::query, choose, set);
    let topics = o.topics.iter().filter(|t| all.iter().any(|l| l.entry.indicator.topic == t.topic.id)).map(|t| {
        let on = filter.topic.as_ref() == Some(&t.topic.id);
        (t.topic.id.clone(), t.topic.name.of(m.language).to_owned(), on)
    });
    let levels = Level::ALL
        .into_iter()
        .filter(|level| o.plans.iter().any(|p| p.level == *level))
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
            if o.plans.len() <= LISTED_PLANS { { select(c.plan, c.any, plans.collect(), enabled, change(|f, v| f.plan = v)) } }
            { select(c.due, c.any, years.collect(), enabled, change(|f, v| f.year = v.and_then(|v| v.parse().ok()))) }
            { select(c.kind, c.any, kinds.collect(), enabled, change(|f, v| {
                f.kind = v.and_then(|v| Kind::ALL.into_iter().find(|kind| kind.id() == v));
            })) }
            if o.plans.len() > LISTED_PLANS {
                <Places overview={o.clone()} chosen={filter.plan.clone()} {enabled} choose={change(|f, v| f.plan = v)} />
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
