//! All clauses of a plan, each with its nearest counterparts and the way into its chain.

use super::chain::grade;
use crate::bundle::coverage::CoverageShard;
use crate::bundle::{Overview, PlanShard, key};
use crate::messages::Messages;
use crate::model::{Clause, ClauseKind, Corpus, Grade, Plan};
use crate::order::Order;
use crate::query::chain::{ChainView, below};
use crate::query::cite::path_label;
use crate::query::cover::area_below;
use crate::web::facts;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, plan_words, seal};
use crate::web::reach::Rank;
use crate::web::route::Route;
use crate::web::store::Store;
use yew::prelude::*;

/// Plans below that are named at a clause in a folded corpus; its chain names more.
const SHOWN_FOLDED: usize = 4;

/// The chains of a plan.
pub struct PlanChains;

impl Page for PlanChains {
    const FOLDER: Route = Route::CHAINS;
    const IDS: usize = 1;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.plans.iter().filter(|plan| plan.text).map(|plan| Route::plan_chains(&plan.id)).collect()
    }

    fn rank(_: &[String]) -> Rank {
        Rank::Own
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        let (plan, view) = (visit.id(0), ChainView::parse(visit.query));
        let area = visit.overview().and_then(|o| area_below(plan, view.area.as_deref(), &o));
        needs.add(key::plan(plan));
        needs.plans_around(visit, plan);
        area.iter().for_each(|area| needs.plans_in(visit, area));
        needs.all(area.map(|area| key::coverage(plan, &area)));
    }

    fn title(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let plan = o.plan(visit.id(0))?;
        Some(format!("{} · {}", plan.place_in(m.language), m.nav_chain))
    }

    fn description(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let plan = o.plan(visit.id(0))?;
        Some(m.describing.plan_chains(plan.place_in(m.language)))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let shard = visit.store.get(&key::plan(visit.id(0)))?;
        Some(plan_chains(m, &o, &shard, &ChainView::parse(visit.query), visit.store))
    }
}

/// Every clause of a plan with its nearest counterparts, and how the plan carries those above it down.
fn plan_chains(m: &Messages, o: &Overview, shard: &PlanShard, view: &ChainView, store: &Store) -> Html {
    let place = shard.plan.place_in(m.language);
    let area = area_below(&shard.plan.id, view.area.as_deref(), o);
    let coverage = area.and_then(|area| store.get(&key::coverage(&shard.plan.id, &area)));
    let clauses = shard.clauses.iter().filter(|c| !matches!(c.kind, ClauseKind::Annex | ClauseKind::Closing));
    html! {
        <article>
            { breadcrumb(m, vec![(AttrValue::from(m.chain.title), Route::CHAINS)], place.to_owned()) }
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
    let earlier = |plan: &&Plan| shard.up.iter().any(|link| link.earlier && link.parent.plan() == plan.id);
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
    let plan = |id: &str| o.plan(id);
    for link in shard.up.iter().filter(|l| l.child == clause.id) {
        links.extend(plan(link.parent.plan()).map(|plan| (plan, link.parent.path().to_owned(), link.grade)));
    }
    let found = coverage.map(|coverage| below(&clause.path, coverage, &o.plans, None)).unwrap_or_default();
    let covered = |plan: &Plan| {
        let of_plan = coverage?.plans.iter().find(|covered| covered.plan == plan.id)?;
        of_plan.covered.iter().find(|covered| covered.clause == clause.path)
    };
    let most = if o.is_folded() { SHOWN_FOLDED } else { found.shown.len() };
    for &plan in found.shown.iter().take(most) {
        links.extend(covered(plan).map(|covered| (plan, covered.best.clone(), covered.grade)));
    }
    links.order_by(|(a, ..), (b, ..)| (&a.place_code, a.level).cmp(&(&b.place_code, b.level)));
    let more =
        shard.below.get(&clause.path).copied().unwrap_or_default().saturating_sub(found.shown.len().min(most) as u32);
    if links.is_empty() && more == 0 {
        return html! { <p class="meta">{ m.chain.unlinked }</p> };
    }
    html! {
        <ul class="counterparts">
            { for links.into_iter().map(|(plan, path, of_link)| html! {
                <li>
                    { seal(m, plan.level, false) }{ " " }
                    <Link to={Route::chain_in(&plan.id, &path)}>{ plan.place_in(m.language) }{ " " }{ path_label(m, &path) }</Link>{ " " }
                    <span class="meta">{ grade(m, of_link) }</span>
                </li>
            }) }
            if more > 0 { <li class="meta">{ m.chain.more_below(more) }</li> }
        </ul>
    }
}
