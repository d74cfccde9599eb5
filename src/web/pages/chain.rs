//! Chain: a clause and its counterparts from the nation down to the county, and what became of it on the way.

mod alone;
pub mod changes;
mod figures;
mod rung;
mod siblings;
mod switches;
mod take;

use crate::bundle::{Overview, PlanShard, key};
use crate::messages::Messages;
use crate::model::{Clause, ClauseId, Code, Corpus, Grade, Level, Plan};
use crate::query::chain::{Below, ChainView, Content, Rung, below, rungs};
use crate::query::cite::{clause_label, path_label};
use crate::query::cover::{area_below, areas};
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, plan_heading, seal};
use crate::web::reach::Rank;
use crate::web::route::Route;
use crate::web::router::use_navigator;
use crate::web::store::Store;
use std::collections::BTreeSet;
use std::sync::Arc;
use yew::prelude::*;

/// How a link is called.
pub fn grade(m: &Messages, grade: Grade) -> &'static str {
    match grade {
        Grade::Clear => m.chain.clear,
        Grade::Partial => m.chain.partial,
    }
}

impl Page for Chain {
    const FOLDER: Route = Route::CHAINS;
    const IDS: usize = 2;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.clauses.iter().map(|clause| Route::chain(&clause.id)).collect()
    }

    fn rank(_: &[String]) -> Rank {
        Rank::Clause
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        let (plan, view) = (visit.id(0), ChainView::parse(visit.query));
        let area = visit.overview().and_then(|o| area_below(plan, view.area.as_deref(), &o));
        needs.add(key::plan(plan));
        needs.plans_around(visit, plan);
        area.iter().for_each(|area| needs.plans_in(visit, area));
        needs.all(area.map(|area| key::coverage(plan, &area)));
        needs.all(others(visit, &view).iter().map(|id| key::plan(id)));
    }

    fn title(visit: &Visit) -> Option<String> {
        let (m, o, path) = (visit.messages(), visit.overview()?, visit.id(1));
        let cited = clause_label(m, o.plan(visit.id(0))?, path);
        let shard = visit.store.get(&key::plan(visit.id(0)));
        let heading = shard.and_then(|shard| shard.clauses.iter().find(|c| c.path == path)?.heading.clone());
        Some(heading.map_or_else(|| cited.clone(), |heading| format!("{heading} · {cited}")))
    }

    fn description(visit: &Visit) -> Option<String> {
        let (m, path) = (visit.messages(), visit.id(1));
        let shard = visit.store.get(&key::plan(visit.id(0)))?;
        let clause = shard.clauses.iter().find(|clause| clause.path == path)?;
        Some(m.describing.chain(clause_label(m, &shard.plan, path), clause.text.replace('\n', " ")))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let path = visit.id(1);
        let shard = visit.store.get(&key::plan(visit.id(0)))?;
        let key = shard.clauses.iter().find(|clause| clause.path == path)?.id.to_string();
        let view = ChainView::parse(visit.query);
        Some(html! {
            <Chain {key} overview={visit.overview()?} {shard} path={path.to_owned()} store={visit.store.clone()} {view} />
        })
    }
}

/// Plans above and below that the clause is linked to and that the page shows.
fn others(visit: &Visit, view: &ChainView) -> BTreeSet<String> {
    let (plan, path) = (visit.id(0), visit.id(1));
    let (Some(shard), Some(o)) = (visit.store.get(&key::plan(plan)), visit.overview()) else { return BTreeSet::new() };
    let clause = ClauseId::new(plan, path);
    let mut plans: BTreeSet<String> =
        shard.up.iter().filter(|l| l.child == clause).map(|l| l.parent.plan().to_owned()).collect();
    let area = area_below(plan, view.area.as_deref(), &o);
    if let Some(coverage) = area.and_then(|area| visit.store.get(&key::coverage(plan, &area))) {
        let below = below(path, &coverage, &o.plans, view.place.as_ref());
        plans.extend(below.shown.iter().map(|plan| plan.id.clone()));
    }
    plans
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
    let route = Route::chain_in(&shard.plan.id, &props.path);
    let set = {
        let route = route.clone();
        Callback::from(move |view: ChainView| {
            if let Some(navigator) = &navigator {
                navigator.replace(&route, &view.query());
            }
        })
    };
    let Some(clause) = shard.clauses.iter().find(|c| c.path == props.path.as_str()) else { return Html::default() };
    if !clause.is_linkable() {
        return alone::alone(m, shard, clause);
    }
    let coverage = area_below(&shard.plan.id, view.area.as_deref(), o)
        .and_then(|a| props.store.get(&key::coverage(&shard.plan.id, &a)));
    let found = coverage.as_ref().map(|c| below(&clause.path, c, &o.plans, view.place.as_ref())).unwrap_or_default();
    let ids = shard.up.iter().filter(|l| l.child == clause.id).map(|l| l.parent.plan());
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
            <p class="chain-summary">{ summary(m, o, &shard.plan, &rungs, &found) }</p>
            if compared { { switches::switches(m, view, &set) } }
            { changes::made_below(m, o, shard, &rungs, &others) }
            <div class="side-by-side">
                <ol class="rungs" aria-label={m.chain.columns}>
                    { for rungs.iter().map(|r| rung::rung(m, o, r, &rungs)) }
                </ol>
            </div>
            { figures::figures(m, &rungs, o) }
            { elsewhere(m, o, &shard.plan, &route, view, &found) }
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
                (AttrValue::from(m.chain.title), Route::CHAINS),
                (AttrValue::from(plan.place_in(m.language).to_owned()), Route::plan_chains(&plan.id)),
            ], path_label(m, &clause.path)) }
            <h1>{ plan_heading(m, clause.title()) }</h1>
        </>
    }
}

/// Where the clause stands above and below, in words.
fn summary(m: &Messages, o: &Overview, plan: &Plan, rungs: &[Rung], found: &Below) -> String {
    if !o.plans.iter().any(|other| other.line == plan.line && other.id != plan.id) {
        return [m.chain.alone_on_line, m.signs.stop].concat();
    }
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
fn elsewhere(m: &Messages, o: &Overview, plan: &Plan, route: &Route, view: &ChainView, found: &Below) -> Html {
    let areas = areas(plan, o);
    if found.named.is_empty() && areas.len() < 2 && view.place.is_none() {
        return Html::default();
    }
    let to = |area: Option<&str>, place: Option<&Code>| {
        let (area, place) = (area.map(str::to_owned), place.cloned());
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
                        <Link to={route.clone()} query={to(area, plan.place_code.as_ref())}>{ plan.place_in(m.language) }</Link>{ " " }
                        <span class="meta">{ grade(m, covered.grade) }{ " " }{ path_label(m, &covered.best) }</span></li>
                }) }
            </ul>
            if areas.len() > 1 {
                <ul class="choices" aria-label={m.coverage.area}>
                    { for areas.iter().map(|area| html! {
                        <li><Link to={route.clone()} query={to(Some(&area.code), None)}>{ area.name.of(m.language) }</Link></li>
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
