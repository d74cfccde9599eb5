//! Chain: a clause and its counterparts from the nation down to the county, and what became of it on the way.

mod alone;
mod changes;
mod figures;
mod rung;
mod siblings;
mod switches;
mod take;

use super::coverage::facts;
use super::language::use_messages;
use super::link::Link;
use super::parts::{breadcrumb, plan_words, seal};
use super::route::{Route, area_below};
use super::store::Store;
use crate::bundle::coverage::CoverageShard;
use crate::bundle::{Overview, PlanShard, key};
use crate::messages::Messages;
use crate::model::{Clause, ClauseKind, Grade, Level, Plan, path_of, plan_of};
use crate::order::Order;
use crate::query::chain::{Below, ChainView, Content, Rung, below, rungs};
use crate::query::cite::path_label;
use crate::query::cover::areas;
use std::sync::Arc;
use yew::prelude::*;
use yew_router::prelude::*;
use yew_router::query::Raw;

/// Every clause of a plan with its nearest counterparts, and how the plan carries those above it down.
pub fn plan_chains(m: &Messages, o: &Overview, shard: &PlanShard, view: &ChainView, store: &Store) -> Html {
    let place = shard.plan.place_in(m.language);
    let coverage =
        area_below(&shard.plan.id, view, store).and_then(|area| store.get(&key::coverage(&shard.plan.id, &area)));
    let clauses = shard.clauses.iter().filter(|c| !matches!(c.kind, ClauseKind::Annex | ClauseKind::Closing));
    html! {
        <article>
            { breadcrumb(m, vec![(AttrValue::from(m.chain.title), Route::Chains)], place.to_owned()) }
            <h1>{ seal(m, shard.plan.level, false) }{ " " }{ place }</h1>
            <p class="lead">{ m.chain.plan_lead(place) }</p>
            { facts::facts(m, o, &shard.cascades.iter().collect::<Vec<_>>(), false) }
            if let Some(note) = older_note(m, o, shard) { <p class="meta">{ note }</p> }
            <ol class="chain-list">
                { for clauses.map(|clause| {
                    let title = html! { <><span class="path">{ path_label(m, &clause.path) }</span>{ " " }{ plan_words(m, clause.title().to_owned()) }</> };
                    if clause.has_own_text() {
                        html! {
                            <li id={clause.path.clone()}>
                                <Link to={Route::chain(&clause.id)}>{ title }</Link>
                                { counterparts(m, shard, clause, o, coverage.as_deref()) }
                            </li>
                        }
                    } else {
                        html! { <li class="chapter" id={clause.path.clone()}><h2>{ title }</h2></li> }
                    }
                }) }
            </ol>
        </article>
    }
}

/// Says which plans above this one is older than, where links to them are shown.
fn older_note(m: &Messages, o: &Overview, shard: &PlanShard) -> Option<String> {
    let earlier = |plan: &&Plan| shard.up.iter().any(|link| link.earlier && plan_of(&link.parent) == plan.id);
    let places: Vec<&str> = o.plans.iter().filter(earlier).map(|plan| plan.place_in(m.language)).collect();
    (!places.is_empty()).then(|| m.chain.earlier_than(places.join(m.signs.list)))
}

fn counterparts(
    m: &Messages,
    shard: &PlanShard,
    clause: &Clause,
    o: &Overview,
    coverage: Option<&CoverageShard>,
) -> Html {
    let mut links: Vec<(&Plan, String, Grade)> = Vec::new();
    let plan = |id: &str| o.plans.iter().find(|p| p.id == id);
    for link in shard.up.iter().filter(|l| l.child == clause.id) {
        links.extend(plan(plan_of(&link.parent)).map(|plan| (plan, path_of(&link.parent).to_owned(), link.grade)));
    }
    let found = coverage.map(|coverage| below(&clause.path, coverage, &o.plans, None)).unwrap_or_default();
    let covered = |plan: &Plan| {
        let of_plan = coverage?.plans.iter().find(|covered| covered.plan == plan.id)?;
        of_plan.covered.iter().find(|covered| covered.clause == clause.path)
    };
    for &plan in &found.shown {
        links.extend(covered(plan).map(|covered| (plan, covered.best.clone(), covered.grade)));
    }
    links.order_by(|(a, ..), (b, ..)| (&a.place_code, a.level).cmp(&(&b.place_code, b.level)));
    let more = shard.below.get(&clause.path).copied().unwrap_or_default().saturating_sub(found.shown.len() as u32);
    if links.is_empty() && more == 0 {
        return html! { <p class="meta">{ m.chain.unlinked }</p> };
    }
    html! {
        <ul class="counterparts">
            { for links.into_iter().map(|(plan, path, of_link)| html! {
                <li>
                    { seal(m, plan.level, false) }{ " " }
                    <Link to={Route::Chain { plan: plan.id.clone(), path: path.clone() }}>{ plan.place_in(m.language) }{ " " }{ path_label(m, &path) }</Link>{ " " }
                    <span class="meta">{ grade(m, of_link) }</span>
                </li>
            }) }
            if more > 0 { <li class="meta">{ m.chain.more_below(more) }</li> }
        </ul>
    }
}

fn grade(m: &Messages, grade: Grade) -> &'static str {
    match grade {
        Grade::Clear => m.chain.clear,
        Grade::Partial => m.chain.partial,
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct ChainProps {
    pub overview: Arc<Overview>,
    pub shard: Arc<PlanShard>,
    pub store: Store,
    pub path: AttrValue,
    pub view: ChainView,
}

/// One clause's chain.
#[component]
pub fn Chain(props: &ChainProps) -> Html {
    let m = use_messages();
    let navigator = use_navigator();
    let (o, shard, view) = (&props.overview, &props.shard, &props.view);
    let route = Route::Chain { plan: shard.plan.id.clone(), path: props.path.to_string() };
    let set = {
        let route = route.clone();
        Callback::from(move |view: ChainView| {
            // An address that cannot be changed leaves the view as it is.
            let _ = navigator.as_ref().map(|navigator| navigator.replace_with_query(&route, Raw(view.query())));
        })
    };
    let Some(clause) = shard.clauses.iter().find(|c| c.path == props.path.as_str()) else { return Html::default() };
    if !clause.is_linkable() {
        return alone::alone(m, shard, clause);
    }
    let coverage = area_below(&shard.plan.id, view, &props.store)
        .and_then(|a| props.store.get(&key::coverage(&shard.plan.id, &a)));
    let found = coverage.as_ref().map(|c| below(&clause.path, c, &o.plans, view.place.as_deref())).unwrap_or_default();
    let ids = shard.up.iter().filter(|l| l.child == clause.id).map(|l| plan_of(&l.parent));
    let mut others: Vec<Arc<PlanShard>> = Vec::new();
    for id in ids.chain(found.shown.iter().map(|plan| plan.id.as_str())) {
        if !others.iter().any(|known| known.plan.id == id) {
            others.extend(props.store.get(&key::plan(id)));
        }
    }
    let others: Vec<&PlanShard> = others.iter().map(AsRef::as_ref).collect();
    let Some(rungs) = rungs(shard, &clause.path, o, &others, &found.shown) else { return Html::default() };
    let compared = rungs.iter().any(|rung| matches!(rung.content, Content::Counterparts(_)));
    html! {
        <article class="chain">
            { head(m, shard, clause) }
            <p class="chain-summary">{ summary(m, &shard.plan, &rungs, &found) }</p>
            if compared { { switches::switches(m, view, &set) } }
            { changes::made_below(m, o, shard, &rungs, &others) }
            <div class="side-by-side">
                <ol class="rungs" aria-label={m.chain.columns}>
                    { for rungs.iter().map(|r| rung::rung(m, o, r, &rungs)) }
                </ol>
            </div>
            { figures::figures(m, &rungs, o) }
            { elsewhere(m, o, &route, view, &found) }
            { changes::made_here(m, shard, clause, &others) }
            { siblings::siblings(m, shard, clause, o) }
            { take::take(m, &shard.plan, clause, &route) }
            <nav class="pager" aria-label={m.chain.title}>{ pager(m, shard, clause) }</nav>
            <p class="meta notice">{ m.chain.notice }</p>
        </article>
    }
}

/// Which clause it is.
fn head(m: &Messages, shard: &PlanShard, clause: &Clause) -> Html {
    let plan = &shard.plan;
    html! {
        <>
            { breadcrumb(m, vec![
                (AttrValue::from(m.chain.title), Route::Chains),
                (AttrValue::from(plan.place_in(m.language).to_owned()), Route::PlanChains { plan: plan.id.clone() }),
            ], path_label(m, &clause.path)) }
            <h1>{ plan_words(m, clause.title().to_owned()) }</h1>
        </>
    }
}

/// Where the clause stands above and below, in words.
fn summary(m: &Messages, plan: &Plan, rungs: &[Rung], found: &Below) -> String {
    let here = rungs.iter().position(|r| matches!(r.content, Content::Focus(_))).unwrap_or(0);
    let of_grade = |rungs: &[Rung], grade: Grade| {
        let places: Vec<String> = rungs
            .iter()
            .filter_map(|r| {
                let Content::Counterparts(entries) = &r.content else { return None };
                let entries = entries.iter().filter(|e| e.link.is_some_and(|link| link.grade == grade));
                let paths: Vec<String> = entries.map(|e| path_label(m, &e.clause.path)).collect();
                let place = r.plan.place_in(m.language);
                (!paths.is_empty()).then(|| m.citing.clause(place, paths.join(m.signs.list)))
            })
            .collect();
        places.join(m.signs.comma)
    };
    let list = |rungs: &[Rung]| {
        let (clear, partial) = (of_grade(rungs, Grade::Clear), of_grade(rungs, Grade::Partial));
        match (clear.is_empty(), partial.is_empty()) {
            (_, true) => clear,
            (true, false) => m.chain.partly(&partial),
            (false, false) => [&clear, m.signs.comma, &m.chain.partly(&partial)].concat(),
        }
    };
    let (up, mut down) = (list(&rungs[..here]), list(&rungs[here + 1..]));
    if !found.named.is_empty() {
        down = [&down, m.signs.comma, &m.chain.more_below(found.named.len())].concat();
    }
    let upward = match (plan.level, up.is_empty()) {
        (Level::Nation, _) => m.chain.highest.to_owned(),
        (_, true) => m.chain.no_upward.to_owned(),
        (_, false) => m.chain.upward(&up),
    };
    let downward = match (plan.level, down.is_empty()) {
        (Level::County, _) => m.chain.lowest.to_owned(),
        (_, true) => m.chain.no_downward.to_owned(),
        (_, false) => m.chain.downward(&down),
    };
    [&upward, m.signs.semicolon, &downward, m.signs.stop].concat()
}

/// Plans below that there is no room for, and other provinces: each leads to the same chain with it.
fn elsewhere(m: &Messages, o: &Overview, route: &Route, view: &ChainView, found: &Below) -> Html {
    let Route::Chain { plan, .. } = route else { return Html::default() };
    let areas = o.plans.iter().find(|p| p.id == *plan).map(|upper| areas(upper, &o.plans)).unwrap_or_default();
    if found.named.is_empty() && areas.len() < 2 && view.place.is_none() {
        return Html::default();
    }
    let to = |area: Option<&str>, place: Option<&str>| {
        let (area, place) = (area.map(str::to_owned), place.map(str::to_owned));
        ChainView { area, place, ..view.clone() }.query()
    };
    let area = view.area.as_deref();
    html! {
        <section class="elsewhere">
            <h2>{ m.chain.other_places }</h2>
            if view.place.is_some() { <p><Link to={route.clone()} query={to(area, None)}>{ m.chain.all_places }</Link></p> }
            <ul class="choices">
                { for found.named.iter().map(|(plan, covered)| html! {
                    <li>{ seal(m, plan.level, false) }{ " " }
                        <Link to={route.clone()} query={to(area, plan.place_code.as_deref())}>{ plan.place_in(m.language) }</Link>{ " " }
                        <span class="meta">{ grade(m, covered.grade) }{ " " }{ path_label(m, &covered.best) }</span></li>
                }) }
            </ul>
            if areas.len() > 1 {
                <ul class="choices" aria-label={m.coverage.area}>
                    { for areas.iter().map(|(area, plan)| html! {
                        <li><Link to={route.clone()} query={to(Some(area), None)}>{ plan.place_in(m.language) }</Link></li>
                    }) }
                </ul>
            }
        </section>
    }
}

fn pager(m: &Messages, shard: &PlanShard, clause: &Clause) -> Html {
    let own: Vec<&Clause> = shard.clauses.iter().filter(|c| c.is_linkable()).collect();
    let here = own.iter().position(|c| c.id == clause.id);
    let step = |at: Option<usize>, words: &str| {
        let other = at.and_then(|i| own.get(i))?;
        Some(
            html! { <Link to={Route::chain(&other.id)}>{ words }{ m.signs.colon }{ path_label(m, &other.path) }</Link> },
        )
    };
    html! {
        <>
            { for here.and_then(|i| step(i.checked_sub(1), m.chain.previous)) }
            <Link to={Route::plan(&shard.plan.id)} hash={clause.path.clone()}>{ m.plan_text }</Link>
            { for here.and_then(|i| step(Some(i + 1), m.chain.next)) }
        </>
    }
}
